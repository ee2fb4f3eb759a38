"""Why a proposal serves somebody not: what was missing, so that a next step can be offered."""

from collections.abc import Collection, Iterator

from talentgrow.graph.swaps.waiting import Missing as Lacks
from talentgrow.graph.swaps.waiting import Unserved
from talentgrow.shadowing.exchanges.models import Missing
from talentgrow.shadowing.rounds.matching.edges import Index, meets
from talentgrow.shadowing.rounds.matching.scene import Member, Scene

MISSING = {
    Lacks.HOSTS_NOBODY: Missing.HOSTS_NOBODY,
    Lacks.NO_WAY_BACK: Missing.NO_WAY_BACK,
    Lacks.LONGER_RING: Missing.LONGER_RING,
    Lacks.TAKEN: Missing.TAKEN,
}


def reasons(scene: Scene, unserved: Collection[Unserved]) -> Iterator[tuple[int, Missing]]:
    """Yield who visits nobody, with what was missing."""
    index = Index(scene)
    for one in unserved:
        member = scene.members[one.person]
        yield member.id, MISSING.get(one.missing) or _why_no_host(member, index)


def _why_no_host(member: Member, index: Index) -> Missing:
    """Say why nobody can be visited: no wish, no host, or no week or place that suits both."""
    if not member.wishes:
        return Missing.NO_WISH
    granting = [
        shown
        for wish in member.wishes
        for shown in index.granting(wish)
        if shown.host_id != member.id and (member.id, shown.host_id) not in index.scene.apart
    ]
    if not granting:
        return Missing.NO_HOST
    near = any(meets(member, shown, index.scene) for shown in granting)
    return Missing.DATES if near else Missing.SITES


def first_job(member: Member) -> int | None:
    """Return the job which somebody wishes most to see, if they wish one."""
    return next((wish.job_id for wish in member.wishes if wish.job_id is not None), None)
