"""The map as files to take away: what the page shows, small groups hidden as there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import resvg_py

from talentgrow.graph.analytics import MapView
from talentgrow.graph.export import to_csv, to_graph, to_graphml, to_svg
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.mobility.map import drawing, table
from talentgrow.mobility.map.choice import Choice
from talentgrow.mobility.snapshot import Graph

PICTURE_WIDTH = 2400
# Spreadsheets take a file for UTF-8 only when it begins with this mark.
_MARK = "\ufeff"

_FONTS = (
    *("Inter", "Inter Variable", "Segoe UI", "Roboto", "Noto Sans", "Open Sans", "Ubuntu"),
    *("Helvetica", "Arial", "Liberation Sans", "DejaVu Sans"),
)
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">'
    '<text y="15" font-family="sans-serif">{words}</text></svg>'
)


class NoFonts(DomainError):
    """The machine has no font that a picture could be written with."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its content, what it is and how it is called."""

    content: bytes
    mimetype: str
    name: str


def download(graph: Graph, choice: Choice, kind: str) -> Download:
    """Return the map as one kind of file.

    :raises NotFound: there is no such kind
    """
    if kind not in _KINDS:
        raise NotFound(_("The map cannot be downloaded in this form."))
    make, mimetype = _KINDS[kind]
    return Download(make(graph, choice), mimetype, _name(graph, kind))


def _name(graph: Graph, kind: str) -> str:
    """Return a file name with the day of the data: "mobility-map-jobs-2026-10-08.csv"."""
    stem, _dot, ending = kind.rpartition(".")
    subject = _("mobility-map")
    what = subject if stem == "map" else f"{subject}-{stem}"
    return f"{what}-{graph.mobility.as_of.isoformat()}.{ending}"


def picture(graph: Graph, choice: Choice) -> str:
    """Return the map as an SVG that needs no script: what is chosen, in the stored places."""
    path = drawing.path_jobs(drawing.path_steps(graph, choice))
    return to_svg(_chosen(drawing.view_of(graph, choice, path), choice), locale=language())


def _chosen(view: MapView, choice: Choice) -> MapView:
    """Keep the layers that are switched on."""
    return replace(view, links=tuple(link for link in view.links if link.layer in choice.layers))


def _svg(graph: Graph, choice: Choice) -> bytes:
    return picture(graph, choice).encode()


def _png(graph: Graph, choice: Choice) -> bytes:
    font = _font()
    if font is None:
        raise NoFonts(
            _("This server has no font to write names with. Take the drawing (SVG) instead.")
        )
    return _drawn(picture(graph, choice), font, PICTURE_WIDTH)


def _drawn(svg: str, font: str, width: int) -> bytes:
    drawn: bytes = resvg_py.svg_to_bytes(svg_string=svg, width=width, sans_serif_family=font)
    return drawn


@cache
def _font() -> str | None:
    """Return a font of this machine that stands in for Inter: the first that leaves ink."""
    blank = _drawn(_PROBE.format(words=""), "", 60)
    return next((f for f in _FONTS if _drawn(_PROBE.format(words="Ag"), f, 60) != blank), None)


def _graphml(graph: Graph, choice: Choice) -> bytes:
    return to_graphml(to_graph(_chosen(drawing.whole_view(graph, choice), choice)))


def _moves(graph: Graph, choice: Choice) -> bytes:
    view = _chosen(drawing.whole_view(graph, choice), choice)
    return (_MARK + to_csv(view, locale=language())).encode()


def _jobs(graph: Graph, choice: Choice) -> bytes:
    return (_MARK + table.as_csv(table.rows(graph.mobility, choice))).encode()


_KINDS: dict[str, tuple[Callable[[Graph, Choice], bytes], str]] = {
    "map.svg": (_svg, "image/svg+xml"),
    "map.png": (_png, "image/png"),
    "jobs.csv": (_jobs, "text/csv"),
    "moves.csv": (_moves, "text/csv"),
    "map.graphml": (_graphml, "application/graphml+xml"),
}
