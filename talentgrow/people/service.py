"""What can be done with people. Functions flush; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, select, update

from talentgrow.audit import service as audit
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import search_key
from talentgrow.people import records
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import is_current
from talentgrow.people.records import RecordRefused
from talentgrow.people.signals import person_left, person_moved

TASK = "people.note_leavers"
HIRED = audit.Kind("people.hired", "job", "from")
CORRECTED = audit.Kind("people.corrected", "fields")
MOVED = audit.Kind("people.moved", "job", "unit", "site", "manager", "from")
LEAVES = audit.Kind("people.leaves", "last_day")
STAYS = audit.Kind("people.stays", "last_day")


class RecordChanged(DomainError):
    """Somebody else changed the person since the page was read."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """How a person is called and reached."""

    first_name: str
    last_name: str
    email: str | None


@dataclass(frozen=True, kw_only=True)
class Post:
    """What a person does from a day on, where, and for whom."""

    job_id: int
    unit_id: int | None
    site_id: int | None
    manager_id: int | None
    from_day: date


def note_leavers() -> None:
    """Write down who has left: people whose last assignment ended before today.

    A last day that was known in advance passes without anybody touching the record.
    """
    last_day = (
        select(func.max(Assignment.ended_on))
        .where(Assignment.person_id == Person.id)
        .scalar_subquery()
    )
    works_here = exists().where(Assignment.person_id == Person.id, is_current())
    comes_later = exists().where(
        Assignment.person_id == Person.id, Assignment.started_on > clock.today()
    )
    has_worked = exists().where(Assignment.person_id == Person.id)
    gone = list(
        db.session.scalars(
            select(Person.id).where(Person.left_on.is_(None), has_worked, ~works_here, ~comes_later)
        )
    )
    for first in range(0, len(gone), records.AT_ONCE):
        part = gone[first : first + records.AT_ONCE]
        db.session.execute(
            update(Person)
            .where(Person.id.in_(part))
            .values(left_on=last_day)
            .execution_options(synchronize_session=False)
        )
        for person in db.session.scalars(
            select(Person).where(Person.id.in_(part)).execution_options(populate_existing=True)
        ):
            person_left.send(person)


def hire(number: str, details: Details, post: Post, *, by: Actor, now: datetime) -> Person:
    """Write down somebody who joins.

    :raises RecordRefused: number or address are taken, or HR of a part hires for another part
    """
    if db.session.scalar(select(Person.id).where(Person.employee_number == number)):
        raise RecordRefused(_("Somebody has this employee number already."))
    records.refuse_taken_address(details.email, None)
    records.refuse_other_part(post.unit_id, post.site_id, by)
    person = Person(employee_number=number, hired_on=post.from_day)
    _name(person, details)
    db.session.add(person)
    db.session.flush()
    _add(person, post)
    audit.record(HIRED, person, by=by, now=now, job=post.job_id, **_from(post))
    person_moved.send(person)
    return person


def correct(person: Person, details: Details, *, seen: str, by: Actor, now: datetime) -> None:
    """Mend how a person is called and reached; the address to sign in with stays as it is.

    :raises RecordChanged: somebody else changed the person since `seen` was read
    :raises RecordRefused: somebody else has this address
    """
    _refuse_stale(person, seen)
    records.refuse_taken_address(details.email, person.id)
    changed = [name for name, value in vars(details).items() if getattr(person, name) != value]
    _name(person, details)
    db.session.flush()
    if changed:
        audit.record(CORRECTED, person, by=by, now=now, fields=sorted(changed))


def move(person: Person, post: Post, *, seen: str, by: Actor, now: datetime) -> None:
    """Let a person do something else from a day on; what they did ends the day before.

    :raises RecordChanged: somebody else changed the person since `seen` was read
    :raises RecordRefused: the day does not fit, the manager works for the person, or HR of a
        part moves somebody out of it
    """
    _refuse_stale(person, seen, post.manager_id)
    records.refuse_other_part(post.unit_id, post.site_id, by)
    records.refuse_loop(person.id, post.manager_id)
    held = records.held_on(person.id, post.from_day)
    later = records.first_after(person.id, post.from_day)
    if later is not None or (held is not None and held.started_on == post.from_day):
        raise RecordRefused(_("Another change is written down for this day or a later one."))
    if held is not None:
        held.ended_on = post.from_day - timedelta(days=1)
        # The old one ends before the new one begins, whatever order the database is told in.
        db.session.flush()
    person.left_on = None
    _add(person, post)
    audit.record(
        MOVED,
        person,
        by=by,
        now=now,
        job=post.job_id,
        unit=post.unit_id,
        site=post.site_id,
        manager=post.manager_id,
        **_from(post),
    )
    person_moved.send(person)


def leave(person: Person, last_day: date, *, seen: str, by: Actor, now: datetime) -> None:
    """Write down the last day of a person; all they do ends with it, their history stays.

    :raises RecordChanged: somebody else changed the person since `seen` was read
    :raises RecordRefused: the person begins something after that day
    """
    _refuse_stale(person, seen)
    if records.first_after(person.id, last_day) is not None:
        raise RecordRefused(_("Something new begins after this day: choose a later one."))
    held = records.unfinished_on(person.id, last_day)
    if not held:
        raise RecordRefused(_("On this day the person did not work here."))
    for assignment in held:
        assignment.ended_on = last_day
    if last_day < now.date():
        person.left_on = last_day
    db.session.flush()
    audit.record(LEAVES, person, by=by, now=now, last_day=last_day.isoformat())
    if person.left_on is not None:
        person_left.send(person)
    person_moved.send(person)


def stay(person: Person, *, seen: str, by: Actor, now: datetime) -> None:
    """Take a last day back: what ended with it goes on.

    :raises RecordChanged: somebody else changed the person since `seen` was read
    :raises RecordRefused: no last day is written down
    """
    _refuse_stale(person, seen)
    last_day = records.last_day(person.id)
    if last_day is None:
        raise RecordRefused(_("No last day is written down."))
    for assignment in records.ended_on(person.id, last_day):
        assignment.ended_on = None
    person.left_on = None
    db.session.flush()
    audit.record(STAYS, person, by=by, now=now, last_day=last_day.isoformat())
    person_moved.send(person)


def _refuse_stale(person: Person, seen: str, *others: int | None) -> None:
    """Make other changes of these people wait for this one, and refuse one that came late."""
    records.lock({person.id, *(other for other in others if other is not None)})
    if records.mark_of(person.id) != seen:
        raise RecordChanged(
            _("Somebody else has just changed this person. Load the page again, then decide.")
        )


def _name(person: Person, details: Details) -> None:
    person.first_name = details.first_name
    person.last_name = details.last_name
    person.email = details.email
    person.search_key = search_key(f"{person.name} {person.employee_number}")


def _add(person: Person, post: Post) -> None:
    db.session.add(
        Assignment(
            person_id=person.id,
            job_id=post.job_id,
            unit_id=post.unit_id,
            site_id=post.site_id,
            manager_id=post.manager_id,
            started_on=post.from_day,
        )
    )
    db.session.flush()


def _from(post: Post) -> dict[str, str]:
    return {"from": post.from_day.isoformat()}
