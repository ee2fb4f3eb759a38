"""What can be done with paths and wishes. Functions flush; the web edge commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.mobility.models import JobInterest, JobWish, SavedPath
from talentgrow.mobility.states import PATH_FLOW, PathStatus

SAVED = audit.Kind("mobility.path_saved", "target", "steps")
WISHED = audit.Kind("mobility.wish_changed", "job", "wish")


@dataclass(frozen=True, kw_only=True)
class PathValues:
    """A suggested path as it stood when somebody chose to keep it."""

    target_id: int
    label: str
    steps: list[int]
    rule_version: str
    data_hash: str
    as_of: date


def save_path(values: PathValues, *, person_id: int, by: Actor, now: datetime) -> SavedPath:
    """Keep a path; the same jobs in the same order are kept once."""
    for kept in db.session.scalars(
        select(SavedPath).where(
            SavedPath.person_id == person_id,
            SavedPath.target_id == values.target_id,
            SavedPath.status != PathStatus.DROPPED,
        )
    ):
        if kept.steps == values.steps:
            return kept
    path = SavedPath(
        person_id=person_id,
        target_id=values.target_id,
        label=values.label,
        steps=values.steps,
        rule_version=values.rule_version,
        data_hash=values.data_hash,
        as_of=values.as_of,
        saved_at=now,
    )
    db.session.add(path)
    db.session.flush()
    audit.record(SAVED, path, by=by, now=now, target=values.target_id, steps=values.steps)
    return path


def take_step(path: SavedPath, step: str, *, by: Actor, now: datetime) -> None:
    """Share a path with the manager, take it back, or give it up.

    :raises IllegalTransition: the path is not in a state from which the step leads
    """
    audit.move(path, PATH_FLOW, step, by=by, now=now)
    db.session.flush()


def wish(job_id: int, choice: JobWish | None, *, person_id: int, by: Actor, now: datetime) -> None:
    """Say that one wishes a job, does not want it, or (None) has no opinion any more."""
    held = db.session.scalar(
        select(JobInterest).where(JobInterest.person_id == person_id, JobInterest.job_id == job_id)
    )
    if (held.wish if held else None) == choice:
        return
    if held is None:
        held = JobInterest(person_id=person_id, job_id=job_id, at=now)
        db.session.add(held)
    if choice is None:
        db.session.delete(held)
    else:
        held.wish, held.at = choice, now
    db.session.flush()
    audit.record(WISHED, held, by=by, now=now, job=job_id, wish=choice)
