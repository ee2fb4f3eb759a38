"""The bridges from job to job."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Reading
from talentgrow.imports.storing import references
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches, stated_values
from talentgrow.infra.db import db
from talentgrow.jobs.models import Bridge, BridgeKind
from talentgrow.kernel.origin import Origin

FIELDS = ("kind", "note_fr", "note_en")


def plan(reading: Reading) -> Plan:
    """Work out which bridges are new and which are described otherwise."""
    ledger, jobs, held = Ledger(reading), references.jobs(), _held()
    for row in reading.rows:
        source_id, target_id = jobs.find(ledger, row, "source"), jobs.find(ledger, row, "target")
        if source_id is None or target_id is None:
            continue
        if source_id == target_id:
            ledger.refuse(row, "target", Reason.SAME_JOB)
            continue
        if ledger.is_twin(row, "target", (source_id, target_id)):
            continue
        known = held.get((source_id, target_id))
        ledger.settle(
            row,
            f"{row['source']} → {row['target']}",
            stated=stated_values(row, reading, *FIELDS)
            | {"source_id": source_id, "target_id": target_id},
            held=known,
            id_=known["id"] if known else None,
        )
    return ledger.finished(lambda writing: _write(ledger, held, writing))


def _held() -> dict[tuple[int, int], dict[str, Any]]:
    columns = (Bridge.id, Bridge.source_id, Bridge.target_id)
    rows = db.session.execute(select(*columns, *(getattr(Bridge, name) for name in FIELDS)))
    return {(row.source_id, row.target_id): dict(row._mapping) for row in rows}


def _write(
    ledger: Ledger, held: Mapping[tuple[int, int], Mapping[str, Any]], writing: Writing
) -> None:
    fresh, changed = [], []
    for entry in ledger.entries:
        stated = entry.stated
        key = (stated["source_id"], stated["target_id"])
        known = held.get(key, {})
        values = {
            "kind": BridgeKind(stated.get("kind") or known.get("kind") or BridgeKind.CLOSE),
            "note_fr": stated.get("note_fr", known.get("note_fr", "")),
            "note_en": stated.get("note_en", known.get("note_en", "")),
        }
        if entry.id is None:
            fresh.append(
                {
                    "source_id": key[0],
                    "target_id": key[1],
                    "author_id": writing.by.person_id,
                    "declared_at": writing.now,
                }
                | values
            )
        else:
            changed.append({"id": entry.id, "origin": Origin.OWN} | values)
    for batch in batches(fresh):
        db.session.execute(insert(Bridge), batch)
        writing.advance(len(batch))
    for batch in batches(changed):
        db.session.execute(update(Bridge), batch)
        writing.advance(len(batch))
