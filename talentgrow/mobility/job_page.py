"""What the page of a job shows: one's gap to it, flows in and out with small groups hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Link
from talentgrow.jobs import queries as jobs
from talentgrow.jobs import versions
from talentgrow.jobs.models import Job, JobVersion, Requirement
from talentgrow.kernel.access import Actor
from talentgrow.mobility import snapshot
from talentgrow.mobility.snapshot import NoSnapshot
from talentgrow.people import queries as people
from talentgrow.people.models import Site
from talentgrow.skills import queries as skills
from talentgrow.skills.queries import HeldSkill

SHOWN_FLOWS = 8


@dataclass(frozen=True, slots=True)
class Flow:
    """People who moved between this job and another; `count` is None for a small group."""

    job: Job
    count: int | None
    share: float | None
    is_bridge: bool


@dataclass(frozen=True, slots=True)
class GapLine:
    """One skill the job asks for, beside what the reader holds and where that comes from.

    `is_assumed`: the reader said nothing of it, so the level of their job stands in.
    """

    need: Requirement
    have: int
    held: HeldSkill | None
    is_assumed: bool

    @property
    def missing(self) -> int:
        """Return how many levels are missing."""
        return max(0, self.need.level - self.have)


@dataclass(frozen=True, slots=True)
class JobPage:
    """Everything the page of one job says."""

    job: Job
    version: JobVersion | None
    lines: tuple[GapLine, ...]
    is_own: bool
    people: int | None
    is_held: bool
    has_history: bool
    sites: tuple[Site, ...]
    median_months: int | None
    comes_from: tuple[Flow, ...]
    leads_to: tuple[Flow, ...]

    @property
    def levels_missing(self) -> int:
        """Return how many levels the reader misses in all."""
        return sum(line.missing for line in self.lines)

    @property
    def skills_missing(self) -> int:
        """Return of how many skills the reader misses a level."""
        return sum(line.missing > 0 for line in self.lines)


def page(actor: Actor, job_id: int) -> JobPage:
    """Return what the actor reads about a job; before there is a graph, without any moves.

    :raises NotFound: no such job
    """
    job = jobs.get_in_full(job_id)
    mobility = known_mobility()
    own_id = own_job_id_of(actor)
    smallest = int(current_app.config["SMALLEST_GROUP"])
    sites = people.sites_of_job(job_id)
    held_by = jobs.headcounts([job_id]).get(job_id, 0)
    graph = mobility if mobility is not None and job_id in mobility.index else None
    comes_from = graph.arrivals(job_id)[:SHOWN_FLOWS] if graph else ()
    leads_to = graph.departures(job_id)[:SHOWN_FLOWS] if graph else ()
    titles = jobs.by_ids({end for link in (*comes_from, *leads_to) for end in _ends(link)})
    return JobPage(
        job=job,
        version=versions.newest(job_id),
        lines=_lines(actor, job, own_id),
        is_own=own_id == job_id,
        people=held_by if held_by >= smallest else None,
        is_held=held_by > 0,
        # Only whoever may delete a job needs to know whether it can be.
        has_history=not actor.is_hr_for_all or held_by > 0 or jobs.was_ever_held(job_id),
        sites=tuple(site for site, _count in sites) if held_by >= smallest else (),
        median_months=_median_months(graph, job_id, smallest=smallest) if graph else None,
        comes_from=_flows(comes_from, titles, smallest=smallest, other="source"),
        leads_to=_flows(leads_to, titles, smallest=smallest, other="target"),
    )


def known_mobility() -> Mobility | None:
    """Return the graph, or nothing before one was computed: a job can be read without."""
    try:
        return snapshot.current().mobility
    except NoSnapshot:
        return None


def own_job_id_of(actor: Actor) -> int | None:
    """Return the id of the job which the actor holds."""
    assignment = people.current_assignment(actor.person_id or 0)
    return assignment.job_id if assignment else None


def assumed_levels(own_job_id: int | None) -> Mapping[int, int]:
    """Return the levels which stand in where somebody said nothing: those their job asks for."""
    return jobs.levels_asked(own_job_id) if own_job_id is not None else {}


def _lines(actor: Actor, job: Job, own_id: int | None) -> tuple[GapLine, ...]:
    """Put what the job asks for today beside what the reader holds; the graph may be older."""
    held = {one.skill.id: one for one in skills.held_by(actor.person_id or 0)}
    assumed = assumed_levels(own_id)
    lines = [
        GapLine(
            need=need,
            have=held[need.skill_id].level
            if need.skill_id in held
            else assumed.get(need.skill_id, 0),
            held=held.get(need.skill_id),
            is_assumed=need.skill_id not in held and need.skill_id in assumed,
        )
        for need in jobs.needs(job)
    ]
    # A public profile asks for dozens of skills: what is missing must not stand among them.
    return tuple(sorted(lines, key=lambda line: not line.missing))


def _ends(link: Link) -> tuple[int, int]:
    return link.source, link.target


def _median_months(mobility: Mobility, job_id: int, *, smallest: int) -> int | None:
    """Return how long half of the people stay, when enough have left for it to say nobody's."""
    left = max((link.departures for link in mobility.departures(job_id)), default=0)
    return mobility.time_in_job(job_id) if left >= smallest else None


def _flows(
    links: Iterable[Link], titles: Mapping[int, Job], *, smallest: int, other: str
) -> tuple[Flow, ...]:
    """Put links into words’ reach: no count, no bar and no order among small groups by size."""
    kept = [link for link in links if getattr(link, other) in titles]
    largest = max((link.count for link in kept), default=0)
    flows = [
        Flow(
            job=titles[getattr(link, other)],
            count=link.count if link.count >= smallest else (0 if not link.count else None),
            share=link.count / largest if link.count >= smallest else None,
            is_bridge=link.is_bridge,
        )
        for link in kept
    ]
    return tuple(
        sorted(flows, key=lambda flow: (-(flow.count or 0), flow.count == 0, flow.job.search_key))
    )
