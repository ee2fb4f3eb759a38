"""Measure suggestions against what people really did, beside simpler ways in the same run."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from benchmarks import sources
from benchmarks.report import Table, section
from talentgrow.graph.model.similarity import compare
from talentgrow.graph.model.twin import posterior_rows
from talentgrow.graph.rules import Rules

Floats = NDArray[np.float64]
CUTS = {"nd_state": (2014, 2012), "isu": (2015, 2013)}
NAMES = {"nd_state": "North Dakota State", "isu": "Iowa State University"}
TO_REACH = {
    "nd_state": "to reach: MRR .52, H@10 .68; stepping stones H@5 .67",
    "isu": "to reach: MRR .62, H@10 .78; stepping stones H@5 .73",
}


def mean_rank(scores: Floats, target: int) -> float:
    """Return the rank of a target; equal scores share their mean rank.

    >>> mean_rank(np.array([3.0, 1.0, 1.0]), 1)
    2.5
    """
    ahead = (scores > scores[target]).sum()
    return float(1 + ahead + 0.5 * ((scores == scores[target]).sum() - 1))


def next_moves(name: str) -> Table:
    """Rank every real later move among all jobs, by each way of suggesting."""
    cut = CUTS[name][0]
    found = sources.organisation(name, cut)
    engine, jobs = found.mobility, len(found.job)
    counts = np.zeros((jobs, jobs))
    np.add.at(counts, (engine.flows.source, engine.flows.target), engine.flows.people)
    popular, size = counts.sum(axis=0), engine.headcount / engine.headcount.sum()
    ranks: dict[str, list[float]] = {n: [] for n in ("popularity", "Markov", "prior", "posterior")}
    weights, is_new = [], []
    columns = (found.test.src, found.test.dst, found.test.dept_src, found.test.n)
    for source_title, target_title, unit_title, people in zip(*columns, strict=True):
        source, target = found.job[source_title], found.job[target_title]
        unit = found.unit.get(unit_title)
        left = counts[source]
        scores = {
            "popularity": popular + 1e-3 * size,
            "Markov": left / max(left.sum(), 1) + 1e-6 * popular / popular.sum(),
            "prior": found.without_moves.posterior(source, unit).copy(),
            "posterior": engine.posterior(source, unit).copy(),
        }
        for way, values in scores.items():
            values[source] = -1
            ranks[way].append(mean_rank(values, target))
        weights.append(people)
        is_new.append(left[target] == 0)
    share = sources.coverage(name, cut)
    table = Table(
        f"{NAMES[name]}: next move, learnt up to {cut}, {sum(weights)} later moves "
        f"(coverage {share:.0%}), {jobs} jobs",
        ("", "MRR", "H@1", "H@5", "H@10", "H@10 new pairs"),
    )
    for way, values in ranks.items():
        table.add(way, *_hits(values, weights, is_new))
    return table


def _hits(ranks: Sequence[float], weights: Sequence[int], is_new: Sequence[bool]) -> list[float]:
    rank, weight = np.array(ranks), np.array(weights) / sum(weights)
    fresh = np.array(is_new, dtype=np.bool_)
    hits = [float(weight[rank <= bound].sum()) for bound in (1, 5, 10)]
    new = float(weight[fresh & (rank <= 10)].sum() / weight[fresh].sum())
    return [float((weight / rank).sum()), *hits, new]


def stepping_stones(name: str) -> Table:
    """Rank the job people really passed through between two jobs."""
    cut = CUTS[name][1]
    found = sources.organisation(name, cut)
    engine, jobs = found.mobility, len(found.job)
    rows = np.arange(jobs)
    counts = np.zeros((jobs, jobs))
    np.add.at(counts, (engine.flows.source, engine.flows.target), engine.flows.people)
    hops = shortest_path(counts > 0, unweighted=True)
    likely = {
        "prior": _all_rows(found.without_moves),
        "posterior": _all_rows(engine),
        "Markov": counts / np.maximum(counts.sum(axis=1, keepdims=True), 1),
    }
    ways: dict[str, Callable[[int, int], Floats]] = {
        "unweighted shortest path": lambda a, c: -(hops[a] + hops[:, c])
    } | {
        way: (lambda a, c, chances=chances: chances[a] * chances[:, c])
        for way, chances in likely.items()
    }
    people = found.sequences.n.to_numpy()
    table = Table(
        f"{NAMES[name]}: stepping stones, learnt up to {cut}, {people.sum()} sequences",
        ("", "H@1", "H@3", "H@5"),
    )
    for way, score in ways.items():
        ranks = []
        for a_title, b_title, c_title in zip(
            found.sequences.a, found.sequences.b, found.sequences.c, strict=True
        ):
            a, b, c = found.job[a_title], found.job[b_title], found.job[c_title]
            values = np.where((rows == a) | (rows == c), -np.inf, score(a, c))
            unsuggested = values[b] == 0 or np.isinf(values[b])
            ranks.append(np.inf if unsuggested else mean_rank(values, b))
        rank = np.array(ranks)
        table.add(way, *(float(people[rank <= n].sum() / people.sum()) for n in (1, 3, 5)))
    return table


def _all_rows(mobility: "sources.Mobility") -> Floats:
    rows = np.arange(len(mobility.jobs))
    return posterior_rows(mobility.prior_model, mobility.pairs.observed, rows)


def nearness() -> list[Table]:
    """Rank the official neighbours of every occupation of ROME by nearness alone."""
    catalogue = sources.rome()
    jobs, everyone = catalogue.inputs.jobs, np.arange(len(catalogue.inputs.jobs))
    blend = compare(jobs, catalogue.inputs.skills, Rules()).rows(everyone)
    sets = [{need.skill for need in job.needs} for job in jobs]
    jaccard = np.array([[len(a & b) / max(len(a | b), 1) for b in sets] for a in sets])
    tables = []
    for kind, wanted in sorted(catalogue.official.items(), reverse=True):
        asked = sum(bool(targets) for targets in wanted)
        table = Table(
            f"ROME 3.47: {kind}, {asked} of {len(jobs)} occupations",
            ("", "MRR", "R@10", "MAP", "AUC"),
        )
        for way, scores in (("Jaccard of skills", jaccard), ("blend", blend)):
            table.add(way, *_retrieval(scores, wanted))
        tables.append(table)
    return tables


def _retrieval(scores: Floats, wanted: Sequence[set[int]]) -> list[float]:
    """Return the mean over occupations of four measures of a ranking."""
    measures = []
    for row, targets in enumerate(wanted):
        if not targets:
            continue
        values = scores[row].copy()
        values[row] = -np.inf
        ranks = np.sort([mean_rank(values, target) for target in targets])
        count, others = len(ranks), len(values) - 1
        precision = np.arange(1, count + 1) / ranks
        area = 1 - (ranks.mean() - (count + 1) / 2) / max(others - count, 1)
        measures.append((1 / ranks[0], (ranks <= 10).mean(), precision.mean(), area))
    return [float(value) for value in np.mean(measures, axis=0)]


def run() -> None:
    """Print all tables, or say why they cannot be had."""
    try:
        sources.folder()
    except sources.DataMissing as problem:
        section("Quality of suggestions")
        print(problem)
        return
    section("Quality of suggestions")
    begun = time.perf_counter()
    for name in CUTS:
        next_moves(name).show()
        stepping_stones(name).show()
        print(TO_REACH[name])
    for table in nearness():
        table.show()
    print(f"to reach: proche R@10 .63      ({time.perf_counter() - begun:.0f} s)")
