"""What became of some jobs of the demo company: their future, their old profiles, their bridges."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from talentgrow.demo import content
from talentgrow.infra.db import db
from talentgrow.jobs import queries
from talentgrow.jobs.models import Bridge, BridgeKind, Job, JobCode, JobTag, JobVersion, Tag
from talentgrow.jobs.profiles import profile_of

DAYS_A_MONTH = 30.44
CLOSED_MONTHS_AGO = 16
ROME_CODES = {"FX-PLA": ("M1402", "H1401"), "CL-REC": ("D1401",), "SI-DAT": ("M1419",)}
# Each story goes back from today's profile: what to undo, how many months ago it was done, and
# why, in the words of whoever did it.
Undone = Mapping[str, tuple[int, str] | None]
STORIES: Mapping[str, tuple[tuple[int, str, Undone], ...]] = {
    "FX-PLA": (
        (
            5,
            "La planification décide avec les ventes : le plan directeur devient essentiel.",
            {"sales-operations-plan": (2, "useful"), "flow-indicators": (3, "useful")},
        ),
        (
            23,
            "L’équipe de Lyon a rejoint la planification : ce métier encadre désormais.",
            {
                "team-leading": None,
                "spreadsheets": (4, "essential"),
                "load-planning": (3, "essential"),
            },
        ),
    ),
    "CL-REC": (
        (
            3,
            "Chaque réclamation doit faire corriger sa cause, avec la qualité.",
            {"root-cause-analysis": None, "nonconformity-handling": None},
        ),
        (
            14,
            "Les gestes commerciaux se décident maintenant ici.",
            {"goodwill-decision": (2, "useful"), "composure": (3, "essential")},
        ),
    ),
}


def tell(
    catalogue: content.Catalogue, jobs: Mapping[str, int], *, author_id: int, now: datetime
) -> None:
    """Give jobs their tags, codes and earlier profiles, bridges their kind; retire what closed."""
    for job in catalogue.jobs:
        db.session.add_all(
            JobTag(job_id=jobs[job.code], tag=Tag(tag)) for tag in job.tags if tag in set(Tag)
        )
        if job.is_closed:
            closed = db.session.get_one(Job, jobs[job.code])
            closed.retired_at = now - timedelta(days=CLOSED_MONTHS_AGO * DAYS_A_MONTH)
    for code, rome in ROME_CODES.items():
        db.session.add_all(JobCode(job_id=jobs[code], scheme="rome", code=one) for one in rome)
    db.session.flush()
    for code in STORIES:
        _remember(queries.get_for_change(jobs[code]), code, author_id=author_id, now=now)
    _tell_evolutions(catalogue, jobs)
    db.session.flush()


def _remember(job: Job, code: str, *, author_id: int, now: datetime) -> None:
    """Keep the profiles of a job, the oldest first; the newest is what it says today."""
    profile, number = profile_of(job), len(STORIES[code]) + 1
    first_change = now
    for months_ago, note, undone in STORIES[code]:
        first_change = now - timedelta(days=months_ago * DAYS_A_MONTH)
        db.session.add(
            JobVersion(
                job_id=job.id,
                number=number,
                at=first_change,
                author_id=author_id,
                note=note,
                profile=profile,
            )
        )
        profile, number = _before(profile, undone), number - 1
    db.session.add(JobVersion(job_id=job.id, number=number, at=first_change, profile=profile))


def _before(profile: dict[str, Any], undone: Undone) -> dict[str, Any]:
    """Return a profile as it was before some of its skills changed."""
    earlier = deepcopy(profile)
    needs = {need["skill"]: need for need in earlier["needs"]}
    for skill, was in undone.items():
        needs.pop(skill, None)
        if was is not None:
            needs[skill] = {"skill": skill, "level": was[0], "importance": was[1]}
    earlier["needs"] = [needs[skill] for skill in sorted(needs)]
    return earlier


def _tell_evolutions(catalogue: content.Catalogue, jobs: Mapping[str, int]) -> None:
    """Say which bridges lead up: those to a job of a higher grade."""
    grades = {jobs[job.code]: job.grade for job in catalogue.jobs}
    for bridge in db.session.scalars(select(Bridge)):
        if grades[bridge.target_id] > grades[bridge.source_id]:
            bridge.kind = BridgeKind.EVOLUTION
