"""Keep what somebody would like to discover, in order. Functions flush; the caller commits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.people import queries as people
from talentgrow.people.models import Unit
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import Aim, VisitWish

MOST_WISHES = 10
LONGEST_NOTE = 500


class Kind(StrEnum):
    """What one may wish to discover."""

    JOB = "job"
    UNIT = "unit"
    HOST = "host"


class CannotWish(DomainError):
    """Something cannot be added to a list of wishes."""


@dataclass(frozen=True, slots=True)
class Target:
    """What somebody wishes to discover: a job, a unit or a person."""

    kind: Kind
    id: int


def add(target: Target, *, by: Actor, now: datetime) -> VisitWish:
    """Put a wish at the end of the list of its person; one that is there stays where it is.

    :raises NotFound: there is no such job, unit or colleague
    :raises CannotWish: the list is full, or one wishes to see oneself
    """
    person_id = by.person_id or 0
    queries.hold_people([person_id])
    _check_exists(target, by)
    held = list(db.session.scalars(queries.wishes_of(person_id)))
    for wish in held:
        if target_of(wish) == target:
            return wish
    if len(held) >= MOST_WISHES:
        raise CannotWish(_("Ten wishes are many: take one away first."))
    wish = VisitWish(
        person_id=person_id,
        rank=max((one.rank for one in held), default=0) + 1,
        created_at=now,
        **{f"{target.kind}_id": target.id},
    )
    db.session.add(wish)
    db.session.flush()
    return wish


def target_of(wish: VisitWish) -> Target:
    """Return what a wish is about."""
    for kind in Kind:
        number = getattr(wish, f"{kind}_id")
        if number is not None:
            return Target(kind, number)
    raise ValueError(wish)


def remove(wish: VisitWish) -> None:
    """Take a wish away."""
    db.session.delete(wish)
    db.session.flush()


def change(wish: VisitWish, *, aim: Aim, note: str) -> None:
    """Say what one wants of a visit, and what one hopes to see."""
    wish.aim, wish.note = aim, note
    db.session.flush()


def move(wish: VisitWish, *, up: bool) -> None:
    """Let a wish change places with the one before or after it; the first and last stay."""
    queries.hold_people([wish.person_id])
    held = list(
        db.session.scalars(
            select(VisitWish)
            .where(VisitWish.person_id == wish.person_id)
            .order_by(VisitWish.rank, VisitWish.id)
            .execution_options(populate_existing=True)
        )
    )
    place = held.index(wish)
    other = place - 1 if up else place + 1
    if 0 <= other < len(held):
        held[place], held[other] = held[other], held[place]
    # Written anew, so that two of the same rank are told apart from now on.
    for rank, one in enumerate(held, 1):
        one.rank = rank
    db.session.flush()


def get_own(actor: Actor, wish_id: int) -> VisitWish:
    """Return a wish of the actor.

    :raises NotFound: no such wish, or somebody else’s
    """
    wish = db.session.scalar(queries.wishes_of(actor.person_id or 0).where(VisitWish.id == wish_id))
    if wish is None:
        raise NotFound(_("This wish is no longer in your list."))
    return wish


def _check_exists(target: Target, by: Actor) -> None:
    if target.kind is Kind.HOST:
        if by.is_person(target.id):
            raise CannotWish(_("You know your own job best: wish to see somebody else’s."))
        person = people.get_visible(by, target.id)
        if person.left_on is not None:
            raise CannotWish(_("%(name)s works here no more.", name=person.name))
        return
    model = Job if target.kind is Kind.JOB else Unit
    found = db.session.get(model, target.id)
    if found is None:
        raise NotFound(_("This does not exist."))
    if isinstance(found, Job) and found.retired_at is not None:
        raise CannotWish(_("This job exists no more."))
