"""Propose a round: rings first, then visits one way, with what could be served at best."""

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.errors import LongestReached
from talentgrow.graph.swaps.bounds import Prices, of_any_rings, priced
from talentgrow.graph.swaps.choosing import TOLERANCE, Choice, choose, scarce_first
from talentgrow.graph.swaps.improving import improved
from talentgrow.graph.swaps.one_way import most_served, one_way
from talentgrow.graph.swaps.rings import Rings, all_rings
from talentgrow.graph.swaps.values import LONGEST, Proposal, RingRules, Round

Ints = NDArray[np.int64]
# Shares of the time: to price rings when there are too many, and to choose until the search
# in parts takes over.
_PRICING, _CHOOSING = 0.3, 0.65
_USUAL = RingRules()


def propose(round_: Round, rules: RingRules = _USUAL) -> Proposal:
    """Return the best disjoint rings, then visits one way for as many of the others as possible.

    Rings come first because whoever visits also hosts; what they leave is matched exactly, so
    `bound_in_rings` and `bound_in_all` are proven apart, and the second may be out of reach
    once the first is kept. Exact while there are at most `rules.columns` rings (always the case
    for rings of up to three in a round of 1,000 with 25 wishes each) and time lasts. Beyond,
    rings are priced over all that are listed, the best priced are chosen among exactly, and the
    rest of the time betters that in parts; `is_optimal` still tells the truth. Never worse than
    scarce-first, which answers alone when the solver does not. Costs up to `rules.seconds`, and
    what HiGHS needs to look at the clock again, a second or three; the same round gets the same
    answer unless time ran out.

    >>> from talentgrow.graph.swaps.values import Leg, Participant
    >>> legs = [Leg(1, 2), Leg(2, 3), Leg(3, 1), Leg(2, 1, rank=2), Leg(4, 1)]
    >>> people = [Participant(1, 2), Participant(2, 1), Participant(3, 1), Participant(4, 0)]
    >>> found = propose(Round(people, legs))
    >>> found.rings, [leg.visit for leg in found.one_way], found.served, found.bound_in_all
    (((1, 2, 3),), [(4, 1)], 4, 4)
    """
    begun = time.perf_counter()
    rings = all_rings(round_, rules)
    greedy = scarce_first(rings)
    found = _chosen(rings, greedy, rules, begun)
    merit = rings.merit(found.chosen)
    named = rings.named(found.chosen)
    visits = one_way(round_, named)
    places = {
        one.id: one.places if one.hosts_one_way else min(one.places, 1)
        for one in round_.participants
    }
    return Proposal(
        rules=rules,
        rings=named,
        one_way=visits,
        merit=merit,
        greedy=rings.merit(greedy),
        bound_in_rings=max(min(found.bound, of_any_rings(round_)), merit.served),
        bound_in_all=most_served(round_.legs, places),
        is_optimal=found.is_best,
        columns=len(rings),
        all_columns=rings.is_complete,
        seconds=time.perf_counter() - begun,
    )


def with_longer(round_: Round, proposal: Proposal) -> Proposal:
    """Return what rings of one person more would give; never less served in rings.

    :raises LongestReached: there are no longer rings
    """
    if proposal.rules.longest == LONGEST:
        raise LongestReached(str(LONGEST))
    longer = propose(round_, replace(proposal.rules, longest=proposal.rules.longest + 1))
    if not proposal.merit.beats(longer.merit):
        return longer
    # Time ran out over more rings: the shorter ones may stay.
    return replace(
        longer,
        rings=proposal.rings,
        one_way=proposal.one_way,
        merit=proposal.merit,
        bound_in_rings=max(longer.bound_in_rings, proposal.merit.served),
    )


@dataclass(frozen=True)
class _Found:
    chosen: Ints
    bound: int
    is_best: bool


def _chosen(rings: Rings, greedy: Ints, rules: RingRules, begun: float) -> _Found:
    """Return the best rings found, with what is proven about all rings of the round."""
    if not len(rings):
        return _Found(greedy, 0 if rings.is_complete else len(rings.ids), rings.is_complete)
    prices = None
    offered = np.arange(len(rings))
    if len(rings) > rules.columns:
        prices = priced(rings, greedy, deadline=begun + _PRICING * rules.seconds)
        order = np.lexsort((offered, rings.length, -prices.surplus))
        offered = np.sort(order[: rules.columns])
    # Rings too many to be priced in time are too many to be chosen among as a whole.
    choice = None
    if prices is None or prices.is_final:
        choice = choose(rings, offered, deadline=begun + _CHOOSING * rules.seconds)
    best = greedy
    if choice is not None and not rings.merit(greedy).beats(rings.merit(choice.chosen)):
        best = choice.chosen
    bound, is_best = _proven(rings, offered, choice, prices)
    if not is_best:
        best = improved(rings, best, deadline=begun + rules.seconds)
    return _Found(best, bound, is_best)


def _proven(
    rings: Rings, offered: Ints, choice: Choice | None, prices: Prices | None
) -> tuple[int, bool]:
    """Return how many people rings can serve at most, and whether the choice is the best."""
    if not rings.is_complete:
        return len(rings.ids), False
    bound = len(rings.ids) if choice is None else choice.bound
    is_best = choice is not None and choice.is_best
    if prices is None:
        return bound, is_best
    # Better rings are all among those offered, or one of them is not.
    rest = prices.without(offered) + TOLERANCE
    served = -1 if choice is None else rings.merit(choice.chosen).served
    return int(min(prices.bound + TOLERANCE, max(bound, rest))), is_best and rest < served
