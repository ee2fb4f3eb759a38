"""The weeks of a round, each known by its Monday, and the days of a visit within them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from talentgrow.kernel.calendar import SATURDAY, last_day
from talentgrow.shadowing.exchanges.models import Round

WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day.

    >>> monday_of(date(2026, 11, 22))
    datetime.date(2026, 11, 16)
    """
    return day - timedelta(days=day.weekday())


def weeks_of(one: Round) -> tuple[date, ...]:
    """Return the Mondays of the weeks in which a visit of a round fits, the first one first."""
    return tuple(
        monday
        for monday in mondays(one.visits_from, one.visits_to)
        if next(days_within(one, monday), None) is not None
    )


def mondays(first: date, last: date) -> Iterator[date]:
    """Yield the Mondays of all weeks that two days and those between them touch."""
    monday = monday_of(first)
    while monday <= last:
        yield monday
        monday += WEEK


def days_within(one: Round, monday: date) -> Iterator[date]:
    """Yield the days of a week on which a visit may begin so that it ends in it, in the round."""
    friday = monday + timedelta(days=SATURDAY - 1)
    for number in range(SATURDAY):
        day = monday + timedelta(days=number)
        end = last_day(day, one.half_days)
        if one.visits_from <= day and end <= min(friday, one.visits_to):
            yield day


def shared(*weeks: Iterable[date]) -> tuple[date, ...]:
    """Return the weeks which all have, in order."""
    found = [set(one) for one in weeks]
    return tuple(sorted(set.intersection(*found))) if found else ()
