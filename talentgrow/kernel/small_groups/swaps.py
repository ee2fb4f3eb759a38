"""What a reader cannot tell apart: people of two groups who swap places."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# From the level somebody has to the level they get. Level 0 is counted in the first count only,
# level 1 in the first two; -1 is not there at all.
Move = tuple[int, int]
ANY = sys.maxsize


class Hidden(StrEnum):
    """Why a count is not shown."""

    SMALL = "small"
    SUBTRACTION = "subtraction"


@dataclass(slots=True)
class Line:
    """The counts of one group, shown up to `first`, and what the words in its place admit.

    After the first hidden count a reader knows nothing but that each is inside the one before.
    """

    counts: tuple[int, ...]
    first: int
    hidden: Hidden | None = None
    low: int = 0
    high: int = ANY

    def hide(self, first: int, low: int = 0) -> None:
        """Hide the counts from one on, since a subtraction would tell."""
        self.first, self.hidden, self.low, self.high = first, Hidden.SUBTRACTION, low, ANY

    def return_to(self, other: "Line") -> None:
        """Hide what another line of the same counts hides."""
        self.first, self.hidden, self.low, self.high = (
            other.first,
            other.hidden,
            other.low,
            other.high,
        )

    def people_at(self, level: int) -> int:
        """Return how many people are counted up to a level and no further."""
        inside = self.counts[level + 1] if level + 1 < len(self.counts) else 0
        return self.counts[level] - inside

    def can_rise(self, move: Move) -> bool:
        """Tell whether somebody here may have the higher level instead of the lower."""
        lower, _higher = move
        if self.first > lower + 1 or (lower >= 0 and not self.people_at(lower)):
            return False
        return self.first <= lower or self.counts[lower + 1] + 1 <= self.high

    def can_fall(self, move: Move) -> bool:
        """Tell whether somebody here may have the lower level instead of the higher."""
        lower, higher = move
        if self.first > lower + 1 or not self.people_at(higher):
            return False
        return self.first <= lower or self.counts[lower + 1] - 1 >= self.low


@dataclass(frozen=True, slots=True)
class Moves:
    """In which ways a group may change, so that no reader sees it."""

    rises: frozenset[Move]
    falls: frozenset[Move]


def all_moves(width: int) -> list[Move]:
    """Return every change of level.

    >>> all_moves(2)
    [(-1, 0), (-1, 1), (0, 1)]
    """
    return [(lower, higher) for higher in range(width) for lower in range(-1, higher)]


def moves_of(line: Line) -> Moves:
    """Return how one group may change."""
    moves = all_moves(len(line.counts))
    return Moves(
        rises=frozenset(move for move in moves if line.can_rise(move)),
        falls=frozenset(move for move in moves if line.can_fall(move)),
    )


def weak_spots(lines: Sequence[Line], smallest: int) -> int:
    """Count what a reader could work out about few people, or about a hidden count.

    For every count, and every difference of two counts, groups hang together that can swap people
    so that it changes; its sum over them is known, and must be zero or at least `smallest`.
    """
    width = len(lines[0].counts) if lines else 0
    moves = [moves_of(line) for line in lines]
    found = 0
    for outer in range(width):
        for inner in range(outer + 1, width + 1):
            # A difference changes if the swap changes one of its counts; the last is a plain count.
            telling = [
                (lower, higher)
                for lower, higher in all_moves(width)
                if (lower < outer <= higher) != (lower < inner <= higher)
            ]
            bundles = _bundles(moves, telling)
            found += _small_sums(lines, bundles, outer, inner, smallest)
            if inner == width:
                found += _open_secrets(lines, bundles, outer)
    return found


def _bundles(moves: Sequence[Moves], telling: Iterable[Move]) -> list[int]:
    """Return for each group the first of those it hangs together with."""
    leader = list(range(len(moves)))
    for move in telling:
        rising = {at for at, one in enumerate(moves) if move in one.rises}
        falling = {at for at, one in enumerate(moves) if move in one.falls}
        if rising and falling and len(rising | falling) > 1:
            joined = {leader[at] for at in rising | falling}
            leader = [min(joined) if at in joined else at for at in leader]
    return leader


def _small_sums(
    lines: Sequence[Line], bundles: Sequence[int], outer: int, inner: int, smallest: int
) -> int:
    """Count bundles that hold few people."""
    sums: dict[int, int] = {}
    for line, bundle in zip(lines, bundles, strict=True):
        rest = line.counts[inner] if inner < len(line.counts) else 0
        sums[bundle] = sums.get(bundle, 0) + line.counts[outer] - rest
    return sum(0 < people < smallest for people in sums.values())


def _open_secrets(lines: Sequence[Line], bundles: Sequence[int], at: int) -> int:
    """Count hidden counts that cannot be anything else."""
    return sum(
        line.first <= at and bundles.count(bundle) == 1
        for line, bundle in zip(lines, bundles, strict=True)
    )
