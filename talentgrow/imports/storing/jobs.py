"""The catalogue of jobs."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from talentgrow.imports.kinds.reading import Reading, Row
from talentgrow.imports.storing import catalogue, references, versions
from talentgrow.imports.storing.naming import Refused, both_names, identify
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches, stated_values
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobFamily, JobTag
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key

TEXTS = ("title_fr", "title_en", "description_fr", "description_en")
FIELDS = ("code", *TEXTS, "grade", "is_temporary", "tags")
NEW = 0


def plan(reading: Reading) -> Plan:
    """Work out which jobs are new and which say something else."""
    ledger, index, held = Ledger(reading), references.jobs(), _held()
    families = catalogue.keys(JobFamily)
    fresh_families = set()
    for row in reading.rows:
        try:
            id_ = identify(ledger, row, index, held, "title")
        except Refused:
            continue
        name = row.get("code") or row.get("title_fr") or row.get("title_en") or ""
        if ledger.is_twin(row, "code" if row.get("code") else "title_fr", id_ or search_key(name)):
            continue
        known = held.get(id_) if id_ else None
        stated = stated_values(row, reading, *FIELDS)
        if "family" in reading.columns:
            stated["family_id"] = _family_id(row, families)
            if stated["family_id"] == NEW:
                fresh_families.add(search_key(row["family"]))
        before = known["family"] if known else ""
        words = {"family_id": (before, row.get("family", ""))}
        ledger.settle(row, name, stated=stated, held=known, id_=id_, words=words)
    ledger.plan.counts.jobs_added = ledger.plan.counts.added
    ledger.plan.counts.families_added = len(fresh_families)
    return ledger.finished(lambda writing: _write(ledger, held, writing))


def _family_id(row: Row, families: Mapping[str, int]) -> int | None:
    return families.get(search_key(row["family"]), NEW) if row["family"] else None


def _held() -> dict[int, dict[str, Any]]:
    tags: defaultdict[int, set[str]] = defaultdict(set)
    for job_id, tag in db.session.execute(select(JobTag.job_id, JobTag.tag)):
        tags[job_id].add(tag.value)
    columns = (
        Job.id,
        Job.code,
        Job.family_id,
        Job.grade,
        Job.is_temporary,
        *(getattr(Job, name) for name in TEXTS),
        JobFamily.name_fr.label("family"),
    )
    rows = db.session.execute(select(*columns).outerjoin(JobFamily, JobFamily.id == Job.family_id))
    return {row.id: dict(row._mapping) | {"tags": _in_order(tags[row.id])} for row in rows}


def _in_order(tags: set[str]) -> tuple[str, ...]:
    return tuple(tag for tag in ("emerging", "shortage", "at_risk") if tag in tags)


def _write(ledger: Ledger, held: Mapping[int, Mapping[str, Any]], writing: Writing) -> None:
    families = catalogue.families(entry.row.get("family", "") for entry in ledger.entries).ids
    changing = [entry.id for entry in ledger.entries if entry.id is not None]
    versions.keep(changing, writing)
    fresh, changed, tags = [], [], {}
    for entry in ledger.entries:
        before = held.get(entry.id, {}) if entry.id else {}
        values = _columns(before, entry.stated)
        if "family_id" in entry.stated:
            values["family_id"] = families.get(search_key(entry.row["family"]))
        if entry.id is None:
            fresh.append(values)
        else:
            # What HR wrote over a catalogue's text is the company's own from now on.
            changed.append({"id": entry.id, "origin": Origin.OWN} | values)
        if "tags" in entry.stated:
            tags[values["code"]] = entry.stated["tags"]
    for batch in batches(fresh):
        db.session.execute(insert(Job), batch)
        writing.advance(len(batch))
    for batch in batches(changed):
        db.session.execute(update(Job), batch)
        writing.advance(len(batch))
    ids = dict(db.session.execute(select(Job.code, Job.id)).all())
    _write_tags({ids[code]: wanted for code, wanted in tags.items()})
    versions.keep([*changing, *(ids[values["code"]] for values in fresh)], writing)


def _columns(held: Mapping[str, Any], stated: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        "family_id": held.get("family_id"),
        "grade": stated.get("grade", held.get("grade")),
        "is_temporary": stated.get("is_temporary", held.get("is_temporary", False)),
        "description_fr": stated.get("description_fr", held.get("description_fr", "")),
        "description_en": stated.get("description_en", held.get("description_en", "")),
    } | both_names(stated, held, "title")
    code = stated.get("code") or held.get("code") or search_key(values["title_fr"])
    return values | {"code": code}


def _write_tags(wanted: Mapping[int, tuple[str, ...]]) -> None:
    for start in range(0, len(wanted), 500):
        ids = list(wanted)[start : start + 500]
        db.session.execute(delete(JobTag).where(JobTag.job_id.in_(ids)))
    rows = [{"job_id": id_, "tag": tag} for id_, tags in wanted.items() for tag in tags]
    for batch in batches(rows):
        db.session.execute(insert(JobTag), batch)
