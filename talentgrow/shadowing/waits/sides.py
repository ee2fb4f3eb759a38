"""On which sides of visits somebody stands, each as rows of ids with the same columns."""

from collections.abc import Iterator
from datetime import datetime
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
    false,
    func,
    literal,
    null,
    or_,
    select,
)

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.shadowing.deadlines import HALF_DAYS_WITHOUT_WORD
from talentgrow.shadowing.exchanges.models import Round, RoundMember
from talentgrow.shadowing.exchanges.mutual import ids_of_mutual
from talentgrow.shadowing.models import Offer, Pause, VisitWish
from talentgrow.shadowing.states import LEG_ASKED, OfferStatus, RoundStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Answer, Side, Signature, Signer, Visit, VisitWord

_NONE = cast(null(), Integer)
_TO_COME = frozenset({V.REQUESTED, V.HOST_ACCEPTED, V.TO_SIGN}) | LEG_ASKED
_OVER = frozenset({V.CONFIRMED, V.TOOK_PLACE, V.PARTIAL})
# Of what waits for HR so many are read, the longest first; the others are only counted.
MOST_FOR_HR = 5


class What(StrEnum):
    """On which side of what the reader stands."""

    SIDE = "side"
    MANAGER = "manager"
    SIGNER = "signer"
    HR = "hr"
    ROUND = "round"
    WISHLESS = "wishless"
    OFFER = "offer"
    MUTUAL = "mutual"


def branches(actor: Actor, *, now: datetime) -> Iterator[Select[Any]]:
    """Select everything in which the actor, or somebody for the actor, has to act.

    And with whom they could swap: it is on the same page.
    """
    person_id = actor.person_id or 0
    # Apart, so that each is found by its index.
    yield _as_side(Visit.visitor_id == person_id)
    yield _as_side(Visit.host_id == person_id)
    yield _as_manager(person_id)
    yield _as_signer(person_id)
    yield _wishless(person_id)
    yield _paused(person_id)
    yield _mutual(person_id, now)
    if actor.is_hr:
        yield _climbed(actor)
        yield _closed(actor)


def _row(
    what: What,
    *,
    count: Any = None,
    visit: Any = _NONE,
    word: Any = _NONE,
    round_: Any = _NONE,
    offer: Any = _NONE,
    person: Any = _NONE,
    job: Any = _NONE,
    site: Any = _NONE,
) -> Select[Any]:
    """Select the ids of one thing: all branches have the same columns."""
    return select(
        literal(what.value).label("what"),
        (literal(0) if count is None else count).label("count"),
        visit.label("visit_id"),
        word.label("word_id"),
        round_.label("round_id"),
        offer.label("offer_id"),
        person.label("person_id"),
        job.label("job_id"),
        site.label("site_id"),
    )


def _as_side(concerned: ColumnElement[bool]) -> Select[Any]:
    """Select one's own visits that wait for somebody, each with the words that are missing."""
    is_missing = or_(
        VisitWord.answer.is_(None),
        and_(VisitWord.answer == Answer.DEFERRED, VisitWord.from_on > Visit.starts_on),
    )
    of_visit = and_(VisitWord.visit_id == Visit.id, Visit.status == V.HOST_ACCEPTED, is_missing)
    is_over = and_(Visit.status.in_(_OVER), Visit.ends_on < clock.today())
    return (
        _row(What.SIDE, visit=Visit.id, word=VisitWord.id)
        .select_from(Visit)
        .outerjoin(VisitWord, of_visit)
        .where(concerned, or_(Visit.status.in_(_TO_COME), is_over))
    )


def _as_manager(person_id: int) -> Select[Any]:
    """Select the visits on which somebody is asked for their word as a manager."""
    return (
        _row(What.MANAGER, visit=VisitWord.visit_id, word=VisitWord.id)
        .join(Visit, Visit.id == VisitWord.visit_id)
        .where(
            VisitWord.manager_id == person_id,
            VisitWord.answer.is_(None),
            VisitWord.climbed_at.is_(None),
            Visit.status == V.HOST_ACCEPTED,
        )
    )


def _as_signer(person_id: int) -> Select[Any]:
    """Select the visits which somebody signs because they gave their word."""
    of_side = case(
        (VisitWord.side == Side.VISITOR, Signer.VISITOR_MANAGER), else_=Signer.HOST_MANAGER
    )
    return (
        _row(What.SIGNER, visit=VisitWord.visit_id, word=VisitWord.id)
        .join(Visit, Visit.id == VisitWord.visit_id)
        .where(
            VisitWord.answered_by_id == person_id,
            Visit.status == V.TO_SIGN,
            Visit.half_days > HALF_DAYS_WITHOUT_WORD,
            ~exists().where(
                Signature.visit_id == Visit.id,
                Signature.version == Visit.version,
                Signature.signer == of_side,
            ),
        )
    )


def _wishless(person_id: int) -> Select[Any]:
    """Select the rounds that can find nothing for somebody, who has no wish."""
    return (
        _row(What.WISHLESS, round_=RoundMember.round_id)
        .join(Round, Round.id == RoundMember.round_id)
        .where(
            RoundMember.person_id == person_id,
            RoundMember.left_at.is_(None),
            RoundMember.visits,
            Round.status == RoundStatus.OPEN,
            ~exists().where(VisitWish.person_id == person_id),
        )
    )


def _paused(person_id: int) -> Select[Any]:
    """Select one's own offers that paused themselves."""
    return _row(What.OFFER, offer=Offer.id).where(
        Offer.host_id == person_id,
        Offer.status == OfferStatus.PAUSED,
        Offer.pause_reason == Pause.UNANSWERED,
    )


def _mutual(person_id: int, now: datetime) -> Select[Any]:
    """Select with whom somebody could swap; `count` says which of their wishes it grants."""
    found = ids_of_mutual(person_id, now=now).subquery()
    person, job, site, rank = found.c
    return _row(What.MUTUAL, count=rank, person=person, job=job, site=site)


def _climbed(actor: Actor) -> Select[Any]:
    """Select the words that climbed to HR, of the actor's part and none of their own visits."""
    person_id = actor.person_id or 0
    of_side = case((VisitWord.side == Side.VISITOR, Visit.visitor_id), else_=Visit.host_id)
    found = (
        _row(What.HR, count=func.count().over(), visit=VisitWord.visit_id, word=VisitWord.id)
        .join(Visit, Visit.id == VisitWord.visit_id)
        .where(
            Visit.status == V.HOST_ACCEPTED,
            VisitWord.answer.is_(None),
            VisitWord.climbed_at.is_not(None),
            Visit.visitor_id != person_id,
            Visit.host_id != person_id,
        )
    )
    if actor.scope is not None:
        part = select(Person.id).where(people.is_within(actor.scope))
        found = found.where(of_side.in_(part))
    # What is limited must stand apart to be united with others.
    first = found.order_by(VisitWord.climbed_at, VisitWord.id).limit(MOST_FOR_HR)
    return select(first.subquery())


def _closed(actor: Actor) -> Select[Any]:
    """Select the rounds whose proposal the actor's part of HR reads and sends."""
    found = _row(What.ROUND, round_=Round.id).where(Round.status == RoundStatus.CLOSED)
    scope = actor.scope
    if scope is None:
        return found
    if not scope.unit_ids and not scope.site_ids:
        return found.where(false())
    return found.where(
        or_(Round.unit_id.is_not(None), Round.site_id.is_not(None)),
        or_(Round.unit_id.is_(None), Round.unit_id.in_(sorted(scope.unit_ids))),
        or_(Round.site_id.is_(None), Round.site_id.in_(sorted(scope.site_ids))),
    )
