"""Write the graph and the map as files: GraphML, CSV and SVG."""

import csv
import io

import networkx as nx

from talentgrow.graph.picture.drawing import to_svg
from talentgrow.graph.picture.map_values import MapView
from talentgrow.graph.picture.palettes import COLUMNS, FEW, LAYER_NAMES
from talentgrow.kernel.text import safe_cell

__all__ = ["to_csv", "to_graph", "to_graphml", "to_svg"]


def to_graphml(graph: "nx.DiGraph[int]") -> bytes:
    """Return a graph as GraphML; `networkx.read_graphml(…, node_type=int)` reads it back."""
    stream = io.BytesIO()
    nx.write_graphml(graph, stream, encoding="utf-8")
    return stream.getvalue()


def to_graph(view: MapView) -> "nx.DiGraph[int]":
    """Return what a view shows as a graph; few people stay "few" in it.

    An overview gives families as nodes, any other view jobs.
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    if view.is_overview:
        for disc in view.families:
            graph.add_node(disc.family, code=disc.code, name_fr=disc.name.fr, name_en=disc.name.en)
        for flow in view.family_links:
            graph.add_edge(flow.source, flow.target, observed=True, **_people(flow.n, flow.is_few))
        return graph
    for node in view.nodes:
        graph.add_node(
            node.job,
            title_fr=node.title.in_("fr"),
            title_en=node.title.in_("en"),
            family=node.code,
            **_people(node.headcount, node.is_few),
        )
    for link in view.links:
        layer = {str(link.layer): True}
        graph.add_edge(link.source, link.target, **layer, **_people(link.n, link.is_few))
    return graph


def _people(count: int | None, is_few: bool) -> dict[str, int | bool]:
    return ({"people": count} if count is not None else {}) | ({"few": True} if is_few else {})


def to_csv(view: MapView, *, locale: str = "fr") -> str:
    """Return the lines of a view as a table; cells that spreadsheets would run are defused."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.in_(locale) for column in COLUMNS.values()])
    for row in _rows(view, locale):
        writer.writerow([safe_cell(cell) for cell in row])
    return stream.getvalue()


def _rows(view: MapView, locale: str) -> list[tuple[str, ...]]:
    families = {disc.family: disc.name.in_(locale) for disc in view.families}
    if view.is_overview:
        moved = LAYER_NAMES["observed"].in_(locale)
        return [
            ("", families[link.source], "", families[link.target], moved, _count(link.n, locale))
            for link in view.family_links
        ]
    nodes = {node.job: node for node in view.nodes}
    return [
        (
            nodes[link.source].title.in_(locale),
            families[nodes[link.source].family],
            nodes[link.target].title.in_(locale),
            families[nodes[link.target].family],
            LAYER_NAMES[link.layer].in_(locale),
            _count(link.n, locale) if link.is_few or link.n is not None else "",
        )
        for link in view.links
        if link.source in nodes and link.target in nodes
    ]


def _count(people: int | None, locale: str) -> str:
    return FEW.in_(locale) if people is None else str(people)
