"""What the page for choosing a target says: jobs within reach which nobody had to ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.reach import reachable
from talentgrow.graph.results import Reach, ReachReason
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries, snapshot, suggestions
from talentgrow.mobility.models import JobWish
from talentgrow.mobility.path_pages.evidence import Support, support
from talentgrow.mobility.suggestions import Standing

PROPOSED = 9


@dataclass(frozen=True, slots=True)
class Proposal:
    """A job within reach, and why it is proposed; `support` says whether colleagues went there."""

    job: Job
    reason: ReachReason
    via: tuple[Job, ...]
    support: Support
    is_surprise: bool
    is_wished: bool
    levels_missing: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything the page for choosing says."""

    standing: Standing
    proposals: tuple[Proposal, ...]
    wished: tuple[Job, ...]
    unwanted: tuple[Job, ...]


def choice(actor: Actor, *, count: int = PROPOSED) -> Choice:
    """Return what may be proposed to the reader; wishes raise a job, a refusal removes it.

    :raises NoSnapshot: the graph was not computed yet
    """
    mobility = snapshot.current().mobility
    standing = suggestions.standing_of(actor, mobility)
    interests = queries.interests_of(actor.person_id or 0)
    wished = [job for job, wish in interests.items() if wish is JobWish.WISHED]
    unwanted = [job for job, wish in interests.items() if wish is JobWish.UNWANTED]
    found = reachable(mobility, standing.profile, wished=wished, unwanted=unwanted, count=count)
    titles = jobs.by_ids({job for reach in found for job in (reach.job, *reach.via)} | {*interests})
    return Choice(
        standing=standing,
        proposals=tuple(
            _proposal(mobility, standing, reach, titles=titles)
            for reach in found
            if _is_open({reach.job, *reach.via}, titles)
        ),
        wished=tuple(titles[job] for job in wished if job in titles),
        unwanted=tuple(titles[job] for job in unwanted if job in titles),
    )


def _is_open(job_ids: set[int], titles: Mapping[int, Job]) -> bool:
    """Tell whether all of some jobs are there, and none of them is retired."""
    return all(job in titles and titles[job].retired_at is None for job in job_ids)


def _proposal(
    mobility: Mobility, standing: Standing, reach: Reach, *, titles: Mapping[int, Job]
) -> Proposal:
    here = standing.profile.job
    link = None if here is None else mobility.link(here, reach.job)
    return Proposal(
        job=titles[reach.job],
        reason=reach.reason,
        via=tuple(titles[job] for job in reach.via),
        support=support(link.count if link else 0, suggestions.smallest_group()),
        is_surprise=reach.is_surprise,
        is_wished=reach.is_wished,
        levels_missing=reach.gap.levels_missing if reach.gap.is_known else None,
    )
