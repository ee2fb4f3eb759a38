"""Visits one way: whoever no ring serves visits somebody who still has a place."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching, min_weight_full_bipartite_matching

from talentgrow.graph.swaps.values import MOST, Leg, Participant, Ring, Round


def one_way(round_: Round, rings: Iterable[Ring]) -> tuple[Leg, ...]:
    """Return visits for as many as possible of those in no ring, by visitor.

    Of equally many, those left out of most earlier rounds go first, then better wishes: one
    assignment (min cost, exact) in whole numbers of which each outweighs the next. Everybody
    visits once; a ring takes one place of each of its people. Such visits may follow each other
    and even close, but none depends on another.

    >>> people = [Participant(1, 0), Participant(2, 0, waiting_credit=1), Participant(3, 1)]
    >>> [leg.visit for leg in one_way(Round(people, [Leg(1, 3), Leg(2, 3, rank=2)]), [])]
    [(2, 3)]
    """
    ringed = {person for ring in rings for person in ring}
    free = {one.id: _places(one, is_ringed=one.id in ringed) for one in round_.participants}
    legs = [leg for leg in round_.legs if leg.visitor not in ringed and free[leg.host] > 0]
    if not legs:
        return ()
    slots = _slots(legs, free)
    visitors = sorted({leg.visitor for leg in legs})
    row_of = {visitor: row for row, visitor in enumerate(visitors)}
    cells = [
        (row_of[leg.visitor], slot, 1 + min(max(leg.rank, 1), MOST))
        for leg in legs
        for slot in slots[leg.host]
    ]
    # Nobody to visit is a column of one's own, dearer than any visits.
    first = max(slot for _, slot, _ in cells) + 1
    left_out = _costs_of_nothing([round_.people[visitor].waiting_credit for visitor in visitors])
    cells += [(row, first + row, cost) for row, cost in enumerate(left_out)]
    rows, columns, costs = zip(*cells, strict=True)
    table = csr_array((costs, (rows, columns)), dtype=np.float64)
    taken = min_weight_full_bipartite_matching(table)[1].tolist()
    host_of = {slot: host for host, held in slots.items() for slot in held}
    served = [(visitor, host_of.get(taken[row])) for visitor, row in row_of.items()]
    return tuple(round_.leg_of[visitor, host] for visitor, host in served if host is not None)


def _costs_of_nothing(waited: list[int]) -> list[int]:
    """Return the cost of leaving each out: a person outweighs all credits, a credit all ranks."""
    per_credit = 1 + len(waited) * (MOST + 1)
    per_person = 1 + len(waited) * MOST * per_credit
    return [per_person + per_credit * min(rounds, MOST) for rounds in waited]


def _places(one: Participant, *, is_ringed: bool) -> int:
    return max(one.places - is_ringed, 0) if one.hosts_one_way else 0


def _slots(legs: Collection[Leg], free: Mapping[int, int]) -> dict[int, range]:
    """Return numbers for the places of hosts, no more of each than people who wish to come."""
    found: dict[int, range] = {}
    first = 0
    for host, wishes in sorted(Counter(leg.host for leg in legs).items()):
        found[host] = range(first, first + min(free[host], wishes))
        first = found[host].stop
    return found


def most_served(legs: Iterable[Leg], places: Mapping[int, int]) -> int:
    """Return how many people can visit somebody at once, each place taken once.

    A largest matching of visitors and places: whatever is proposed, in rings or one way, gives
    everybody who is served a place of their own, so nothing can serve more.

    >>> most_served([Leg(1, 3), Leg(2, 3), Leg(3, 1)], {1: 1, 3: 1})
    2
    """
    known = [leg for leg in legs if places.get(leg.host, 0) > 0]
    if not known:
        return 0
    slots = _slots(known, places)
    row_of = {visitor: row for row, visitor in enumerate(sorted({leg.visitor for leg in known}))}
    pairs = [(row_of[leg.visitor], slot) for leg in known for slot in slots[leg.host]]
    rows, columns = np.array(pairs).T
    table = csr_array((np.ones(len(rows), dtype=np.int8), (rows, columns)))
    return int((maximum_bipartite_matching(table, perm_type="column") >= 0).sum())
