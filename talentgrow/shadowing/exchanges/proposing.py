"""Two people who wish to see one another at work swap without a round: either proposes it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import last_day, workday, workdays_after
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import days as in_days
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.deadlines import SIGN_WORKDAYS
from talentgrow.shadowing.exchanges import planning
from talentgrow.shadowing.exchanges.answering import say
from talentgrow.shadowing.exchanges.creating import create
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.exchanges.mutual import may_swap
from talentgrow.shadowing.visits.models import Says, Side

LONGEST_MESSAGE = 2000
# The other needs time to answer, and both to sign.
SOONEST_WORKDAYS = 3 + SIGN_WORKDAYS
LATEST = timedelta(days=183)
# Half-days of which each visit may be.
LENGTHS = (1, 2, 4, 6, 10)


class NoSwap(DomainError):
    """The two do not, or no longer, wish for one another's job."""


class WrongDay(DomainError):
    """A visit cannot be on that day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody proposes: when they visit, when they are visited, how long, and a word."""

    visits_on: date
    hosts_on: date
    half_days: int = 2
    message: str = ""


def propose(other: Person, wanted: Wanted, *, by: Actor, now: datetime) -> Exchange:
    """Propose a swap to somebody who would see what one does too; one’s own word is yes.

    :raises NoSwap: the wishes are not there, or not any more
    :raises WrongDay: a day is too soon, too far, a weekend, or not free for both
    :raises AskedAlready: one of the two answers for another swap first
    """
    me = by.person_id or 0
    if not may_swap(me, other.id, now=now):
        raise NoSwap(
            _(
                "This swap cannot be proposed: a wish has changed, or one of you is asked about "
                "another swap or visit."
            )
        )
    check_days(me, other, wanted, today=now.date())
    exchange = create(
        (me, other.id),
        days=(wanted.visits_on, wanted.hosts_on),
        half_days=wanted.half_days,
        proposed_by=me,
        by=by,
        now=now,
    )
    making, receiving = queries.legs_of(exchange.id)
    say(making, Side.VISITOR, Says.YES)
    say(receiving, Side.HOST, Says.YES)
    making.message = wanted.message
    db.session.flush()
    return exchange


def first_days(me: int, other_id: int, *, half_days: int, today: date) -> tuple[date, ...]:
    """Return two days that suit both, as a proposal; nothing where there are none."""
    first = workdays_after(today, SOONEST_WORKDAYS + 5)
    later = workday(first + timedelta(days=7))
    try:
        return planning.free_days(
            (me, other_id), (first, later), half_days=half_days, until=today + LATEST
        )
    except planning.NoDayLeft:
        return ()


def soonest(today: date) -> date:
    """Return the first day on which a visit of a swap may be."""
    return workdays_after(today, SOONEST_WORKDAYS)


def check_days(me: int, other: Person, wanted: Wanted, *, today: date) -> None:
    """Make sure that both visits can be on the days that are wanted.

    :raises WrongDay: a day is too soon, too far, a weekend, or not free for both
    """
    busy, both = planning.taken((me, other.id)), (me, other.id)
    for day in (wanted.visits_on, wanted.hosts_on):
        _check_day(day, today)
        last = last_day(day, wanted.half_days)
        if not planning.is_free(both, day, last, busy):
            raise WrongDay(
                _(
                    "On %(day)s one of you is on another visit. Choose another day.",
                    day=in_days.in_words(day, today),
                )
            )
        busy = [*busy, *(planning.Busy(one, day, last) for one in both)]


def _check_day(day: date, today: date) -> None:
    if day != workday(day):
        raise WrongDay(_("Choose a day from Monday to Friday."))
    if day < soonest(today):
        first = in_days.in_words(soonest(today), today)
        raise WrongDay(_("Leave time to answer and to sign: choose %(day)s or later.", day=first))
    if day > today + LATEST:
        raise WrongDay(
            _("Choose a day before %(day)s.", day=in_days.in_words(today + LATEST, today))
        )
