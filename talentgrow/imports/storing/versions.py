"""Keep what job profiles said before and after a file changed them."""

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.imports.storing.plan import Writing
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobVersion, Requirement
from talentgrow.jobs.profiles import profile_of
from talentgrow.kernel.access import SYSTEM

CHUNK = 500


def keep(job_ids: Collection[int], writing: Writing) -> None:
    """Keep a version of each job whose newest one does not say what the job says now.

    Called before and after a change, so that the state before is kept too: nobody in particular
    wrote that one.
    """
    db.session.flush()
    for ids in _chunks(sorted(set(job_ids))):
        newest = _newest(ids)
        for job in _jobs(ids):
            version = newest.get(job.id)
            profile = profile_of(job)
            if version is None or version.profile != profile:
                _add(job, version.number if version else 0, profile, writing)
    db.session.flush()


def _add(job: Job, number: int, profile: dict[str, object], writing: Writing) -> None:
    author = writing.by if number else SYSTEM
    db.session.add(
        JobVersion(
            job_id=job.id,
            number=number + 1,
            at=writing.now,
            author_id=author.person_id,
            profile=profile,
        )
    )


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _newest(ids: list[int]) -> dict[int, JobVersion]:
    last = (
        select(func.max(JobVersion.number))
        .where(JobVersion.job_id == Job.id)
        .correlate(Job)
        .scalar_subquery()
    )
    found = db.session.scalars(
        select(JobVersion)
        .join(Job, Job.id == JobVersion.job_id)
        .where(JobVersion.job_id.in_(ids), JobVersion.number == last)
    )
    return {version.job_id: version for version in found}


def _jobs(ids: list[int]) -> list[Job]:
    """Return whole jobs, read anew: bulk statements passed the session by."""
    return list(
        db.session.scalars(
            select(Job)
            .where(Job.id.in_(ids))
            .options(
                joinedload(Job.family),
                selectinload(Job.requirements).joinedload(Requirement.skill),
                selectinload(Job.tags),
                selectinload(Job.codes),
            )
            .execution_options(populate_existing=True)
        )
    )
