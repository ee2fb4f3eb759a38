"""Draw up the mobility graph as networkx knows graphs: what people read, export and test."""

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from talentgrow.graph.mobility import Mobility


def digraph(mobility: "Mobility") -> "nx.DiGraph[int]":
    """Return jobs as nodes and three layers of edges, told apart by their attributes.

    Attributes that are not known are left out, because GraphML has no empty value.
    """
    graph: nx.DiGraph[int] = nx.DiGraph(
        data_hash=mobility.data_hash,
        rule_version=mobility.rule_version,
        as_of=mobility.as_of.isoformat(),
    )
    codes = {family.id: family.code for family in mobility.families}
    for job, people in zip(mobility.jobs, mobility.headcount.tolist(), strict=True):
        known = {"family": codes.get(job.family or 0), "grade": job.grade}
        graph.add_node(
            job.id,
            title_fr=job.title.in_("fr"),
            title_en=job.title.in_("en"),
            headcount=people,
            **{name: value for name, value in known.items() if value is not None},
        )
    _add_near(mobility, graph)
    _add_pairs(mobility, graph)
    return graph


def _add_near(mobility: "Mobility", graph: "nx.DiGraph[int]") -> None:
    """Link each job to the most similar ones, both ways."""
    twin = mobility.twin
    for row, (near, values) in enumerate(
        zip(twin.near.tolist(), twin.nearness.tolist(), strict=True)
    ):
        for other, value in zip(near, values, strict=True):
            if value > 0:
                one, two = mobility.jobs[row].id, mobility.jobs[other].id
                for source, target in ((one, two), (two, one)):
                    graph.add_edge(
                        source, target, observed=0, bridge=False, adjacent=True, adjacency=value
                    )


def _add_pairs(mobility: "Mobility", graph: "nx.DiGraph[int]") -> None:
    pairs = mobility.pairs
    for place in range(len(pairs.source)):
        source, target = int(pairs.source[place]), int(pairs.target[place])
        edge = (mobility.jobs[source].id, mobility.jobs[target].id)
        attributes: dict[str, int | float | bool] = {
            "observed": int(pairs.people[place]),
            "bridge": bool(pairs.is_bridge[place]),
        }
        if pairs.people[place]:
            attributes["first_year"] = int(pairs.first_year[place])
            attributes["last_year"] = int(pairs.last_year[place])
        if not np.isnan(pairs.months[place]):
            attributes["median_months"] = round(float(pairs.months[place]))
        if not graph.has_edge(*edge):
            attributes["adjacent"] = False
        probability = _probability(mobility, source, target)
        if probability is not None:
            attributes["probability"] = probability
        graph.add_edge(*edge, **attributes)


def _probability(mobility: "Mobility", source: int, target: int) -> float | None:
    twin = mobility.twin
    first, last = int(twin.first[source]), int(twin.first[source + 1])
    place = first + int(np.searchsorted(twin.target[first:last], target))
    if place < last and twin.target[place] == target:
        return float(twin.probability[place])
    return None
