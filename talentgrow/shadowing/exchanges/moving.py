"""A round sets the days; who is in a leg may put it elsewhere in its week while it is asked."""

from datetime import date, datetime, timedelta

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import last_day
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.shadowing.exchanges import held, notices, planning
from talentgrow.shadowing.exchanges.answering import NotAsked, say
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import Says, Visit
from talentgrow.shadowing.visits.policy import side_of


class WrongDay(DomainError):
    """A leg cannot be put on that day."""


def may_move(leg: Visit) -> bool:
    """Tell whether a leg may still be put on another day of its week."""
    return leg.status is VisitStatus.PROPOSED and leg.is_day_proposed


def other_days(leg: Visit, answer_by: date) -> list[date]:
    """Return the other days of its week on which a leg may begin, once everybody has answered."""
    monday = leg.starts_on - timedelta(days=leg.starts_on.weekday())
    week = [monday + timedelta(days=count) for count in range(5)]
    return [
        day
        for day in week
        if day != leg.starts_on and day > answer_by and last_day(day, leg.half_days) <= week[-1]
    ]


def move(exchange: Exchange, leg_id: int, day: date, *, by: Actor, now: datetime) -> Visit:
    """Put a leg on another day of its week: one’s own word is yes, the other is asked anew.

    :raises NotAsked: everybody has agreed, or the leg was lost
    :raises WrongDay: not a day of its week, or one of the two is elsewhere
    """
    ring = held.hold(exchange.id)
    leg = next((one for one in ring.legs if one.id == leg_id), None)
    side = side_of(by, leg) if leg is not None else None
    if leg is None or side is None:
        raise NotFound(_("This visit does not exist."))
    if not may_move(leg):
        raise NotAsked(_("The day of this visit is changed on its own page, or not any more."))
    _check(leg, day, answer_by=max(ring.exchange.answer_by, now.date()))
    leg.starts_on, leg.ends_on = day, last_day(day, leg.half_days)
    leg.sequence += 1
    leg.visitor_says = leg.host_says = None
    say(leg, side, Says.YES)
    db.session.flush()
    notices.tell_moved(leg, ring.exchange, by=side, now=now)
    return leg


def _check(leg: Visit, day: date, *, answer_by: date) -> None:
    if day not in other_days(leg, answer_by):
        raise WrongDay(_("Choose another working day of the same week."))
    both = {leg.visitor_id, leg.host_id}
    busy = planning.taken(both, besides=leg.id)
    if not planning.is_free(both, day, last_day(day, leg.half_days), busy):
        raise WrongDay(_("On that day one of you is on another visit. Choose another."))
