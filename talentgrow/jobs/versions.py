"""The versions of a job profile: what it said, from when on, and who changed it why."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Job, JobVersion
from talentgrow.jobs.profiles import Differences, Profile, differences, fingerprint, profile_of
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Told:
    """A version beside what it changed of the one before; the first one changes nothing."""

    version: JobVersion
    changes: Differences


def keep(job_id: int, profile: Profile, *, by: Actor, now: datetime, note: str = "") -> JobVersion:
    """Keep what a job says as its newest version."""
    newest = _newest(job_id)
    version = JobVersion(
        job_id=job_id,
        number=newest.number + 1 if newest else 1,
        at=now,
        author_id=by.person_id,
        note=note,
        profile=dict(profile),
    )
    db.session.add(version)
    db.session.flush()
    return version


def catch_up(job_id: int, profile: Profile, *, by: Actor, now: datetime) -> JobVersion | None:
    """Keep what a job said unless its newest version says it already; return what was kept.

    So the first change keeps the state before it, and a change that did not come through the
    page, such as an import or a merge of skills, is not lost among later ones.
    """
    newest = _newest(job_id)
    if newest is not None and newest.profile == profile:
        return None
    return keep(job_id, profile, by=by, now=now)


def _newest(job_id: int) -> JobVersion | None:
    return db.session.scalar(
        select(JobVersion)
        .where(JobVersion.job_id == job_id)
        .options(joinedload(JobVersion.author))
        .order_by(JobVersion.number.desc())
        .limit(1)
    )


def of(job_id: int) -> list[Told]:
    """Return the versions of a job, the newest first, each with what it changed."""
    found = db.session.scalars(
        select(JobVersion)
        .where(JobVersion.job_id == job_id)
        .options(joinedload(JobVersion.author))
        .order_by(JobVersion.number)
    ).all()
    told = [Told(version, Differences()) for version in found[:1]]
    for before, version in pairwise(found):
        told.append(Told(version, differences(before.profile, version.profile)))
    return told[::-1]


def rows_of(job_id: int) -> list[JobVersion]:
    """Return all versions of a job, as stored."""
    return list(db.session.scalars(select(JobVersion).where(JobVersion.job_id == job_id)))


def newest(job_id: int) -> JobVersion | None:
    """Return the newest version of a job with its author, if it was ever changed."""
    return _newest(job_id)


def get(job_id: int, number: int) -> JobVersion:
    """Return one version of a job with its author.

    :raises NotFound: the job has no such version
    """
    version = db.session.scalar(
        select(JobVersion)
        .where(JobVersion.job_id == job_id, JobVersion.number == number)
        .options(joinedload(JobVersion.author))
    )
    if version is None:
        raise NotFound(_("This version does not exist."))
    return version


def since(job: Job, seen: str) -> tuple[list[Told], Differences]:
    """Return what happened to a wholly loaded job after it said what `seen` is the mark of.

    The versions kept since, the newest first, and what differs beyond them: changes which no
    version tells of yet.
    """
    told = of(job.id)
    after = []
    for one in told:
        if fingerprint(one.version.profile) == seen:
            break
        after.append(one)
    else:
        # What was seen was never kept: an import changed it, and nobody can be named.
        after = []
    newest_profile = told[0].version.profile if told else profile_of(job)
    return after, differences(newest_profile, profile_of(job))
