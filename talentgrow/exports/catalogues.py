"""Jobs, what they ask for, bridges and skills, as rows of files."""

from collections.abc import Iterator

from talentgrow.exports.cells import Values
from talentgrow.infra.db import db
from talentgrow.infra.i18n import language
from talentgrow.jobs import bridge_queries
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.pages.bridges import asked_filters as asked_bridges
from talentgrow.jobs.views import asked_filters as asked_jobs
from talentgrow.kernel.access import Actor
from talentgrow.skills import catalogue
from talentgrow.skills.views import asked_filters as asked_skills


def job_rows(_actor: Actor) -> Iterator[Values]:
    """Yield the jobs which the list shows with the filters of the address."""
    for job in jobs.all_found(asked_jobs()):
        yield {
            "code": job.code,
            "title_fr": job.title_fr,
            "title_en": job.title_en,
            "family": job.family.code if job.family else None,
            "grade": job.grade,
            "tags": sorted(tag.tag for tag in job.tags),
            "is_temporary": job.is_temporary,
            "description_fr": job.description_fr,
            "description_en": job.description_en,
        }


def requirements(_actor: Actor) -> Iterator[Values]:
    """Yield what those jobs ask for, essential skills first."""
    for job in jobs.all_found(asked_jobs()):
        for need in jobs.needs(job):
            yield {
                "job": job.code,
                "skill": need.skill.name.in_(language()),
                "level": need.level,
                "importance": need.importance,
            }


def bridges(_actor: Actor) -> Iterator[Values]:
    """Yield the bridges which the list shows with the filters of the address."""
    found = db.session.scalars(bridge_queries.declared(asked_bridges())).all()
    ends = jobs.by_ids({end for bridge in found for end in (bridge.source_id, bridge.target_id)})
    for bridge in found:
        yield {
            "source": ends[bridge.source_id].code,
            "target": ends[bridge.target_id].code,
            "kind": bridge.kind,
            "note_fr": bridge.note_fr,
            "note_en": bridge.note_en,
        }


def skill_rows(_actor: Actor) -> Iterator[Values]:
    """Yield the skills which the catalogue lists with the filters of the address."""
    for skill in catalogue.everything(asked_skills()):
        yield {
            "code": skill.code,
            "name_fr": skill.name_fr,
            "name_en": skill.name_en,
            "family": skill.family.code if skill.family else None,
            "kind": skill.kind,
            "broader": skill.broader.code if skill.broader else None,
            "aliases": [alias.text for alias in skill.aliases],
            "description_fr": skill.description_fr,
            "description_en": skill.description_en,
        }
