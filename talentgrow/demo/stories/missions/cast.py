"""Who takes part in the missions of the demo company."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from talentgrow.demo.identities import MAIL_DOMAIN
from talentgrow.demo.reading import catalogue
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor, Role
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person, Unit

HR = "sophie.marchal"


def cast(names: Collection[str]) -> Mapping[str, Person]:
    """Return people by how the files call them: a mail name, or the unit they lead."""
    leads = {unit.code: unit.lead for unit in catalogue().units}
    mails = {f"{name}@{MAIL_DOMAIN}": name for name in names if name not in leads}
    found = db.session.scalars(select(Person).where(Person.email.in_(mails)))
    known = {mails[str(person.email)]: person for person in found}
    for name in sorted(set(names) & leads.keys()):
        lead = _lead(name, leads[name])
        if lead is not None:
            known[name] = lead
    return known


def actor(person: Person, *roles: Role) -> Actor:
    """Return somebody as the services know them."""
    return Actor(person.id, frozenset({Role.EMPLOYEE, *roles}))


def _lead(unit: str, job: str) -> Person | None:
    """Return who leads a unit: somebody with the job of its lead, the longest there."""
    return db.session.scalar(
        select(Person)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Job, Job.id == Assignment.job_id)
        .where(people.is_current(), Unit.code == unit, Job.code == job)
        .order_by(Assignment.id)
        .limit(1)
    )
