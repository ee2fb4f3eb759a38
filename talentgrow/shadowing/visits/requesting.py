"""Ask for a visit on a day of an offer. Functions flush; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import last_day, workday
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person
from talentgrow.shadowing import booking, queries
from talentgrow.shadowing.models import Aim, Offer, Reciprocal, Timing, VisitWish
from talentgrow.shadowing.offers import places, room
from talentgrow.shadowing.offers.room import Day
from talentgrow.shadowing.states import ALIVE, OfferStatus
from talentgrow.shadowing.visits import clashes, notices
from talentgrow.shadowing.visits.models import Visit

LONGEST_MESSAGE = 2000


class NotOpen(DomainError):
    """The offer takes no requests now, or not for this day."""


class OnlyAsSwap(DomainError):
    """The host asks to see the visitor's job too: one proposes a swap."""


class AlreadyAsked(DomainError):
    """One visit at a time is on its way from one person to another."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: a day that the host has set, or one within their times."""

    aim: Aim
    message: str = ""
    slot_id: int | None = None
    starts_on: date | None = None


def request(offer: Offer, wanted: Wanted, *, by: Actor, now: datetime) -> Visit:
    """Ask a host for a visit; its place is taken at once, until they have answered.

    :raises NotOpen: the offer is not open any more, or the day is none of its days
    :raises OnlyAsSwap: the host takes those only who show their own job
    :raises NoPlaceLeft: somebody else had the last place of the day, or of the month
    :raises AlreadyAsked: there is a visit between the two on its way
    :raises Clash: one of the two has another visit at that time
    """
    offer = queries.hold_offer(by, offer.id)
    if offer.status is not OfferStatus.OPEN:
        raise NotOpen(_("This offer takes no requests now."))
    if offer.reciprocal is Reciprocal.REQUIRED:
        name = offer.host.name
        raise OnlyAsSwap(_("%(name)s asks to see your job too: propose a swap.", name=name))
    mine = by.person_id or 0
    day = _day(offer, wanted, now)
    if alive_between(mine, offer.host_id) is not None:
        raise AlreadyAsked(
            _("A visit from you to %(name)s is on its way already.", name=offer.host.name)
        )
    visit = _visit(offer, day, wanted, mine, now)
    clashes.check(visit)
    _take_place(offer, visit)
    db.session.add(visit)
    db.session.flush()
    places.settle(offer, now=now)
    notices.ask_host(visit, now=now)
    return visit


def alive_between(visitor_id: int, host_id: int) -> int | None:
    """Return the visit from one person to another that is on its way, if there is one."""
    found = select(Visit.id).where(
        Visit.visitor_id == visitor_id, Visit.host_id == host_id, Visit.status.in_(ALIVE)
    )
    return db.session.scalar(found)


def wish_for(person_id: int, offer: Offer) -> VisitWish | None:
    """Return what somebody wished that an offer grants, what they want most first."""
    granted = [VisitWish.host_id == offer.host_id]
    if offer.job_id is not None:
        granted.append(VisitWish.job_id == offer.job_id)
    if offer.unit_id is not None:
        granted.append(VisitWish.unit_id == offer.unit_id)
    return db.session.scalars(
        select(VisitWish)
        .where(VisitWish.person_id == person_id, or_(*granted))
        .order_by(VisitWish.rank, VisitWish.id)
        .limit(1)
    ).first()


def _day(offer: Offer, wanted: Wanted, now: datetime) -> Day:
    """Return the day which somebody wants, if the host has it among theirs."""
    today = now.date()
    if offer.timing is Timing.SLOTS:
        for slot in offer.slots:
            if slot.id == wanted.slot_id and slot.starts_on > today:
                return room.day_of(offer, slot)
    elif wanted.starts_on is not None:
        day = wanted.starts_on
        if day > today and day == workday(day) and room.is_within(offer, day):
            return Day(day, last_day(day, offer.half_days), offer.begins_at, offer.ends_at)
    raise NotOpen(_("This is none of the days of %(name)s. Choose another.", name=offer.host.name))


def _take_place(offer: Offer, visit: Visit) -> None:
    if visit.slot_id is None:
        booking.check_month(offer, visit.starts_on)
        return
    booking.take_slot(next(slot for slot in offer.slots if slot.id == visit.slot_id))


def _visit(offer: Offer, day: Day, wanted: Wanted, mine: int, now: datetime) -> Visit:
    return Visit(
        since=now,
        requested_at=now,
        visitor_id=mine,
        visitor=db.session.get_one(Person, mine),
        host_id=offer.host_id,
        host=offer.host,
        offer_id=offer.id,
        slot_id=day.slot_id,
        job_id=offer.job_id,
        aim=wanted.aim,
        message=wanted.message.strip(),
        starts_on=day.starts_on,
        ends_on=day.ends_on,
        half_days=offer.half_days,
        begins_at=day.begins_at,
        ends_at=day.ends_at,
        site_id=offer.site_id,
        is_remote=offer.is_remote,
        meeting_point=offer.meeting_point,
    )
