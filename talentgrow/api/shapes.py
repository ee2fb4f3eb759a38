"""Records as the shapes which the API gives."""

from collections.abc import Sequence
from typing import Any

from talentgrow.api import basics, schemas
from talentgrow.graph.results import Effort
from talentgrow.jobs.models import Bridge, Job, JobFamily, Requirement
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.page import Page
from talentgrow.mobility.models import SavedPath
from talentgrow.people.models import Site, Unit
from talentgrow.skills.models import Skill, SkillFamily


def text(localized: Localized) -> basics.Text:
    """Return a text in both languages."""
    return basics.Text(fr=localized.fr, en=localized.en)


def reference(record: JobFamily | SkillFamily | Skill | Unit) -> schemas.Reference:
    """Return what is enough to name a record."""
    return schemas.Reference(id=record.id, code=record.code, name=text(record.name))


def optional(record: JobFamily | SkillFamily | Unit | None) -> schemas.Reference | None:
    """Return what names a record, if there is one."""
    return None if record is None else reference(record)


def job_reference(job: Job) -> schemas.Reference:
    """Return what is enough to name a job."""
    return schemas.Reference(id=job.id, code=job.code, name=text(job.title))


def place(site: Site | None) -> schemas.Place | None:
    """Return a site."""
    return None if site is None else schemas.Place(id=site.id, code=site.code, name=site.name)


def skill_line(skill: Skill) -> schemas.SkillLine:
    """Return a skill for a list."""
    return schemas.SkillLine(
        id=skill.id,
        code=skill.code,
        name=text(skill.name),
        kind=skill.kind,
        family=optional(skill.family),
    )


def skill(record: Skill) -> schemas.Skill:
    """Return a skill with what the catalogue says of it."""
    return schemas.Skill(
        id=record.id,
        code=record.code,
        name=text(record.name),
        description=text(record.description),
        kind=record.kind,
        family=optional(record.family),
        broader_id=record.broader_id,
        origin=record.origin,
        aliases=sorted(alias.text for alias in record.aliases),
        external_codes=sorted(f"{code.scheme}:{code.code}" for code in record.codes),
    )


def job_line(job: Job) -> schemas.JobLine:
    """Return a job for a list."""
    return schemas.JobLine(
        id=job.id,
        code=job.code,
        title=text(job.title),
        family=optional(job.family),
        grade=job.grade,
    )


def job(record: Job, needs: list[Requirement], bridges: list[tuple[Bridge, Job]]) -> schemas.Job:
    """Return a job with what it takes and where HR opened a way."""
    return schemas.Job(
        **dict(job_line(record)),
        description=text(record.description),
        tags=sorted(tag.tag for tag in record.tags),
        external_codes=sorted(f"{code.scheme}:{code.code}" for code in record.codes),
        needs=[
            schemas.Need(skill=reference(need.skill), level=need.level, importance=need.importance)
            for need in needs
        ],
        bridges=[
            schemas.Bridge(target=job_reference(target), kind=bridge.kind, note=text(bridge.note))
            for bridge, target in bridges
        ],
    )


def months(effort: Effort | None) -> schemas.Months | None:
    """Return how long learning takes."""
    if effort is None:
        return None
    return schemas.Months(low=effort.low_months, high=effort.high_months)


def saved_path(path: SavedPath) -> schemas.SavedPath:
    """Return a path somebody kept."""
    return schemas.SavedPath(
        id=path.id,
        person_id=path.person_id,
        target=job_reference(path.target),
        label=path.label,
        status=path.status,
        job_ids=path.steps,
        saved_at=path.saved_at,
    )


def listing(page: Page[Any], items: Sequence[basics.Shape]) -> dict[str, object]:
    """Return one page of a list; `items` are the shapes of its records."""
    return {"items": items, "page": page.number, "pages": page.count, "total": page.total}


def whole(items: Sequence[basics.Shape]) -> dict[str, object]:
    """Return a list which is short enough for one page."""
    return {"items": items, "page": 1, "pages": 1, "total": len(items)}
