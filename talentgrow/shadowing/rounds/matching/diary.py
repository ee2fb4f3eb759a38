"""On which days people are elsewhere, and which day a visit of a round finds."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from talentgrow.kernel.calendar import last_day
from talentgrow.shadowing.exchanges import planning
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds.weeks import days_within


class Diary:
    """When people are on a visit, found by person; each new day is noted in it."""

    def __init__(self, people: Collection[int]) -> None:
        self._busy: defaultdict[int, list[planning.Busy]] = defaultdict(list)
        for busy in planning.taken(people):
            self._busy[busy.person_id].append(busy)

    def is_free(self, both: Collection[int], first: date, last: date) -> bool:
        """Tell whether neither of two people is elsewhere from one day to another."""
        return planning.is_free(both, first, last, [one for two in both for one in self._busy[two]])

    def note(self, both: Collection[int], first: date, last: date) -> None:
        """Note that two people are on a visit."""
        for one in both:
            self._busy[one].append(planning.Busy(one, first, last))

    def find(self, one: Round, both: Collection[int], mondays: Iterable[date]) -> date | None:
        """Return the first day in some weeks of a round on which neither of two is elsewhere."""
        days = (day for monday in mondays for day in days_within(one, monday))
        return next(
            (day for day in days if self.is_free(both, day, last_day(day, one.half_days))), None
        )
