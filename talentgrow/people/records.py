"""What must be looked at before the record of a person is changed."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256

from sqlalchemy import literal, or_, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Assignment, Person

# Ids that one statement names; databases allow more, but not without limit.
AT_ONCE = 500


class RecordRefused(DomainError):
    """What was typed about a person cannot be so; the sentence says why."""


def mark_of(person_id: int) -> str:
    """Return a mark of all that is recorded about a person; it changes with every change."""
    person = db.session.execute(
        select(
            Person.employee_number,
            Person.first_name,
            Person.last_name,
            Person.email,
            Person.left_on,
        ).where(Person.id == person_id)
    ).all()
    assignments = db.session.execute(
        select(
            Assignment.id,
            Assignment.job_id,
            Assignment.unit_id,
            Assignment.site_id,
            Assignment.manager_id,
            Assignment.started_on,
            Assignment.ended_on,
        )
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.id)
    ).all()
    return sha256(repr((person, assignments)).encode()).hexdigest()[:32]


def lock(person_ids: Collection[int]) -> None:
    """Keep others from changing these people until the transaction ends, always in one order."""
    db.session.execute(
        select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update()
    ).all()


def held_on(person_id: int, day: date) -> Assignment | None:
    """Return the main assignment of a person on a day, if there is one."""
    return db.session.scalar(
        select(Assignment)
        .where(
            Assignment.person_id == person_id,
            Assignment.started_on <= day,
            or_(Assignment.ended_on.is_(None), Assignment.ended_on >= day),
        )
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        .limit(1)
    )


def unfinished_on(person_id: int, day: date) -> list[Assignment]:
    """Return what a person does on a day or would do after it."""
    return list(
        db.session.scalars(
            select(Assignment).where(
                Assignment.person_id == person_id,
                Assignment.started_on <= day,
                or_(Assignment.ended_on.is_(None), Assignment.ended_on >= day),
            )
        )
    )


def first_after(person_id: int, day: date) -> Assignment | None:
    """Return the first assignment that begins after a day."""
    return db.session.scalar(
        select(Assignment)
        .where(Assignment.person_id == person_id, Assignment.started_on > day)
        .order_by(Assignment.started_on, Assignment.id)
        .limit(1)
    )


def last_day(person_id: int) -> date | None:
    """Return the last day of a person, passed or to come; None while something has no end."""
    ends = list(
        db.session.scalars(select(Assignment.ended_on).where(Assignment.person_id == person_id))
    )
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def ended_on(person_id: int, day: date) -> list[Assignment]:
    """Return what a person did until a day."""
    return list(
        db.session.scalars(
            select(Assignment).where(Assignment.person_id == person_id, Assignment.ended_on == day)
        )
    )


def refuse_taken_address(email: str | None, person_id: int | None) -> None:
    """Let an address belong to one person only.

    :raises RecordRefused: somebody else has it
    """
    taken = select(Person.id).where(Person.email == email, Person.id != (person_id or 0))
    if email and db.session.scalar(taken) is not None:
        raise RecordRefused(_("Somebody has this address already."))


def refuse_other_part(unit_id: int | None, site_id: int | None, by: Actor) -> None:
    """Let HR of a part of the organisation decide about that part only.

    :raises RecordRefused: neither unit nor site belong to it
    """
    scope = by.scope
    if scope and unit_id not in scope.unit_ids and site_id not in scope.site_ids:
        raise RecordRefused(_("This is outside your part of the organisation: ask HR there."))


def refuse_loop(person_id: int, manager_id: int | None) -> None:
    """Let nobody be their own manager, however many people stand between.

    :raises RecordRefused: the manager reports to the person, directly or not
    """
    if manager_id is None:
        return
    above = select(literal(manager_id).label("id")).cte("above", recursive=True)
    above = above.union(
        select(Assignment.manager_id)
        .join(above, Assignment.person_id == above.c.id)
        .where(
            Assignment.manager_id.is_not(None),
            or_(Assignment.ended_on.is_(None), Assignment.ended_on >= clock.today()),
        )
    )
    if db.session.scalar(select(above.c.id).where(above.c.id == person_id).limit(1)):
        raise RecordRefused(_("This manager works for the person, directly or through others."))
