"""On which day each leg of a ring is, so that nobody is in two places."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.calendar import last_day, workday
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing.states import BOOKED, LEG_ASKED
from talentgrow.shadowing.visits.models import Visit


class NoDayLeft(DomainError):
    """Two people have no day on which neither is elsewhere."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is elsewhere from one day to another."""

    person_id: int
    first: date
    last: date


def free_days(
    people: Sequence[int], firsts: Sequence[date], *, half_days: int, until: date
) -> tuple[date, ...]:
    """Return for each leg of a ring the first day, from the one given on, that suits both sides.

    :raises NoDayLeft: a leg finds no day up to `until`
    """
    busy = taken(people)
    found = []
    for place, (visitor_id, first) in enumerate(zip(people, firsts, strict=True)):
        both = {visitor_id, people[(place + 1) % len(people)]}
        day = _first_free(both, first, busy, half_days=half_days, until=until)
        if day is None:
            raise NoDayLeft(_("Two people in this ring have no day left that suits both."))
        busy += [Busy(one, day, last_day(day, half_days)) for one in both]
        found.append(day)
    return tuple(found)


def taken(people: Collection[int], *, besides: int = 0) -> list[Busy]:
    """Return when people are, or may be, on a visit but one, as visitor or host."""
    rows = db.session.execute(
        select(Visit.visitor_id, Visit.host_id, Visit.starts_on, Visit.ends_on).where(
            Visit.status.in_(BOOKED | LEG_ASKED),
            Visit.id != besides,
            or_(Visit.visitor_id.in_(people), Visit.host_id.in_(people)),
        )
    )
    return [Busy(one, first, last) for *both, first, last in rows for one in both]


def _first_free(
    both: Collection[int], first: date, busy: Sequence[Busy], *, half_days: int, until: date
) -> date | None:
    day = workday(first)
    while last_day(day, half_days) <= until:
        if is_free(both, day, last_day(day, half_days), busy):
            return day
        day = workday(day + timedelta(days=1))
    return None


def is_free(both: Collection[int], first: date, last: date, busy: Sequence[Busy]) -> bool:
    """Tell whether neither of two people is elsewhere from one day to another."""
    return not any(
        one.person_id in both and one.first <= last and first <= one.last for one in busy
    )
