"""Rings by the extended edge formulation, as another solver of rings would find them."""

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx
import numpy as np
from scipy import optimize
from scipy.sparse import csr_array

Edge = tuple[int, int]


def extended_edges(wished: Iterable[Edge], longest: int, *, seconds: float) -> tuple[int, int]:
    """Return how many people disjoint rings serve, and the bound on it.

    Constantino, Klimentova, Viana and Rais (2013): one copy of the graph for the smallest person
    of each ring, in which edges are chosen. What enters somebody leaves them; a copy has at most
    `longest` edges, and none without one from its smallest person; everybody is left once.
    """
    graph = nx.DiGraph(wished)
    columns = [
        (first, a, b)
        for first in sorted(graph)
        for a, b in _copy(graph.subgraph([n for n in graph if n >= first]), first, longest)
    ]
    begins = defaultdict(list)
    for column, (first, a, _) in enumerate(columns):
        if a == first:
            begins[first].append(column)
    cells, limits = _rules(columns, begins, longest)
    rows = {key: row for row, key in enumerate(limits)}
    at = [rows[key] for key, _, _ in cells]
    table = csr_array(
        ([value for *_, value in cells], (at, [column for _, column, _ in cells])),
        shape=(len(rows), len(columns)),
        dtype=np.float64,
    )
    low, high = np.array(list(limits.values())).T
    found = optimize.milp(
        -np.ones(len(columns)),
        integrality=np.ones(len(columns)),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(table, low, high),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    bound = len(graph) if found.mip_dual_bound is None else int(1e-6 - found.mip_dual_bound)
    return 0 if found.x is None else round(-found.fun), bound


def _copy(graph: "nx.DiGraph[int]", first: int, longest: int) -> list[Edge]:
    """Return the edges on a way from the smallest person back to them that is short enough."""
    away = nx.single_source_shortest_path_length(graph, first, longest - 1)
    back = nx.single_source_shortest_path_length(graph.reverse(), first, longest - 1)
    return [
        (a, b)
        for a in sorted(away)
        for b in sorted(graph[a])
        if b in back and away[a] + 1 + back[b] <= longest
    ]


def _rules(
    columns: list[tuple[int, int, int]], begins: dict[int, list[int]], longest: int
) -> tuple[list[tuple[tuple[object, ...], int, int]], dict[tuple[object, ...], Edge]]:
    """Return (row, column, value), and the limits of each row."""
    cells: list[tuple[tuple[object, ...], int, int]] = []
    limits: dict[tuple[object, ...], tuple[float, float]] = {}
    for column, (first, a, b) in enumerate(columns):
        cells += [
            (("flow", first, a), column, 1),
            (("flow", first, b), column, -1),
            (("person", a), column, 1),
            (("copy", first), column, 1),
            (("begun", first, a), column, 1),
        ]
    for key, _, _ in list(cells):
        limits[key] = (0, 0) if key[0] == "flow" else (-np.inf, 1 if key[0] == "person" else 0)
    for key in limits:
        weight = {"copy": longest, "begun": 1}.get(key[0], 0)
        # Of the smallest person themselves this would say that they are left as often as left.
        if weight and key != ("begun", key[1], key[1]):
            cells += [(key, column, -weight) for column in begins[key[1]]]
    own = [key for key in limits if key[0] == "begun" and key[1] == key[2]]
    for key in own:
        limits[key] = (-np.inf, 1)
    return cells, limits
