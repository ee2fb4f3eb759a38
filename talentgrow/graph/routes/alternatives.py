"""Choose ways that are really different from one another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from talentgrow.graph.results import PathLabel

SAME = 0.5
THIRD = 3


@dataclass(frozen=True)
class Candidate:
    """One way to a job: the rows it visits, start first, and what it asks of the person.

    `leap` is the largest gap of one step, `None` when some job on the way states no needs.
    """

    rows: tuple[int, ...]
    cost: float
    near_cost: float
    levels_missing: int
    leap: float | None
    families: int

    @property
    def stones(self) -> frozenset[int]:
        """Return the jobs between start and target."""
        return frozenset(self.rows[1:-1])


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of stepping stones two ways have in common.

    >>> overlap(frozenset({1, 2}), frozenset({2, 3})), overlap(frozenset(), frozenset({1}))
    (0.3333333333333333, 0.0)
    """
    if not one and not other:
        return 1.0
    return len(one & other) / len(one | other)


def diverse(
    walks: Sequence[tuple[float, tuple[int, ...]]], count: int, *, weight: float
) -> list[tuple[float, tuple[int, ...]]]:
    """Pick walks one by one, cheap and unlike those already picked (marginal relevance).

    The first is the cheapest. An overlap of 1 weighs as much as `weight` in cost.
    """
    rest = list(walks)
    stones = [frozenset(rows[1:-1]) for _, rows in rest]
    alike = [0.0] * len(rest)
    picked: list[tuple[float, tuple[int, ...]]] = []
    while rest and len(picked) < count:
        best = min(range(len(rest)), key=lambda at: (rest[at][0] + weight * alike[at], at))
        picked.append(rest.pop(best))
        chosen = stones.pop(best)
        alike.pop(best)
        alike = [max(a, overlap(chosen, s)) for a, s in zip(alike, stones, strict=True)]
    return picked


def choose(
    candidates: Sequence[Candidate],
    overreach: float,
    more: Callable[[set[int]], Iterator[list[Candidate]]],
) -> list[tuple[PathLabel, Candidate]]:
    """Give the three labels to ways that differ; fewer when there are no more ways.

    The first candidate is the most travelled one. `more` finds further ways, first those
    that avoid some rows.
    """
    if not candidates:
        return []
    chosen = [(PathLabel.TRAVELLED, candidates[0])]
    keys: dict[PathLabel, Callable[[Candidate], tuple[object, ...]]] = {
        PathLabel.CLOSEST: lambda way: _closeness(way, overreach),
        PathLabel.BOLD: lambda way: _boldness(way, overreach),
    }
    for label, key in keys.items():
        taken = [way for _, way in chosen]
        free = [way for way in candidates if _differs(way, taken)]
        if not free:
            closed = {row for way in taken for row in way.stones}
            further = ([way for way in ways if _differs(way, taken)] for ways in more(closed))
            free = next(filter(None, further), [])
        if free:
            chosen.append((label, min(free, key=key)))
    return chosen


def _differs(way: Candidate, taken: Sequence[Candidate]) -> bool:
    return all(overlap(way.stones, other.stones) < SAME for other in taken)


def _closeness(way: Candidate, overreach: float) -> tuple[object, ...]:
    """Sort by what there is to learn, steps too large last; by nearness when that is unknown."""
    if way.leap is None:
        return (1, 0, way.near_cost + way.cost, way.rows)
    return (int(way.leap >= overreach), way.levels_missing, way.near_cost, way.rows)


def _boldness(way: Candidate, overreach: float) -> tuple[object, ...]:
    """Sort by the largest step that is still within reach, then by families crossed.

    Where every way has a step too large for today, the likeliest through a third family leads.
    """
    if way.leap is not None and way.leap < overreach:
        return (0, -way.leap, -way.families, way.cost, way.rows)
    return (1, -min(way.families, THIRD), way.cost, way.rows)
