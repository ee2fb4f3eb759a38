"""The people of a campaign in groups: by gender, by grade, by unit."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter

from talentgrow.kernel.small_groups.table import Group
from talentgrow.nominations.equity.queries import Tally
from talentgrow.people.models import Gender

# The key of those who are in none of the groups with a name of their own.
REST = 0
Counts = tuple[int, ...]


def counts_of(tallies: Iterable[Tally], width: int) -> Counts:
    """Return staff, nominated and, if asked for, approved."""
    counts = [0, 0, 0]
    for tally in tallies:
        counts[0] += tally.people
        counts[1] += tally.people * tally.is_nominated
        counts[2] += tally.people * tally.is_approved
    return tuple(counts[:width])


def by_gender(tallies: Sequence[Tally], width: int) -> tuple[Group, ...]:
    """Group people by what a file said; nothing if no file said anything."""
    if all(tally.gender is None for tally in tallies):
        return ()
    named = (Gender.WOMAN, Gender.MAN)
    found = _split(tallies, lambda one: one.gender if one.gender in named else REST)
    return tuple(Group(key, counts_of(found[key], width)) for key in (*named, REST) if key in found)


def by_grade(tallies: Sequence[Tally], width: int, smallest: int) -> tuple[Group, ...]:
    """Group people by the grade of their job; grades of few people stand together."""
    found = _split(tallies, lambda one: one.grade or REST)
    groups = [
        Group(grade, counts_of(some, width))
        for grade, some in sorted(found.items(), key=itemgetter(0))
        if grade != REST
    ]
    return _gathered(groups, counts_of(found.get(REST, ()), width), smallest)


def by_unit(
    tallies: Sequence[Tally], parents: Mapping[int, int | None], width: int, smallest: int
) -> tuple[Group, ...]:
    """Group people by the units at the top of a campaign, and those by the units below.

    Where everybody is below one unit, the units below that one are the top. Units of few people,
    and those who work in a unit itself rather than below it, stand together as the rest.
    """
    inside = _inside(tallies, parents)

    def units_in(unit_id: int | None) -> list[int]:
        return [low for low in sorted(inside) if parents[low] == unit_id]

    def group_of(unit_id: int, below: tuple[Group, ...] = ()) -> Group:
        return Group(unit_id, counts_of(inside[unit_id], width), below)

    top = units_in(None)
    while len(top) == 1 and units_in(top[0]):
        top = units_in(top[0])
    groups = []
    for unit_id in top:
        own = [tally for tally in inside[unit_id] if tally.unit_id == unit_id]
        low = [group_of(below) for below in units_in(unit_id)]
        below = _gathered(low, counts_of(own, width), smallest)
        groups.append(group_of(unit_id, below if len(below) > 1 else ()))
    return _gathered(groups, _less(counts_of(tallies, width), _sum(groups, width)), smallest)


def _inside(tallies: Iterable[Tally], parents: Mapping[int, int | None]) -> dict[int, list[Tally]]:
    """Return for each unit who works in it or below it."""
    found: defaultdict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        unit_id = tally.unit_id
        while unit_id is not None:
            found[unit_id].append(tally)
            unit_id = parents[unit_id]
    return found


def _split(
    tallies: Iterable[Tally], key: Callable[[Tally], Hashable]
) -> dict[Hashable, list[Tally]]:
    found: defaultdict[Hashable, list[Tally]] = defaultdict(list)
    for tally in tallies:
        found[key(tally)].append(tally)
    return found


def _gathered(groups: Sequence[Group], rest: Counts, smallest: int) -> tuple[Group, ...]:
    """Put groups of few people together with the rest, until that is not few people itself.

    It looks at staff alone, so that a list of groups says nothing about who was nominated.
    """
    kept = [group for group in groups if group.counts[0] >= smallest]
    together = _add(rest, _sum([group for group in groups if group not in kept], len(rest)))
    while 0 < together[0] < smallest and len(kept) > 1:
        least = min(kept, key=lambda group: group.counts[0])
        kept.remove(least)
        together = _add(together, least.counts)
    return (*kept, Group(REST, together)) if together[0] else tuple(kept)


def _sum(groups: Iterable[Group], width: int) -> Counts:
    total: Counts = (0,) * width
    for group in groups:
        total = _add(total, group.counts)
    return total


def _add(one: Counts, other: Counts) -> Counts:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _less(one: Counts, other: Counts) -> Counts:
    return tuple(a - b for a, b in zip(one, other, strict=True))
