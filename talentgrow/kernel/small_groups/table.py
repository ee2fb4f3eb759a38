"""Show figures about groups so that nothing about a few people can be worked out.

A table counts the same people in several ways at once: the total, and for each way (by unit, by
grade, by gender) groups into which everybody falls exactly once; a group may hold groups. Each
group has a count of all (staff) and counts inside it, each inside the one before (nominated,
approved). `protect` says of each count whether it is shown; page, file and API all ask it.

**Hidden because it is small**: a count of 1 to k - 1 people, and what stands inside a hidden
count: "none of these few was approved" would be said about few people.

**Hidden because a subtraction would tell**: of 30 people 28 were nominated, so 30 - 28 says that
two were not. That all 30 were is hidden too, for it says it of each of them. That *none* of 30 was
is shown: it says of each only what is usual, and it is what one looks for in such a table. Then
other counts follow until nothing can be worked out: from a total less what is shown, from a unit
less the units in it, from staff less nominated. What is hidden together holds k people or more.

**Why that is enough.** Think of two people in two groups, one nominated and one not, who swap
places. If every count that changes is hidden, and its new value still fits the words in its place
("fewer than 5"), a reader cannot tell one world from the other. Groups with such swaps between
them hang together. What a reader can know for certain is the sum over groups that hang together,
of a count or of the difference of two; each must be zero or k at least (`swaps.weak_spots`). A
hidden count that no swap changes is no secret, so none may be left. And ways to count share only
the total: people can be dealt to any groups of the right size, so one way says nothing of another.

The two reasons are told apart on purpose, and have a price: who runs this program on every company
there could be, and keeps those with the same answer, can pin a hidden count down where numbers are
as small as the limit. The list of groups must not depend on who is in them.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from talentgrow.kernel.small_groups.hiding import (
    complete,
    followed,
    line_inside,
    line_of,
    line_of_total,
)
from talentgrow.kernel.small_groups.swaps import Hidden, Line

SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Group:
    """People of one group: all of them, then those inside, each count inside the one before."""

    key: Hashable
    counts: tuple[int, ...]
    below: "tuple[Group, ...]" = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One count as it may be read: its value, or why there is none."""

    value: int | None
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group, and the rows of the groups inside it."""

    key: Hashable
    figures: tuple[Figure, ...]
    below: "tuple[Row, ...]" = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What may be read: the totals, and the rows of each way to count."""

    total: tuple[Figure, ...]
    ways: tuple[tuple[Row, ...], ...]


def protect(total: Sequence[int], *ways: Iterable[Group], smallest: int = SMALLEST) -> Table:
    """Decide which counts of a table are shown; groups keep their order.

    :raises ValueError: counts are not inside one another, or groups do not add up to what they
        are in, so that a rest which no row shows could be worked out
    """
    whole, listed = tuple(total), [tuple(way) for way in ways]
    for way in listed:
        _check(whole, way)
    line = line_of_total(whole, smallest)
    shown = _figures(line)
    return Table(shown, tuple(_rows(way, line, shown, smallest) for way in listed))


def _check(whole: tuple[int, ...], groups: tuple[Group, ...]) -> None:
    """Refuse groups that do not add up to what they are in."""
    for group in groups:
        counts = group.counts
        if min(counts) < 0 or any(counts[at] < counts[at + 1] for at in range(len(counts) - 1)):
            raise ValueError(f"counts of {group.key!r} are not inside one another: {counts}")
        if group.below:
            _check(counts, group.below)
    sums = tuple(sum(column) for column in zip(*(group.counts for group in groups), strict=True))
    if sums != whole and (groups or any(whole)):
        raise ValueError(f"groups add up to {sums}, not to {whole}")


def _rows(
    groups: tuple[Group, ...], parent: Line, above: tuple[Figure, ...], smallest: int
) -> tuple[Row, ...]:
    width = followed(parent)
    lines = [line_of(group.counts[:width], smallest) for group in groups]
    complete(lines, smallest)
    rows = []
    for group, known in zip(groups, lines, strict=True):
        line = line_inside(known, group.counts, parent)
        # Where a group shows zero, everybody knows that groups inside it have none.
        figures = tuple(
            upper if upper.value == 0 else own
            for own, upper in zip(_figures(line), above, strict=True)
        )
        rows.append(Row(group.key, figures, _rows(group.below, line, figures, smallest)))
    return tuple(rows)


def _figures(line: Line) -> tuple[Figure, ...]:
    return tuple(
        Figure(count) if at < line.first else Figure(None, line.hidden)
        for at, count in enumerate(line.counts)
    )
