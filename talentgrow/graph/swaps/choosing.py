"""Choose disjoint rings: one number after the other by HiGHS, and scarce-first beside it."""

import time
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from talentgrow.graph.swaps.rings import Rings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# `scipy.optimize` is named in full: so it is loaded when first used, not when the app starts.
# HiGHS counts with this much tolerance; everything that is added up here is a whole number.
TOLERANCE = 1e-6
_OPTIMAL = 0


@dataclass(frozen=True)
class Choice:
    """Chosen rings (rows), a bound on people served by any of those offered, and what is proven.

    `is_best` says that no other choice among those offered has a better merit.
    """

    chosen: Ints
    bound: int
    is_best: bool


@dataclass(frozen=True)
class Answer:
    """What HiGHS found: columns to take, no number can exceed `bound`; None if nothing in time."""

    chosen: Ints | None
    bound: float
    is_solved: bool


def choose(rings: Rings, offered: Ints, *, deadline: float) -> Choice | None:
    """Return the best disjoint rings among those offered, or None if none were found in time.

    max Σ len(c)·x_c subject to Σ_{c ∋ person} x_c ≤ 1, x binary (the cycle formulation of kidney
    exchange: Abraham, Blum and Sandholm, 2007). The four numbers of a merit are maximised one
    after the other, each solve holding those before it at their best. One solve with weights
    would have to multiply the ranges of all four, beyond the tolerances of the solver; this way
    every coefficient stays small and each answer is exact. Numbers in proportion to one that is
    settled, or all zero, need no solve. When time runs out, the answer so far is kept.

    `deadline` is a moment of `time.perf_counter()`.
    """
    incidence = rings.incidence(offered)
    limits = np.ones(incidence.shape[0])
    found: Answer | None = None
    settled = [np.zeros(len(offered))]
    bound, is_best = float(incidence.shape[0]), True
    for values in (rings.served, rings.expected, rings.credit, rings.rank):
        weights = _reduced(values[offered])
        if any(np.array_equal(weights, known) for known in settled):
            continue
        settled.append(weights)
        answer = solved(weights, incidence, limits, deadline)
        if values is rings.served:
            bound = answer.bound
        is_best &= answer.is_solved
        found = found if answer.chosen is None else answer
        if answer.chosen is None or not answer.is_solved:
            break
        # No worse than this from now on: whole numbers, so that half a unit is room enough.
        least = float(weights[answer.chosen].sum()) - 0.5
        incidence = vstack([incidence, csr_array(-weights[None, :])]).tocsr()
        limits = np.append(limits, -least)
    if found is None or found.chosen is None:
        return None
    return Choice(offered[found.chosen], int(np.floor(bound + TOLERANCE)), is_best)


def _reduced(values: Ints) -> Floats:
    """Return the same numbers in the smallest whole steps."""
    step = int(np.gcd.reduce(values)) if len(values) else 0
    return (values // max(step, 1)).astype(np.float64)


def solved(weights: Floats, incidence: csr_array, limits: Floats, deadline: float) -> Answer:
    """Maximise one number: which columns to take, the bound on it, and whether it is proven."""
    seconds = deadline - time.perf_counter()
    if seconds <= 0:
        return Answer(None, np.inf, is_solved=False)
    result = scipy.optimize.milp(
        -weights,
        integrality=np.ones(len(weights)),
        bounds=scipy.optimize.Bounds(0, 1),
        constraints=scipy.optimize.LinearConstraint(incidence, ub=limits),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    if result.x is None:
        return Answer(None, np.inf, is_solved=False)
    best = np.inf if result.mip_dual_bound is None else -float(result.mip_dual_bound)
    return Answer(np.flatnonzero(result.x > 0.5), best, result.status == _OPTIMAL)


def scarce_first(rings: Rings) -> Ints:
    """Return disjoint rings, chosen for whoever can be in the fewest rings first.

    Each takes the ring whose people can be in the fewest others, of equals the one with the
    better ranks, then the first. No ring is left that could still be added.
    """
    people, width = len(rings.ids), rings.members.shape[1]
    count = np.bincount(rings.members.ravel(), minlength=people + 1)
    count[people] = 0
    crowd = count[rings.members].sum(axis=1) / np.maximum(rings.length, 1)
    order = np.lexsort((np.arange(len(rings)), -rings.rank, crowd))
    member = rings.members[order].ravel()
    by_person = np.argsort(member, kind="stable")
    first = np.searchsorted(member[by_person], np.arange(people + 1))
    taken = np.zeros(people + 1, dtype=bool)
    chosen: list[int] = []
    for person in np.argsort(count[:people], kind="stable").tolist():
        if taken[person]:
            continue
        rows = order[by_person[first[person] : first[person + 1]] // width]
        free = np.flatnonzero(~taken[rings.members[rows]].any(axis=1))
        if len(free):
            chosen.append(int(rows[free[0]]))
            taken[rings.members[chosen[-1]]] = True
            taken[people] = False
    return np.array(sorted(chosen), dtype=np.int64)
