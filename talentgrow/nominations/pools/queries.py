"""Questions about pools, their members and approaches; nothing here changes anything."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.nominations.models import Candidacy
from talentgrow.nominations.pools.models import Approach, PoolMembership, TalentPool
from talentgrow.nominations.queries import hold_nominees
from talentgrow.people import queries as people
from talentgrow.people.models import Person

POOL = (joinedload(TalentPool.unit), joinedload(TalentPool.site))
MEMBERSHIP = (
    joinedload(PoolMembership.pool),
    joinedload(PoolMembership.person),
    joinedload(PoolMembership.ended_by),
)
APPROACH = (
    joinedload(Approach.membership).options(*MEMBERSHIP),
    joinedload(Approach.job),
    joinedload(Approach.mission),
    joinedload(Approach.manager),
    joinedload(Approach.asked_by),
)


def pools_visible_to(actor: Actor) -> Select[TalentPool]:
    """Select the pools which the actor may read: HR all of them, others those they are in."""
    if actor.is_hr:
        return select(TalentPool)
    within = select(PoolMembership.pool_id).where(PoolMembership.person_id == actor.person_id)
    return select(TalentPool).where(TalentPool.id.in_(within))


def get_pool(actor: Actor, pool_id: int) -> TalentPool:
    """Return one pool.

    :raises NotFound: no such pool, or not one which the actor may read
    """
    pool = db.session.scalar(pools_visible_to(actor).where(TalentPool.id == pool_id).options(*POOL))
    if pool is None:
        raise NotFound(_("This talent pool does not exist."))
    return pool


def memberships_visible_to(actor: Actor) -> Select[PoolMembership]:
    """Select one's own memberships and, for HR, those of the people in their part."""
    mine = PoolMembership.person_id == (actor.person_id or 0)
    if actor.is_hr_for_all:
        return select(PoolMembership)
    if actor.is_hr and actor.scope is not None:
        part = PoolMembership.person_id.in_(select(Person.id).where(people.is_within(actor.scope)))
        return select(PoolMembership).where(or_(mine, part))
    return select(PoolMembership).where(mine)


def get_membership(actor: Actor, membership_id: int) -> PoolMembership:
    """Return one membership.

    :raises NotFound: no such membership, or not one which the actor may read
    """
    found = memberships_visible_to(actor).where(PoolMembership.id == membership_id)
    membership = db.session.scalar(found.options(*MEMBERSHIP))
    if membership is None:
        raise NotFound(_("Nobody is in this pool like that."))
    return membership


def hold_membership(membership_id: int) -> PoolMembership:
    """Return a membership that is known to exist, which nobody else changes until we are done.

    The nominee by whose candidacy they joined is held first, as everywhere.
    """
    by = select(PoolMembership.candidacy_id).where(PoolMembership.id == membership_id)
    nominee = select(Candidacy.nominee_id).where(Candidacy.id.in_(by))
    _hold_nominee_of(db.session.scalar(nominee))
    found = (
        select(PoolMembership)
        .where(PoolMembership.id == membership_id)
        .options(*MEMBERSHIP)
        .with_for_update(key_share=True, of=PoolMembership)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).one()


def approaches_visible_to(actor: Actor) -> Select[Approach]:
    """Select the approaches the actor has a part in: as HR, as manager, or once it reached them."""
    person_id = actor.person_id or 0
    of_hr = select(PoolMembership.id).where(PoolMembership.person_id != person_id)
    if actor.is_hr and actor.scope is not None:
        part = select(Person.id).where(people.is_within(actor.scope))
        of_hr = of_hr.where(PoolMembership.person_id.in_(part))
    own = select(PoolMembership.id).where(PoolMembership.person_id == person_id)
    ways = [
        Approach.manager_id == person_id,
        Approach.membership_id.in_(own) & Approach.reached_at.is_not(None),
    ]
    if actor.is_hr:
        ways.append(Approach.membership_id.in_(of_hr))
    return select(Approach).where(or_(*ways))


def get_approach(actor: Actor, approach_id: int) -> Approach:
    """Return one approach with all whom it concerns.

    :raises NotFound: no such approach, or not one which the actor may read
    """
    found = approaches_visible_to(actor).where(Approach.id == approach_id).options(*APPROACH)
    approach = db.session.scalar(found)
    if approach is None:
        raise NotFound(_("Nobody was asked that."))
    return approach


def hold_approach(approach_id: int) -> Approach:
    """Return an approach that is known to exist with its membership, both held."""
    by = select(Approach.membership_id).where(Approach.id == approach_id)
    hold_membership(db.session.scalars(by).one())
    found = (
        select(Approach)
        .where(Approach.id == approach_id)
        .options(*APPROACH)
        .with_for_update(key_share=True, of=Approach)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).one()


def _hold_nominee_of(nominee_id: int | None) -> None:
    if nominee_id is not None:
        hold_nominees([nominee_id])
