"""Two people who each wish to see what the other does: they could swap, without any round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.shadowing.exchanges.models import ExchangeMember
from talentgrow.shadowing.models import Offer, Reciprocal, VisitWish
from talentgrow.shadowing.states import ALIVE, TOLD, OfferStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Visit

# Two who met, or of whom one said no, are not proposed to one another again for so long.
REST = timedelta(days=365)
RESTING = frozenset({V.CLOSED, V.LOST, V.HOST_DECLINED, V.CANCELLED, V.MANAGER_REFUSED})
MOST = 20


@dataclass(frozen=True, slots=True)
class Mutual:
    """Somebody whose job one wishes to see, and who wishes to see one's own."""

    person: Person
    # What they do today, with its family, and where.
    job: Job | None
    site: Site | None
    # Which of one's wishes they would grant: 1 is the first.
    rank: int


def mutual(person_id: int, *, now: datetime) -> tuple[Mutual, ...]:
    """Return who could swap with somebody, by one's own wishes and then by name.

    Nobody else learns of a wish: each of the two has wished for what the other does.
    """
    found = _found(person_id, now).options(joinedload(Job.family))
    return once_each([Mutual(*row) for row in db.session.execute(found)])


def ids_of_mutual(person_id: int, *, now: datetime) -> Select[int, int, int, int]:
    """Select the same as ids, for who reads them with other things: person, job, site, rank."""
    found = _found(person_id, now)
    *_others, rank = found.selected_columns
    return found.with_only_columns(Person.id, Job.id, Site.id, rank)


def once_each(found: Sequence[Mutual]) -> tuple[Mutual, ...]:
    """Return each person once, in their order: of who holds two posts the first says enough."""
    return tuple({one.person.id: one for one in reversed(found)}.values())[::-1]


def could_swap(person_id: int, other_id: int, *, now: datetime) -> Mutual | None:
    """Return one of them, if that person is."""
    found = _found(person_id, now).where(Person.id == other_id)
    row = db.session.execute(found.options(joinedload(Job.family))).first()
    return Mutual(*row) if row is not None else None


def may_swap(person_id: int, other_id: int, *, now: datetime) -> bool:
    """Tell whether somebody may propose a swap to a person.

    Both wish for what the other does, or the person asks in an offer to see a visitor's job too.
    """
    if could_swap(person_id, other_id, now=now) is not None:
        return True
    asks_in_return = exists().where(
        Offer.host_id == Person.id,
        Offer.status == OfferStatus.OPEN,
        Offer.reciprocal != Reciprocal.NO,
    )
    found = select(Person.id).where(
        Person.id == other_id,
        Person.id != person_id,
        Person.left_on.is_(None),
        asks_in_return,
        ~_have_met(person_id, now),
        ~_is_asked(Person.id),
        ~_is_asked(person_id),
    )
    return db.session.scalar(found) is not None


def _found(person_id: int, now: datetime) -> Select[Person, Job, Site, int]:
    mine, post = aliased(VisitWish), aliased(Assignment)
    rank = func.min(mine.rank)
    return (
        select(Person, Job, Site, rank)
        .join(post, and_(post.person_id == Person.id, _held_on(post, now.date())))
        .join(mine, and_(mine.person_id == person_id, _grants(post, mine, person_id)))
        .outerjoin(Job, Job.id == post.job_id)
        .outerjoin(Site, Site.id == post.site_id)
        .where(
            Person.id != person_id,
            Person.left_on.is_(None),
            Person.id.in_(_who_wish_for(person_id, now.date())),
            ~_have_met(person_id, now),
            ~_is_asked(Person.id),
            ~_is_asked(person_id),
        )
        .group_by(Person.id, Job.id, Site.id)
        .order_by(rank, Person.last_name, Person.first_name, Person.id, Job.id)
        .limit(MOST)
    )


def _who_wish_for(person_id: int, today: date) -> Select[int]:
    """Select who wishes to see somebody, their job, or a unit in which they work."""
    wish, post = aliased(VisitWish), aliased(Assignment)
    posts = select(post).where(post.person_id == person_id, _held_on(post, today))
    above = posts.with_only_columns(post.unit_id.label("id")).cte("above", recursive=True)
    parents = select(Unit.parent_id).join(above, Unit.id == above.c.id)
    above = above.union(parents.where(Unit.parent_id.is_not(None)))
    return select(wish.person_id).where(
        or_(
            wish.host_id == person_id,
            wish.job_id.in_(posts.with_only_columns(post.job_id)),
            wish.unit_id.in_(select(above.c.id)),
        )
    )


def _grants(post: Any, wish: Any, person_id: int) -> ColumnElement[bool]:
    """Tell whether whoever has a post is, does or works where a wish of somebody says."""
    wished = select(VisitWish.unit_id).where(
        VisitWish.person_id == person_id, VisitWish.unit_id.is_not(None)
    )
    tree = select(Unit.id.label("root"), Unit.id.label("id")).where(Unit.id.in_(wished))
    below = tree.cte("below", recursive=True)
    below = below.union(select(below.c.root, Unit.id).join(below, Unit.parent_id == below.c.id))
    return or_(
        wish.host_id == post.person_id,
        wish.job_id == post.job_id,
        exists().where(below.c.root == wish.unit_id, below.c.id == post.unit_id),
    )


def _held_on(post: Any, day: date) -> ColumnElement[bool]:
    return and_(post.started_on <= day, or_(post.ended_on.is_(None), post.ended_on >= day))


def _have_met(person_id: int, now: datetime) -> ColumnElement[bool]:
    """Tell whether something is between somebody and a person, or was not long ago."""
    between = or_(
        and_(Visit.visitor_id == person_id, Visit.host_id == Person.id),
        and_(Visit.visitor_id == Person.id, Visit.host_id == person_id),
    )
    lately = and_(Visit.status.in_(RESTING), Visit.since >= now - REST)
    return exists().where(between, or_(Visit.status.in_(ALIVE | TOLD), lately))


def _is_asked(person_id: Any) -> ColumnElement[bool]:
    return exists().where(ExchangeMember.person_id == person_id, ExchangeMember.is_asked)
