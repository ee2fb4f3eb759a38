"""What HR reads of a proposal in numbers: kept with it, without any person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from talentgrow.graph.swaps.values import Proposal
from talentgrow.graph.swaps.waiting import MoreHosts, Unserved
from talentgrow.shadowing.rounds.matching.edges import Problem
from talentgrow.shadowing.rounds.matching.scene import Member


@dataclass(frozen=True)
class Found:
    """A proposal with what was found out beside it."""

    problem: Problem
    proposal: Proposal
    longer: Proposal | None
    unserved: tuple[Unserved, ...]
    more: tuple[MoreHosts, ...]
    # For how many people the round is held.
    invited: int


def of(found: Found) -> dict[str, Any]:
    """Return the numbers as they are kept: plain counts, and ids of sites and jobs."""
    proposal, ringed = found.proposal, found.problem.ringed
    wanting = [one for one in found.problem.scene.members.values() if one.visits]
    return {
        "members": len(wanting),
        "invited": found.invited,
        "served": proposal.served,
        "in_rings": proposal.served_in_rings,
        "one_way": len(proposal.one_way),
        "rings": len(proposal.rings),
        "bound": proposal.bound_in_all,
        "gap": proposal.gap_in_all,
        "bound_in_rings": proposal.bound_in_rings,
        "gap_in_rings": proposal.gap_in_rings,
        "greedy": proposal.greedy.served,
        "by_rank": sorted(proposal.by_rank(ringed).items()),
        "by_site": list(_by_site(found)),
        "longest": proposal.rules.longest,
        "longer": found.longer.served if found.longer else None,
        "more_hosts": [_team(more) for more in found.more],
        "edges": len(found.problem.edges),
        "seconds": round(proposal.seconds, 2),
    }


def _team(more: MoreHosts) -> list[int]:
    """Return which job at which site hosts more, how many more are served, and how many then."""
    job_id, site_id = cast("tuple[int, int]", more.key)
    return [job_id, site_id, more.gain, more.served]


def _by_site(found: Found) -> Iterator[list[int]]:
    """Yield by site how many take part, how many places they have, and how many are served."""
    members = found.problem.scene.members
    visitors = {leg.visitor for leg in found.proposal.visits(found.problem.ringed)}
    joined = Counter(map(_site_of, members.values()))
    places: Counter[int] = Counter()
    for member in members.values():
        places[_site_of(member)] += member.places
    served = Counter(_site_of(members[one]) for one in visitors)
    for site_id in sorted(joined):
        yield [site_id, joined[site_id], places[site_id], served[site_id]]


def _site_of(member: Member) -> int:
    """Return where somebody works, the first of several sites; 0 where it is not known."""
    return min(member.post.site_ids, default=0)


def people_by_rank(figures: Mapping[str, Any]) -> dict[int, int]:
    """Return how many people are served by which of their wishes, as it was kept."""
    return {int(rank): int(count) for rank, count in figures["by_rank"]}
