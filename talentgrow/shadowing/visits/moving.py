"""The two of a visit put it on another day, at other hours or in another place."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import last_day, workday
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing import booking
from talentgrow.shadowing.models import Offer, Timing, VisitSlot
from talentgrow.shadowing.offers import places
from talentgrow.shadowing.states import BOOKED
from talentgrow.shadowing.visits import clashes
from talentgrow.shadowing.visits.changing import NotBooked, What, changed
from talentgrow.shadowing.visits.models import Visit

FURTHEST = timedelta(days=400)


class WrongTime(DomainError):
    """The visit cannot be at that time."""


class VisitChanged(DomainError):
    """Somebody changed the visit since the page was read."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When and where a visit takes place."""

    starts_on: date
    half_days: int
    begins_at: time
    ends_at: time
    is_remote: bool
    meeting_point: str

    @classmethod
    def of(cls, visit: Visit) -> "Arrangement":
        """Return when and where a visit takes place now."""
        return cls(
            visit.starts_on,
            visit.half_days,
            visit.begins_at,
            visit.ends_at,
            visit.is_remote,
            visit.meeting_point,
        )

    @property
    def when(self) -> tuple[date, int, time, time]:
        """Return what is about time."""
        return self.starts_on, self.half_days, self.begins_at, self.ends_at


def arrange(visit: Visit, wanted: Arrangement, *, seen: int, by: Actor, now: datetime) -> None:
    """Change when or where a visit that is held takes place; whoever signed signs anew.

    :raises NotBooked: it is not booked, or over
    :raises VisitChanged: somebody else changed it since the page was read
    :raises WrongTime: it cannot be at that time
    :raises NoPlaceLeft: the host takes nobody more on that day, or in that month
    :raises Clash: one of the two has another visit at that time
    """
    before = Arrangement.of(visit)
    if visit.status not in BOOKED:
        raise NotBooked(_("This visit cannot be changed any more."))
    if visit.sequence != seen:
        raise VisitChanged(_("Somebody changed this visit since you read the page."))
    if before == wanted:
        return
    if before.when != wanted.when:
        _check_time(wanted, now)
        _move(visit, wanted, now)
    visit.is_remote, visit.meeting_point = wanted.is_remote, wanted.meeting_point.strip()
    db.session.flush()
    what = What.WHEN if before.when != wanted.when else What.PLACE
    changed(visit, by=by, now=now, what=what)


def _check_time(wanted: Arrangement, now: datetime) -> None:
    today = now.date()
    if not today < wanted.starts_on <= today + FURTHEST:
        raise WrongTime(_("Choose a day that is still to come."))
    if wanted.starts_on != workday(wanted.starts_on):
        raise WrongTime(_("Choose a day from Monday to Friday."))
    if wanted.ends_at <= wanted.begins_at:
        raise WrongTime(_("It ends after it begins."))


def _move(visit: Visit, wanted: Arrangement, now: datetime) -> None:
    """Put a visit at another time, with the places of its offer."""
    offer = booking.hold(visit.offer_id) if visit.offer_id is not None else None
    if offer is not None and visit.starts_on != wanted.starts_on:
        _change_place(visit, offer, wanted)
    visit.starts_on, visit.half_days = wanted.starts_on, wanted.half_days
    visit.ends_on = last_day(wanted.starts_on, wanted.half_days)
    visit.begins_at, visit.ends_at = wanted.begins_at, wanted.ends_at
    db.session.flush()
    clashes.check(visit)
    if offer is not None:
        places.settle(offer, now=now)


def _change_place(visit: Visit, offer: Offer, wanted: Arrangement) -> None:
    """Give the place of the day back, and take one of the other day if the host has set it."""
    booking.free(visit)
    if offer.timing is Timing.SLOTS:
        slot = _slot(offer, wanted.starts_on)
        if slot is not None:
            booking.take_slot(slot)
            visit.slot_id = slot.id
    elif visit.starts_on.replace(day=1) != wanted.starts_on.replace(day=1):
        booking.check_month(offer, wanted.starts_on)


def _slot(offer: Offer, day: date) -> VisitSlot | None:
    found = select(VisitSlot).where(VisitSlot.offer_id == offer.id, VisitSlot.starts_on == day)
    return db.session.scalars(found.order_by(VisitSlot.begins_at, VisitSlot.id).limit(1)).first()
