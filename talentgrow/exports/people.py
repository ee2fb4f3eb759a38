"""People, what they did and what they can do, as rows of files."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talentgrow.exports.cells import Values
from talentgrow.infra.db import db
from talentgrow.infra.i18n import language
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.people import organisation
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
            "gender": person.gender,
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
    numbers = _numbers(actor, {post.manager_id for post, _person in found if post.manager_id})
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


def units(actor: Actor) -> Iterator[Values]:
    """Yield the units of the actor’s part, each with the one above it, as the page shows them."""
    found = [option.unit for option in organisation.places(actor).units]
    codes = {unit.id: unit.code for unit in found}
    for unit in found:
        yield _unit(unit, codes.get(unit.parent_id or 0))


def levels(actor: Actor) -> Iterator[Values]:
    """Yield the level that counts for each skill: one’s own, and for HR those of its people."""
    ranked = skills.ranked_claims(SkillClaim.person_id.in_(_readable(actor)))
    # Columns, not records: there may be hundreds of thousands of lines.
    found = db.session.execute(
        select(
            Person.employee_number,
            Skill.name_fr,
            Skill.name_en,
            SkillClaim.level,
            SkillClaim.at,
            SkillClaim.last_used_on,
            SkillClaim.source,
        )
        .join(ranked, ranked.c.id == SkillClaim.id)
        .join(Person, Person.id == SkillClaim.person_id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .where(ranked.c.place == 1)
        .order_by(Person.employee_number, Skill.search_key, Skill.id)
    )
    locale = language()
    for number, french, english, level, at, last_used_on, source in found:
        yield {
            "employee_number": number,
            "skill": Localized(french, english).in_(locale),
            "level": level,
            "stated_on": at,
            "last_used_on": last_used_on,
            "source": source,
        }


def _readable(actor: Actor) -> Select[int] | list[int]:
    """Return whose levels a file may hold: others’ are HR’s, since their numbers stand beside."""
    if actor.is_hr:
        return _ids(people.visible_to(actor))
    return [actor.person_id] if actor.person_id else []


def _ids(found: Select[Person]) -> Select[int]:
    return found.order_by(None).with_only_columns(Person.id)


def _numbers(actor: Actor, person_ids: Iterable[int]) -> dict[int, str]:
    """Return the employee numbers, by id, of those managers whom the actor may find."""
    found = people.visible_to(actor).order_by(None).where(Person.id.in_(person_ids))
    rows = db.session.execute(found.with_only_columns(Person.id, Person.employee_number))
    return dict(rows.all())


def _unit(unit: Unit, parent_code: str | None) -> Values:
    return {
        "code": unit.code,
        "name_fr": unit.name_fr,
        "name_en": unit.name_en,
        "parent_code": parent_code,
    }
