"""Prove how many people could be served at best, and pick the rings that matter for it."""

import time
from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from talentgrow.graph.swaps.choosing import TOLERANCE
from talentgrow.graph.swaps.rings import Rings
from talentgrow.graph.swaps.values import Round

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_BATCH = 2_000


@dataclass(frozen=True)
class Prices:
    """A price for everybody's part in a ring, (people,), and what each ring brings above it.

    `surplus` is its length less the prices of its people, (rings,). Prices p ≥ 0 prove that no
    disjoint rings serve more than Σ p + Σ max(0, best surplus of a person's rings) / 2, because
    a ring has two people at least. `is_final`: the relaxation is solved, no ring brings
    more than its price.
    """

    total: float
    surplus: Floats
    bound: float
    is_final: bool

    def without(self, offered: Ints) -> float:
        """Return how many people can be served by rings of which one is not among those offered."""
        rest = np.delete(self.surplus, offered)
        return min(self.bound, self.bound + float(rest.max())) if len(rest) else 0.0


def priced(rings: Rings, begin: Ints, *, deadline: float) -> Prices:
    """Solve the relaxation over all rings by adding those that pay, from some rings on.

    Column generation (Gilmore and Gomory, 1961) over rings which are all listed already, so
    that each price is checked against every ring: the proof needs no trust in the solver.
    """
    active = np.unique(begin)
    # Everybody at one person each proves what is plain: nobody is served twice.
    best = replace(_proof(rings, np.ones(len(rings.ids))), is_final=False)
    while time.perf_counter() < deadline:
        prices = _prices(rings, active, deadline=deadline)
        if prices is None:
            break
        found = _proof(rings, prices)
        best = found if found.is_final or found.bound <= best.bound else best
        if found.is_final:
            break
        paying = np.flatnonzero(found.surplus > TOLERANCE)
        order = paying[np.argsort(-found.surplus[paying], kind="stable")]
        active = np.union1d(active, order[:_BATCH])
    return best


def _prices(rings: Rings, active: Ints, *, deadline: float) -> Floats | None:
    seconds = deadline - time.perf_counter()
    if seconds <= 0:
        return None
    solved = scipy.optimize.linprog(
        -rings.length[active].astype(np.float64),
        A_ub=rings.incidence(active),
        b_ub=np.ones(len(rings.ids)),
        method="highs",
        options={"time_limit": seconds},
    )
    if solved.status:
        return None
    prices: Floats = np.maximum(-solved.ineqlin.marginals, 0)
    return prices


def _proof(rings: Rings, prices: Floats) -> Prices:
    people = len(rings.ids)
    wide = np.append(prices, 0.0)
    surplus = rings.length - wide[rings.members].sum(axis=1)
    most = np.zeros(people + 1)
    np.maximum.at(most, rings.members.ravel(), np.repeat(surplus, rings.members.shape[1]))
    total = float(prices.sum())
    bound = total + float(most[:people].sum()) / 2
    return Prices(total, surplus, bound, is_final=not (surplus > TOLERANCE).any())


def of_any_rings(round_: Round) -> int:
    """Return how many people rings of any length could serve at most, in one whole solve.

    Everybody is given one host and one visitor, or themselves: an assignment.

    >>> from talentgrow.graph.swaps.values import Leg, Participant
    >>> legs = [Leg(1, 2), Leg(2, 3), Leg(3, 4), Leg(4, 1), Leg(5, 1)]
    >>> of_any_rings(Round(map(Participant, range(1, 6)), legs))
    4
    """
    able = {one.id for one in round_.participants if one.wants_visit and one.places > 0}
    at = {one: place for place, one in enumerate(sorted(able))}
    if not at:
        return 0
    legs = [leg for leg in round_.legs if leg.visitor in at and leg.host in at]
    rows = [at[leg.visitor] for leg in legs] + list(at.values())
    columns = [at[leg.host] for leg in legs] + list(at.values())
    costs = [1] * len(legs) + [2] * len(at)
    table = csr_array((costs, (rows, columns)), shape=(len(at), len(at)), dtype=np.float64)
    visitor, host = min_weight_full_bipartite_matching(table)
    return int((visitor != host).sum())
