"""What the map shows, its table lists and its downloads contain: one view for all three."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.layout import NO_FAMILY, Layout
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.grouping import group
from talentgrow.graph.picture.flows import FamilyFlow, chosen_flows, family_flows
from talentgrow.graph.picture.map_values import (
    ALL_LAYERS,
    FamilyLink,
    FamilyNode,
    Layer,
    MapLink,
    MapNode,
    MapView,
)
from talentgrow.kernel.localized import Localized

__all__ = [
    "ALL_LAYERS",
    "FamilyFlow",
    "FamilyLink",
    "FamilyNode",
    "Layer",
    "MapLink",
    "MapNode",
    "MapView",
    "family_flows",
    "map_view",
]

ALL_JOBS_UP_TO = 150
_THINNEST, _THICKEST = 1.0, 8.0


def map_view(
    mobility: Mobility,
    layout: Layout,
    *,
    family: int | None = None,
    units: Collection[int] | None = None,
    since: int | None = None,
    until: int | None = None,
    minimum: int = 1,
    layers: Collection[Layer] = ALL_LAYERS,
) -> MapView:
    """Return what the map shows under its filters.

    Up to 150 jobs all of them are shown with their links. With more, families stand alone
    until one is opened: then its jobs and the jobs they are linked to are shown.
    `since` and `until` are years, `units` those people left, `minimum` the people
    a line needs; a line of fewer than five people never says how many.
    """
    names = np.array([job.family or NO_FAMILY for job in mobility.jobs], dtype=np.int64)
    is_overview = family is None and len(mobility.jobs) > ALL_JOBS_UP_TO
    links: tuple[MapLink, ...] = ()
    if not is_overview:
        chosen = chosen_flows(mobility, units=units, since=since, until=until)
        inside = np.ones(len(names), np.bool_) if family is None else names == family
        links = _links(mobility, chosen, inside, minimum=minimum, layers=layers)
    shown = _shown(mobility, names, links, family=family, is_overview=is_overview)
    flows = family_flows(mobility, units=units, since=since, until=until)
    return MapView(
        layout.width,
        layout.height,
        _nodes(mobility, layout, shown, family=family),
        links,
        _families(mobility, layout, names, flows=flows, family=family),
        _family_links(flows, minimum, mobility.rules.few) if Layer.OBSERVED in layers else (),
        family,
        is_overview,
    )


def _links(
    mobility: Mobility,
    chosen: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    *,
    minimum: int,
    layers: Collection[Layer],
) -> tuple[MapLink, ...]:
    """Return the lines of the chosen layers that touch a job inside."""
    found: list[MapLink] = []
    if Layer.ADJACENT in layers:
        found += _adjacent(mobility, inside)
    if Layer.OBSERVED in layers:
        found += _observed(mobility, chosen, inside, minimum=minimum)
    if Layer.BRIDGE in layers:
        signals = mobility.prior_model.signals
        ends = zip(signals.bridge_source.tolist(), signals.bridge_target.tolist(), strict=True)
        found += [
            MapLink(mobility.jobs[s].id, mobility.jobs[t].id, Layer.BRIDGE, None, False, 1.6)
            for s, t in ends
            if inside[s] or inside[t]
        ]
    return tuple(sorted(found, key=lambda link: (link.layer, link.source, link.target)))


def _observed(
    mobility: Mobility, chosen: NDArray[np.bool_], inside: NDArray[np.bool_], *, minimum: int
) -> list[MapLink]:
    flows, few = mobility.flows, mobility.rules.few
    pairs = group(flows.source[chosen], flows.target[chosen])
    people = np.bincount(pairs.member, flows.people[chosen], minlength=len(pairs.sizes))
    kept = (people >= minimum) & (inside[pairs.keys[0]] | inside[pairs.keys[1]])
    most = people[kept].max(initial=float(few))
    columns = (pairs.keys[0][kept], pairs.keys[1][kept], people[kept].astype(np.int64))
    return [
        MapLink(
            mobility.jobs[s].id,
            mobility.jobs[t].id,
            Layer.OBSERVED,
            None if n < few else n,
            n < few,
            line_width(n, most, few),
        )
        for s, t, n in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _adjacent(mobility: Mobility, inside: NDArray[np.bool_]) -> list[MapLink]:
    twin = mobility.twin
    ends = {
        (min(row, other), max(row, other))
        for row in range(len(inside))
        for other, value in zip(twin.near[row].tolist(), twin.nearness[row].tolist(), strict=True)
        if value > 0 and (inside[row] or inside[other])
    }
    return [
        MapLink(mobility.jobs[s].id, mobility.jobs[t].id, Layer.ADJACENT, None, False, 1.2)
        for s, t in sorted(ends)
    ]


def line_width(people: int, most: float, few: int) -> float:
    """Return the width of a line; all small counts look alike.

    >>> line_width(1, 100, 5) == line_width(4, 100, 5), line_width(100, 100, 5)
    (True, 8.0)
    """
    share = (max(people, few - 1) - (few - 1)) / max(1.0, most - (few - 1))
    return round(float(_THINNEST + (_THICKEST - _THINNEST) * np.sqrt(share)), 2)


def _shown(
    mobility: Mobility,
    names: NDArray[np.int64],
    links: Iterable[MapLink],
    *,
    family: int | None,
    is_overview: bool,
) -> list[int]:
    if is_overview:
        return []
    if family is None:
        return list(range(len(mobility.jobs)))
    # Nearness alone does not bring a job of another family onto the map.
    ends = {end for k in links if k.layer is not Layer.ADJACENT for end in (k.source, k.target)}
    near = {mobility.index[job] for job in ends}
    return sorted(near | set(np.flatnonzero(names == family).tolist()))


def _nodes(
    mobility: Mobility, layout: Layout, shown: Iterable[int], *, family: int | None
) -> tuple[MapNode, ...]:
    known = {entry.id: entry for entry in mobility.families}
    nodes = []
    for row in shown:
        job, people = mobility.jobs[row], int(mobility.headcount[row])
        own = known.get(job.family or NO_FAMILY)
        is_few = people < mobility.rules.few
        nodes.append(
            MapNode(
                job.id,
                job.title,
                job.family or NO_FAMILY,
                own.colour if own else 0,
                own.code if own else "",
                *layout.positions[job.id],
                layout.sizes[job.id],
                None if is_few else people,
                is_few,
                family is not None and job.family != family,
            )
        )
    return tuple(nodes)


def _families(
    mobility: Mobility,
    layout: Layout,
    names: NDArray[np.int64],
    *,
    flows: Iterable[FamilyFlow],
    family: int | None,
) -> tuple[FamilyNode, ...]:
    few = mobility.rules.few
    inside = {flow.source: flow.people for flow in flows if flow.source == flow.target}
    known = {entry.id: entry for entry in mobility.families}
    nodes = []
    for key in sorted(layout.discs):
        entry, people = known.get(key), int(mobility.headcount[names == key].sum())
        moved = inside.get(key, 0)
        nodes.append(
            FamilyNode(
                key,
                entry.code if entry else "",
                entry.name if entry else Localized("Sans famille", "No family"),
                entry.colour if entry else 0,
                *layout.discs[key],
                int((names == key).sum()),
                None if people < few else people,
                people < few,
                None if 0 < moved < few else moved,
                0 < moved < few,
                key == family,
            )
        )
    return tuple(nodes)


def _family_links(flows: Iterable[FamilyFlow], minimum: int, few: int) -> tuple[FamilyLink, ...]:
    between = [f for f in flows if f.source != f.target and f.people >= minimum]
    most = max((flow.people for flow in between), default=few)
    return tuple(
        FamilyLink(
            f.source,
            f.target,
            None if f.people < few else f.people,
            f.people < few,
            line_width(f.people, most, few),
        )
        for f in sorted(between, key=lambda flow: (flow.source, flow.target))
    )
