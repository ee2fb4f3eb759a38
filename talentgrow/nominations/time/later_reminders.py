"""Which people are reminded of what follows a decision: later looks, pools, talks with members."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from talentgrow.auth.queries import hr_of
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import reminder_due
from talentgrow.missions.deadlines import LOOK_BACK
from talentgrow.missions.time.asked import since
from talentgrow.missions.time.reminders import Reminder
from talentgrow.missions.waits.reminding import after
from talentgrow.nominations import deadlines
from talentgrow.nominations import queries as nominations
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.letters import queries as letters
from talentgrow.nominations.models import Nominee
from talentgrow.nominations.pools import approaches, queries
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import ApproachStatus as Q
from talentgrow.nominations.states import MembershipStatus
from talentgrow.nominations.time import reminder_notices as kinds
from talentgrow.nominations.time.of_pools import askers
from talentgrow.nominations.waits import places, reminding
from talentgrow.notifications.service import NoticeKind
from talentgrow.people.models import Person


def due() -> Iterator[Reminder]:
    """Return the reminders of decisions and pools that are due today."""
    yield from _looks()
    yield from _memberships()
    yield from _words()
    yield from _interests()
    yield from _reaches()


def _is_here(person: Person | None) -> bool:
    return person is not None and (person.left_on is None or person.left_on >= clock.today())


def _looks() -> Iterator[Reminder]:
    """Tell all concerned that the day of a "not now" has come."""
    today = clock.today()
    came = Decision.review_on.between(today - LOOK_BACK, today)
    for decision in db.session.scalars(letters.not_now().where(came)).all():
        nominee, owner = decision.candidacy.nominee, decision.action_owner
        if not _is_here(nominee.person):
            continue
        said: dict[str, object] = {"campaign": nominee.campaign.name}
        tell = partial(_look, decision, nominee)
        yield tell(nominee.person_id, kinds.LOOK_AGAIN, places.letter(nominee.id), said)
        for_hr = said | {"who": nominee.person.name}
        for person_id in sorted(hr_of(nominee.person_id, besides=[nominee.person_id])):
            yield tell(person_id, kinds.LOOK_AGAIN_FOR_HR, places.letter(nominee.id), for_hr)
        if owner is not None and _is_here(owner) and decision.action_done_at is None:
            said = {"who": nominee.person.name, "action": decision.action.rstrip(".")}
            yield tell(owner.id, kinds.WAS_OWED, places.owed(), said)


def _look(
    decision: Decision,
    nominee: Nominee,
    person_id: int,
    kind: NoticeKind,
    url: str,
    details: dict[str, object],
) -> Reminder:
    still = letters.published().where(
        Decision.id == decision.id,
        Decision.outcome == Outcome.NOT_NOW,
        Decision.review_on == decision.review_on,
    )
    if kind is kinds.WAS_OWED:
        still = still.where(Decision.action_done_at.is_(None))
    return Reminder(
        person_id,
        kind,
        f"decision:{decision.id}:{kind.name}:{decision.review_on}",
        url,
        partial(nominations.hold_nominees, [nominee.id]),
        still.with_only_columns(Decision.id),
        details,
    )


def _memberships() -> Iterator[Reminder]:
    """Tell members and HR that a time in a pool ends in a month."""
    today = clock.today()
    soon = today + timedelta(days=deadlines.POOL_NOTICE_DAYS)
    rows = db.session.scalars(
        select(PoolMembership)
        .where(
            PoolMembership.status == MembershipStatus.MEMBER,
            PoolMembership.until.between(today, soon),
        )
        .options(*queries.MEMBERSHIP)
        .order_by(PoolMembership.id)
    )
    for membership in rows.all():
        if not _is_here(membership.person):
            continue
        said: dict[str, object] = {"pool": membership.pool.name, "by": membership.until}
        yield _end(membership, membership.person_id, kinds.POOL_ENDS, places.pools(), said)
        url = places.membership(membership.id)
        for_hr = said | {"who": membership.person.name}
        for person_id in sorted(hr_of(membership.person_id, besides=[membership.person_id])):
            yield _end(membership, person_id, kinds.POOL_ENDS_FOR_HR, url, for_hr)


def _end(
    membership: PoolMembership,
    person_id: int,
    kind: NoticeKind,
    url: str,
    details: dict[str, object],
) -> Reminder:
    return Reminder(
        person_id,
        kind,
        f"pool_membership:{membership.id}:ends:{membership.until}",
        url,
        partial(queries.hold_membership, membership.id),
        select(PoolMembership.id).where(
            PoolMembership.id == membership.id,
            PoolMembership.status == MembershipStatus.MEMBER,
            PoolMembership.until == membership.until,
        ),
        details,
    )


def _words() -> Iterator[Reminder]:
    """Remind managers whose word on a pool member is asked for."""
    waiting = (Approach.status == Q.ASKED, Approach.climbed_at.is_(None))
    for approach in _approaches(*waiting, *since(Approach.asked_at)):
        days = reminder_due(approach.asked_at, clock.today())
        if days is None or approach.manager_id is None or not _is_here(approach.manager):
            continue
        by = deadlines.of_approach(approach.asked_at).by
        key = after(reminding.word(approach.id, approach.asked_at), days)
        said = _said(approach, since=approach.asked_at.date(), by=by)
        yield _of_approach(approach, approach.manager_id, kinds.WORD_STILL, key, said)


def _interests() -> Iterator[Reminder]:
    """Remind members who were approached of their answer."""
    for approach in _approaches(Approach.status == Q.APPROACHED, *since(Approach.since)):
        days, member = reminder_due(approach.since, clock.today()), approach.membership.person
        if days is None or not _is_here(member):
            continue
        key = after(reminding.interest(approach.id, approach.since), days)
        said = _said(approach, since=approach.since.date())
        yield _of_approach(approach, member.id, kinds.INTEREST_STILL, key, said)


def _reaches() -> Iterator[Reminder]:
    """Remind HR of members to whom they may talk: on the day, and where they have not yet."""
    today = clock.today()
    agreed = (Approach.status == Q.AGREED, *since(Approach.since))
    for approach in _approaches(*agreed):
        days = reminder_due(approach.since, today)
        if days is None:
            continue
        key = after(reminding.going_on(approach.id, approach.since), days)
        said = _said(approach, since=approach.since.date())
        for person_id in askers(approach):
            yield _of_approach(approach, person_id, kinds.REACH_STILL, key, said)
    came = Approach.available_from.between(today - LOOK_BACK, today)
    for approach in _approaches(Approach.status == Q.DEFERRED, came):
        key = reminding.going_on(approach.id, approach.available_from or today)
        for person_id in askers(approach):
            yield _of_approach(approach, person_id, kinds.REACH_FROM_NOW, key, _said(approach))


def _approaches(*conditions: ColumnElement[bool]) -> Sequence[Approach]:
    found = select(Approach).where(*conditions).options(*queries.APPROACH)
    return db.session.scalars(found.order_by(Approach.id)).all()


def _of_approach(
    approach: Approach, person_id: int, kind: NoticeKind, key: str, details: dict[str, object]
) -> Reminder:
    return Reminder(
        person_id,
        kind,
        key,
        places.approach(approach.id),
        partial(queries.hold_approach, approach.id),
        _as_it_was(approach),
        details,
    )


def _as_it_was(approach: Approach) -> Select[Any]:
    """Select an approach for as long as it waits for the same person."""
    return select(Approach.id).where(
        Approach.id == approach.id,
        Approach.status == approach.status,
        Approach.since == approach.since,
        Approach.climbed_at.is_(None)
        if approach.climbed_at is None
        else Approach.climbed_at == approach.climbed_at,
    )


def _said(
    approach: Approach, *, since: date | None = None, by: date | None = None
) -> dict[str, object]:
    known = {"since": since, "by": by}
    return {
        "who": approach.membership.person.name,
        "about": approaches.title_of(approach),
    } | {name: one for name, one in known.items() if one}
