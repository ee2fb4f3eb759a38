"""People, what they did and what they can do, as rows of files."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talentgrow.exports.cells import Values
from talentgrow.infra.db import db
from talentgrow.infra.i18n import language
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person, Unit
from talentgrow.profile import directory
from talentgrow.profile.directory_views import wanted_by
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill, SkillClaim


def persons(actor: Actor) -> Iterator[Values]:
    """Yield the people whom the directory lists for HR, with the filters of the address."""
    for person in db.session.scalars(directory.found(actor, wanted_by(actor, None))):
        yield {
            "employee_number": person.employee_number,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": person.email,
            "locale": person.locale,
            "timezone": person.timezone,
        }


def assignments(actor: Actor) -> Iterator[Values]:
    """Yield the careers of the people whom the actor may find, the oldest post first."""
    found = db.session.execute(
        select(Assignment, Person)
        .join(Person, Person.id == Assignment.person_id)
        .where(Person.id.in_(_ids(people.visible_to(actor))))
        .options(joinedload(Assignment.unit), joinedload(Assignment.site))
        .order_by(Person.employee_number, Assignment.started_on, Assignment.id)
    ).all()
    titles = jobs.by_ids({post.job_id for post, _person in found})
    numbers = _numbers({post.manager_id for post, _person in found if post.manager_id})
    for post, person in found:
        job = titles[post.job_id]
        yield {
            "employee_number": person.employee_number,
            "job": job.code,
            "started_on": post.started_on,
            "ended_on": post.ended_on,
            "family": job.family.code if job.family else None,
            "grade": job.grade,
            "unit": post.unit.code if post.unit else None,
            "site": post.site.code if post.site else None,
            "manager": numbers.get(post.manager_id or 0),
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": person.email,
        }


def units(_actor: Actor) -> Iterator[Values]:
    """Yield the units, each with the one above it."""
    found = people.units()
    codes = {unit.id: unit.code for unit in found}
    for unit in found:
        yield _unit(unit, codes.get(unit.parent_id or 0))


def levels(actor: Actor) -> Iterator[Values]:
    """Yield the level that counts for each skill of the people whose levels the actor reads."""
    ranked = skills.ranked_claims(SkillClaim.person_id.in_(_readable(actor)))
    found = db.session.execute(
        select(SkillClaim, Person.employee_number, Skill)
        .join(ranked, ranked.c.id == SkillClaim.id)
        .join(Person, Person.id == SkillClaim.person_id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .where(ranked.c.place == 1)
        .order_by(Person.employee_number, Skill.search_key, Skill.id)
    )
    for claim, number, skill in found:
        yield {
            "employee_number": number,
            "skill": skill.name.in_(language()),
            "level": claim.level,
            "stated_on": claim.at,
            "last_used_on": claim.last_used_on,
            "source": claim.source,
        }


def _readable(actor: Actor) -> Select[int] | list[int]:
    if actor.is_hr:
        return _ids(people.visible_to(actor))
    return [person_id for person_id in (actor.person_id, *actor.report_ids) if person_id]


def _ids(found: Select[Person]) -> Select[int]:
    return found.order_by(None).with_only_columns(Person.id)


def _numbers(person_ids: Iterable[int]) -> dict[int, str]:
    """Return employee numbers by id: of managers, whoever may find them."""
    found = select(Person.id, Person.employee_number).where(Person.id.in_(person_ids))
    return dict(db.session.execute(found).all())


def _unit(unit: Unit, parent_code: str | None) -> Values:
    return {
        "code": unit.code,
        "name_fr": unit.name_fr,
        "name_en": unit.name_en,
        "parent_code": parent_code,
    }
