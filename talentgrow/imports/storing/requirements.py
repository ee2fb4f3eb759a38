"""Which skills jobs ask for, at which level."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from talentgrow.graph.types import Importance
from talentgrow.imports.kinds.reading import Reading
from talentgrow.imports.storing import references, versions
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches, stated_values
from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.kernel.origin import Origin


def plan(reading: Reading) -> Plan:
    """Work out what jobs would newly ask for, or at another level."""
    ledger, jobs, skills, held = Ledger(reading), references.jobs(), references.skills(), _held()
    for row in reading.rows:
        job_id = jobs.find(ledger, row, "job")
        skill_id = skills.find(ledger, row, "skill")
        if job_id is None or skill_id is None:
            continue
        if ledger.is_twin(row, "skill", (job_id, skill_id)):
            continue
        known = held.get((job_id, skill_id))
        stated = stated_values(row, reading, "level", "importance")
        ledger.settle(
            row,
            f"{row['job']} · {row['skill']}",
            stated=stated | {"job_id": job_id, "skill_id": skill_id},
            held=known,
            id_=known["id"] if known else None,
        )
    return ledger.finished(lambda writing: _write(ledger, held, writing))


def _held() -> dict[tuple[int, int], dict[str, Any]]:
    columns = (
        Requirement.id,
        Requirement.job_id,
        Requirement.skill_id,
        Requirement.level,
        Requirement.importance,
    )
    rows = db.session.execute(select(*columns))
    return {(row.job_id, row.skill_id): dict(row._mapping) for row in rows}


def _write(
    ledger: Ledger, held: Mapping[tuple[int, int], Mapping[str, Any]], writing: Writing
) -> None:
    job_ids = {entry.stated["job_id"] for entry in ledger.entries}
    versions.keep(job_ids, writing)
    fresh, changed = [], []
    for entry in ledger.entries:
        stated = entry.stated
        key = (stated["job_id"], stated["skill_id"])
        importance = stated.get("importance") or held.get(key, {}).get("importance")
        values = {"level": stated["level"], "importance": Importance(importance or "essential")}
        if entry.id is None:
            fresh.append(values | {"job_id": key[0], "skill_id": key[1]})
        else:
            changed.append({"id": entry.id, "origin": Origin.OWN} | values)
    for batch in batches(fresh):
        db.session.execute(insert(Requirement), batch)
        writing.advance(len(batch))
    for batch in batches(changed):
        db.session.execute(update(Requirement), batch)
        writing.advance(len(batch))
    versions.keep(job_ids, writing)
