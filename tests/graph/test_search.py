"""The cheapest ways, beside brute force and networkx."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentgrow.graph.routes.search import Roads, bounds, cheapest


def random_roads(jobs, degree, seed):
    random = np.random.default_rng(seed)
    targets, first = [], [0]
    for row in range(jobs):
        others = [other for other in range(jobs) if other != row]
        count = int(random.integers(0, min(degree, jobs - 1) + 1))
        targets += sorted(random.choice(others, size=count, replace=False).tolist())
        first.append(len(targets))
    cost = random.integers(1, 40, len(targets)).astype(float) / 8
    return Roads(np.array(first), np.array(targets, dtype=np.int64), cost)


def ours(roads, start, target, *, count, steps):
    chosen = slice(roads.first[start], roads.first[start + 1])
    out = (roads.target[chosen], roads.cost[chosen])
    return cheapest(bounds(roads, target, steps - 1), start, out, count=count, steps=steps)


def as_graph(roads):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(roads.first) - 1))
    for row in range(len(roads.first) - 1):
        for at in range(roads.first[row], roads.first[row + 1]):
            graph.add_edge(row, int(roads.target[at]), cost=float(roads.cost[at]))
    return graph


def brute_force(graph, start, target, steps):
    others = [row for row in graph if row not in (start, target)]
    found = []
    for between in range(steps):
        for stones in itertools.permutations(others, between):
            walk = (start, *stones, target)
            if nx.is_path(graph, walk):
                found.append((nx.path_weight(graph, walk, "cost"), walk))
    return sorted(found)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7), st.integers(1, 6), st.integers(0, 10_000), st.integers(1, 4))
def test_all_ways_are_found_in_order(jobs, degree, seed, steps):
    roads = random_roads(jobs, degree, seed)
    expected = brute_force(as_graph(roads), 0, jobs - 1, steps)

    found = ours(roads, 0, jobs - 1, count=10_000, steps=steps)

    assert [walk for _, walk in found] == [walk for _, walk in expected]
    assert np.allclose([cost for cost, _ in found], [cost for cost, _ in expected])


@pytest.mark.parametrize("seed", range(12))
def test_networkx_finds_the_same_costs(seed):
    roads = random_roads(25, 5, seed)
    graph = as_graph(roads)
    if not graph.has_edge(0, 24):
        graph.add_edge(0, 24, cost=30.0)
    cheap = itertools.islice(nx.shortest_simple_paths(graph, 0, 24, weight="cost"), 60)
    theirs = [nx.path_weight(graph, walk, "cost") for walk in cheap if len(walk) <= 5]

    found = [cost for cost, _ in ours(roads, 0, 24, count=15, steps=4)]

    compared = min(len(found), len([cost for cost in theirs if cost < 30]))
    assert compared or not found
    assert np.allclose(found[:compared], theirs[:compared])


def test_a_start_outside_the_graph_has_roads_of_its_own():
    roads = Roads(np.array([0, 1, 1]), np.array([1]), np.array([2.0]))

    found = cheapest(
        bounds(roads, 1, 3), -1, (np.array([0, 1]), np.array([1.0, 4.0])), count=5, steps=4
    )

    assert found == [(3.0, (-1, 0, 1)), (4.0, (-1, 1))]


def test_closed_rows_are_avoided():
    roads = random_roads(12, 6, 3)

    closed = roads.avoiding({2, 5})

    for _, walk in ours(closed, 0, 11, count=200, steps=4):
        assert not {2, 5} & set(walk)


def test_bounds_are_exact():
    roads = random_roads(10, 4, 5)
    graph = as_graph(roads)
    known = bounds(roads, 9, 3)

    for steps, row in itertools.product(range(1, 4), range(9)):
        best = min((cost for cost, _ in brute_force(graph, row, 9, steps)), default=np.inf)
        assert known.left[steps][row] == pytest.approx(best)
