"""Search ways to a job for one person on the compact twin."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.twin import largest
from talentgrow.graph.routes.alternatives import Candidate
from talentgrow.graph.routes.search import Bounds, Roads, Walk, bounds, cheapest
from talentgrow.graph.routes.standing import Outlook, held, held_after, outlook
from talentgrow.graph.types import Profile

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


_TINY = 1e-15


class Taste(StrEnum):
    """What a search goes after."""

    LIKELY = "likely"
    NEAR = "near"
    LEAP = "leap"


@dataclass(frozen=True)
class Start:
    """Where a person sets out for a target row: what they hold and the first steps open to them.

    `appetite` runs from -1 (easier) to 1 (faster).
    """

    seen: Outlook
    have: Ints
    target: int
    appetite: float
    first: Ints
    nearness: Floats
    gaps: Floats


def start(mobility: Mobility, profile: Profile, target: int, *, appetite: float) -> Start:
    """Open the likeliest first steps, all bridges, and the target itself: it may be inferred."""
    seen, have = outlook(mobility, profile), held(mobility, profile)
    open_rows = largest(seen.probability[None, :], mobility.rules.top_edges)[0]
    if seen.row >= 0:
        open_rows |= mobility.prior_model.bridged(np.array([seen.row]))[0]
    open_rows[target] = True
    first = np.flatnonzero(open_rows & (seen.probability > 0))
    weighed = _prior(mobility, seen)[first] * np.exp(seen.exponent[first]) / seen.total
    return Start(
        seen,
        have,
        target,
        round(min(1.0, max(-1.0, appetite)), 2),
        first,
        _nearness(mobility, weighed, first),
        gap_values(mobility, have)[first],
    )


def search(
    mobility: Mobility, begun: Start, taste: Taste, *, count: int, closed: Collection[int] = ()
) -> list[Walk]:
    """Return the best walks for a taste; `closed` rows are avoided between start and target."""
    known = _bounds(mobility, begun, taste)
    if closed:
        roads = known.roads.avoiding(closed)
        known = bounds(roads, begun.target, mobility.rules.max_steps - 1)
    opened = ~np.isin(begun.first, list(closed)) if closed else np.ones(len(begun.first), np.bool_)
    likely = begun.nearness if taste is Taste.NEAR else begun.seen.probability[begun.first]
    cost = _costs(mobility, likely, begun.gaps, taste=taste, appetite=begun.appetite)
    return cheapest(
        known,
        begun.seen.row,
        (begun.first[opened], cost[opened]),
        count=count,
        steps=mobility.rules.max_steps,
    )


def measure(mobility: Mobility, begun: Start, rows: tuple[int, ...]) -> Candidate:
    """Return what a walk costs and asks for, the person growing from step to step."""
    at = int(np.searchsorted(begun.first, rows[1]))
    likely, near = [float(begun.seen.probability[rows[1]])], [float(begun.nearness[at])]
    jumps = [float(begun.gaps[at])]
    have, missing = begun.have, 0
    for place, row in enumerate(rows[1:], start=1):
        chosen = mobility.needs.of(row)
        asked, columns = mobility.needs.level[chosen], mobility.needs.column[chosen]
        short = np.maximum(0, asked - have[columns])
        if place > 1:
            edge = _edge(mobility, rows[place - 1], row)
            likely.append(float(mobility.twin.probability[edge]))
            before = mobility.twin.prior[edge : edge + 1]
            near.append(float(_nearness(mobility, before, np.array([row]))[0]))
            weight = mobility.needs.weight[chosen]
            whole = float((weight * asked).sum())
            jumps.append(float((weight * short).sum()) / whole if whole else np.nan)
        missing += int(short.sum())
        have = held_after(mobility, have, row)
    gaps = np.array(jumps)
    families = {int(mobility.prior_model.signals.family[row]) for row in rows if row >= 0}
    return Candidate(
        rows,
        _total(mobility, np.array(likely), gaps, begun.appetite),
        _total(mobility, np.array(near), gaps, begun.appetite),
        missing,
        None if np.isnan(gaps).any() else float(gaps.max()),
        len(families),
    )


def gap_values(mobility: Mobility, have: Ints) -> Floats:
    """Return the gap to every job for levels held; NaN for a job that states no needs."""
    needs = mobility.needs
    jobs = len(needs.total)
    missing = needs.weight * np.maximum(0, needs.level - have[needs.column])
    whole = np.bincount(needs.row, needs.weight * needs.level, minlength=jobs)
    short = np.bincount(needs.row, missing, minlength=jobs)
    return np.where(whole > 0, short / np.where(whole > 0, whole, 1), np.nan)


def _bounds(mobility: Mobility, begun: Start, taste: Taste) -> Bounds:
    appetite, target, near = begun.appetite, begun.target, taste is Taste.NEAR

    def make_roads() -> Roads:
        twin = mobility.twin
        likely = _nearness(mobility, twin.prior, twin.target) if near else twin.probability
        cost = _costs(mobility, likely, twin.gap, taste=taste, appetite=appetite)
        return Roads(twin.first, twin.target, cost)

    roads = mobility.memory.recall(("roads", taste, appetite), make_roads)
    return mobility.memory.recall(
        ("bounds", taste, appetite, target),
        lambda: bounds(roads, target, mobility.rules.max_steps - 1),
    )


def _prior(mobility: Mobility, seen: Outlook) -> Floats:
    """Take the observed moves out of a posterior again."""
    if seen.row < 0:
        return seen.base
    alpha, pairs = mobility.rules.alpha, mobility.pairs
    prior = seen.base * (pairs.left[seen.row] + alpha)
    chosen = slice(pairs.observed.first[seen.row], pairs.observed.first[seen.row + 1])
    prior[pairs.observed.target[chosen]] -= pairs.observed.people[chosen]
    before: Floats = np.maximum(prior / alpha, _TINY)
    return before


def _nearness(mobility: Mobility, prior: Floats, target: Ints) -> Floats:
    """Return the prior without what only tells how many people do a job or come to it."""
    crowd = mobility.memory.recall("crowd", lambda: _crowd(mobility))
    near: Floats = prior * np.exp(-crowd[target])
    return near


def _crowd(mobility: Mobility) -> Floats:
    terms = mobility.prior_model.general(None)
    total: Floats = sum((term.weight * term.value[0] for term in terms), np.zeros(1))
    return total


def _costs(
    mobility: Mobility, likely: Floats, gaps: Floats, *, taste: Taste, appetite: float
) -> Floats:
    """Return the costs of edges: unlikely ones cost more, and so do the slider's dislikes."""
    cost: Floats = -np.log(np.maximum(likely, _TINY))
    if taste is Taste.LEAP:
        cost += mobility.rules.haste
    return cost + _slider(mobility, gaps, appetite)


def _slider(mobility: Mobility, gaps: Floats, appetite: float) -> Floats:
    """Return what each edge costs more: each step when faster is wanted, gaps when easier is."""
    if appetite >= 0:
        return np.full(len(gaps), appetite * mobility.rules.haste)
    known = mobility.twin.gap[~np.isnan(mobility.twin.gap)]
    usual = float(known.mean()) if len(known) else 0.0
    return -appetite * mobility.rules.ease * np.where(np.isnan(gaps), usual, gaps)


def _total(mobility: Mobility, likely: Floats, gaps: Floats, appetite: float) -> float:
    cost = _costs(mobility, likely, gaps, taste=Taste.LIKELY, appetite=appetite)
    return float(cost.sum())


def _edge(mobility: Mobility, source: int, target: int) -> int:
    twin = mobility.twin
    first, last = int(twin.first[source]), int(twin.first[source + 1])
    return first + int(np.searchsorted(twin.target[first:last], target))
