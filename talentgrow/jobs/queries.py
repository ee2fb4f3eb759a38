"""Questions about jobs; nothing here changes anything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.jobs.models import Bridge, Job, JobCode, JobFamily, JobTag, Requirement, Tag
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_current
from talentgrow.skills.models import Skill


@dataclass(frozen=True, slots=True)
class JobFilters:
    """What a list of jobs is narrowed to; retired jobs are shown only when asked for."""

    words: str = ""
    family_id: int | None = None
    grade: int | None = None
    tag: Tag | None = None
    with_retired: bool = False

    @property
    def is_any(self) -> bool:
        """Tell whether the list is narrowed at all."""
        return self != JobFilters()


def get(job_id: int) -> Job:
    """Return one job with its family and what it takes, essential skills first.

    :raises NotFound: no such job
    """
    return _found(
        select(Job)
        .where(Job.id == job_id)
        .options(
            joinedload(Job.family), selectinload(Job.requirements).joinedload(Requirement.skill)
        )
    )


def get_in_full(job_id: int) -> Job:
    """Return one job with all that its profile says: tags and codes as well.

    :raises NotFound: no such job
    """
    return _found(select(Job).where(Job.id == job_id).options(*_whole()))


def get_for_change(job_id: int) -> Job:
    """Return the same, read anew, and let nobody else change it before this transaction ends.

    :raises NotFound: no such job
    """
    db.session.execute(select(Job.id).where(Job.id == job_id).with_for_update())
    return _found(
        select(Job)
        .where(Job.id == job_id)
        .options(*_whole())
        .execution_options(populate_existing=True)
    )


def _whole() -> tuple[ORMOption, ...]:
    """Return how to load all of one job in two statements: tags and codes are few."""
    return (
        joinedload(Job.family),
        joinedload(Job.tags),
        joinedload(Job.codes),
        selectinload(Job.requirements).joinedload(Requirement.skill),
    )


def _found(query: Select[Job]) -> Job:
    job = db.session.scalars(query).unique().one_or_none()
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
    """Select jobs by words of their French or English title or their codes, and by family."""
    return catalogue(JobFilters(words=words, family_id=family_id))


def catalogue(filters: JobFilters) -> Select[Job]:
    """Select the jobs which some filters leave, with family and tags, by title."""
    found = (
        select(Job)
        .options(joinedload(Job.family), selectinload(Job.tags))
        .order_by(by_title(), Job.id)
    )
    for word in search_key(filters.words).split():
        found = found.where(_has_word(word))
    if filters.family_id is not None:
        found = found.where(Job.family_id == filters.family_id)
    if filters.grade is not None:
        found = found.where(Job.grade == filters.grade)
    if filters.tag is not None:
        found = found.where(exists().where(JobTag.job_id == Job.id, JobTag.tag == filters.tag))
    if not filters.with_retired:
        found = found.where(Job.retired_at.is_(None))
    return found


def all_found(filters: JobFilters) -> list[Job]:
    """Return every job which some filters leave, whole: what a file of the list holds."""
    return list(
        db.session.scalars(
            catalogue(filters).options(
                selectinload(Job.codes),
                selectinload(Job.requirements).joinedload(Requirement.skill),
            )
        )
    )


def _has_word(word: str) -> ColumnElement[bool]:
    """Return the condition that a title, the code of the house or one of a pack has a word."""
    return or_(
        Job.search_key.contains(word, autoescape=True),
        func.lower(Job.code).contains(word, autoescape=True),
        exists().where(
            JobCode.job_id == Job.id, func.lower(JobCode.code).contains(word, autoescape=True)
        ),
    )


def by_title(job: Any = Job) -> Any:
    """Return what puts jobs in the order of the reader's titles: É beside E, on every database.

    The search key begins with the French title, without accents; English titles carry none.
    """
    return func.lower(job.title_en) if language() == "en" else job.search_key


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


def has_needs() -> bool:
    """Tell whether any job says which skills it takes; until one does, levels change no path."""
    return db.session.scalar(select(Requirement.id).limit(1)) is not None


def grades() -> list[int]:
    """Return the grades which jobs have, the lowest first."""
    rows = db.session.scalars(
        select(Job.grade).where(Job.grade.is_not(None)).distinct().order_by(Job.grade)
    )
    return [grade for grade in rows if grade is not None]


def by_code(code: str) -> Job | None:
    """Return the job with a code, if there is one."""
    return db.session.scalar(select(Job).where(Job.code == code))


def get_family(family_id: int) -> JobFamily:
    """Return one family of jobs.

    :raises NotFound: no such family
    """
    family = db.session.get(JobFamily, family_id)
    if family is None:
        raise NotFound(_("This family does not exist."))
    return family


def family_id_of(code: str | None) -> int | None:
    """Return the id of the family with a code, if there is one."""
    return db.session.scalar(select(JobFamily.id).where(JobFamily.code == code))


def family_sizes() -> Mapping[int, int]:
    """Return how many jobs, but for retired ones, each family has."""
    rows = db.session.execute(
        select(JobFamily.id, func.count(Job.id))
        .join(Job, Job.family_id == JobFamily.id)
        .where(Job.retired_at.is_(None))
        .group_by(JobFamily.id)
    )
    return dict(rows.all())


def skill_ids(codes: Collection[str]) -> Mapping[str, int]:
    """Return skills by code; a skill merged into another stands for that one."""
    rows = db.session.execute(
        select(Skill.code, func.coalesce(Skill.merged_into_id, Skill.id)).where(
            Skill.code.in_(codes)
        )
    )
    return dict(rows.all())


def skill_names(codes: Collection[str]) -> Mapping[str, Localized]:
    """Return what skills are called, by code."""
    rows = db.session.execute(
        select(Skill.code, Skill.name_fr, Skill.name_en).where(Skill.code.in_(codes))
    )
    return {code: Localized(fr, en) for code, fr, en in rows}


def levels_asked(job_id: int) -> Mapping[int, int]:
    """Return the levels which a job asks for, by skill id."""
    rows = db.session.execute(
        select(Requirement.skill_id, Requirement.level).where(Requirement.job_id == job_id)
    )
    return dict(rows.all())


def was_ever_held(job_id: int) -> bool:
    """Tell whether anybody holds or held a job."""
    return db.session.scalar(select(exists().where(Assignment.job_id == job_id))) or False


def bridge_between(source_id: int, target_id: int) -> Bridge | None:
    """Return the bridge HR declared from one job to another, if there is one."""
    return db.session.scalar(
        select(Bridge).where(Bridge.source_id == source_id, Bridge.target_id == target_id)
    )


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
