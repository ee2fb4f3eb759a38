"""Which counts are hidden: the small ones, and those that would tell them."""

from collections.abc import Sequence
from dataclasses import replace

from talentgrow.kernel.small_groups.swaps import Hidden, Line, weak_spots


def line_of_total(counts: tuple[int, ...], smallest: int) -> Line:
    """Return the total; what it hides no row shows."""
    line = line_of(counts, smallest)
    # "At least k of these k" says how many.
    while line.hidden is Hidden.SUBTRACTION and line.first and counts[line.first - 1] == smallest:
        line.hide(line.first - 1, smallest)
    return line


def followed(parent: Line) -> int:
    """Return how many counts of a group tell of the groups inside: those shown and not zero."""
    zeros = (at for at, count in enumerate(parent.counts) if not count)
    return min(parent.first, next(zeros, len(parent.counts)))


def line_inside(line: Line, counts: tuple[int, ...], parent: Line) -> Line:
    """Return all counts of a group: after those that were followed it is as its parent is."""
    if line.hidden:
        return Line(counts, line.first, line.hidden)
    if 0 in line.counts:
        return Line(counts, len(counts))
    return Line(counts, parent.first, parent.hidden)


def line_of(counts: tuple[int, ...], smallest: int) -> Line:
    """Return the counts of a group, shown up to the first that is about few people by itself."""
    for at, count in enumerate(counts):
        if 0 < count < smallest:
            return Line(counts, at, Hidden.SMALL, 1, smallest - 1)
        others = [outer - count for outer in counts[:at]]
        if count and at and (others[-1] == 0 or any(0 < other < smallest for other in others)):
            return Line(counts, at, Hidden.SUBTRACTION, smallest)
    return Line(counts, len(counts))


def complete(lines: Sequence[Line], smallest: int) -> None:
    """Hide more counts until a reader can work out nothing about few people.

    Staff first, then what is inside, so that a count is hidden for the sake of its own column.
    """
    for width in range(1, 1 + max((len(line.counts) for line in lines), default=0)):
        before = [replace(line) for line in lines]
        if not _find_partners(lines, width, smallest):
            _hide_columns(lines, before, width, smallest)


def _weakness(lines: Sequence[Line], width: int, smallest: int) -> int:
    """Return how much can be worked out from the first counts alone."""
    return weak_spots([replace(line, counts=line.counts[:width]) for line in lines], smallest)


def _find_partners(lines: Sequence[Line], width: int, smallest: int) -> bool:
    """Hide counts of one column, one after the other, and say whether that was enough."""
    chosen = []
    at = width - 1
    while _weakness(lines, width, smallest):
        shown = [line for line in lines if at < line.first and line.counts[at]]
        if not shown:
            return False
        partner = _best_partner(lines, shown, width, smallest)
        chosen.append((partner, replace(partner)))
        partner.hide(at, smallest)
    for partner, old in chosen:
        partner.return_to(old)
        if _weakness(lines, width, smallest):
            partner.hide(at, smallest)
    return True


def _best_partner(lines: Sequence[Line], shown: Sequence[Line], width: int, smallest: int) -> Line:
    """Return whose count leaves least to be worked out; of equal ones that of fewest staff."""

    def left_without(line: Line) -> int:
        old = replace(line)
        line.hide(width - 1, smallest)
        left = _weakness(lines, width, smallest)
        line.return_to(old)
        return left

    return min(sorted(shown, key=lambda line: line.counts), key=left_without)


def _hide_columns(lines: Sequence[Line], before: Sequence[Line], width: int, smallest: int) -> None:
    """Hide a count of all groups; if need be those before it. No small one is said to be small."""
    for at in reversed(range(width)):
        for line, old in zip(lines, before, strict=True):
            line.return_to(old)
            if line.first >= at and (not at or line.counts[at - 1]):
                line.hide(at)
        if not _weakness(lines, width, smallest):
            return
