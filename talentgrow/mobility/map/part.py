"""The map as one reader may see it: HR of a part of the organisation sees that part only."""

from dataclasses import replace

from talentgrow.graph.layout import node_sizes
from talentgrow.graph.narrowing import narrowed
from talentgrow.kernel.access import Actor, Scope
from talentgrow.mobility import careers, snapshot
from talentgrow.mobility.snapshot import Graph

MOST_KEPT = 20


def graph_for(actor: Actor) -> Graph:
    """Return the newest graph as the actor may read it.

    :raises NoSnapshot: none was computed yet
    """
    return as_read_by(actor, snapshot.current())


def as_read_by(actor: Actor, graph: Graph) -> Graph:
    """Return a graph as the actor may read it.

    Each part is counted once for each graph; threads that ask at once may count it twice.
    """
    if actor.scope is None:
        return graph
    part = graph.parts.get(actor.scope)
    if part is None:
        if len(graph.parts) >= MOST_KEPT:
            graph.parts.clear()
        part = graph.parts[actor.scope] = _part(graph, actor.scope)
    return part


def _part(graph: Graph, scope: Scope) -> Graph:
    """Count the part; jobs stay where they are drawn, their sizes are those of the part."""
    mobility = narrowed(graph.mobility, careers.of_part(scope))
    sizes = node_sizes(mobility).tolist()
    drawn = replace(
        graph.layout,
        sizes={job.id: size for job, size in zip(mobility.jobs, sizes, strict=True)},
    )
    return replace(graph, mobility=mobility, layout=drawn, scope=scope, parts={})
