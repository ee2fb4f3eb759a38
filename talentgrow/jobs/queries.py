"""Questions about jobs; nothing here changes anything."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.jobs.models import Bridge, Job, JobFamily, Requirement
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_current


def get(job_id: int) -> Job:
    """Return one job with its family and what it takes, essential skills first.

    :raises NotFound: no such job
    """
    job = db.session.scalar(
        select(Job)
        .where(Job.id == job_id)
        .options(
            joinedload(Job.family), selectinload(Job.requirements).joinedload(Requirement.skill)
        )
    )
    if job is None:
        raise NotFound(_("This job does not exist."))
    return job


def needs(job: Job) -> list[Requirement]:
    """Return what a loaded job takes: essential before useful, high levels first."""
    return sorted(
        job.requirements,
        key=lambda need: (
            need.importance is not Importance.ESSENTIAL,
            -need.level,
            need.skill.search_key,
        ),
    )


def search(words: str = "", family_id: int | None = None) -> Select[Job]:
    """Select jobs by words of their French or English title, accents aside, and by family."""
    found = select(Job).options(joinedload(Job.family)).order_by(*_by_title())
    for word in search_key(words).split():
        found = found.where(Job.search_key.contains(word, autoescape=True))
    if family_id is not None:
        found = found.where(Job.family_id == family_id)
    return found


def _by_title() -> tuple[Any, Any]:
    """Return what puts jobs in the order of the reader's titles: É beside E, on every database.

    The search key begins with the French title, without accents; English titles carry none.
    """
    title = func.lower(Job.title_en) if language() == "en" else Job.search_key
    return title, Job.id


def families() -> list[JobFamily]:
    """Return all job families in the order of their names."""
    return sorted(
        db.session.scalars(select(JobFamily)),
        key=lambda family: (search_key(family.name.in_(language())), family.id),
    )


def by_ids(ids: Collection[int]) -> Mapping[int, Job]:
    """Return jobs by id, with their families."""
    if not ids:
        return {}
    found = db.session.scalars(select(Job).where(Job.id.in_(ids)).options(joinedload(Job.family)))
    return {job.id: job for job in found}


def headcounts(ids: Collection[int]) -> Mapping[int, int]:
    """Return how many people hold each of the jobs today."""
    rows = db.session.execute(
        select(Assignment.job_id, func.count(Assignment.person_id.distinct()))
        .where(Assignment.job_id.in_(ids), is_current())
        .group_by(Assignment.job_id)
    )
    return dict(rows.all())


def choices() -> list[tuple[int, str]]:
    """Return every job by id with its title in the reader's language, in order."""
    rows = db.session.execute(select(Job.id, Job.title_fr, Job.title_en).order_by(*_by_title()))
    return [(job_id, Localized(fr, en).in_(language())) for job_id, fr, en in rows]


def bridges_from(job_id: int) -> list[Bridge]:
    """Return the bridges HR declared from a job, with author, the newest first."""
    return list(
        db.session.scalars(
            select(Bridge)
            .where(Bridge.source_id == job_id)
            .options(joinedload(Bridge.author))
            .order_by(Bridge.declared_at.desc(), Bridge.id.desc())
        )
    )


def get_bridge(job_id: int, bridge_id: int) -> Bridge:
    """Return one bridge from a job.

    :raises NotFound: no such bridge
    """
    bridge = db.session.scalar(
        select(Bridge).where(Bridge.id == bridge_id, Bridge.source_id == job_id)
    )
    if bridge is None:
        raise NotFound(_("This bridge does not exist."))
    return bridge


def has_needs() -> bool:
    """Tell whether any job says which skills it takes; until one does, levels change no path."""
    return db.session.scalar(select(Requirement.id).limit(1)) is not None


def bridge_between(source_id: int, target_id: int) -> Bridge | None:
    """Return the bridge HR declared from one job to another, if there is one."""
    return db.session.scalar(
        select(Bridge).where(Bridge.source_id == source_id, Bridge.target_id == target_id)
    )
