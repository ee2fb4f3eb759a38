"""Which record of a catalogue a row is about, where it may have no code of its own."""

from collections.abc import Mapping
from typing import Any

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Row
from talentgrow.imports.storing.plan import Ledger
from talentgrow.imports.storing.references import Index
from talentgrow.kernel.text import search_key


class Refused(Exception):
    """The row cannot be told from others; the ledger knows why."""


def identify(
    ledger: Ledger, row: Row, index: Index, held: Mapping[int, Mapping[str, Any]], stem: str
) -> int | None:
    """Return the record a row is about: by its code, or else by its name; None for a new one.

    A record that came from a file without codes takes the code of the first file that has one.

    :raises Refused: the row has no name for a new record, or a name which several records bear
    """
    names = [text for name in (f"{stem}_fr", f"{stem}_en") if (text := row.get(name))]
    if code := row.get("code"):
        found = index.codes.get(search_key(code))
        if found is not None:
            return found
        named = {
            id_ for name in names for id_ in index.by_name(name) if _has_no_code(held, id_, stem)
        }
    else:
        named = {id_ for name in names for id_ in index.by_name(name)}
    if len(named) > 1:
        hint = ", ".join(sorted(index.code_of[id_] for id_ in named)[:4])
        ledger.refuse(row, f"{stem}_fr", Reason.AMBIGUOUS, hint=hint, value=names[0])
        raise Refused
    if not named and not names:
        ledger.refuse(row, f"{stem}_fr", Reason.MISSING)
        raise Refused
    return next(iter(named)) if named else None


def _has_no_code(held: Mapping[int, Mapping[str, Any]], id_: int, stem: str) -> bool:
    """Tell whether the code of a record is only its name, because nobody gave it another."""
    record = held.get(id_)
    return record is not None and record["code"] == search_key(record[f"{stem}_fr"])


def both_names(stated: Mapping[str, Any], held: Mapping[str, Any], stem: str) -> dict[str, str]:
    """Return the names in both languages; where one is missing the other stands in."""
    french = stated.get(f"{stem}_fr") or held.get(f"{stem}_fr") or ""
    english = stated.get(f"{stem}_en") or held.get(f"{stem}_en") or ""
    return {
        f"{stem}_fr": french or english,
        f"{stem}_en": english or french,
        "search_key": search_key(f"{french or english} {english or french}"),
    }
