"""What ends around nominations once somebody's last day here is over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from talentgrow.auth.queries import hr_of
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.nominations import queries, steps
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.consent.leaving import leave_session
from talentgrow.nominations.letters.queries import not_now
from talentgrow.nominations.models import Nomination, Nominee
from talentgrow.nominations.pools import queries as pools
from talentgrow.nominations.pools import service
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import CANDIDACY_FLOW, MembershipStatus, NominationStatus
from talentgrow.nominations.time import notices
from talentgrow.nominations.waits import places
from talentgrow.notifications.service import notify
from talentgrow.people.models import Person


def see_off(leaver: Person) -> None:
    """End what somebody wrote, their own wishes, and their time in pools; tell who is left with it.

    What they said about others stays: it was sent, and others have read it.
    """
    now = clock.now()
    drafts, nominees = _drafts(leaver), _nominees(leaver)
    campaigns = {campaign_id for _id, campaign_id in (*drafts, *nominees)}
    for campaign_id in sorted(campaigns):
        queries.hold_campaign(campaign_id)
    for nominee in queries.hold_nominees([nominee_id for nominee_id, _campaign in nominees]):
        _end_wishes(nominee, now=now)
    _end_drafts([draft_id for draft_id, _campaign in drafts], leaver, now=now)
    _end_memberships(leaver, now=now)
    _pass_on_steps(leaver, now=now)


def _drafts(leaver: Person) -> Sequence[tuple[int, int]]:
    """Return the drafts of a leaver, and those about them, with their campaigns."""
    rows = db.session.execute(
        select(Nomination.id, Nomination.campaign_id)
        .where(
            Nomination.status == NominationStatus.DRAFT,
            or_(Nomination.nominator_id == leaver.id, Nomination.person_id == leaver.id),
        )
        .order_by(Nomination.id)
    )
    return [(draft_id, campaign_id) for draft_id, campaign_id in rows]


def _nominees(leaver: Person) -> Sequence[tuple[int, int]]:
    rows = db.session.execute(
        select(Nominee.id, Nominee.campaign_id)
        .where(Nominee.person_id == leaver.id)
        .order_by(Nominee.id)
    )
    return [(nominee_id, campaign_id) for nominee_id, campaign_id in rows]


def _end_wishes(nominee: Nominee, *, now: datetime) -> None:
    """End the wishes of a nominee who is held, and take them out of the session at once."""
    for candidacy in nominee.candidacies:
        if "lapse" in CANDIDACY_FLOW.moves_from(candidacy.status):
            steps.take(candidacy, "lapse", by=SYSTEM, now=now)
            leave_session(nominee, candidacy, by=SYSTEM, now=now)


def _end_drafts(ids: Sequence[int], leaver: Person, *, now: datetime) -> None:
    """End drafts, and tell those who wrote about somebody who is not here any more."""
    found = (
        select(Nomination)
        .where(Nomination.id.in_(ids), Nomination.status == NominationStatus.DRAFT)
        .order_by(Nomination.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for draft in db.session.scalars(found).all():
        steps.take(draft, "lapse", by=SYSTEM, now=now)
        if draft.submitter_id != leaver.id:
            notify(
                draft.submitter_id,
                notices.DRAFT_ENDED,
                key=f"nomination:{draft.id}:left",
                url=places.nomination(draft.id),
                now=now,
                who=leaver.name,
            )


def _end_memberships(leaver: Person, *, now: datetime) -> None:
    ids = db.session.scalars(
        select(PoolMembership.id)
        .where(
            PoolMembership.person_id == leaver.id,
            PoolMembership.status == MembershipStatus.MEMBER,
        )
        .order_by(PoolMembership.id)
    ).all()
    for membership_id in ids:
        membership = pools.hold_membership(membership_id)
        if membership.status is MembershipStatus.MEMBER:
            service.see_off(membership, now=now)


def _pass_on_steps(leaver: Person, *, now: datetime) -> None:
    """Let HR know what the leaver owed to others: it is theirs to do now."""
    owed = not_now().where(Decision.action_owner_id == leaver.id, Decision.action_done_at.is_(None))
    for decision in db.session.scalars(owed).all():
        nominee = decision.candidacy.nominee
        for person_id in sorted(hr_of(nominee.person_id, besides=[nominee.person_id])):
            notify(
                person_id,
                notices.STEP_INHERITED,
                key=f"decision:{decision.id}:inherited",
                url=places.letter(nominee.id),
                now=now,
                before=leaver.name,
                who=nominee.person.name,
                by=decision.review_on,
                action=decision.action,
            )
