"""What speaks for a step, as it may be shown: small groups of people stay hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from talentgrow.graph.results import Step


class Support(StrEnum):
    """How many people have made a move."""

    COUNTED = "counted"
    FEW = "few"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many colleagues made a move, out of how many who left; `None` is a hidden figure.

    `low` and `high` bound the share that a person like the reader can expect, nine times
    out of ten.
    """

    support: Support
    count: int | None
    total: int | None
    median_months: int | None
    low: float
    high: float

    @property
    def may_be_weighed(self) -> bool:
        """Tell whether the weights can be shown: beside a hidden count they would give it away."""
        return self.support is Support.NONE or self.total is not None


@dataclass(frozen=True, slots=True)
class Place:
    """How many people hold a job today and where; `people` is `None` when they are few."""

    people: int | None
    sites: tuple[str, ...]


def shown(count: int, smallest: int) -> int | None:
    """Return a count of people, or `None` when the group is too small to be shown.

    >>> shown(0, 5), shown(4, 5), shown(5, 5)
    (0, None, 5)
    """
    return None if 0 < count < smallest else count


def support(count: int, smallest: int) -> Support:
    """Say how many people made a move, in words fit for a small group.

    >>> [support(count, 5).value for count in (0, 4, 5)]
    ['none', 'few', 'counted']
    """
    if not count:
        return Support.NONE
    return Support.FEW if shown(count, smallest) is None else Support.COUNTED


def evidence(step: Step, smallest: int) -> Evidence:
    """Return what may be shown of the moves behind a step.

    The total is hidden too when it would tell how few went elsewhere.
    """
    known = support(step.count, smallest)
    is_counted = known is Support.COUNTED
    elsewhere = shown(step.departures - step.count, smallest)
    return Evidence(
        known,
        step.count if is_counted else None,
        step.departures if is_counted and elsewhere is not None else None,
        step.median_months if is_counted else None,
        step.low,
        step.high,
    )


def may_be_computed_by_hand(step: Step, smallest: int) -> bool:
    """Tell whether the numbers behind a step can be printed without naming a small group."""
    counts = (step.count, step.departures, step.departures - step.count)
    return all(shown(count, smallest) is not None for count in counts)


def place(people_by_site: Mapping[str, int], smallest: int) -> Place:
    """Return where a job is held, most people first; where few hold it even the sites stay hidden.

    People without a site come under "".

    >>> place({"Angers": 9, "": 1, "Lyon": 2}, 5)
    Place(people=12, sites=('Angers', 'Lyon'))
    """
    people = shown(sum(people_by_site.values()), smallest)
    order = sorted(people_by_site, key=lambda site: (-people_by_site[site], site))
    return Place(people, tuple(site for site in order if site) if people else ())
