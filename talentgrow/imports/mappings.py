"""Which column of a file holds which of our fields: guessed, or as it was named the last time."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from talentgrow.imports.kinds.columns import Kind, heading_key, is_problem_column
from talentgrow.imports.models import ImportMapping
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import search_key

Positions = dict[str, int]


class NoSuchColumn(DomainError):
    """A heading or a field that was named does not exist."""


def positions(kind: Kind, headings: list[str]) -> Positions:
    """Return where our fields stand: as named by hand for such a file before, else as guessed."""
    kept = remembered(kind, headings)
    if kept is None:
        return kind.match(headings)
    found: Positions = {}
    for position, heading in enumerate(headings):
        name = kept.fields.get(search_key(heading))
        if name and any(column.field == name for column in kind.columns):
            found.setdefault(name, position)
    return found


def remembered(kind: Kind, headings: list[str]) -> ImportMapping | None:
    """Return how columns of files with these headings were named by hand, if they ever were."""
    return db.session.scalar(
        select(ImportMapping).where(
            ImportMapping.kind == kind.name, ImportMapping.headings_hash == _hash(headings)
        )
    )


def remember(
    kind: Kind, headings: list[str], chosen: Mapping[str, int], *, by: Actor, now: datetime
) -> None:
    """Keep how the columns were named, where that is not what would be guessed anyway."""
    kept = remembered(kind, headings)
    if kept is None and dict(chosen) == kind.match(headings):
        return
    if kept is None:
        kept = ImportMapping(kind=kind.name, headings_hash=_hash(headings))
        db.session.add(kept)
    kept.fields = {search_key(headings[position]): name for name, position in chosen.items()}
    kept.at, kept.author_id = now, by.person_id
    db.session.flush()


def named(kind: Kind, headings: list[str], pairs: list[str]) -> Positions:
    """Return where our fields stand, with pairs such as "Heading=field" above all else.

    :raises NoSuchColumn: a pair names a heading or a field that does not exist
    """
    found = positions(kind, headings)
    keys = [search_key(heading) for heading in headings]
    fields = {column.field for column in kind.columns}
    for pair in pairs:
        heading, _equals, name = pair.rpartition("=")
        if name not in fields:
            raise NoSuchColumn(f"{pair}: “{name}” is none of {', '.join(sorted(fields))}.")
        if search_key(heading) not in keys:
            raise NoSuchColumn(f"{pair}: the file has no column “{heading}”.")
        position = keys.index(search_key(heading))
        found = {known: place for known, place in found.items() if place != position}
        found[name] = position
    return found


def ignored(headings: list[str], chosen: Mapping[str, int]) -> list[str]:
    """Return the headings that are left out, other than the one which correction files add."""
    taken = set(chosen.values())
    return [
        heading
        for position, heading in enumerate(headings)
        if position not in taken and heading.strip() and not is_problem_column(heading)
    ]


def _hash(headings: list[str]) -> str:
    known = [heading for heading in headings if not is_problem_column(heading)]
    return hashlib.sha256(heading_key(known).encode()).hexdigest()
