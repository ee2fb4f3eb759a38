"""Describe one move with all that speaks for it."""

import numpy as np
from scipy.special import betaincinv

from talentgrow.graph.gaps import effort
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Gap, Step
from talentgrow.graph.routes.standing import Outlook

_TAIL = 0.05


def describe(mobility: Mobility, seen: Outlook, target: int, *, found: Gap) -> Step:
    """Return the step to row `target` from where `seen` was looked from."""
    probability = float(seen.probability[target])
    source = None if seen.row < 0 else mobility.jobs[seen.row].id
    departures = 0 if seen.row < 0 else int(mobility.pairs.left[seen.row])
    place = None if seen.row < 0 else mobility.pairs.find(seen.row, target)
    low, high = between(probability, departures + mobility.rules.alpha)
    pairs = mobility.pairs
    moved = place is not None and bool(pairs.people[place])
    months = float(pairs.months[place]) if place is not None else np.nan
    return Step(
        source=source,
        target=mobility.jobs[target].id,
        probability=probability,
        low=low,
        high=high,
        count=int(pairs.people[place]) if place is not None else 0,
        departures=departures,
        first_year=int(pairs.first_year[place]) if moved else None,
        last_year=int(pairs.last_year[place]) if moved else None,
        median_months=None if np.isnan(months) else round(months),
        is_bridge=place is not None and bool(pairs.is_bridge[place]),
        rank=rank(seen, target),
        gap=found,
        effort=effort(found),
    )


def between(mean: float, strength: float) -> tuple[float, float]:
    """Return the bounds between which a share lies nine times out of ten.

    >>> [round(bound, 2) for bound in between(0.25, 48)]
    [0.15, 0.36]
    """
    inner = min(max(mean, 1e-12), 1 - 1e-12)
    a, b = inner * strength, (1 - inner) * strength
    low, high = betaincinv(a, b, (_TAIL, 1 - _TAIL))
    return float(low), float(high)


def rank(seen: Outlook, target: int) -> int:
    """Return the rank of a row among the next jobs; of equal ones the smaller id leads."""
    ahead = seen.probability > seen.probability[target]
    level = seen.probability[:target] == seen.probability[target]
    return int(ahead.sum() + level.sum()) + 1
