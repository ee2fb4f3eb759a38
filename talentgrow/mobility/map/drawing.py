"""The map as graph.js draws it: one view of the engine as plain lists and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from talentgrow.graph.analytics import ALL_LAYERS, MapNode, MapView, map_view
from talentgrow.graph.layout import NO_FAMILY
from talentgrow.graph.paths import find_paths
from talentgrow.graph.results import Step
from talentgrow.graph.types import Profile
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language, localized
from talentgrow.mobility.map import counts, neighbours
from talentgrow.mobility.map.choice import Choice
from talentgrow.mobility.snapshot import Graph

NAMED_WITHIN = 40


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A disc; `people` is None when few, `url` opens it."""

    id: int
    code: str
    name: str
    colour: int
    x: float
    y: float
    r: float
    people: int | None
    jobs: int
    url: str


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A dot; `size` is its diameter, `named` tells that the overview writes its name."""

    id: int
    name: str
    family: int
    colour: int
    x: float
    y: float
    size: float
    people: int | None
    named: bool
    url: str


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A line; `n` is None for a small group, then `few`, and for layers without people."""

    source: int
    target: int
    layer: str
    n: int | None
    few: bool


@dataclass(frozen=True, slots=True)
class FlowRecord:
    """A line between two families."""

    source: int
    target: int
    n: int | None
    few: bool


def view_of(graph: Graph, choice: Choice, path: Sequence[int] = ()) -> MapView:
    """Return what is drawn: all jobs, or families and what was opened where jobs are many."""
    view = _view(graph, choice, choice.family if not path else None)
    view = counts.protect(view, graph.mobility, choice)
    if path and view.is_overview:
        return neighbours.with_path(view, graph.mobility, graph.layout, path)
    if view.family is None:
        return view
    if neighbours.is_large(graph.mobility):
        return neighbours.gathered(view)
    return neighbours.without_empty_discs(view)


def whole_view(graph: Graph, choice: Choice) -> MapView:
    """Return all jobs and links under the filters, however many, for files of numbers."""
    view = counts.protect(_view(graph, choice, choice.family), graph.mobility, choice)
    if not view.is_overview:
        return view
    parts = [_view(graph, choice, disc.family) for disc in view.families]
    links = {(link.source, link.target, link.layer): link for p in parts for link in p.links}
    return replace(
        view,
        nodes=tuple(node for part in parts for node in part.nodes if not node.is_neighbour),
        links=tuple(links[ends] for ends in sorted(links)),
        is_overview=False,
    )


def _view(graph: Graph, choice: Choice, family: int | None) -> MapView:
    return map_view(
        graph.mobility,
        graph.layout,
        family=family,
        units=choice.units,
        since=choice.since,
        until=choice.until,
        minimum=choice.minimum,
        layers=ALL_LAYERS,
    )


def path_steps(graph: Graph, choice: Choice) -> tuple[Step, ...]:
    """Return the most travelled path between the two jobs chosen; none where both are the same."""
    if choice.start is None or choice.goal is None:
        return ()
    found = find_paths(graph.mobility, Profile(choice.start), choice.goal)
    return found.paths[0].steps if found.paths else ()


def path_jobs(steps: Sequence[Step]) -> tuple[int, ...]:
    """Return the jobs of a path in order, the present one first."""
    start = [step.source for step in steps[:1] if step.source is not None]
    return (*start, *(step.target for step in steps))


def drawing(graph: Graph, choice: Choice, address: str) -> dict[str, Any]:
    """Return the answer that graph.js draws; `address` is the page, to which records add."""
    path = path_jobs(path_steps(graph, choice))
    view = view_of(graph, choice, path)
    return {
        "locale": language(),
        "mode": "families" if view.is_overview else "jobs",
        "words": _words(),
        "families": [_plain(record) for record in _families(view, address)],
        "jobs": [_plain(record) for record in _jobs(graph, view, address)],
        "links": [
            _plain(LinkRecord(link.source, link.target, link.layer, link.n, link.is_few))
            for link in view.links
        ],
        "family_links": [
            _plain(FlowRecord(link.source, link.target, link.n, link.is_few))
            for link in view.family_links
        ],
        "path": list(path),
        "focus": None,
    }


def _plain(record: FamilyRecord | JobRecord | LinkRecord | FlowRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _words() -> Mapping[str, str]:
    return {
        "few": _("few"),
        "people": _("People"),
        "jobs": _("Jobs"),
        "arrivals": _("Arrivals"),
        "departures": _("Departures"),
    }


def _families(view: MapView, address: str) -> list[FamilyRecord]:
    return [
        FamilyRecord(
            id=disc.family,
            code=disc.code,
            name=localized(disc.name),
            colour=disc.colour,
            x=round(disc.x, 1),
            y=round(disc.y, 1),
            r=round(disc.r, 1),
            people=disc.headcount,
            jobs=disc.jobs,
            url=f"{address}family={disc.family}",
        )
        for disc in view.families
    ]


def _jobs(graph: Graph, view: MapView, address: str) -> list[JobRecord]:
    if view.is_overview:
        return _findable(graph, address)
    named = _largest(view.nodes)
    return [
        JobRecord(
            id=node.job,
            name=localized(node.title),
            family=node.family,
            colour=node.colour,
            x=round(node.x, 1),
            y=round(node.y, 1),
            size=round(2 * node.r, 1),
            people=node.headcount,
            named=node.job in named,
            url=f"{address}family={node.family}&job={node.job}",
        )
        for node in view.nodes
    ]


def _largest(nodes: Sequence[MapNode]) -> set[int]:
    """Return the largest job of each family, and some more of a family that was opened."""
    by_size = sorted(nodes, key=lambda node: (-node.r, node.job))
    best: dict[int, int] = {}
    for node in by_size:
        best.setdefault(node.family, node.job)
    opened = [node.job for node in by_size if not node.is_neighbour]
    is_opened = len(opened) < len(nodes)
    return set(best.values()) | set(opened[:NAMED_WITHIN] if is_opened else ())


def _findable(graph: Graph, address: str) -> list[JobRecord]:
    """Return all jobs with their places: on a map of families they are there to be found."""
    layout = graph.layout
    return [
        JobRecord(
            id=job.id,
            name=localized(job.title),
            family=job.family or NO_FAMILY,
            colour=0,
            x=layout.positions[job.id][0],
            y=layout.positions[job.id][1],
            size=2 * layout.sizes[job.id],
            people=None,
            named=False,
            url=f"{address}family={job.family or NO_FAMILY}&job={job.id}",
        )
        for job in graph.mobility.jobs
    ]
