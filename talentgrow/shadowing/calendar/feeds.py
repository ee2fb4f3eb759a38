"""Secret links under which calendars read somebody's visits."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import exists, or_, select, update

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import CalendarFeed
from talentgrow.shadowing.states import BOOKED, TOLD, VisitStatus
from talentgrow.shadowing.visits.models import Visit

MADE = audit.Kind("calendar.link_made")
REVOKED = audit.Kind("calendar.link_revoked")
# What is past stays in the calendar so long; what was called off is shown so long as such.
PAST = timedelta(days=365)
CALLED_OFF = timedelta(days=60)
MOST_ENTRIES = 500


def make(person_id: int, *, by: Actor, now: datetime) -> str:
    """Make a new secret link and return its secret, which is not kept; an older one ends."""
    revoke(person_id, by=by, now=now)
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed(person_id=person_id, token_hash=_hash(secret), created_at=now)
    db.session.add(feed)
    db.session.flush()
    audit.record(MADE, feed, by=by, now=now)
    return secret


def revoke(person_id: int, *, by: Actor, now: datetime) -> bool:
    """Make somebody's link worthless; tell whether there was one."""
    _hold(person_id)
    feed = live(person_id)
    if feed is None:
        return False
    db.session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.id == feed.id)
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
    audit.record(REVOKED, feed, by=by, now=now)
    return True


def _hold(person_id: int) -> None:
    """Let nobody else make a link for the same person: two clicks leave one."""
    queries.hold_people([person_id])


def live(person_id: int) -> CalendarFeed | None:
    """Return the link that works, if somebody has one."""
    return db.session.scalar(
        select(CalendarFeed).where(
            CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None)
        )
    )


def reader_of(secret: str) -> Person:
    """Return whose visits a secret opens.

    :raises NotFound: nobody’s, a revoked one, or of who has left or whose account is closed
    """
    person = db.session.scalar(
        select(Person)
        .join(CalendarFeed, CalendarFeed.person_id == Person.id)
        .where(
            CalendarFeed.token_hash == _hash(secret),
            CalendarFeed.revoked_at.is_(None),
            Person.left_on.is_(None),
            ~exists().where(Account.person_id == Person.id, Account.active.is_(False)),
        )
    )
    if person is None:
        raise NotFound(_("This calendar does not exist."))
    return person


def visits_for(person: Person, *, now: datetime) -> Sequence[Visit]:
    """Return what somebody's calendar shows: what is agreed, what was, and what was called off."""
    is_agreed = Visit.status.in_(BOOKED | TOLD | {VisitStatus.CLOSED})
    was_invited = Visit.invited_at.is_not(None) & (Visit.since > now - CALLED_OFF)
    return db.session.scalars(
        queries.visits_of(person.id)
        .where(or_(is_agreed, was_invited), Visit.ends_on >= (now - PAST).date())
        .options(*queries.LINE)
        .order_by(Visit.starts_on.desc(), Visit.id)
        .limit(MOST_ENTRIES)
    ).all()


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
