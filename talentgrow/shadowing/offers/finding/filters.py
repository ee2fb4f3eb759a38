"""What a reader narrows the list of offers to, and the same as conditions on the database."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.shadowing.models import (
    Format,
    Offer,
    OfferSkill,
    Reciprocal,
    Timing,
    VisitPeriod,
    VisitSlot,
)
from talentgrow.shadowing.states import HOLDS_A_PLACE, OFFERS_SHOWN, OfferStatus
from talentgrow.shadowing.visits.models import Visit
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill

# More words than these narrow nothing further; each is a search of its own.
MOST_WORDS = 8


class Shown(StrEnum):
    """Which offers are listed: those one can ask now, or those that are full or paused too."""

    OPEN = "open"
    ALL = "all"


class Span(StrEnum):
    """How long a visit lasts."""

    HALF = "half"
    DAY = "day"
    LONGER = "longer"


class Return(StrEnum):
    """What the host wants in return."""

    # They would come and see the reader's job.
    VISIT = "visit"
    # They ask for nothing, or would like to but do not insist.
    NOTHING = "nothing"


class Order(StrEnum):
    """In which order: the newest first, or by the name of the job."""

    NEWEST = "newest"
    JOB = "job"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for; what it does not ask for is empty or None."""

    words: str = ""
    family_id: int | None = None
    # 0 stands for remote visits, wherever the host works.
    site_id: int | None = None
    job_id: int | None = None
    # With those below it.
    unit_id: int | None = None
    span: Span | None = None
    format: Format | None = None
    in_return: Return | None = None
    # The first of a month.
    month: date | None = None
    shown: Shown = Shown.OPEN
    order: Order = Order.NEWEST

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the order was asked for."""
        return self != Wanted(order=self.order)


REMOTE = 0
SPANS: dict[Span, ColumnElement[bool]] = {
    Span.HALF: Offer.half_days == 1,
    Span.DAY: Offer.half_days == 2,
    Span.LONGER: Offer.half_days > 2,
}
RETURNS: dict[Return, ColumnElement[bool]] = {
    Return.VISIT: Offer.reciprocal != Reciprocal.NO,
    Return.NOTHING: Offer.reciprocal != Reciprocal.REQUIRED,
}


def found(actor: Actor, wanted: Wanted, *, today: date) -> Select[Offer]:
    """Select the offers of colleagues that fit, in no order."""
    shown = (OfferStatus.OPEN,) if wanted.shown is Shown.OPEN else sorted(OFFERS_SHOWN)
    query = (
        select(Offer)
        .join(Person, Person.id == Offer.host_id)
        .outerjoin(Job, Job.id == Offer.job_id)
        .where(
            Offer.status.in_(shown),
            Person.left_on.is_(None),
            Offer.host_id != (actor.person_id or 0),
            *_limits(wanted, today),
        )
    )
    for word in search_key(wanted.words).split()[:MOST_WORDS]:
        query = query.where(_has(actor, word))
    return query


def in_order(order: Order, title: Any) -> tuple[Any, ...]:
    """Return what puts the offers in order; `title` is what puts jobs in order."""
    newest = (Offer.opened_at.desc(), Offer.id.desc())
    return newest if order is Order.NEWEST else (title, *newest)


def _limits(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    limits = _places(wanted)
    if wanted.span is not None:
        limits.append(SPANS[wanted.span])
    if wanted.format is not None:
        limits.append(Offer.format == wanted.format)
    if wanted.in_return is not None:
        limits.append(RETURNS[wanted.in_return])
    if wanted.month is not None:
        limits.append(_has_room_in(wanted.month, today))
    return limits


def _places(wanted: Wanted) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if wanted.family_id is not None:
        limits.append(Job.family_id == wanted.family_id)
    if wanted.job_id is not None:
        limits.append(Offer.job_id == wanted.job_id)
    if wanted.unit_id is not None:
        limits.append(Offer.unit_id.in_(people.units_below(wanted.unit_id)))
    if wanted.site_id == REMOTE:
        limits.append(Offer.is_remote.is_(True))
    elif wanted.site_id is not None:
        limits.append(Offer.site_id == wanted.site_id)
    return limits


def _has_room_in(first: date, today: date) -> ColumnElement[bool]:
    """Return the condition that a day of a month has room."""
    after = (first + timedelta(days=32)).replace(day=1)
    from_on = max(first, today + timedelta(days=1))
    slot = exists().where(
        VisitSlot.offer_id == Offer.id,
        VisitSlot.starts_on >= from_on,
        VisitSlot.starts_on < after,
        VisitSlot.taken < VisitSlot.places,
    )
    period = exists().where(
        VisitPeriod.offer_id == Offer.id,
        VisitPeriod.from_on < after,
        VisitPeriod.to_on >= from_on,
    )
    taken = (
        select(func.count(Visit.id))
        .where(
            Visit.offer_id == Offer.id,
            Visit.starts_on >= first,
            Visit.starts_on < after,
            Visit.status.in_(HOLDS_A_PLACE),
        )
        .scalar_subquery()
    )
    return or_(
        and_(Offer.timing == Timing.SLOTS, slot),
        and_(Offer.timing == Timing.PERIODS, period, taken < Offer.a_month),
    )


def _has(actor: Actor, word: str) -> ColumnElement[bool]:
    """Return the condition that a word is in what one sees, the job, its host or a skill."""
    named = select(Skill.id).where(*skills.matching(word))
    through_skills = select(OfferSkill.offer_id).where(OfferSkill.skill_id.in_(named))
    return or_(
        Offer.search_key.contains(word, autoescape=True),
        Job.search_key.contains(word, autoescape=True),
        people.is_called(actor, word),
        Offer.id.in_(through_skills),
    )
