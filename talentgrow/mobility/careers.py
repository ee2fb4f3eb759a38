"""Rows of the database as the values which the graph is computed from."""

from collections import defaultdict
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, String, case, cast, func, select

from talentgrow.graph.model.moves import ELSEWHERE
from talentgrow.graph.types import Bridge, Careers, Family, Inputs, Job, Need, Skill
from talentgrow.infra.db import db
from talentgrow.jobs import models as jobs
from talentgrow.kernel.access import Scope
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_at
from talentgrow.skills import models as skills

UNKNOWN_UNIT = -1


def read(as_of: date) -> Inputs:
    """Read everything the mobility graph needs, in the order of ids."""
    return Inputs(
        jobs=_jobs(),
        families=tuple(
            Family(family.id, family.code, family.name, family.colour)
            for family in db.session.scalars(select(jobs.JobFamily).order_by(jobs.JobFamily.id))
        ),
        skills=tuple(
            Skill(skill.id, skill.name)
            for skill in db.session.scalars(select(skills.Skill).order_by(skills.Skill.id))
        ),
        bridges=tuple(
            Bridge(source, target)
            for source, target in db.session.execute(
                select(jobs.Bridge.source_id, jobs.Bridge.target_id).order_by(
                    jobs.Bridge.source_id, jobs.Bridge.target_id
                )
            )
        ),
        careers=_columns(func.coalesce(Assignment.unit_id, UNKNOWN_UNIT)),
        as_of=as_of,
    )


def _jobs() -> tuple[Job, ...]:
    needs: defaultdict[int, list[Need]] = defaultdict(list)
    rows = db.session.execute(
        select(
            jobs.Requirement.job_id,
            jobs.Requirement.skill_id,
            jobs.Requirement.level,
            jobs.Requirement.importance,
        ).order_by(jobs.Requirement.job_id, jobs.Requirement.skill_id)
    )
    for job_id, skill, level, importance in rows:
        needs[job_id].append(Need(skill, level, importance))
    return tuple(
        Job(
            id=job.id,
            title=job.title,
            family=job.family_id,
            grade=job.grade,
            needs=tuple(needs[job.id]),
            is_temporary=job.is_temporary,
        )
        for job in db.session.scalars(select(jobs.Job).order_by(jobs.Job.id))
    )


def of_part(scope: Scope) -> Careers:
    """Read the careers of all who ever worked in a part; what they did elsewhere says so."""
    unit = case((is_at(scope), func.coalesce(Assignment.unit_id, UNKNOWN_UNIT)), else_=ELSEWHERE)
    owners = select(Assignment.person_id).where(is_at(scope))
    return _columns(unit, Assignment.person_id.in_(owners))


def _columns(unit: ColumnElement[int], *conditions: ColumnElement[bool]) -> Careers:
    """Read assignments as columns; dates come as text, which numpy reads at once."""
    rows = db.session.execute(
        select(
            Assignment.person_id,
            Assignment.job_id,
            unit,
            cast(Assignment.started_on, String),
            cast(Assignment.ended_on, String),
        )
        .where(*conditions)
        .order_by(Assignment.person_id, Assignment.started_on, Assignment.id)
    ).all()
    columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
    return Careers(
        person=np.array(columns[0], dtype=np.int64),
        job=np.array(columns[1], dtype=np.int64),
        unit=np.array(columns[2], dtype=np.int64),
        started=np.array(columns[3], dtype="datetime64[D]"),
        ended=np.array([day or "NaT" for day in columns[4]], dtype="datetime64[D]"),
    )
