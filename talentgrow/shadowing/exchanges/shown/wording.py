"""Where a leg stands, in words for one of its sides, or for HR; and why somebody said no."""

from dataclasses import dataclass
from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import hour, lazy_gettext
from talentgrow.missions import days
from talentgrow.people.models import Person
from talentgrow.shadowing.exchanges import notices
from talentgrow.shadowing.exchanges.answering import said_by
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.offers.wording import LENGTHS
from talentgrow.shadowing.states import BOOKED, TOLD
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Says, Side, Visit, VisitDecline

# Why somebody cannot: as a host, and of these as a visitor.
REASONS = {
    VisitDecline.DATES: lazy_gettext("This day does not suit me"),
    VisitDecline.WORKLOAD: lazy_gettext("Too much work at that time"),
    VisitDecline.NOT_THE_RIGHT_PERSON: lazy_gettext("Somebody else would show it better"),
    VisitDecline.CONFIDENTIAL: lazy_gettext("What I do then is confidential"),
    VisitDecline.OTHER: lazy_gettext("Another reason"),
}
_OF_HOSTS = {VisitDecline.NOT_THE_RIGHT_PERSON, VisitDecline.CONFIDENTIAL}
# The same as it is told to the other side.
_WHY = {
    VisitDecline.DATES: lazy_gettext("the day does not suit them"),
    VisitDecline.WORKLOAD: lazy_gettext("too much work at that time"),
    VisitDecline.NOT_THE_RIGHT_PERSON: lazy_gettext("somebody else would show it better"),
    VisitDecline.CONFIDENTIAL: lazy_gettext("what they do then is confidential"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words about a leg, with the icon and the tone of how it stands."""

    text: str
    icon: str = "hourglass"
    tone: str = ""


def reasons(side: Side) -> list[tuple[str, str]]:
    """Return why one side of a leg may say no, for a choice."""
    return [
        (reason.value, str(words))
        for reason, words in REASONS.items()
        if side is Side.HOST or reason not in _OF_HOSTS
    ]


def when(leg: Visit, today: date) -> str:
    """Return the day or days of a leg, such as "Monday 7 December" or "7 to 8 December"."""
    first = days.in_words(leg.starts_on, today)
    if leg.ends_on == leg.starts_on:
        return first
    return _("%(first)s to %(last)s", first=first, last=days.in_words(leg.ends_on, today))


def hours(leg: Visit) -> str:
    """Return from when to when one is there on each day, in the time of the house."""
    return _("%(begins)s to %(ends)s", begins=hour(leg.begins_at), ends=hour(leg.ends_at))


def length(half_days: int) -> str:
    """Return how long a visit is."""
    return str(LENGTHS[half_days])


def title(leg: Visit, side: Side | None) -> str:
    """Return who visits whom."""
    if side is Side.VISITOR:
        return _("You visit %(name)s", name=leg.host.name)
    if side is Side.HOST:
        return _("%(name)s visits you", name=leg.visitor.name)
    return _("%(visitor)s visits %(host)s", visitor=leg.visitor.name, host=leg.host.name)


def standing(leg: Visit, side: Side | None, exchange: Exchange, today: date) -> Said:
    """Return where a leg stands."""
    if leg.status in (V.PROPOSED, V.ONE_WAY_ASKED):
        return _asked(leg, side, exchange, today)
    if leg.status is V.LOST:
        return _lost(leg, side)
    if leg.status in BOOKED:
        return _booked(leg)
    if leg.status in TOLD or leg.status is V.CLOSED:
        if leg.status is V.NO_SHOW or leg.missed_by is not None:
            return Said(_("One of the two did not come."), "calendar-off")
        return Said(_("It took place."), "circle-check", "grow")
    if leg.status is V.MANAGER_REFUSED:
        return Said(_("A manager refused this visit."), "circle-x", "warn")
    if leg.status is V.CANCELLED:
        return Said(_("It was called off."), "circle-x", "warn")
    return Said(_("Nothing came of it: an answer was missing."), "circle-x", "warn")


def _booked(leg: Visit) -> Said:
    if leg.status is V.CONFIRMED:
        return Said(_("Everybody has signed: it is booked."), "circle-check", "grow")
    if leg.status is V.HOST_ACCEPTED:
        return Said(_("Both want it; the managers have the word."), "hourglass")
    return Said(_("Both want it; the agreement is to be signed."), "pencil")


def _asked(leg: Visit, side: Side | None, exchange: Exchange, today: date) -> Said:
    until = until_day(leg, exchange)
    by = days.near(until, today)
    silent = [one for one in Side if said_by(leg, one) is None]
    if side in silent:
        return Said(_("Your answer is awaited until %(day)s.", day=by), "clock", "info")
    if not silent:
        return Said(_("Both said yes; the others of the ring have the word."), "hourglass")
    if side is None:
        names = [_person(leg, one).given_name for one in silent]
        return Said(
            _("%(names)s: an answer is awaited until %(day)s.", names=", ".join(names), day=by)
        )
    other = _person(leg, silent[0]).given_name
    return Said(_("You said yes. %(name)s has until %(day)s.", name=other, day=by), "check")


def _lost(leg: Visit, side: Side | None) -> Said:
    no = next((one for one in Side if said_by(leg, one) is Says.NO), None)
    if no is None:
        words = _("It does not take place: an answer was missing, or the day was taken.")
    elif no is side:
        words = _("You said no.")
    else:
        name, why = _person(leg, no).given_name, _WHY.get(leg.declined_reason or VisitDecline.OTHER)
        # Why is for the two of them.
        words = (
            _("%(name)s cannot: %(why)s.", name=name, why=str(why))
            if why and side is not None
            else _("%(name)s cannot.", name=name)
        )
    return Said(words, "circle-x", "warn")


def until_day(leg: Visit, exchange: Exchange) -> date:
    """Return the last day for an answer to a leg that is asked about."""
    return exchange.answer_by if leg.status is V.PROPOSED else notices.one_way_until(leg)


def _person(leg: Visit, side: Side) -> Person:
    return leg.visitor if side is Side.VISITOR else leg.host
