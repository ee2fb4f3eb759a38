"""On which sides of nominations somebody stands, each as rows of ids with the same columns."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.deadlines import DRAFT_REMINDERS
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, NominationIntent, Nominee
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import ANSWERED, RUNNING, WITH_NOMINEE, CampaignStatus
from talentgrow.nominations.states import ApproachStatus as Q
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.states import NominationStatus as N
from talentgrow.people import queries as people
from talentgrow.people.models import Person

_NONE = cast(null(), Integer)
UNDECIDED = frozenset({CampaignStatus.CLOSED, CampaignStatus.CALIBRATED})


class What(StrEnum):
    """On which side of what the reader stands."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    DRAFT = "draft"
    OWES = "owes"
    IS_OWED = "is_owed"
    MANAGER = "manager"
    MEMBER = "member"
    ASKER = "asker"
    REVIEW = "review"


def branches(actor: Actor) -> Iterator[Select[Any]]:
    """Select everything in which the actor, or somebody for the actor, has to act."""
    person_id = actor.person_id or 0
    yield _as_nominee(person_id)
    yield _as_nominator(person_id)
    yield _drafts(person_id)
    yield _owes(Decision.action_owner_id == person_id, What.OWES, Nominee.person_id)
    yield _owes(Nominee.person_id == person_id, What.IS_OWED, Decision.action_owner_id)
    yield from _approaches(actor)
    if actor.is_hr:
        yield _reviews(actor)


def _row(
    what: What,
    *,
    count: Any = None,
    remaining: Any = None,
    person: Any = _NONE,
    campaign: Any = _NONE,
    candidacy: Any = _NONE,
    nomination: Any = _NONE,
    decision: Any = _NONE,
    approach: Any = _NONE,
) -> Select[Any]:
    """Select the ids of one thing: all branches have the same columns."""
    return select(
        literal(what.value).label("what"),
        (literal(0) if count is None else count).label("count"),
        (literal(0) if remaining is None else remaining).label("remaining"),
        person.label("person_id"),
        campaign.label("campaign_id"),
        candidacy.label("candidacy_id"),
        nomination.label("nomination_id"),
        decision.label("decision_id"),
        approach.label("approach_id"),
    )


def _as_nominee(person_id: int) -> Select[Any]:
    """Select one's own wishes that wait for a word: one's own, or that of HR."""
    sent = (Nomination.nominee_id == Nominee.id, Nomination.status == N.SUBMITTED)
    first = select(func.min(Nomination.nominator_id)).where(
        *sent, Nomination.nominator_id != person_id
    )
    others = select(func.count(Nomination.id)).where(*sent, Nomination.nominator_id != person_id)
    waits = or_(
        and_(Candidacy.status.in_(WITH_NOMINEE), Campaign.status.in_(RUNNING)),
        Candidacy.status.in_({K.ACCEPTED, K.UNDER_REVIEW}),
    )
    return (
        _row(
            What.NOMINEE,
            count=others.scalar_subquery(),
            person=first.scalar_subquery(),
            campaign=Nominee.campaign_id,
            candidacy=Candidacy.id,
        )
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .join(Campaign, Campaign.id == Nominee.campaign_id)
        .where(Nominee.person_id == person_id, waits)
    )


def _as_nominator(person_id: int) -> Select[Any]:
    """Select those whom one nominated and who have not answered yet."""
    return (
        _row(
            What.NOMINATOR,
            person=Nominee.person_id,
            campaign=Nominee.campaign_id,
            candidacy=Candidacy.id,
            nomination=Nomination.id,
        )
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .join(Campaign, Campaign.id == Nominee.campaign_id)
        .join(Nomination, Nomination.nominee_id == Nominee.id)
        .join(
            NominationIntent,
            and_(
                NominationIntent.nomination_id == Nomination.id,
                NominationIntent.intent == Candidacy.intent,
            ),
        )
        .where(
            Nomination.nominator_id == person_id,
            Nominee.person_id != person_id,
            Nomination.status == N.SUBMITTED,
            Candidacy.status.in_(WITH_NOMINEE),
            Campaign.status.in_(RUNNING),
        )
    )


def _drafts(person_id: int) -> Select[Any]:
    """Select the drafts of campaigns which end soon."""
    soon = clock.today() + timedelta(days=DRAFT_REMINDERS[0])
    return (
        _row(
            What.DRAFT,
            person=Nomination.person_id,
            campaign=Nomination.campaign_id,
            nomination=Nomination.id,
        )
        .join(Campaign, Campaign.id == Nomination.campaign_id)
        .where(
            or_(Nomination.nominator_id == person_id, Nomination.submitter_id == person_id),
            Nomination.status == N.DRAFT,
            Campaign.status == CampaignStatus.OPEN,
            Campaign.closes_on <= soon,
        )
    )


def _owes(concerned: ColumnElement[bool], what: What, other: Any) -> Select[Any]:
    """Select the steps that are owed until a "not now" is looked at again."""
    return (
        _row(
            what,
            person=other,
            campaign=Nominee.campaign_id,
            candidacy=Candidacy.id,
            decision=Decision.id,
        )
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .where(
            concerned,
            Decision.outcome == Outcome.NOT_NOW,
            Decision.published_at.is_not(None),
            Decision.action_done_at.is_(None),
            Candidacy.status.in_(ANSWERED),
        )
    )


def _approaches(actor: Actor) -> Iterator[Select[Any]]:
    """Select the approaches in which one has the word: as manager, as member, or in HR."""
    person_id = actor.person_id or 0
    open_ask = Approach.status == Q.ASKED
    yield (
        _row(What.MANAGER, person=PoolMembership.person_id, approach=Approach.id)
        .join(PoolMembership, PoolMembership.id == Approach.membership_id)
        .where(Approach.manager_id == person_id, open_ask, Approach.climbed_at.is_(None))
    )
    yield (
        _row(What.MEMBER, person=Approach.asked_by_id, approach=Approach.id)
        .join(PoolMembership, PoolMembership.id == Approach.membership_id)
        .where(PoolMembership.person_id == person_id, Approach.status == Q.APPROACHED)
    )
    if actor.is_hr:
        from_day = or_(Approach.available_from.is_(None), Approach.available_from <= clock.today())
        goes_on = or_(
            Approach.status == Q.AGREED,
            and_(Approach.status == Q.DEFERRED, from_day),
            and_(open_ask, Approach.climbed_at.is_not(None)),
        )
        yield (
            _row(What.ASKER, person=PoolMembership.person_id, approach=Approach.id)
            .join(PoolMembership, PoolMembership.id == Approach.membership_id)
            .where(Approach.asked_by_id == person_id, goes_on)
        )


def _reviews(actor: Actor) -> Select[Any]:
    """Select the campaigns that are over with the wishes which HR has before it, in sum.

    Nobody decides about themselves: HR counts the wishes of others, in their part.
    """
    staged = exists().where(Decision.candidacy_id == Candidacy.id)
    undecided = func.sum(case((staged, 0), else_=1))
    found = (
        _row(
            What.REVIEW,
            count=func.count(Candidacy.id),
            remaining=undecided,
            campaign=Nominee.campaign_id,
        )
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .join(Campaign, Campaign.id == Nominee.campaign_id)
        .where(
            Candidacy.status == K.UNDER_REVIEW,
            Campaign.status.in_(UNDECIDED),
            Nominee.person_id != (actor.person_id or 0),
        )
        .group_by(Nominee.campaign_id)
    )
    if actor.scope is not None:
        part = select(Person.id).where(people.is_within(actor.scope))
        found = found.where(Nominee.person_id.in_(part))
    return found
