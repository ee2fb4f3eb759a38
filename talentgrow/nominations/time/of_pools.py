"""What time does to pools: memberships end, and HR goes on where a manager was silent."""

from typing import Any

from sqlalchemy import Select, or_, select

from talentgrow.auth.queries import hr_of
from talentgrow.infra import clock
from talentgrow.missions.time.of_applications import before, is_here
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.nominations import deadlines
from talentgrow.nominations.pools import approaches, queries, service
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import ApproachStatus, MembershipStatus
from talentgrow.nominations.time import notices
from talentgrow.nominations.waits import places
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person


def follow(tally: Tally) -> None:
    """End what is over, then let climb what was not answered."""
    each(found(_over()), _expire, tally)
    each(found(_silent()), _climb, tally)


def _over() -> Select[Any]:
    return (
        select(PoolMembership.id)
        .where(
            PoolMembership.status == MembershipStatus.MEMBER,
            PoolMembership.until < clock.today(),
        )
        .order_by(PoolMembership.id)
    )


def _expire(ids: tuple[int]) -> bool:
    """End a membership whose last day is over, unless it was renewed or ended meanwhile."""
    membership = queries.hold_membership(ids[0])
    is_over = membership.until < clock.today()
    if membership.status is not MembershipStatus.MEMBER or not is_over:
        return False
    service.expire(membership, now=clock.now())
    return True


def _silent() -> Select[Any]:
    """Select what a manager may have left unanswered too long, or cannot answer any more."""
    here = select(Person.id).where(is_here())
    return (
        select(Approach.id)
        .where(
            Approach.status == ApproachStatus.ASKED,
            Approach.climbed_at.is_(None),
            or_(
                Approach.asked_at < before(clock.today(), deadlines.SILENCE_DAYS),
                Approach.manager_id.not_in(here),
            ),
        )
        .order_by(Approach.id)
    )


def _climb(ids: tuple[int]) -> bool:
    """Let HR go on, unless the manager has said their word meanwhile."""
    now, approach = clock.now(), queries.hold_approach(ids[0])
    if approach.status is not ApproachStatus.ASKED or approach.climbed_at is not None:
        return False
    manager = approach.manager
    has_left = manager is None or (manager.left_on is not None and manager.left_on < now.date())
    if not has_left and now.date() <= deadlines.of_approach(approach.asked_at).by:
        return False
    approaches.climb(approach, now=now)
    name = manager.name if manager else ""
    for person_id in askers(approach):
        _tell(person_id, notices.CLIMBED, approach, manager=name)
    if manager is not None and not has_left:
        _tell(manager.id, notices.CLIMBED_FOR_MANAGER, approach)
    return True


def askers(approach: Approach) -> list[int]:
    """Return who in HR goes on with an approach, loaded in full: who asked, else their colleagues.

    Whoever asked may have left, and must not be the only one who knows.
    """
    asker, member_id = approach.asked_by, approach.membership.person_id
    if asker.left_on is None or asker.left_on >= clock.today():
        return [asker.id]
    return sorted(hr_of(member_id, besides=[member_id]))


def _tell(person_id: int, kind: NoticeKind, approach: Approach, **details: object) -> None:
    notify(
        person_id,
        kind,
        key=f"approach:{approach.id}:{kind.name}",
        url=places.approach(approach.id),
        now=clock.now(),
        who=approach.membership.person.name,
        about=approaches.title_of(approach),
        **details,
    )
