"""Measure how fast graphs are built, ways are found and maps are laid out, beside peers."""

import itertools
from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import rustworkx as rx

from benchmarks import synthetic
from benchmarks.report import Table, section
from benchmarks.timing import HEADINGS, Timings, peak_megabytes
from talentgrow.graph.layout import layout
from talentgrow.graph.mobility import Mobility, build
from talentgrow.graph.paths import find_paths
from talentgrow.graph.routes import ways
from talentgrow.graph.routes.alternatives import diverse, overlap
from talentgrow.graph.routes.ways import Start, Taste
from talentgrow.graph.types import Careers, Inputs, Profile

_JOBS, _ASSIGNMENTS = 5000, 1_000_000
_COUNT, _SOME = 20, 10
_TARGETS, _SOURCES, _PEER_PAIRS = 30, 8, 12
Walks = list[tuple[float, tuple[int, ...]]]
Pairs = list[tuple[int, int]]


def organisation(jobs: int, assignments: int) -> Inputs:
    """Make up an organisation with careers."""
    found = synthetic.catalogue(jobs)
    return replace(found, careers=synthetic.careers(assignments, found))


def building() -> tuple[Table, Mobility]:
    """Build the graph of a large organisation beside a pandas groupby of the same rows."""
    inputs = organisation(_JOBS, _ASSIGNMENTS)
    ours = Timings().of(lambda: build(inputs), 3)
    peer = Timings().of(lambda: grouped(inputs.careers), 3)
    mobility = build(inputs)
    table = Table(
        f"Build from {_ASSIGNMENTS:,} assignments, {_JOBS:,} jobs; "
        f"{mobility.moves_counted:,} moves (budget 10 s, 1 GB)",
        HEADINGS,
    )
    table.add("build: moves, prior, twin", *ours.cells())
    table.add("pandas: moves and their groupby only", *peer.cells())
    stored = mobility.dump()
    loads = Timings().of(lambda: Mobility.load(stored), 5)
    table.add(f"load a snapshot of {len(stored) / 2**20:.1f} MB", *loads.cells())
    middle = build(organisation(3000, 100_000)).dump()
    loads = Timings().of(lambda: Mobility.load(middle), 5)
    table.add(f"load 3,000 jobs, {len(middle) / 2**20:.1f} MB (budget 300 ms)", *loads.cells())
    table.note(f"peak memory of build {peak_megabytes(lambda: build(inputs)):.0f} MB, ratio to")
    table.note(f"pandas {ours.median / peer.median:.1f} (which does the counting only)")
    return table, mobility


def grouped(careers: Careers) -> pd.DataFrame:
    """Count moves with pandas: the part of the work that it can do."""
    frame = pd.DataFrame(
        {
            "person": careers.person,
            "job": careers.job,
            "unit": careers.unit,
            "started": careers.started,
            "ended": careers.ended,
        }
    ).sort_values(["person", "started"])
    following = frame.groupby("person")[["job", "started"]].shift(-1)
    moved = following.job.notna() & (following.job != frame.job)
    moved &= (following.started - frame.ended).dt.days <= 731
    frame["target"], frame["year"] = following.job, following.started.dt.year
    return frame[moved].groupby(["job", "target", "unit", "year"]).size().reset_index()


def searching(mobility: Mobility) -> list[Table]:
    """Find the 20 best diverse ways, cold and with the target known, beside peers."""
    random = np.random.default_rng(3)
    ids = [job.id for job in mobility.jobs]
    targets = random.choice(ids, _TARGETS, replace=False).tolist()
    groups = random.choice(ids, (_TARGETS, _SOURCES)).tolist()
    find_paths(mobility, Profile(ids[0]), ids[1])
    cold, cached, skilled, whole = Timings(), Timings(), Timings(), Timings()
    for target, sources in zip(targets, groups, strict=True):
        for at, source in enumerate(sources):
            # Nothing is known of the person; of the target only after the first question.
            mobility.memory.forget("posterior")
            timings = cached if at else cold
            timings.of(lambda s=source, t=target: twenty(mobility, Profile(s), t))
            person = Profile(source, 3, dict.fromkeys(range(1, 2000, 40), 3))
            skilled.of(lambda p=person, t=target: twenty(mobility, p, t))
        whole.of(lambda p=person, t=target: find_paths(mobility, p, t))
    table = Table(
        f"20 best diverse ways of at most 4 steps, {len(ids):,} jobs x 40 edges "
        "(budget p95: target cached 2 ms, cold 15 ms)",
        HEADINGS,
    )
    table.add("cold", *cold.cells())
    table.add("target cached", *cached.cells())
    table.add("target cached, own skills and unit", *skilled.cells())
    table.add("find_paths: three ways with all reasons", *whole.cells())
    pairs = [(s, t) for t, sources in zip(targets, groups, strict=True) for s in sources if s != t]
    return [table, _peers(mobility, pairs[:_PEER_PAIRS]), _diversity(mobility, pairs)]


def twenty(mobility: Mobility, profile: Profile, target: int) -> Walks:
    """Return the 20 best diverse ways, as the product finds them."""
    begun = ways.start(mobility, profile, mobility.row(target), appetite=0.0)
    found = ways.search(mobility, begun, Taste.LIKELY, count=mobility.rules.pool)
    return diverse(found, _COUNT, weight=mobility.rules.diversity)


def _peers(mobility: Mobility, pairs: Pairs) -> Table:
    """Compare with Yen's algorithm in networkx, and k shortest lengths in rustworkx.

    The peers know no bound on steps, so costs are compared as far as their ways keep to it.
    """
    table = Table(
        f"The {_COUNT} best ways, {len(pairs)} pairs",
        (*HEADINGS, "ratio to ours", "same costs"),
    )
    ours, yen, rust = Timings(), Timings(), Timings()
    agreed: list[tuple[bool, bool]] = []
    for source, target in pairs:
        begun = ways.start(mobility, Profile(source), mobility.row(target), appetite=0.0)
        graph, numbers = _as_peers_know_it(mobility, begun)
        found, theirs, length = [], [], []
        ours.of(
            lambda b=begun, f=found: f.extend(ways.search(mobility, b, Taste.LIKELY, count=_COUNT))
        )
        yen.of(lambda g=graph, b=begun, t=theirs: t.extend(_yen(g, b)))
        rust.of(lambda n=numbers, b=begun, k=length: k.append(_shortest(n, b)))
        costs = [nx.path_weight(graph, walk, "cost") for walk in theirs]
        shared = [
            c for c, w in zip(costs, theirs, strict=True) if len(w) <= mobility.rules.max_steps + 1
        ]
        known = [cost for cost, _ in found]
        same = np.allclose(known[: len(shared)], shared[: len(known)])
        agreed.append((bool(same), bool(np.isclose(length[0], costs[0]))))
    shares = np.mean(agreed, axis=0)
    table.add("ours", *ours.cells(), "1", "")
    table.add("networkx Yen", *yen.cells(), f"{yen.median / ours.median:.0f}", f"{shares[0]:.2f}")
    table.add(
        "rustworkx, only the one best length",
        *rust.cells(),
        f"{rust.median / ours.median:.0f}",
        f"{shares[1]:.2f}",
    )
    return table


def _yen(graph: "nx.DiGraph[int]", begun: Start) -> list[list[int]]:
    walks = nx.shortest_simple_paths(graph, begun.seen.row, begun.target, weight="cost")
    return list(itertools.islice(walks, _COUNT))


def _shortest(numbers: rx.PyDiGraph, begun: Start) -> float:
    found = rx.digraph_k_shortest_path_lengths(numbers, begun.seen.row, 1, float, goal=begun.target)
    return float(found[begun.target])


def _as_peers_know_it(mobility: Mobility, begun: Start) -> tuple["nx.DiGraph[int]", rx.PyDiGraph]:
    twin = mobility.twin
    source = np.repeat(np.arange(len(twin.first) - 1), np.diff(twin.first))
    kept = source != begun.seen.row
    first = begun.first
    ends = np.concatenate([twin.target[kept], first]).tolist()
    starts = np.concatenate([source[kept], np.full(len(first), begun.seen.row)]).tolist()
    likely = np.concatenate([twin.probability[kept], begun.seen.probability[first]])
    edges = list(zip(starts, ends, (-np.log(likely)).tolist(), strict=True))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from(edges, weight="cost")
    numbers: rx.PyDiGraph = rx.PyDiGraph()
    numbers.add_nodes_from(range(len(mobility.jobs)))
    numbers.add_edges_from(edges)
    return graph, numbers


def _diversity(mobility: Mobility, pairs: Pairs) -> Table:
    """Say what diversity costs: stepping stones in common, and how much dearer the ways are."""
    rules = mobility.rules
    measured: dict[str, list[tuple[float, float]]] = {"ten best": [], "ten diverse": []}
    for source, target in pairs:
        begun = ways.start(mobility, Profile(source), mobility.row(target), appetite=0.0)
        found = ways.search(mobility, begun, Taste.LIKELY, count=rules.pool)
        if len(found) < rules.pool:
            continue
        spread = diverse(found, _SOME, weight=rules.diversity)
        for name, chosen in (("ten best", found[:_SOME]), ("ten diverse", spread)):
            measured[name].append((_common(chosen), float(np.mean([cost for cost, _ in chosen]))))
    table = Table(
        f"Ten ways out of the best 40, {len(measured['ten best'])} pairs",
        ("", "overlap", "mean cost"),
    )
    for name, values in measured.items():
        table.add(name, *np.mean(values, axis=0).tolist())
    return table


def _common(walks: Walks) -> float:
    stones = [frozenset(rows[1:-1]) for _, rows in walks]
    return float(np.mean([overlap(a, b) for a, b in itertools.combinations(stones, 2)]))


def laying_out(large: Mobility) -> Table:
    """Lay out maps of 1,000 and 5,000 jobs beside the springs of networkx."""
    table = Table("Layout (budget 2 s for 1,000 jobs, 4 s for 5,000)", HEADINGS)
    small = build(organisation(1000, 60_000))
    table.add("ours, 1,000 jobs", *Timings().of(lambda: layout(small), 3).cells())
    table.add("ours, 5,000 jobs", *Timings().of(lambda: layout(large), 3).cells())
    graph = small.to_networkx()
    springs = Timings().of(lambda: nx.spring_layout(graph, seed=1, iterations=50))
    table.add("networkx spring, 1,000 jobs, 50 rounds", *springs.cells())
    return table


def run() -> None:
    """Print all tables."""
    section("Speed")
    table, mobility = building()
    table.show()
    for found in searching(mobility):
        found.show()
    laying_out(mobility).show()
