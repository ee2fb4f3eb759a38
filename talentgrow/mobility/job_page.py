"""What the page of a job shows: needs, own gap, flows in and out with small groups hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Gap, Link, SkillGap
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job, Requirement
from talentgrow.kernel.access import Actor
from talentgrow.mobility import snapshot, suggestions
from talentgrow.people import queries as people
from talentgrow.people.models import Site

SHOWN_FLOWS = 8


@dataclass(frozen=True, slots=True)
class Flow:
    """People who moved between this job and another; `count` is None for a small group."""

    job: Job
    count: int | None
    share: float | None
    is_bridge: bool


@dataclass(frozen=True, slots=True)
class JobPage:
    """Everything the page of one job says."""

    job: Job
    needs: tuple[Requirement, ...]
    gap: Gap
    is_own: bool
    people: int | None
    is_held: bool
    sites: tuple[Site, ...]
    median_months: int | None
    comes_from: tuple[Flow, ...]
    leads_to: tuple[Flow, ...]

    @property
    def rows(self) -> Mapping[int, SkillGap]:
        """Return what is held and missing of each skill, by its id."""
        return {row.skill: row for row in self.gap.rows}


def page(actor: Actor, job_id: int) -> JobPage:
    """Return what the actor reads about a job.

    :raises NotFound: no such job
    :raises NoSnapshot: the graph was not computed yet
    """
    job = jobs.get(job_id)
    mobility = snapshot.current().mobility
    standing = suggestions.standing_of(actor, mobility)
    smallest = int(current_app.config["SMALLEST_GROUP"])
    sites = people.sites_of_job(job_id)
    held_by = jobs.headcounts([job_id]).get(job_id, 0)
    known = job_id in mobility.index
    comes_from = mobility.arrivals(job_id)[:SHOWN_FLOWS] if known else ()
    leads_to = mobility.departures(job_id)[:SHOWN_FLOWS] if known else ()
    titles = jobs.by_ids({end for link in (*comes_from, *leads_to) for end in _ends(link)})
    return JobPage(
        job=job,
        needs=tuple(jobs.needs(job)),
        gap=suggestions.missing_for(mobility, standing.profile, job_id),
        is_own=standing.job_id == job_id,
        people=held_by if held_by >= smallest else None,
        is_held=held_by > 0,
        sites=tuple(site for site, _count in sites) if held_by >= smallest else (),
        median_months=_median_months(mobility, job_id, smallest=smallest) if known else None,
        comes_from=_flows(comes_from, titles, smallest=smallest, other="source"),
        leads_to=_flows(leads_to, titles, smallest=smallest, other="target"),
    )


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
