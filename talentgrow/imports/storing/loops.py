"""Who ends up above themselves when one goes up the hierarchy."""

from collections.abc import Iterable, Mapping

import networkx as nx

ARROW = " → "
LONGEST_TOLD = 6


def loops(edges: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Return the edges from something to what is above it that lie on a loop, with the loop.

    >>> loops([("A", "B"), ("B", "A"), ("C", "A")])[("A", "B")]
    'A → B → A'
    """
    graph = nx.DiGraph()
    graph.add_edges_from(edges)
    found = {}
    for members in nx.strongly_connected_components(graph):
        if len(members) < 2:
            continue
        part = graph.subgraph(members)
        for below, above in sorted(part.edges):
            way = nx.shortest_path(part, above, below)
            found[below, above] = ARROW.join([below, *_told(way)])
    return found


def _told(way: list[str]) -> list[str]:
    return way if len(way) <= LONGEST_TOLD else [*way[: LONGEST_TOLD - 2], "…", way[-1]]
