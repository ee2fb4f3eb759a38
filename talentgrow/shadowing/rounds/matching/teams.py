"""Teams outside of a round that could host: those who do one job at one site."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import or_, select

from talentgrow.graph.swaps.waiting import HostGroup
from talentgrow.infra.db import db
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person
from talentgrow.shadowing.exchanges.models import RoundMember
from talentgrow.shadowing.rounds.matching.edges import meets
from talentgrow.shadowing.rounds.matching.gathering import units_above
from talentgrow.shadowing.rounds.matching.scene import Member, Scene, Shown

# A job, and a site or 0 where it is not known.
Team = tuple[int, int]


def could_host(
    scene: Scene, found: Mapping[Team, Shown], unserved: Collection[int]
) -> Iterator[HostGroup]:
    """Yield the teams whom somebody wishes to see who is not served."""
    visitors, waiting = [one for one in scene.members.values() if one.visits], set(unserved)
    for team, shown in found.items():
        coming = frozenset(
            one.id for one in visitors if _wishes(one, shown) and meets(one, shown, scene)
        )
        if coming & waiting:
            yield HostGroup(team, coming)


def read(scene: Scene, round_id: int) -> Mapping[Team, Shown]:
    """Return what each team shows, of people who take no part, whose job or unit is wished."""
    wishes = [wish for one in scene.members.values() if one.visits for wish in one.wishes]
    jobs = {wish.job_id for wish in wishes if wish.job_id}
    units = {wish.unit_id for wish in wishes if wish.unit_id}
    above = units_above()
    lower = {unit for unit, seen in above.items() if seen & units}
    taking_part = select(RoundMember.person_id).where(
        RoundMember.round_id == round_id, RoundMember.left_at.is_(None)
    )
    rows = db.session.execute(
        select(Assignment.job_id, Assignment.site_id, Assignment.unit_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            people.is_current(),
            Person.left_on.is_(None),
            Person.id.not_in(taking_part),
            or_(Assignment.job_id.in_(jobs), Assignment.unit_id.in_(lower)),
        )
        .distinct()
    )
    found: defaultdict[Team, set[int]] = defaultdict(set)
    for job_id, site_id, unit_id in rows:
        found[job_id, site_id or 0] |= above.get(unit_id or 0, frozenset())
    return {
        (job_id, site_id): Shown(
            host_id=0,
            job_ids=frozenset({job_id}),
            unit_ids=frozenset(unit_ids),
            site_ids=frozenset({site_id} if site_id else ()),
            weeks=frozenset(scene.weeks),
        )
        for (job_id, site_id), unit_ids in sorted(found.items())
    }


def _wishes(member: Member, shown: Shown) -> bool:
    return any(
        wish.job_id in shown.job_ids or wish.unit_id in shown.unit_ids for wish in member.wishes
    )
