"""What the map counts: moves between jobs under its filters, and sums that give nobody away."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.analytics import FamilyLink, FamilyNode, MapView, line_width
from talentgrow.graph.layout import NO_FAMILY
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.grouping import group
from talentgrow.graph.picture.flows import chosen_flows
from talentgrow.mobility.map.choice import Choice

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """How many people went from one row to another under the filters; each pair once."""

    source: Ints
    target: Ints
    people: Ints


def moves(mobility: Mobility, choice: Choice, *, minimum: int = 1) -> Pairs:
    """Count moves in the years and out of the units chosen; leave out pairs below `minimum`."""
    chosen = chosen_flows(mobility, units=choice.units, since=choice.since, until=choice.until)
    flows = mobility.flows
    pairs = group(flows.source[chosen], flows.target[chosen])
    people = np.bincount(pairs.member, flows.people[chosen], minlength=len(pairs.sizes))
    kept = people >= minimum
    return Pairs(pairs.keys[0][kept], pairs.keys[1][kept], people[kept].astype(np.int64))


def total(counts: Ints, few: int) -> int:
    """Return a sum of people which, less the counts one may read, tells no hidden count.

    The hidden ones, from one to less than few, are part of it only where each of them may still
    be any of these. That nobody is there is no secret: pages say so.

    >>> total(np.array([9, 3, 2, 3]), 5), total(np.array([9, 3, 4]), 5)
    (17, 9)
    """
    one = np.zeros(len(counts), dtype=np.int64)
    return int(totals(counts, one, 1, few=few)[0])


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people there are and how often they moved, as far as it may be told."""

    people: int
    moves: int


def numbers(mobility: Mobility) -> Sums:
    """Return the two sums which any page may show."""
    few = mobility.rules.few
    return Sums(
        people=total(mobility.headcount, few),
        moves=total(moves(mobility, Choice()).people, few),
    )


def totals(counts: Ints, member: Ints, groups: int, *, few: int) -> Ints:
    """Return such sums by group; `member` says which group each count belongs to."""
    is_few = (counts > 0) & (counts < few)
    shown = np.bincount(member, np.where(is_few, 0, counts), minlength=groups)
    rest = np.bincount(member, np.where(is_few, counts, 0), minlength=groups)
    hidden = np.bincount(member, is_few, minlength=groups)
    largest = few - 1
    is_safe = (rest >= hidden - 1 + largest) & (rest <= largest * (hidden - 1))
    return (shown + np.where(is_safe, rest, 0)).astype(np.int64)


def shown_sums(counts: Ints, member: Ints, groups: int, *, few: int) -> tuple[Ints, Ints]:
    """Return by group the sum of the counts one may read, and how many counts there are."""
    readable = np.bincount(member, np.where(counts < few, 0, counts), minlength=groups)
    return readable.astype(np.int64), np.bincount(member, minlength=groups).astype(np.int64)


def protect(view: MapView, mobility: Mobility, choice: Choice) -> MapView:
    """Replace what a view says of families by sums that do not tell the hidden parts."""
    names = np.array([job.family or NO_FAMILY for job in mobility.jobs], dtype=np.int64)
    families, member = np.unique(names, return_inverse=True)
    few = mobility.rules.few
    people = totals(mobility.headcount, member.astype(np.int64), len(families), few=few)
    flows = _family_flows(moves(mobility, choice), member, families, few=few)
    held = dict(zip(families.tolist(), people.tolist(), strict=True))
    return replace(
        view,
        families=tuple(_family(node, held.get(node.family, 0), flows) for node in view.families),
        family_links=_links(flows, choice.minimum, few) if view.family_links else (),
    )


def _family_flows(
    pairs: Pairs, member: NDArray[np.intp], families: Ints, *, few: int
) -> dict[tuple[int, int], int]:
    """Return people by family left and family joined; 0 where only few moved."""
    between = group(member[pairs.source].astype(np.int64), member[pairs.target].astype(np.int64))
    people = totals(pairs.people, between.member.astype(np.int64), len(between.sizes), few=few)
    ends = (families[between.keys[0]].tolist(), families[between.keys[1]].tolist())
    return dict(zip(zip(*ends, strict=True), people.tolist(), strict=True))


def _family(node: FamilyNode, people: int, flows: dict[tuple[int, int], int]) -> FamilyNode:
    inside = flows.get((node.family, node.family))
    return replace(
        node,
        headcount=people or None,
        is_few=not people,
        inside=inside if inside is None else inside or None,
        inside_is_few=inside == 0,
    )


def _links(flows: dict[tuple[int, int], int], minimum: int, few: int) -> tuple[FamilyLink, ...]:
    between = {
        ends: people
        for ends, people in flows.items()
        if ends[0] != ends[1] and (people >= minimum or minimum == 1)
    }
    most = max(between.values(), default=few)
    return tuple(
        FamilyLink(
            source, target, people or None, people == 0, line_width(people, max(most, few), few)
        )
        for (source, target), people in sorted(between.items())
    )
