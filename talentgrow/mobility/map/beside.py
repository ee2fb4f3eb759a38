"""What stands beside the map: a job, a path in words, or where to begin."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from talentgrow.graph.analytics import MapView
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Step
from talentgrow.graph.types import Family, Job
from talentgrow.infra.i18n import localized
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.mobility.map import counts, queries
from talentgrow.mobility.map.choice import Choice
from talentgrow.mobility.map.counts import Ints
from talentgrow.mobility.path_pages.evidence import Evidence, evidence
from talentgrow.mobility.snapshot import Graph
from talentgrow.people import queries as people

SHOWN_MOVES = 8


@dataclass(frozen=True, slots=True)
class End:
    """A job at the end of a link, with its family."""

    id: int
    title: Localized
    family: Family | None


@dataclass(frozen=True, slots=True)
class Flow:
    """Moves to or from a job; `count` is None for a small group, 0 for a bridge alone."""

    job: End
    count: int | None
    share: float | None
    is_bridge: bool


@dataclass(frozen=True, slots=True)
class BridgeNote:
    """What HR wrote on a bridge."""

    source: End
    target: End
    note: Localized


@dataclass(frozen=True, slots=True)
class JobPanel:
    """One job in the middle of attention; `people` is None for a small group."""

    job: End
    people: int | None
    is_part: bool
    sites: tuple[str, ...]
    median_months: int | None
    comes_from: tuple[Flow, ...]
    leads_to: tuple[Flow, ...]
    bridges: tuple[BridgeNote, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The most travelled links between two jobs, or between two families."""

    source: End | Family
    target: End | Family
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a lit path, with what speaks for it."""

    job: End
    evidence: Evidence
    is_bridge: bool


@dataclass(frozen=True, slots=True)
class PathPanel:
    """The most travelled path between two jobs; no steps where they are the same job."""

    start: End
    goal: End
    steps: tuple[PathStep, ...]


def end(mobility: Mobility, job_id: int) -> End:
    """Return a job as the end of a link.

    :raises UnknownJob: the job is not on the map
    """
    return _end(mobility, mobility.jobs[mobility.row(job_id)])


def of_job(graph: Graph, choice: Choice, job_id: int) -> JobPanel:
    """Return what is beside the map when a job is in focus, under the same filters.

    :raises UnknownJob: the job is not on the map
    """
    mobility = graph.mobility
    row, few = mobility.row(job_id), mobility.rules.few
    held = int(mobility.headcount[row])
    stays = int(mobility.pairs.left[row])
    bridges = _bridges(mobility, job_id)
    came, left = _moves_of(mobility, choice, row)
    sites = people.sites_of_job(job_id, graph.scope) if held >= few else []
    return JobPanel(
        job=end(mobility, job_id),
        people=held if held >= few else None,
        is_part=graph.scope is not None,
        sites=tuple(site.name for site, _count in sites),
        # A median of few stays would be about few people.
        median_months=mobility.time_in_job(job_id) if stays >= few else None,
        comes_from=_flows(mobility, came, {b.source.id for b in bridges if b.target.id == job_id}),
        leads_to=_flows(mobility, left, {b.target.id for b in bridges if b.source.id == job_id}),
        bridges=bridges,
    )


def of_path(mobility: Mobility, start: int, goal: int, *, steps: Sequence[Step]) -> PathPanel:
    """Return a path in words."""
    few = mobility.rules.few
    return PathPanel(
        start=end(mobility, start),
        goal=end(mobility, goal),
        steps=tuple(
            PathStep(end(mobility, step.target), evidence(step, few), step.is_bridge)
            for step in steps
        ),
    )


def strongest(mobility: Mobility, choice: Choice) -> tuple[Passage, ...]:
    """Return the links between jobs which most people took; small groups are not among them."""
    pairs = counts.moves(mobility, choice, minimum=max(choice.minimum, mobility.rules.few))
    inside = np.array([choice.family in (None, job.family or 0) for job in mobility.jobs], np.bool_)
    kept = np.flatnonzero(inside[pairs.source] | inside[pairs.target])
    order = kept[np.lexsort((pairs.target[kept], pairs.source[kept], -pairs.people[kept]))]
    found = [
        (int(pairs.source[at]), int(pairs.target[at]), int(pairs.people[at]))
        for at in order[:SHOWN_MOVES]
    ]
    jobs = mobility.jobs
    return tuple(
        Passage(_end(mobility, jobs[s]), _end(mobility, jobs[t]), n, n / found[0][2])
        for s, t, n in found
    )


def strongest_between_families(mobility: Mobility, view: MapView) -> tuple[Passage, ...]:
    """Return the links between families which most people took."""
    known = {family.id: family for family in mobility.families}
    counted = [
        (link.source, link.target, link.n)
        for link in view.family_links
        if link.n is not None and link.source in known and link.target in known
    ]
    counted.sort(key=lambda link: (-link[2], link[0], link[1]))
    return tuple(
        Passage(known[s], known[t], n, n / counted[0][2]) for s, t, n in counted[:SHOWN_MOVES]
    )


def _end(mobility: Mobility, job: Job) -> End:
    family = next((f for f in mobility.families if f.id == job.family), None)
    return End(job.id, job.title, family)


def _moves_of(
    mobility: Mobility, choice: Choice, row: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many people came from each job to one, and how many went to each, by id."""
    pairs = counts.moves(mobility, choice, minimum=choice.minimum)

    def other_ends(here: Ints, there: Ints) -> dict[int, int]:
        chosen = here == row
        found = zip(there[chosen].tolist(), pairs.people[chosen].tolist(), strict=True)
        return {mobility.jobs[other].id: people for other, people in found}

    return other_ends(pairs.target, pairs.source), other_ends(pairs.source, pairs.target)


def _flows(mobility: Mobility, moved: dict[int, int], bridged: set[int]) -> tuple[Flow, ...]:
    """Return flows by count, then by title: the order says nothing about small groups."""
    few = mobility.rules.few
    most = max(moved.values(), default=0)
    flows = [
        Flow(
            job=end(mobility, job_id),
            count=None if 0 < moved.get(job_id, 0) < few else moved.get(job_id, 0),
            share=moved[job_id] / most if moved.get(job_id, 0) >= few else None,
            is_bridge=job_id in bridged,
        )
        for job_id in moved.keys() | bridged
    ]
    return tuple(sorted(flows, key=_rank))


def _rank(flow: Flow) -> tuple[int, bool, str, int]:
    title = search_key(localized(flow.job.title))
    return (-(flow.count or 0), flow.count == 0, title, flow.job.id)


def _bridges(mobility: Mobility, job_id: int) -> tuple[BridgeNote, ...]:
    """Return the bridges between jobs that are on the map; one may be newer than the map."""
    return tuple(
        BridgeNote(end(mobility, bridge.source_id), end(mobility, bridge.target_id), bridge.note)
        for bridge in queries.bridges_of(job_id)
        if bridge.source_id in mobility.index and bridge.target_id in mobility.index
    )
