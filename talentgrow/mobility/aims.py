"""The skill levels somebody aims at: what the jobs on their path ask for, else those they wish."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select

from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.mobility.models import JobInterest, JobWish, SavedPath
from talentgrow.mobility.states import PathStatus
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_current


def levels_aimed_at(person_id: int) -> Mapping[int, int]:
    """Return the highest level asked for by skill id, by the jobs still ahead of a person.

    These are the jobs of the path they saved last; without a path, those they wish. What they do
    today is not ahead of them.
    """
    today = select(Assignment.job_id).where(Assignment.person_id == person_id, is_current())
    rows = db.session.execute(
        select(Requirement.skill_id, func.max(Requirement.level))
        .where(_is_ahead(person_id), Requirement.job_id.not_in(today))
        .group_by(Requirement.skill_id)
        .order_by(Requirement.skill_id)
    )
    return dict(rows.all())


def _is_ahead(person_id: int) -> ColumnElement[bool]:
    """Return the condition that a job lies on the newest path kept, else that it is wished."""
    steps = db.session.scalar(
        select(SavedPath.steps)
        .where(SavedPath.person_id == person_id, SavedPath.status != PathStatus.DROPPED)
        .order_by(SavedPath.saved_at.desc(), SavedPath.id.desc())
        .limit(1)
    )
    if steps:
        return Requirement.job_id.in_(steps)
    return Requirement.job_id.in_(
        select(JobInterest.job_id).where(
            JobInterest.person_id == person_id, JobInterest.wish == JobWish.WISHED
        )
    )
