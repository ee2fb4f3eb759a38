"""How full the coming weeks of people are beside their job."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from talentgrow.kernel import calendar
from talentgrow.missions import days, house
from talentgrow.people import load
from talentgrow.people.load import Share, Week

WEEKS = 8
_MONDAY_TO_FRIDAY = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Load:
    """What takes somebody's coming weeks, against what the house finds wise."""

    shares: tuple[Share, ...]
    weeks: tuple[Week, ...]
    limit: float

    @property
    def peak(self) -> float:
        """Return the hours of the fullest week."""
        return max(week.total for week in self.weeks)

    @property
    def is_above(self) -> bool:
        """Tell whether a week holds more than the house finds wise."""
        return self.peak > self.limit

    @property
    def filled(self) -> float:
        """Return the fullest week as a share of the limit, at most all of it."""
        return min(1.0, self.peak / self.limit) if self.limit else 1.0


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming weeks, each by its Monday, and the load of those who have any in them."""

    mondays: tuple[date, ...]
    limit: float
    loads: Mapping[int, Load]

    @property
    def days(self) -> list[str]:
        """Return the Mondays in words."""
        return [days.short(monday) for monday in self.mondays]


def ahead(person_ids: Collection[int], *, today: date) -> Ahead:
    """Return the coming weeks of people; who has nothing beside the job has no load."""
    # At a weekend the week that comes is the first.
    start = calendar.workday(today)
    monday = start - timedelta(days=start.weekday())
    last = monday + timedelta(weeks=WEEKS - 1) + _MONDAY_TO_FRIDAY
    limit = house.load_limit(house.rules())
    loads = {
        person_id: Load(shares, load.weeks(shares, monday, last), limit)
        for person_id, shares in load.shares_of(person_ids, start, last).items()
    }
    mondays = tuple(monday + timedelta(weeks=number) for number in range(WEEKS))
    return Ahead(mondays, limit, loads)
