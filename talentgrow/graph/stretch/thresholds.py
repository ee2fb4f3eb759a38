"""Propose where the zones begin, from the steps people of the organisation have really taken."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# With fewer, the moves of a few people would decide, and would show.
FEWEST_MOVES = 50
# The easiest 15 % of real steps are comfort, the hardest 8 % overreach.
SHARES = (0.15, 0.80, 0.92)
NARROWEST = 0.02


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where stretch, risk and overreach begin, as gaps, and how many moves say so."""

    comfort_below: float
    stretch_below: float
    risk_below: float
    moves: int


def proposed(gaps: Sequence[float]) -> Thresholds | None:
    """Return thresholds for the gaps of real moves; None when there are too few of them.

    Rounded to hundredths, in order, at least two hundredths apart and from the ends of the scale.

    >>> found = proposed([n / 100 for n in range(100)])
    >>> found.comfort_below, found.stretch_below, found.risk_below
    (0.15, 0.79, 0.91)
    >>> proposed([0.0] * 100)
    Thresholds(comfort_below=0.02, stretch_below=0.04, risk_below=0.06, moves=100)
    """
    if len(gaps) < FEWEST_MOVES:
        return None
    raw = np.quantile(np.asarray(gaps, dtype=np.float64), SHARES).tolist()
    found, lowest = [], 0.0
    for left, value in zip((3, 2, 1), raw, strict=True):
        lowest = min(max(value, lowest + NARROWEST), 1 - left * NARROWEST)
        found.append(round(lowest, 2))
    return Thresholds(found[0], found[1], found[2], len(gaps))
