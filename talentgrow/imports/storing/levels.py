"""The levels of people in skills, as another system knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import insert, select

from talentgrow.imports.kinds.organisation import READ_BACK
from talentgrow.imports.kinds.reading import Reading, Row
from talentgrow.imports.storing import references
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches
from talentgrow.infra.db import db
from talentgrow.skills.models import ClaimSource, SkillClaim

Key = tuple[int, int]


@dataclass
class Held:
    """What earlier imports said: the newest word, and every word with its day."""

    newest: dict[Key, dict[str, Any]] = field(default_factory=dict)
    said: dict[tuple[int, int, date], dict[str, Any]] = field(default_factory=dict)


def plan(reading: Reading) -> Plan:
    """Work out which levels are new, or other than the last import said.

    Claims are added and never changed: another level is one more claim.
    """
    ledger, skills, held = Ledger(reading), references.skills(), _held()
    people = references.people()
    for row in reading.rows:
        person_id = references.find_person(people, ledger, row)
        skill_id = skills.find(ledger, row, "skill")
        if person_id is None or skill_id is None:
            continue
        day = row.get("stated_on")
        if ledger.is_twin(row, "skill", (person_id, skill_id, day)):
            continue
        known = _known(held, (person_id, skill_id), day)
        if row.get("source") not in {None, READ_BACK}:
            known = _stated(row)
        ledger.settle(
            row,
            f"{row['employee_number']} · {row['skill']}",
            stated=_stated(row),
            held=known,
            id_=skill_id,
        )
    ids = {row.line: row for row in reading.rows}
    return ledger.finished(
        lambda writing: _write(ledger, people=people, skills=skills, rows=ids, writing=writing)
    )


def _stated(row: Row) -> dict[str, Any]:
    """Return what a row says; a day of last use only where there is one."""
    stated = {"level": row["level"]}
    if row.get("last_used_on"):
        stated["last_used_on"] = row["last_used_on"]
    return stated


def _known(held: Held, key: Key, day: date | None) -> dict[str, Any] | None:
    """Return what is held against a row: the same day's word, else the newest one.

    An older day which no import spoke of is new: it completes the history.
    """
    if day is None:
        return held.newest.get(key)
    same_day = held.said.get((*key, day))
    if same_day is not None:
        return same_day
    newest = held.newest.get(key)
    return newest if newest is not None and newest["day"] < day else None


def _held() -> Held:
    held = Held()
    rows = db.session.execute(
        select(
            SkillClaim.person_id,
            SkillClaim.skill_id,
            SkillClaim.level,
            SkillClaim.at,
            SkillClaim.last_used_on,
        )
        .where(SkillClaim.source == ClaimSource.IMPORT)
        .order_by(SkillClaim.at, SkillClaim.id)
    )
    for row in rows:
        said = {"level": row.level, "last_used_on": row.last_used_on, "day": row.at.date()}
        held.newest[row.person_id, row.skill_id] = said
        held.said[row.person_id, row.skill_id, row.at.date()] = said
    return held


def _write(
    ledger: Ledger,
    *,
    people: Mapping[str, int],
    skills: references.Index,
    rows: Mapping[int, Row],
    writing: Writing,
) -> None:
    claims = []
    for entry in ledger.entries:
        row = rows[entry.row.line]
        day = row.get("stated_on")
        claims.append(
            {
                "person_id": people[row["employee_number"]],
                "skill_id": skills.find(ledger, row, "skill"),
                "level": row["level"],
                "source": ClaimSource.IMPORT,
                "author_id": None,
                "at": datetime.combine(day, time(12), UTC) if day else writing.now,
                "last_used_on": row.get("last_used_on"),
            }
        )
    for batch in batches(claims):
        db.session.execute(insert(SkillClaim), batch)
        writing.advance(len(batch))
