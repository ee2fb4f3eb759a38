"""Draw a view of the map as an SVG which needs nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from xml.sax.saxutils import escape

from talentgrow.graph.picture.labels import LINE_HEIGHT, Label, place_labels
from talentgrow.graph.picture.map_values import FamilyNode, Layer, MapNode, MapView
from talentgrow.graph.picture.palettes import LIGHT, MAP_SIZE, MAP_TITLE, Palette

_DASHES = {Layer.BRIDGE: "6 4", Layer.ADJACENT: "1.5 4"}
_FAMILY_LETTERS = 40
_Spot = tuple[float, float, float]
_FONT = "Inter Variable, Inter, system-ui, Segoe UI, Roboto, sans-serif"


@dataclass(frozen=True)
class _Pen:
    """What a drawing needs to know everywhere: colours, language, and the size of one pixel."""

    palette: Palette
    locale: str
    unit: float


def to_svg(view: MapView, *, locale: str = "fr", palette: Palette = LIGHT) -> str:
    """Return a drawing of a view that stands alone: colours and words are inside it."""
    pen = _Pen(palette, locale, max(1.0, view.width / 1200))
    name = escape(MAP_TITLE.in_(locale))
    jobs = sum(disc.jobs for disc in view.families)
    words = escape(MAP_SIZE.in_(locale) % {"families": len(view.families), "jobs": jobs})
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view.width:g} {view.height:g}" '
        f'lang="{locale}" role="img" font-family="{_FONT}">',
        f"<title>{name}</title><desc>{words}</desc>",
        f'<rect width="100%" height="100%" fill="{palette.surface}"/>',
        _arrow(pen),
        *_discs(view.families, pen),
        *_links(view, pen),
        *_nodes(view.nodes, pen),
        *_labels(view, pen),
        "</svg>",
    ]
    return "\n".join(parts)


def _arrow(pen: _Pen) -> str:
    return (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" '
        f'markerWidth="{8 * pen.unit:g}" markerHeight="{8 * pen.unit:g}" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{pen.palette.line}"/></marker></defs>'
    )


def _discs(families: Iterable[FamilyNode], pen: _Pen) -> Iterable[str]:
    for disc in families:
        colour = pen.palette.family(disc.colour)
        yield (
            f'<circle cx="{disc.x:g}" cy="{disc.y:g}" r="{disc.r:g}" fill="{colour}" '
            f'fill-opacity=".07" stroke="{colour}" stroke-opacity=".35" '
            f'stroke-width="{pen.unit:g}"/>'
        )


def _links(view: MapView, pen: _Pen) -> Iterable[str]:
    """Draw thin lines first, so that much travelled ones lie on top."""
    if view.is_overview:
        discs = {disc.family: (disc.x, disc.y, disc.r) for disc in view.families}
        for flow in sorted(view.family_links, key=lambda flow: flow.width):
            ends = discs[flow.source], discs[flow.target]
            yield _curve(*ends, _Stroke(flow.width, Layer.OBSERVED, flow.is_few), pen=pen)
        return
    spots = {node.job: (node.x, node.y, node.r) for node in view.nodes}
    order = {Layer.ADJACENT: 0, Layer.OBSERVED: 1, Layer.BRIDGE: 2}
    for link in sorted(view.links, key=lambda link: (order[link.layer], link.width)):
        if link.source in spots and link.target in spots:
            ends = spots[link.source], spots[link.target]
            yield _curve(*ends, _Stroke(link.width, link.layer, False), pen=pen)


@dataclass(frozen=True)
class _Stroke:
    """How a line is drawn; a faint one has no tip."""

    width: float
    layer: Layer
    is_faint: bool


def _curve(one: _Spot, other: _Spot, stroke: _Stroke, *, pen: _Pen) -> str:
    """Bend a line to its left, so that the two directions between two places stay apart."""
    way_x, way_y = other[0] - one[0], other[1] - one[1]
    length = max(hypot(way_x, way_y), 1e-6)
    bend = (16 + 0.09 * length) / length
    middle = (one[0] + other[0]) / 2 + way_y * bend, (one[1] + other[1]) / 2 - way_x * bend
    start = _towards(one, middle, one[2])
    end = _towards(other, middle, other[2] + 2 * pen.unit)
    points = " ".join(f"{x:.1f} {y:.1f}" for x, y in (middle, end))
    dash = f' stroke-dasharray="{_DASHES[stroke.layer]}"' if stroke.layer in _DASHES else ""
    pointed = not stroke.is_faint and stroke.layer is not Layer.ADJACENT
    tip = ' marker-end="url(#tip)"' if pointed else ""
    return (
        f'<path d="M{start[0]:.1f} {start[1]:.1f}Q{points}" fill="none" '
        f'stroke="{pen.palette.line}" stroke-opacity="{0.16 if stroke.is_faint else 0.5}" '
        f'stroke-width="{stroke.width * pen.unit:.2f}" stroke-linecap="round"{dash}{tip}/>'
    )


def _towards(spot: _Spot, goal: tuple[float, float], distance: float) -> tuple[float, float]:
    """Return the point at a distance from a spot on the way to a goal."""
    share = distance / max(hypot(goal[0] - spot[0], goal[1] - spot[1]), 1e-6)
    return spot[0] + (goal[0] - spot[0]) * share, spot[1] + (goal[1] - spot[1]) * share


def _nodes(nodes: Iterable[MapNode], pen: _Pen) -> Iterable[str]:
    for node in nodes:
        faint = ' fill-opacity=".45"' if node.is_neighbour else ""
        yield (
            f'<circle cx="{node.x:g}" cy="{node.y:g}" r="{node.r:g}" '
            f'fill="{pen.palette.family(node.colour)}"{faint} stroke="{pen.palette.surface}" '
            f'stroke-width="2"><title>{escape(node.title.in_(pen.locale))}</title></circle>'
        )


def _labels(view: MapView, pen: _Pen) -> Iterable[str]:
    """Write names of families above their discs and of jobs below theirs, large ones first."""
    unit, palette = pen.unit, pen.palette
    families = [
        Label(
            disc.name.in_(pen.locale),
            disc.x,
            disc.y - disc.r - 6 * unit,
            13 * unit,
            palette.family(disc.colour),
            600,
            _FAMILY_LETTERS,
        )
        for disc in sorted(view.families, key=lambda disc: (-disc.r, disc.family))
    ]
    jobs = [
        Label(
            node.title.in_(pen.locale),
            node.x,
            node.y + node.r + 11 * unit,
            11 * unit,
            palette.ink,
            500,
        )
        for node in sorted(view.nodes, key=lambda node: (node.is_neighbour, -node.r, node.job))
    ]
    for label in place_labels([*families, *jobs]):
        step = label.size * LINE_HEIGHT
        lines = "".join(
            f'<tspan x="{label.x:.1f}" dy="{step if at else 0:.1f}">{escape(line)}</tspan>'
            for at, line in enumerate(label.lines)
        )
        yield (
            f'<text x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="middle" '
            f'font-size="{label.size:g}" font-weight="{label.weight}" fill="{label.colour}" '
            f'stroke="{pen.palette.surface}" stroke-width="{label.size / 4:.1f}" '
            f'stroke-linejoin="round" paint-order="stroke">{lines}</text>'
        )
