"""Who is in a talent pool, and until when. Functions flush; the caller commits."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select

from talentgrow.audit import service as audit
from talentgrow.auth.queries import hr_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.once import insert_once
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.nominations import steps
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.models import Candidacy, Nominee
from talentgrow.nominations.pools import approaches, notices, queries
from talentgrow.nominations.pools.models import PoolMembership, TalentPool
from talentgrow.nominations.states import CandidacyStatus, MembershipStatus

LONGEST_YEARS = 5
JOINED = audit.Kind("nominations.pool_joined", "pool", "until")
RENEWED = audit.Kind("nominations.pool_renewed", "before", "until")


class WrongDate(DomainError):
    """A membership ends on a day which is no answer."""


class PoolRetired(DomainError):
    """Nobody joins this pool any more."""


class WordMissing(DomainError):
    """Who ends somebody's membership says why."""


class MembershipChanged(DomainError):
    """Somebody else changed the membership since the page was read."""


def join(
    candidacy: Candidacy, pool: TalentPool, until: date, *, by: Actor, now: datetime
) -> PoolMembership:
    """Let an approved nominee, who is held, into a pool; who is in it already stays longer.

    :raises WrongDate: the day lies behind us or too far ahead
    :raises PoolRetired: nobody joins the pool any more
    """
    check_day(until, today=now.date())
    if pool.retired_at is not None:
        raise PoolRetired(_("Nobody joins this pool any more."))
    person_id = candidacy.nominee.person_id
    membership = _member(pool.id, person_id)
    if membership is None:
        membership = _enter(candidacy, pool, until, now=now)
        audit.record(JOINED, membership, by=by, now=now, pool=pool.id, until=until.isoformat())
        notices.tell_joined(membership, now=now)
    elif until > membership.until:
        _extend(membership, until, by=by, now=now)
    steps.take(candidacy, "join_pool", by=by, now=now)
    return membership


def renew(membership: PoolMembership, until: date, *, seen: int, by: Actor, now: datetime) -> None:
    """Let a member, whose membership is held, stay longer.

    :raises WrongDate: the day is not later, lies behind us or too far ahead
    :raises MembershipChanged: it was changed, or is over, since it was read
    """
    _refuse_old(membership, seen)
    check_day(until, today=now.date())
    if until <= membership.until:
        raise WrongDate(_("Choose a later day than the present one."))
    _extend(membership, until, by=by, now=now)


def leave(
    membership: PoolMembership, word: str = "", *, seen: int | None = None, by: Actor, now: datetime
) -> None:
    """End a membership that is held: the member when they want, HR with a word.

    :raises WordMissing: HR ends it in fewer than 20 characters
    :raises MembershipChanged: it was changed, or is over, since it was read
    """
    word = word.strip()
    is_own = by.is_person(membership.person_id)
    _refuse_old(membership, membership.version if seen is None else seen)
    if not is_own and len(word) < SHORTEST_REASON:
        raise WordMissing(_("Say why in 20 characters at least: the person reads it."))
    membership.word, membership.ended_by_id = word, by.person_id
    _end(membership, "leave", by=by, now=now)
    if is_own:
        hr = hr_of(membership.person_id, besides=[membership.person_id])
        notices.tell_left(membership, hr, now=now)
    else:
        notices.tell_ended(membership, by=by, now=now)


def see_off(membership: PoolMembership, *, now: datetime) -> None:
    """End the membership, which is held, of somebody whose last day here is over."""
    _end(membership, "leave", by=SYSTEM, now=now)


def expire(membership: PoolMembership, *, now: datetime) -> None:
    """End a membership, which is held, whose last day is over."""
    _end(membership, "expire", by=SYSTEM, now=now)
    notices.tell_expired(membership, now=now)


def check_day(until: date, *, today: date) -> None:
    """Refuse a last day which is no answer.

    :raises WrongDate: the day lies behind us or too far ahead
    """
    if not today < until or until.year > today.year + LONGEST_YEARS:
        raise WrongDate(_("Choose a day between tomorrow and five years from now."))


def _enter(candidacy: Candidacy, pool: TalentPool, until: date, *, now: datetime) -> PoolMembership:
    insert_once(
        PoolMembership,
        {
            "pool_id": pool.id,
            "person_id": candidacy.nominee.person_id,
            "candidacy_id": candidacy.id,
            "status": MembershipStatus.MEMBER,
            "since": now,
            "joined_on": now.date(),
            "until": until,
            "renewals": 0,
            "word": "",
            "version": 1,
        },
    )
    membership = _member(pool.id, candidacy.nominee.person_id)
    if membership is None:
        raise MembershipChanged(_("Somebody else has changed this since you read it."))
    return membership


def _member(pool_id: int, person_id: int) -> PoolMembership | None:
    found = (
        select(PoolMembership)
        .where(
            PoolMembership.pool_id == pool_id,
            PoolMembership.person_id == person_id,
            PoolMembership.status == MembershipStatus.MEMBER,
        )
        .options(*queries.MEMBERSHIP)
        .with_for_update(key_share=True, of=PoolMembership)
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(found)


def _extend(membership: PoolMembership, until: date, *, by: Actor, now: datetime) -> None:
    before, membership.until = membership.until, until
    membership.renewals += 1
    membership.version += 1
    audit.record(
        RENEWED,
        membership,
        by=by,
        now=now,
        before=before.isoformat(),
        until=until.isoformat(),
    )
    db.session.flush()
    notices.tell_renewed(membership, by=by, now=now)


def _end(membership: PoolMembership, step: str, *, by: Actor, now: datetime) -> None:
    """End a membership, what was asked about it, and the candidacies that led to it."""
    steps.take(membership, step, by=by, now=now, reason=membership.word)
    membership.version += 1
    approaches.end_all_of(membership, by=by, now=now)
    for candidacy in _led_to(membership):
        steps.take(candidacy, "leave_pool", by=by, now=now)
    db.session.flush()


def _led_to(membership: PoolMembership) -> Sequence[Candidacy]:
    """Return every wish by which somebody is in a pool: a second yes lets them stay longer."""
    return db.session.scalars(
        select(Candidacy)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .outerjoin(Decision, Decision.candidacy_id == Candidacy.id)
        .where(
            Nominee.person_id == membership.person_id,
            Candidacy.status == CandidacyStatus.IN_POOL,
            or_(Decision.pool_id == membership.pool_id, Candidacy.id == membership.candidacy_id),
        )
        .order_by(Candidacy.id)
    ).all()


def _refuse_old(membership: PoolMembership, seen: int) -> None:
    if membership.version != seen or membership.status is not MembershipStatus.MEMBER:
        raise MembershipChanged(_("Somebody else has changed this since you read it."))
