"""Load the chosen groups of a pack, all in one transaction, as a task."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from talentgrow.audit import service as audit
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, writing
from talentgrow.infra.logs import log
from talentgrow.jobs.models import Bridge, BridgeKind, Requirement
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.origin import Origin
from talentgrow.mobility import snapshot
from talentgrow.packs import library
from talentgrow.packs.loading import catalogue, progress
from talentgrow.packs.loading import writing as rows
from talentgrow.packs.loading.catalogue import Why
from talentgrow.packs.loading.plan import Choice, Plan, importance_of, level_of, plan
from talentgrow.packs.models import PackRun
from talentgrow.packs.words import bridge_note
from talentgrow.skills.signals import catalogue_changed as skills_changed

TASK = "packs.load"
LOADED = audit.Kind(
    "packs.loaded", "scheme", "version", "groups", "essential_level", "optional_level", "counts"
)
MISSING, DATABASE = "missing", "database"


def load_waiting() -> None:
    """Load every run that waits, the oldest first; as a task, and again when the worker starts."""
    while (run_id := _next()) is not None:
        _load_apart(run_id)
        tasks.ask(snapshot.TASK)


def _next() -> int | None:
    run_id = db.session.scalar(
        select(PackRun.id).where(PackRun.ended_at.is_(None)).order_by(PackRun.id).limit(1)
    )
    # Ends the transaction that read; the one that stores begins as a writer.
    db.session.rollback()
    return run_id


def _load_apart(run_id: int) -> None:
    with writing():
        try:
            _load_waiting_run(run_id)
            db.session.commit()
        except (library.PackFileMissing, SQLAlchemyError) as error:
            log.exception("pack not loaded", run=run_id)
            db.session.rollback()
            missing = isinstance(error, library.PackFileMissing)
            _give_up(run_id, MISSING if missing else DATABASE)
            db.session.commit()
    progress.forget(run_id)


def _load_waiting_run(run_id: int) -> None:
    run = db.session.get(PackRun, run_id, with_for_update=True)
    if run is None or run.ended_at is not None:
        return
    author = SYSTEM if run.author_id is None else Actor(run.author_id, frozenset())
    choice = Choice(tuple(run.groups), run.essential_level, run.optional_level)
    load(run, choice, by=author, now=clock.now())


def _give_up(run_id: int, reason: str) -> None:
    run = db.session.get_one(PackRun, run_id)
    run.ended_at, run.failure = clock.now(), reason


def load(run: PackRun, choice: Choice, *, by: Actor, now: datetime) -> Plan:
    """Write what is new of the chosen groups, and note in the run what was done.

    :raises PackFileMissing: the file of the pack is gone
    """
    pack = library.read(run)
    planned = plan(pack, choice, catalogue.read(Origin(pack.scheme)))
    _Writer(planned, run).write(by=by, now=now)
    run.counts, run.ended_at = planned.counts, now
    db.session.flush()
    audit.record(
        LOADED,
        run,
        by=by,
        now=now,
        scheme=run.scheme,
        version=run.version,
        groups=list(choice.groups),
        essential_level=choice.essential_level,
        optional_level=choice.optional_level,
        counts=planned.counts,
    )
    if planned.adds_something:
        skills_changed.send(run)
        catalogue_changed.send(run)
    return planned


class _Writer:
    """Writes one plan, saying how far it is."""

    def __init__(self, planned: Plan, run: PackRun) -> None:
        counts = planned.counts
        self.planned, self.run, self.done = planned, run, 0
        # Skills and jobs are two rows each: themselves and their public codes.
        self.total = 2 * (counts["jobs_added"] + counts["skills_added"]) + sum(
            counts[name] for name in ("needs_added", "bridges_added", "jobs_named", "skills_named")
        )

    def advance(self, number: int) -> None:
        self.done += number
        progress.say(self.run.id, self.done, self.total)

    def write(self, *, by: Actor, now: datetime) -> None:
        planned, pack = self.planned, self.planned.pack
        self.advance(0)
        skills_by_place = rows.add_skills(pack, planned.new_skills, self.advance)
        named = {
            place: known.id
            for place, known in planned.known_skills.items()
            if known.why is Why.NAME
        }
        rows.add_skill_codes(pack, named, self.advance)
        jobs_by_place = rows.add_jobs(pack, planned.new_jobs, self.advance)
        titled = {
            place: known.id for place, known in planned.known_jobs.items() if known.why is Why.NAME
        }
        rows.add_job_codes(pack, titled, self.advance)
        rows.store(Requirement, self._needs(jobs_by_place, skills_by_place), self.advance)
        rows.store(Bridge, self._bridges(jobs_by_place, by=by, now=now), self.advance)

    def _needs(self, jobs: dict[int, int], skills: dict[int, int]) -> list[dict[str, Any]]:
        choice, origin = self.planned.choice, Origin(self.planned.pack.scheme)
        return [
            {
                "job_id": jobs[place],
                "skill_id": skills[number] if kind == "new" else number,
                "level": level_of(choice, is_essential=is_essential),
                "importance": importance_of(is_essential=is_essential),
                "origin": origin,
            }
            for place, needs in sorted(self.planned.needs.items())
            for (kind, number), is_essential in sorted(needs.items())
        ]

    def _bridges(self, new: dict[int, int], *, by: Actor, now: datetime) -> list[dict[str, Any]]:
        pack, origin = self.planned.pack, Origin(self.planned.pack.scheme)
        ids = self.planned.jobs_of_pack | new
        note = bridge_note(origin, pack.version)
        return [
            {
                "source_id": ids[move.source],
                "target_id": ids[move.target],
                "kind": BridgeKind(move.kind),
                "origin": origin,
                "note_fr": note.fr,
                "note_en": note.en,
                "author_id": by.person_id,
                "declared_at": now,
            }
            for move in self.planned.moves
        ]
