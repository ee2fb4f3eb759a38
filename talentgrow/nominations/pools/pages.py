"""What the pages of talent pools show, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import language
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.nominations import deadlines
from talentgrow.nominations.pools import approach_pages, policy, queries
from talentgrow.nominations.pools.models import Approach, PoolMembership, TalentPool
from talentgrow.nominations.states import (
    MembershipStatus,
)
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment

DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class PoolLine:
    """One pool and how many are in it, as far as the reader may know."""

    pool: TalentPool
    members: int
    # Of them, whose time ends soon.
    ending: int


@dataclass(frozen=True, slots=True)
class Mine:
    """The pools somebody is in, those they were in, and what they are asked."""

    current: tuple[PoolMembership, ...]
    past: tuple[PoolMembership, ...]
    asked: tuple[approach_pages.ApproachLine, ...]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One membership, with what the reader may do."""

    membership: PoolMembership
    job: Job | None
    post: Assignment | None
    is_own: bool
    may_renew: bool
    approaches: tuple[approach_pages.ApproachLine, ...]
    next_until: date


def pools(actor: Actor, *, today: date) -> tuple[PoolLine, ...]:
    """Return all pools by name, those that take people first, with the members of one's part."""
    soon = today + timedelta(days=deadlines.POOL_NOTICE_DAYS)
    here = (
        queries.memberships_visible_to(actor)
        .where(
            PoolMembership.status == MembershipStatus.MEMBER,
            PoolMembership.person_id != (actor.person_id or 0),
        )
        .with_only_columns(PoolMembership.pool_id, PoolMembership.until)
        .subquery()
    )
    ending = func.count().filter(here.c.until <= soon)
    rows = db.session.execute(select(here.c.pool_id, func.count(), ending).group_by(here.c.pool_id))
    counts = {pool_id: (count, late) for pool_id, count, late in rows}
    name = TalentPool.name_en if language() == "en" else TalentPool.name_fr
    found = db.session.scalars(
        queries.pools_visible_to(actor)
        .options(*queries.POOL)
        .order_by(TalentPool.retired_at.is_not(None), func.lower(name), TalentPool.id)
    )
    return tuple(PoolLine(pool, *counts.get(pool.id, (0, 0))) for pool in found)


def choices(actor: Actor) -> Sequence[TalentPool]:
    """Return the pools to choose from, by name."""
    name = TalentPool.name_en if language() == "en" else TalentPool.name_fr
    found = queries.pools_visible_to(actor).order_by(func.lower(name), TalentPool.id)
    return db.session.scalars(found).all()


def mine(actor: Actor) -> Mine:
    """Return what a member reads about their pools."""
    person_id = actor.person_id or 0
    rows = db.session.scalars(
        select(PoolMembership)
        .where(PoolMembership.person_id == person_id)
        .options(*queries.MEMBERSHIP)
        .order_by(PoolMembership.until.desc(), PoolMembership.id.desc())
    ).all()
    asked = db.session.scalars(
        queries.approaches_visible_to(actor)
        .join(PoolMembership, PoolMembership.id == Approach.membership_id)
        .where(PoolMembership.person_id == person_id, Approach.reached_at.is_not(None))
        .options(*queries.APPROACH)
        .order_by(Approach.reached_at.desc(), Approach.id.desc())
    )
    return Mine(
        tuple(one for one in rows if one.status is MembershipStatus.MEMBER),
        tuple(one for one in rows if one.status is not MembershipStatus.MEMBER),
        tuple(approach_pages.line(actor, one, today=None) for one in asked),
    )


def member(actor: Actor, membership: PoolMembership, *, today: date) -> MemberPage:
    """Return one membership with everything that was asked about it that the reader may know."""
    post = people.shown_posts([membership.person_id]).get(membership.person_id)
    rows = db.session.scalars(
        queries.approaches_visible_to(actor)
        .where(Approach.membership_id == membership.id)
        .options(*queries.APPROACH)
        .order_by(Approach.asked_at.desc(), Approach.id.desc())
    )
    months = timedelta(days=round(membership.pool.months * DAYS_A_MONTH))
    return MemberPage(
        membership=membership,
        job=jobs.by_ids([post.job_id]).get(post.job_id) if post else None,
        post=post,
        is_own=actor.is_person(membership.person_id),
        may_renew=policy.may_renew(actor, membership),
        approaches=tuple(approach_pages.line(actor, one, today=today) for one in rows),
        next_until=max(membership.until, today) + months,
    )
