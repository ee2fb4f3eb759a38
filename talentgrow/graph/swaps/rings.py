"""Find all rings of a round: closed ways over wishes on which everybody comes once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from talentgrow.graph.swaps.values import LONGEST, MOST, SHORTEST, Merit, Ring, RingRules, Round

Ints = NDArray[np.int64]
Rows = NDArray[np.int32]
Ranks = NDArray[np.int8]
Truths = NDArray[np.bool_]

# As many rings are held at most of up to three people, of four, and of five.
_MOST_RINGS = 500_000
# As many ways are looked at in one step; more are halved until they fit into memory.
_AT_ONCE = 2_000_000
_SHORT = 3


@dataclass(frozen=True)
class Rings:
    """Rings as rows of positions in `ids`, the smallest first, filled up with len(ids).

    `members` is (rings, longest), `length` the people of each, `credit` the earlier rounds they
    were left out of, `rank` the ranks of their wishes as a negative sum, `expected` the people
    who are expected to see it happen, in ten-thousandths. Rows are in order of length, then of
    ids. `is_complete` tells whether these are all rings there are.
    """

    ids: Ints
    members: Rows
    length: Ints
    credit: Ints
    rank: Ints
    expected: Ints
    is_complete: bool

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def served(self) -> Ints:
        """Return what counts first: the people of each ring."""
        return self.length

    def incidence(self, chosen: Ints | None = None) -> csr_array:
        """Return which people (rows) are in which of the chosen rings (columns)."""
        members = self.members if chosen is None else self.members[chosen]
        column, place = np.nonzero(members < len(self.ids))
        ones = np.ones(len(column))
        return csr_array(
            (ones, (members[column, place], column)), shape=(len(self.ids), len(members))
        )

    def merit(self, chosen: Ints) -> Merit:
        """Add up what rings are worth together."""
        sums = (int(v[chosen].sum()) for v in (self.length, self.expected, self.credit, self.rank))
        return Merit(*sums)

    def named(self, chosen: Ints) -> tuple[Ring, ...]:
        """Return rings by ids, in their order."""
        rows = zip(self.members[chosen], self.length[chosen], strict=True)
        return tuple(sorted(tuple(self.ids[row[:count]].tolist()) for row, count in rows))


def all_rings(round_: Round, rules: RingRules, *, most: int = _MOST_RINGS) -> Rings:
    """Return the rings of 2 to `rules.longest` people.

    Only who visits and hosts can be in one. Where there would be more than `most` rings of up
    to three people, of four or of five, everybody keeps their best wishes for these, as many as
    fit: first by rank, then hosts whom fewer wish to see. That is told by `is_complete`.
    """
    ids, ranks = _table(round_)
    found: list[Rows] = []
    is_complete = True
    for lengths in _stages(rules.longest):
        kept = _fitting(ranks, lengths, most)
        is_complete &= kept is ranks
        found += _closed(kept > 0, lengths)
    members = _stacked(found, rules.longest, filler=len(ids))
    waited = [min(round_.people[one].waiting_credit, MOST) for one in ids.tolist()]
    return _valued(ids, members, ranks, np.array([*waited, 0]), rules, is_complete=is_complete)


def _table(round_: Round) -> tuple[Ints, Ranks]:
    """Return who can be in a ring, and the rank of everybody's wish for everybody, 0 for none."""
    able = {one.id for one in round_.participants if one.wants_visit and one.places > 0}
    legs = [leg for leg in round_.legs if leg.visitor in able and leg.host in able]
    ids = np.array(
        sorted({leg.visitor for leg in legs} & {leg.host for leg in legs}), dtype=np.int64
    )
    at = {one: place for place, one in enumerate(ids.tolist())}
    ranks = np.zeros((len(ids), len(ids)), dtype=np.int8)
    for leg in legs:
        if leg.visitor in at and leg.host in at:
            ranks[at[leg.visitor], at[leg.host]] = min(max(leg.rank, 1), MOST)
    return ids, ranks


def _stages(longest: int) -> list[range]:
    """Return the lengths that share a limit: pairs and rings of three, then each by itself."""
    short = range(SHORTEST, min(longest, _SHORT) + 1)
    return [short, *(range(length, length + 1) for length in range(_SHORT + 1, longest + 1))]


def _fitting(ranks: Ranks, lengths: range, most: int) -> Ranks:
    """Return the wishes of which there are not too many closed ways: all, or the best of each."""
    if _ways(ranks > 0, lengths) <= most:
        return ranks
    popular = (ranks > 0).sum(axis=0)
    order = np.where(ranks > 0, ranks.astype(np.int64) * (len(ranks) + 1) + popular, 2**40)
    place = np.argsort(np.argsort(order, axis=1, kind="stable"), axis=1, kind="stable")
    low, high = 0, int((ranks > 0).sum(axis=1).max())
    while high - low > 1:
        middle = (low + high) // 2
        fits = _ways((ranks > 0) & (place < middle), lengths) <= most
        low, high = (middle, high) if fits else (low, middle)
    return np.where(place < low, ranks, 0).astype(np.int8)


def _ways(wished: Truths, lengths: range) -> float:
    """Return how many closed ways of so many steps there are; no fewer than rings."""
    one = csr_array(wished.astype(np.float64))
    two = one @ one
    powers = {2: (one, one), 3: (two, one), 4: (two, two)}
    if LONGEST in lengths:
        powers[LONGEST] = (two @ one, two)
    return float(sum(powers[k][0].multiply(powers[k][1].T).sum() / k for k in lengths))


def _closed(wished: Truths, lengths: range) -> Iterator[Rows]:
    """Return rings of some lengths, one table each time: the smallest position comes first."""
    if not wished.any():
        return
    near = [wished]
    for _ in range(lengths[-1] - 2):
        further = csr_array(near[-1].astype(np.int32)) @ csr_array(wished.astype(np.int32))
        near.append(near[-1] | (further.toarray() > 0))
    first = np.concatenate([[0], np.cumsum(wished.sum(axis=1))])
    ends = np.nonzero(wished)[1].astype(np.int32)
    starts = np.arange(len(wished), dtype=np.int32)[:, None]
    waiting = [starts]
    while waiting:
        ways = waiting.pop()
        counts = np.diff(first)[ways[:, -1]]
        if counts.sum() > _AT_ONCE and len(ways) > 1:
            waiting += [ways[len(ways) // 2 :], ways[: len(ways) // 2]]
            continue
        longer = _longer(ways, counts, first, ends, near[lengths[-1] - ways.shape[1] - 1])
        if longer.shape[1] in lengths:
            yield longer[wished[longer[:, -1], longer[:, 0]]]
        if longer.shape[1] < lengths[-1] and len(longer):
            waiting.append(longer)


def _longer(ways: Rows, counts: Ints, first: Ints, ends: Rows, near: Truths) -> Rows:
    """Return ways one step longer, from which the start can still be reached in time."""
    row = np.repeat(np.arange(len(ways)), counts)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    end = ends[first[ways[row, -1]] + offset]
    kept = np.flatnonzero((end > ways[row, 0]) & near[end, ways[row, 0]])
    row, end = row[kept], end[kept]
    fresh = (ways[row] != end[:, None]).all(axis=1)
    return np.column_stack([ways[row[fresh]], end[fresh]])


def _stacked(found: list[Rows], longest: int, *, filler: int) -> Rows:
    """Put tables of rings one above the other, in order of length, then of positions."""
    wide = [
        np.pad(rows, ((0, 0), (0, longest - rows.shape[1])), constant_values=filler)
        for rows in found
    ]
    members = np.concatenate([np.empty((0, longest), dtype=np.int32), *wide])
    length = (members < filler).sum(axis=1)
    return members[np.lexsort((*members.T[::-1], length))]


def _valued(
    ids: Ints, members: Rows, ranks: Ranks, waited: Ints, rules: RingRules, *, is_complete: bool
) -> Rings:
    length = (members < len(ids)).sum(axis=1)
    worth = np.array([rules.expected(count) for count in range(members.shape[1] + 1)])
    wide = np.pad(ranks.astype(np.int64), ((0, 1), (0, 1)))
    after = np.column_stack([members[:, 1:], np.full(len(members), len(ids))])
    after[np.arange(len(members)), length - 1] = members[:, 0]
    return Rings(
        ids=ids,
        members=members,
        length=length,
        credit=waited[members].sum(axis=1),
        rank=-wide[members, after].sum(axis=1),
        expected=worth[length],
        is_complete=is_complete,
    )
