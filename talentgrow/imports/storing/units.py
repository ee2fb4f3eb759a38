"""The tree of units."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Reading, Row
from talentgrow.imports.storing import references
from talentgrow.imports.storing.loops import loops
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches, stated_values
from talentgrow.imports.storing.references import Index
from talentgrow.infra.db import db
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Unit

NEW = 0


def plan(reading: Reading) -> Plan:
    """Work out which units are new, renamed or moved below another."""
    ledger, index, held = Ledger(reading), references.units(), _held()
    codes = {search_key(row["code"]) for row in reading.rows}
    rings = _rings(reading.rows, held)
    for row in reading.rows:
        id_ = _identify(row, index, held)
        if ledger.is_twin(row, "code", id_ or search_key(row["code"])):
            continue
        parent = _parent(ledger, row, index, codes)
        if row.get("parent_code") and parent is None:
            continue
        below, above = search_key(row["code"]), search_key(row.get("parent_code", ""))
        ring = rings.get((below, above))
        if ring or below == above or (parent and parent == id_):
            ledger.refuse(row, "parent_code", Reason.LOOP, hint=ring or "")
            continue
        if id_ is None and not (row.get("name_fr") or row.get("name_en")):
            ledger.refuse(row, "name_fr", Reason.MISSING)
            continue
        stated = stated_values(row, reading, "code", "name_fr", "name_en")
        if "parent_code" in reading.columns:
            stated["parent_id"] = parent
        known = held.get(id_) if id_ else None
        before = held.get(known["parent_id"] or 0, {}) if known else {}
        ledger.settle(
            row,
            row["code"],
            stated=stated,
            held=known,
            id_=id_,
            words={"parent_id": (before.get("code", ""), row.get("parent_code", ""))},
        )
    ledger.plan.counts.units_added = ledger.plan.counts.added
    return ledger.finished(lambda writing: _write(ledger, writing))


def _identify(row: Row, index: Index, held: Mapping[int, Mapping[str, Any]]) -> int | None:
    """Return the unit a row is about: by code, or one that has no code of its own by name."""
    found = index.codes.get(search_key(row["code"]))
    if found is not None:
        return found
    names = [row[name] for name in ("name_fr", "name_en") if row.get(name)]
    nameless = {
        id_
        for name in names
        for id_ in index.by_name(name)
        if held[id_]["code"] == search_key(held[id_]["name_fr"])
    }
    return next(iter(nameless)) if len(nameless) == 1 else None


def _parent(ledger: Ledger, row: Row, index: Index, codes: set[str]) -> int | None:
    """Return the unit above: zero for one of the file, None for none."""
    parent = row.get("parent_code")
    if not parent:
        return None
    key = search_key(parent)
    return (
        NEW if key in codes and key not in index.codes else index.find(ledger, row, "parent_code")
    )


def _rings(rows: list[Row], held: Mapping[int, Mapping[str, Any]]) -> Mapping[tuple[str, str], str]:
    keys = {id_: search_key(unit["code"]) for id_, unit in held.items()}
    above = {keys[id_]: keys.get(unit["parent_id"] or 0, "") for id_, unit in held.items()}
    for row in rows:
        if "parent_code" in row.values:
            above[search_key(row["code"])] = search_key(row["parent_code"])
    return loops((below, parent) for below, parent in above.items() if parent)


def _held() -> dict[int, dict[str, Any]]:
    columns = (Unit.id, Unit.code, Unit.name_fr, Unit.name_en, Unit.parent_id)
    return {row.id: dict(row._mapping) for row in db.session.execute(select(*columns))}


def _write(ledger: Ledger, writing: Writing) -> None:
    """Write all units, then who stands below whom: a parent may come later in the file."""
    fresh = [_named(entry.stated) for entry in ledger.entries if entry.id is None]
    for batch in batches(fresh):
        db.session.execute(insert(Unit), batch)
    ids = references.units().codes
    changed = []
    for entry in ledger.entries:
        values = {"id": entry.id or ids[search_key(entry.row["code"])]} | entry.stated
        if "parent_id" in values:
            parent = search_key(entry.row["parent_code"])
            values["parent_id"] = values["parent_id"] or ids.get(parent)
        changed.append(values)
    # Names may be stated by some rows only: what is the same goes into one statement.
    for values in sorted(changed, key=lambda values: sorted(values)):
        db.session.execute(update(Unit), [values])
    writing.advance(len(changed))


def _named(stated: Mapping[str, Any]) -> dict[str, Any]:
    french, english = stated.get("name_fr", ""), stated.get("name_en", "")
    return {
        "code": stated["code"],
        "name_fr": french or english,
        "name_en": english or french,
    }
