"""What a page or a file may say about who is nominated: figures, one gap, units with nobody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import current_app

from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.small_groups import table
from talentgrow.kernel.small_groups.swaps import Hidden
from talentgrow.kernel.small_groups.table import Figure
from talentgrow.kernel.text import search_key
from talentgrow.nominations.equity import groups, queries, wording
from talentgrow.nominations.equity.chance import Sample, odds_against
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.states import CampaignStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Gender

# The longest bar ends here, so that one sees it is no whole.
LONGEST_BAR = 0.75
# Until then nobody has decided anything.
UNDECIDED = frozenset({CampaignStatus.PLANNED, CampaignStatus.OPEN})
TOLD = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.ARCHIVED})


class Way(StrEnum):
    """How people are put into groups."""

    GENDER = "gender"
    GRADE = "grade"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class EquityRow:
    """The figures of one group; `key` is a gender, a grade or the id of a unit, 0 for the rest."""

    key: Gender | int
    name: str
    staff: Figure
    nominated: Figure
    # None while nothing is decided.
    approved: Figure | None
    below: tuple["EquityRow", ...] = ()

    @property
    def sample(self) -> Sample | None:
        """Return what may be compared: nothing where one of the counts is hidden."""
        if self.staff.value is None or self.nominated.value is None or not self.staff.value:
            return None
        return Sample(self.staff.value, self.nominated.value)

    @property
    def rate(self) -> float | None:
        """Return how many of 100 were nominated."""
        return self.sample.rate if self.sample else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A group that is nominated clearly less often than all others, and how odd that would be."""

    way: Way
    row: EquityRow
    rate: float
    others: float
    odds: int


@dataclass(frozen=True, slots=True)
class Equity:
    """Who is nominated in a campaign: all together, and by group in each way."""

    campaign_id: int
    total: EquityRow
    ways: Mapping[Way, tuple[EquityRow, ...]]
    gap: Gap | None
    # Units from which nobody was nominated, the largest first.
    silent_units: tuple[EquityRow, ...]
    # The reader answers for a part of the house, and these are the figures of that part.
    is_part: bool
    smallest: int
    as_of: datetime

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to compare yet."""
        return self.total.nominated.value == 0

    def why(self, hidden: Hidden) -> str:
        """Return why a figure is not shown."""
        return wording.reason(hidden, self.smallest)

    @property
    def telling_silence(self) -> tuple[EquityRow, ...]:
        """Return the silent units from which at the average rate at least one person would come."""
        rate = self.total.rate or 0
        return tuple(row for row in self.silent_units if (row.staff.value or 0) * rate >= 100)

    @property
    def opened_units(self) -> tuple[EquityRow, ...]:
        """Return the units at the top inside which there is something to compare."""
        return tuple(row for row in self.ways.get(Way.UNIT, ()) if self.can_compare(row.below))

    def can_compare(self, rows: Iterable[EquityRow]) -> bool:
        """Tell whether a list holds more than nobody, and fewer people than may be shown."""
        return any(
            row.nominated.value or row.nominated.hidden is Hidden.SUBTRACTION for row in rows
        )

    def share(self, rate: float) -> float:
        """Return how long the bar of a rate is, from 0 to 1."""
        rates = [row.rate or 0 for rows in self.ways.values() for row in _with_below(rows)]
        longest = max([*rates, self.total.rate or 0])
        return LONGEST_BAR * rate / longest if longest else 0.0


def equity(campaign: Campaign, *, actor: Actor, now: datetime) -> Equity:
    """Return who is nominated in a campaign, and once decisions are staged who is approved.

    Three statements. Staged decisions count until they are published: for HR alone.
    """
    smallest = int(current_app.config["SMALLEST_GROUP"])
    found = queries.tallies(campaign, actor, published=campaign.status in TOLD)
    width = 2 if campaign.status in UNDECIDED else 3
    units = people.units()
    parents = {unit.id: unit.parent_id for unit in units}
    ways = {
        Way.GENDER: groups.by_gender(found, width),
        Way.GRADE: groups.by_grade(found, width, smallest),
        Way.UNIT: groups.by_unit(found, parents, width, smallest),
    }
    # One group alone says what the total says.
    compared = {way: some for way, some in ways.items() if len(some) > 1}
    protected = table.protect(groups.counts_of(found, width), *compared.values(), smallest=smallest)
    names = {unit.id: localized(unit.name) for unit in units}
    total = _row(table.Row(groups.REST, protected.total), "", {})
    rows = {
        way: _rows(some, way, names) for way, some in zip(compared, protected.ways, strict=True)
    }
    return Equity(
        campaign_id=campaign.id,
        total=total,
        ways=rows,
        gap=_widest_gap(rows, total),
        silent_units=_silent(rows.get(Way.UNIT, ())) if total.nominated.value else (),
        is_part=actor.scope is not None,
        smallest=smallest,
        as_of=now,
    )


def _rows(
    rows: Iterable[table.Row], way: Way, names: Mapping[int, str], inside: str = ""
) -> tuple[EquityRow, ...]:
    """Return rows in their order, units by name; the rest comes last."""
    found = [_row(row, _name(row, way, names, inside), names) for row in rows]
    if way is Way.UNIT:
        found.sort(key=lambda row: (row.key == groups.REST, search_key(row.name)))
    return tuple(found)


def _row(row: table.Row, name: str, names: Mapping[int, str]) -> EquityRow:
    staff, nominated, *approved = row.figures
    below = _rows(row.below, Way.UNIT, names, name)
    return EquityRow(_key(row), name, staff, nominated, approved[0] if approved else None, below)


def _key(row: table.Row) -> Gender | int:
    return row.key if isinstance(row.key, Gender) else int(str(row.key))


def _name(row: table.Row, way: Way, names: Mapping[int, str], inside: str) -> str:
    key = _key(row)
    if way is Way.GENDER or isinstance(key, Gender):
        return wording.gender(key)
    return wording.grade(key) if way is Way.GRADE else wording.unit(key, names, inside)


def _widest_gap(rows: Mapping[Way, Sequence[EquityRow]], total: EquityRow) -> Gap | None:
    """Return the group whose gap is the oddest; hidden figures are never compared."""
    whole = total.sample
    compared = [(way, row, row.sample) for way, some in rows.items() for row in some if row.sample]
    if whole is None:
        return None
    gaps = [
        Gap(way, row, part.rate, whole.without(part).rate, odds)
        for way, row, part in compared
        if row.key != groups.REST
        and (odds := odds_against(part, whole, looked_at=len(compared))) is not None
    ]
    return max(gaps, key=lambda gap: (gap.odds, gap.others - gap.rate), default=None)


def _silent(rows: Iterable[EquityRow]) -> tuple[EquityRow, ...]:
    """Return the units from which nobody comes; not those below one of them."""
    found: list[EquityRow] = []
    for row in rows:
        if row.nominated.value == 0 and row.staff.value and row.key != groups.REST:
            found.append(row)
        else:
            found += _silent(row.below)
    return tuple(sorted(found, key=lambda row: (-(row.staff.value or 0), row.name)))


def _with_below(rows: Iterable[EquityRow]) -> Iterator[EquityRow]:
    for row in rows:
        yield row
        yield from _with_below(row.below)
