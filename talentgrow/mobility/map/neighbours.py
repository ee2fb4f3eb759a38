"""Bring what one looks at together, where the whole map is too large to be read at once."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from talentgrow.graph.analytics import ALL_JOBS_UP_TO, FamilyNode, MapNode, MapView
from talentgrow.graph.layout import NO_FAMILY, Layout
from talentgrow.graph.mobility import Mobility

MOST_NEIGHBOURS = 60
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_ROOM, _RIM, _BETWEEN, _MARGIN = 30.0, 16.0, 26.0, 60.0
_FILL = 0.72
_STEPS_ACROSS = 60

Bundle = tuple[FamilyNode, list[MapNode]]


def is_large(mobility: Mobility) -> bool:
    """Tell whether there are too many jobs to draw them all at once."""
    return len(mobility.jobs) > ALL_JOBS_UP_TO


def without_empty_discs(view: MapView) -> MapView:
    """Leave out the families of which no job is shown."""
    shown = {node.family for node in view.nodes}
    return replace(view, families=tuple(f for f in view.families if f.family in shown))


def gathered(view: MapView) -> MapView:
    """Draw the opened family large in the middle, and its nearest neighbours in a ring around it.

    A neighbour stands on the side where its family lies on the whole map.
    """
    middle = next(disc for disc in view.families if disc.is_open)
    own = [node for node in view.nodes if not node.is_neighbour]
    discs = {disc.family: disc for disc in view.families}
    bundles = [
        _bundle(discs[family], nodes) for family, nodes in _by_family(_nearest(view)).items()
    ]
    bundles.sort(key=lambda b: (_direction(middle, discs[b[0].family]), b[0].family))
    radius = _ring_radius(middle, [disc for disc, _ in bundles])
    begin = _direction(middle, discs[bundles[0][0].family]) if bundles else 0.0
    ring = _on_a_ring(middle, bundles, radius, begin=begin)
    inside = max((disc.r for disc, _ in bundles), default=0.0)
    placed = [_grown(middle, own, _FILL * (radius - inside)), *ring]
    return _fitted(view, [disc for disc, _ in placed], [n for _, nodes in placed for n in nodes])


def with_path(view: MapView, mobility: Mobility, layout: Layout, path: Sequence[int]) -> MapView:
    """Add the jobs of a path to a map of families, large enough to be seen."""
    radius = layout.width / _STEPS_ACROSS / 2
    discs = {disc.family: disc for disc in view.families}
    return replace(
        view,
        nodes=tuple(_step(mobility, layout, job, radius=radius, discs=discs) for job in path),
        is_overview=False,
    )


def _step(
    mobility: Mobility, layout: Layout, job_id: int, *, radius: float, discs: dict[int, FamilyNode]
) -> MapNode:
    row = mobility.row(job_id)
    job, people = mobility.jobs[row], int(mobility.headcount[row])
    disc = discs[job.family or NO_FAMILY]
    is_few = people < mobility.rules.few
    return MapNode(
        job=job.id,
        title=job.title,
        family=disc.family,
        colour=disc.colour,
        code=disc.code,
        x=layout.positions[job_id][0],
        y=layout.positions[job_id][1],
        r=radius,
        headcount=None if is_few else people,
        is_few=is_few,
        is_neighbour=False,
    )


def _nearest(view: MapView) -> list[MapNode]:
    """Return the neighbours with most moves; small counts weigh the same, as they look the same."""
    weight: defaultdict[int, int] = defaultdict(int)
    for link in view.links:
        for end in (link.source, link.target):
            weight[end] += link.n or 1
    around = [node for node in view.nodes if node.is_neighbour]
    return sorted(around, key=lambda node: (-weight[node.job], node.job))[:MOST_NEIGHBOURS]


def _by_family(nodes: Iterable[MapNode]) -> dict[int, list[MapNode]]:
    groups: defaultdict[int, list[MapNode]] = defaultdict(list)
    for node in nodes:
        groups[node.family].append(node)
    return groups


def _bundle(disc: FamilyNode, nodes: Sequence[MapNode]) -> Bundle:
    """Lay a few jobs of one family around the origin, the most linked in the middle."""
    step = 2 * max(node.r for node in nodes) + _ROOM
    placed = []
    for place, node in enumerate(nodes):
        far = 0.62 * step * math.sqrt(place + (len(nodes) > 1) * 0.5)
        angle = place * _GOLDEN_ANGLE
        placed.append(replace(node, x=far * math.cos(angle), y=far * math.sin(angle)))
    reach = max(math.hypot(node.x, node.y) + node.r for node in placed)
    return replace(disc, x=0.0, y=0.0, r=reach + _RIM), placed


def _direction(one: FamilyNode, other: FamilyNode) -> float:
    return math.atan2(other.y - one.y, other.x - one.x)


def _ring_radius(middle: FamilyNode, discs: Sequence[FamilyNode]) -> float:
    """Return how far from the middle the neighbours stand, so that all have room."""
    largest = max((disc.r for disc in discs), default=0.0)
    return max(middle.r + largest + 2 * _BETWEEN, 1.06 * _around(discs) / (2 * math.pi))


def _around(discs: Iterable[FamilyNode]) -> float:
    return sum(2 * disc.r + _BETWEEN for disc in discs)


def _on_a_ring(
    middle: FamilyNode, bundles: Sequence[Bundle], radius: float, *, begin: float
) -> list[Bundle]:
    around, angle = _around(disc for disc, _ in bundles), begin
    placed = []
    for disc, nodes in bundles:
        half = math.pi * (2 * disc.r + _BETWEEN) / around
        angle += half
        right, down = middle.x + radius * math.cos(angle), middle.y + radius * math.sin(angle)
        angle += half
        moved = [replace(node, x=node.x + right, y=node.y + down) for node in nodes]
        placed.append((replace(disc, x=right, y=down), moved))
    return placed


def _grown(disc: FamilyNode, nodes: Sequence[MapNode], radius: float) -> Bundle:
    """Spread a family over a larger disc, never over a smaller one."""
    factor = max(1.0, radius / disc.r)
    moved = [
        replace(
            node,
            x=disc.x + (node.x - disc.x) * factor,
            y=disc.y + (node.y - disc.y) * factor,
            r=node.r * math.sqrt(factor),
        )
        for node in nodes
    ]
    return replace(disc, r=disc.r * factor), moved


def _fitted(view: MapView, discs: Sequence[FamilyNode], nodes: Sequence[MapNode]) -> MapView:
    """Move everything so that the drawing starts at the origin."""
    left = min(disc.x - disc.r for disc in discs) - _MARGIN
    top = min(disc.y - disc.r for disc in discs) - _MARGIN
    right = max(disc.x + disc.r for disc in discs) + _MARGIN
    bottom = max(disc.y + disc.r for disc in discs) + _MARGIN
    kept = {node.job for node in nodes}
    return replace(
        view,
        width=right - left,
        height=bottom - top,
        families=tuple(replace(disc, x=disc.x - left, y=disc.y - top) for disc in discs),
        nodes=tuple(replace(node, x=node.x - left, y=node.y - top) for node in nodes),
        links=tuple(link for link in view.links if {link.source, link.target} <= kept),
    )
