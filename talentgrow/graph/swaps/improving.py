"""Better a choice of rings bit by bit, for rounds too large to be solved as a whole."""

import time

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.swaps.choosing import solved
from talentgrow.graph.swaps.rings import Rings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_SEED = 2007
# A part has about this many rings to choose among; more once smaller parts gain nothing.
_FEWEST, _MOST = 300, 3_000
_GROWTH, _PATIENCE = 1.5, 40
_SHARE, _PART_SECONDS = 0.7, 1.0


def improved(rings: Rings, chosen: Ints, *, deadline: float) -> Ints:
    """Return rings at least as good, by dissolving some at a time and choosing anew among them.

    A large neighbourhood search (Shaw, 1998): the people of some chosen rings and all who are
    left over form a round of their own, solved exactly among all rings listed. The same parts
    in the same order each time; only when time runs out depends on the machine.
    """
    random = np.random.default_rng(_SEED)
    weights, merit = _weights(rings), rings.merit(chosen)
    wanted, size, idle = float(_FEWEST), 2.0, 0
    while time.perf_counter() < deadline and len(chosen):
        kept = np.delete(chosen, random.permutation(len(chosen))[: int(size)])
        part = _free(rings, kept)
        size = min(size * (1.1 if len(part) < wanted else 0.9), _SHARE * len(chosen))
        size = max(size, 2.0)
        found = np.union1d(kept, _best_of(rings, part, weights, deadline=deadline))
        if rings.merit(found).beats(merit):
            chosen, merit, idle = found, rings.merit(found), 0
            continue
        idle += 1
        if idle == _PATIENCE:
            wanted, idle = wanted * _GROWTH, 0
        if wanted > _MOST:
            break
    return chosen


def _free(rings: Rings, kept: Ints) -> Ints:
    """Return the rings of which nobody is in one that is kept."""
    is_free = np.ones(len(rings.ids) + 1, dtype=bool)
    is_free[rings.members[kept]] = False
    is_free[-1] = True
    return np.flatnonzero(is_free[rings.members].all(axis=1))


def _weights(rings: Rings) -> Floats:
    """Return one number for each ring, near the order of merits; merits decide in the end."""
    weights: Floats = (
        rings.length + 1e-5 * rings.expected / 10 + 1e-4 * rings.credit + 1e-6 * rings.rank
    )
    return weights


def _best_of(rings: Rings, part: Ints, weights: Floats, *, deadline: float) -> Ints:
    incidence = rings.incidence(part)
    used = np.flatnonzero(np.diff(incidence.indptr))
    until = min(deadline, time.perf_counter() + _PART_SECONDS)
    answer = solved(weights[part], incidence[used], np.ones(len(used)), until)
    return part[:0] if answer.chosen is None else part[answer.chosen]
