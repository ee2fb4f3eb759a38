"""Questions about people; nothing here changes anything."""

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment, Person, Site, Unit


def visible_to(actor: Actor) -> Select[Person]:
    """People the actor may find: colleagues who work here, and for HR those who left too."""
    if actor.is_hr:
        return select(Person)
    return select(Person).where(Person.left_on.is_(None))


def search(actor: Actor, words: str) -> Select[Person]:
    """Return the people whom the actor may find and whose name or number has `words`."""
    found = visible_to(actor).order_by(Person.search_key, Person.id)
    if words:
        found = found.where(Person.search_key.contains(search_key(words), autoescape=True))
    return found


def get_visible(actor: Actor, person_id: int) -> Person:
    """Return one person.

    :raises NotFound: no such person, or not one whom the actor may find
    """
    person = db.session.scalar(visible_to(actor).where(Person.id == person_id))
    if person is None:
        raise NotFound(_("This person does not exist."))
    return person


def is_current() -> ColumnElement[bool]:
    """Return the condition that an assignment has begun and is not over."""
    today = clock.today()
    return and_(
        Assignment.started_on <= today,
        or_(Assignment.ended_on.is_(None), Assignment.ended_on >= today),
    )


def report_ids(person_id: int) -> frozenset[int]:
    """Return the ids of the people whose present assignment names `person_id` as manager."""
    return frozenset(
        db.session.scalars(
            select(Assignment.person_id).where(Assignment.manager_id == person_id, is_current())
        )
    )


def current_assignment(person_id: int) -> Assignment | None:
    """Return what a person does today, with unit, site and manager."""
    return db.session.scalar(
        select(Assignment)
        .where(Assignment.person_id == person_id, is_current())
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.site),
            joinedload(Assignment.manager),
        )
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        .limit(1)
    )


def career(person_id: int) -> list[Assignment]:
    """Return all assignments of a person, the newest first."""
    return list(
        db.session.scalars(
            select(Assignment)
            .where(Assignment.person_id == person_id)
            .options(joinedload(Assignment.unit), joinedload(Assignment.site))
            .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        )
    )


def units() -> list[Unit]:
    """Return all units by code."""
    return list(db.session.scalars(select(Unit).order_by(Unit.code)))


def sites_of_job(job_id: int) -> list[tuple[Site, int]]:
    """Return the sites where people hold a job today, with their number, most people first."""
    people = func.count().label("people")
    rows = db.session.execute(
        select(Site, people)
        .join(Assignment, Assignment.site_id == Site.id)
        .where(Assignment.job_id == job_id, is_current())
        .group_by(Site.id)
        .order_by(people.desc(), Site.name)
    )
    return [(site, count) for site, count in rows]
