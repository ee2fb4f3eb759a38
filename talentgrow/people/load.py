"""How much of somebody's weeks is taken beside their job, whatever takes it.

What takes time lies in higher features: each registers a source in app.py, and the sum is made
here, so that a mission and a visit count together.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, literal, union_all

from talentgrow.infra.db import db
from talentgrow.kernel.localized import Localized

MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Share:
    """Something takes some hours a week from one day to another; `url` is its page."""

    label: Localized
    url: str
    starts_on: date
    ends_on: date
    hours_a_week: float
    is_agreed: bool = True


@dataclass(frozen=True, slots=True)
class Week:
    """The hours that are taken in one week, which begins on a Monday, by share."""

    monday: date
    hours: tuple[float, ...]

    @property
    def total(self) -> float:
        """Return the hours of all shares together."""
        return sum(self.hours)


class Taken(NamedTuple):
    """One record that takes somebody's time, as it is stored; `amount` is in its source's unit."""

    person_id: int
    id: int
    title_fr: str
    title_en: str
    starts_on: date
    ends_on: date
    amount: float
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record that takes time: those of some people between two days, as shares.

    `rows` selects the columns of `Taken`, in their order, so that all sources are read at once.
    """

    name: str
    rows: Callable[[Collection[int], date, date], Select[Any]]
    shares: Callable[[Taken], Iterable[Share]]


SOURCES: dict[str, Source] = {}


def count(source: Source) -> None:
    """Let `source` say what takes people's time between two days."""
    SOURCES[source.name] = source


def shares(person_id: int, start: date, end: date) -> tuple[Share, ...]:
    """Return everything that takes a person's time between two days, what begins first first."""
    return shares_of({person_id}, start, end).get(person_id, ())


def shares_of(
    person_ids: Collection[int], start: date, end: date
) -> Mapping[int, tuple[Share, ...]]:
    """Return the same for several people; those whose time nothing takes are left out."""
    found: defaultdict[int, list[Share]] = defaultdict(list)
    for name, *row in _rows(person_ids, start, end):
        taken = Taken(*row)
        found[taken.person_id] += SOURCES[name].shares(taken)
    return {
        person_id: tuple(sorted(taken, key=lambda share: (share.starts_on, share.url)))
        for person_id, taken in found.items()
    }


def _rows(person_ids: Collection[int], start: date, end: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read what all sources know, in one statement."""
    if not SOURCES:
        return ()
    each = []
    for source in SOURCES.values():
        rows = source.rows(person_ids, start, end)
        each.append(rows.with_only_columns(literal(source.name), *rows.selected_columns))
    return db.session.execute(union_all(*each)).all()


def weeks(parts: Iterable[Share], start: date, end: date) -> tuple[Week, ...]:
    """Return the weeks from one day to another with the hours that each part takes.

    A week counts whole as soon as a part touches one of its working days.

    >>> part = Share(Localized("a", "a"), "/", date(2026, 10, 8), date(2026, 10, 16), 4.0)
    >>> [week.total for week in weeks([part], date(2026, 10, 5), date(2026, 10, 23))]
    [4.0, 4.0, 0]
    """
    known = tuple(parts)
    first = start - timedelta(days=start.weekday())
    count_of_weeks = min(MOST_WEEKS, (end - first).days // 7 + 1)
    found = []
    for number in range(max(0, count_of_weeks)):
        monday = first + timedelta(weeks=number)
        friday = monday + timedelta(days=4)
        found.append(
            Week(
                monday,
                tuple(
                    share.hours_a_week
                    if share.starts_on <= friday and share.ends_on >= monday
                    else 0
                    for share in known
                ),
            )
        )
    return tuple(found)
