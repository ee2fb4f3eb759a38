"""What lies ahead without a target: likely next jobs, and jobs within three moves."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Reach, ReachReason, Step
from talentgrow.graph.routes.standing import gap_to, outlook
from talentgrow.graph.routes.steps import describe
from talentgrow.graph.types import Profile

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_HOPS = 3


def next_jobs(mobility: Mobility, profile: Profile, count: int = 10) -> tuple[Step, ...]:
    """Return the likeliest next jobs of a person, likeliest first, of equal ones by id."""
    seen = outlook(mobility, profile)
    order = np.argsort(-seen.probability, kind="stable")[:count]
    return tuple(
        describe(mobility, seen, row, found=gap_to(mobility, profile, mobility.jobs[row].id))
        for row in order.tolist()
        if seen.probability[row] > 0
    )


def reachable(
    mobility: Mobility,
    profile: Profile,
    *,
    wished: Collection[int] = frozenset(),
    unwanted: Collection[int] = frozenset(),
    count: int = 9,
) -> tuple[Reach, ...]:
    """Return jobs worth a look within three moves, spread over families, a surprise last.

    The likelihood of a job is that of the best way to it. Each job of a family already shown
    counts half as much again, a wished one three times. The surprise is the likeliest job of
    a family that is neither the person's own nor shown.
    """
    ahead = _ahead(mobility, profile)
    score = ahead.likely[-1].copy()
    for rows, factor in ((wished, mobility.rules.wish_factor), (unwanted, 0.0)):
        known = [mobility.index[job] for job in rows if job in mobility.index]
        score[known] *= factor
    family = mobility.prior_model.signals.family
    chosen = _spread(score, family, count - 1, factor=mobility.rules.repeat_factor)
    surprise = _surprise(score, family, chosen, home=ahead.row) if count > 1 else None
    if surprise is None:
        chosen = _spread(score, family, count, factor=mobility.rules.repeat_factor)
    return tuple(
        _reach(mobility, profile, ahead, row=row, wished=wished, surprise=row == surprise)
        for row in [*chosen, *([] if surprise is None else [surprise])]
    )


@dataclass(frozen=True)
class _Ahead:
    """Likelihood of the best way to every row within 1, 2 and 3 moves."""

    row: int
    likely: tuple[Floats, ...]

    def hops(self, row: int) -> int:
        whole = self.likely[-1][row]
        return next(at + 1 for at, likely in enumerate(self.likely) if likely[row] >= whole)


@dataclass(frozen=True)
class _Backward:
    """The edges of the twin by target."""

    first: Ints
    source: Ints
    probability: Floats


def _backward(mobility: Mobility) -> _Backward:
    twin = mobility.twin
    source = np.repeat(np.arange(len(twin.first) - 1), np.diff(twin.first))
    order = np.lexsort((source, twin.target))
    first = np.searchsorted(twin.target[order], np.arange(len(twin.first)))
    return _Backward(first.astype(np.int64), source[order], twin.probability[order])


def _edges_into(mobility: Mobility) -> _Backward:
    return mobility.memory.recall("edges into", lambda: _backward(mobility))


def _ahead(mobility: Mobility, profile: Profile) -> _Ahead:
    seen = outlook(mobility, profile)
    edges = _edges_into(mobility)
    entered = np.flatnonzero(np.diff(edges.first))
    likely = [seen.probability.copy()]
    for _ in range(_HOPS - 1):
        further = likely[-1].copy()
        if len(entered):
            through = edges.probability * likely[-1][edges.source]
            best = np.maximum.reduceat(through, edges.first[entered])
            further[entered] = np.maximum(further[entered], best)
        if seen.row >= 0:
            further[seen.row] = 0.0
        likely.append(further)
    return _Ahead(seen.row, tuple(likely))


def _spread(score: Floats, family: Ints, count: int, *, factor: float) -> list[int]:
    """Pick the best rows one by one, each family counting less the more of it is shown."""
    rest = score.copy()
    chosen: list[int] = []
    while len(chosen) < count and rest.max(initial=0.0) > 0:
        best = int(rest.argmax())
        chosen.append(best)
        rest[family == family[best]] *= factor
        rest[best] = 0.0
    return chosen


def _surprise(score: Floats, family: Ints, chosen: list[int], *, home: int) -> int | None:
    shown = {int(family[row]) for row in chosen} | ({int(family[home])} if home >= 0 else set())
    fresh = np.where(np.isin(family, list(shown)), 0.0, score)
    return int(fresh.argmax()) if fresh.max(initial=0.0) > 0 else None


def _reach(
    mobility: Mobility,
    profile: Profile,
    ahead: _Ahead,
    *,
    row: int,
    wished: Collection[int],
    surprise: bool,
) -> Reach:
    hops = ahead.hops(row)
    job = mobility.jobs[row].id
    return Reach(
        job=job,
        probability=float(ahead.likely[-1][row]),
        hops=hops,
        reason=ReachReason.DIRECT if hops == 1 else ReachReason.VIA,
        via=_via(mobility, ahead, row, hops=hops),
        is_surprise=surprise,
        is_wished=job in wished,
        gap=gap_to(mobility, profile, job),
    )


def _via(mobility: Mobility, ahead: _Ahead, row: int, *, hops: int) -> tuple[int, ...]:
    """Walk the best way backwards."""
    edges = _edges_into(mobility)
    between: list[int] = []
    for hop in range(hops - 1, 0, -1):
        chosen = slice(edges.first[row], edges.first[row + 1])
        through = edges.probability[chosen] * ahead.likely[hop - 1][edges.source[chosen]]
        row = int(edges.source[chosen][through.argmax()])
        between.append(mobility.jobs[row].id)
    return tuple(reversed(between))
