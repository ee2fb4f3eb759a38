"""Find the cheapest loopless walks of few steps: exact bounds first, then best-first."""

import heapq
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Fan = tuple[list[int], list[float], list[float]]
Walk = tuple[float, tuple[int, ...]]


@dataclass(frozen=True)
class Roads:
    """Edges with costs: `first[r]:first[r + 1]` are those out of row r."""

    first: Ints
    target: Ints
    cost: Floats

    def avoiding(self, rows: Collection[int]) -> "Roads":
        """Return the same roads with some rows closed."""
        closed = np.isin(self.target, list(rows))
        return Roads(self.first, self.target, np.where(closed, np.inf, self.cost))


@dataclass(frozen=True)
class Bounds:
    """The exact cheapest cost from every row to one target, by the number of steps left.

    `fans` remembers the roads out of a row, cheapest completion first.
    """

    roads: Roads
    target: int
    left: tuple[Floats, ...]
    fans: dict[tuple[int, int], _Fan] = field(default_factory=dict)

    def fan(self, row: int, steps: int) -> _Fan:
        """Return targets, costs and costs with completion of the roads out of a row."""
        found = self.fans.get((row, steps))
        if found is None:
            chosen = slice(self.roads.first[row], self.roads.first[row + 1])
            found = self.sorted_fan(self.roads.target[chosen], self.roads.cost[chosen], steps)
            self.fans[row, steps] = found
        return found

    def sorted_fan(self, target: Ints, cost: Floats, steps: int) -> _Fan:
        """Sort roads by cost with completion, those that cannot complete left out."""
        whole = cost + self.left[steps - 1][target]
        order = np.argsort(whole, kind="stable")
        order = order[np.isfinite(whole[order])]
        return target[order].tolist(), cost[order].tolist(), whole[order].tolist()


def bounds(roads: Roads, target: int, steps: int) -> Bounds:
    """Compute the bounds by as many rounds of relaxation as there may be steps.

    >>> roads = Roads(np.array([0, 1, 2, 2]), np.array([1, 2]), np.array([1.0, 2.0]))
    >>> bounds(roads, 2, 2).left[2].tolist()
    [3.0, 2.0, 0.0]
    """
    jobs = len(roads.first) - 1
    left = [np.full(jobs, np.inf)]
    left[0][target] = 0.0
    leaving = np.flatnonzero(np.diff(roads.first))
    opens = roads.first[leaving]
    for _ in range(steps):
        nearer = left[-1].copy()
        if len(leaving):
            best = np.minimum.reduceat(roads.cost + left[-1][roads.target], opens)
            nearer[leaving] = np.minimum(nearer[leaving], best)
        left.append(nearer)
    return Bounds(roads, target, tuple(left))


def cheapest(
    known: Bounds, start: int, first: tuple[Ints, Floats], *, count: int, steps: int
) -> list[Walk]:
    """Return the `count` cheapest walks of at most `steps` steps that visit no row twice.

    `first` are the roads out of the start, which may differ from the common ones; `start` is -1
    when it is no row. Walks come by cost, of equal ones the smaller rows first.
    """
    queue: list[tuple[float, tuple[int, ...], float, _Fan, int]] = []
    found: list[Walk] = []

    def offer(walk: tuple[int, ...], spent: float, fan: _Fan, at: int) -> None:
        targets, costs, wholes = fan
        while at < len(targets) and targets[at] in walk:
            at += 1
        if at < len(targets):
            entry = (spent + wholes[at], (*walk, targets[at]), spent + costs[at], fan, at)
            heapq.heappush(queue, entry)

    offer((start,), 0.0, known.sorted_fan(*first, steps), 0)
    while queue and len(found) < count:
        _, walk, spent, fan, at = heapq.heappop(queue)
        # Only the best road out of a row is in the queue; taking it lets the next one in.
        offer(walk[:-1], spent - fan[1][at], fan, at + 1)
        left = steps - len(walk) + 1
        if walk[-1] == known.target:
            found.append((spent, walk))
        elif left:
            offer(walk, spent, known.fan(walk[-1], left), 0)
    return sorted(found, key=lambda entry: (round(entry[0], 9), entry[1]))
