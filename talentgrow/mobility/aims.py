"""The skill levels somebody aims at: what the jobs on their path ask for, else those they wish."""

from collections.abc import Mapping

from sqlalchemy import CTE, Integer, Select, cast, exists, func, or_, select, true

from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.mobility.models import JobInterest, JobWish, SavedPath
from talentgrow.mobility.states import PathStatus
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_current

# What each database calls the rows of a list that is stored as JSON.
_ROWS_OF = {"sqlite": func.json_each, "postgresql": func.json_array_elements_text}


def levels_aimed_at(person_id: int) -> Mapping[int, int]:
    """Return the highest level asked for by skill id, by the jobs still ahead of a person.

    These are the jobs of the path they saved last; without a path, those they wish. What they do
    today is not ahead of them. In one statement, as every page that suggests missions asks it.
    """
    today = select(Assignment.job_id).where(Assignment.person_id == person_id, is_current())
    newest = (
        select(SavedPath.steps)
        .where(SavedPath.person_id == person_id, SavedPath.status != PathStatus.DROPPED)
        .order_by(SavedPath.saved_at.desc(), SavedPath.id.desc())
        .limit(1)
        .cte("newest")
    )
    on_path = _steps(newest)
    wished = select(JobInterest.job_id).where(
        JobInterest.person_id == person_id,
        JobInterest.wish == JobWish.WISHED,
        ~exists(on_path),
    )
    rows = db.session.execute(
        select(Requirement.skill_id, func.max(Requirement.level))
        .where(
            or_(Requirement.job_id.in_(on_path), Requirement.job_id.in_(wished)),
            Requirement.job_id.not_in(today),
        )
        .group_by(Requirement.skill_id)
        .order_by(Requirement.skill_id)
    )
    return dict(rows.all())


def _steps(newest: CTE) -> Select[int]:
    """Select the jobs of a path one by one."""
    rows_of = _ROWS_OF[db.session.get_bind().dialect.name]
    each = rows_of(newest.c.steps).table_valued("value").alias("step")
    return select(cast(each.c.value, Integer)).select_from(newest.join(each, true()))
