"""Join a round, say when one can, and leave it. Functions flush; the caller commits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import Round, RoundMember, RoundWeek
from talentgrow.shadowing.rounds.weeks import weeks_of
from talentgrow.shadowing.states import RoundStatus

MOST_PLACES = 5
JOINED = audit.Kind("shadowing.round_joined", "round", "weeks", "places", "visits", "travels")
LEFT = audit.Kind("shadowing.round_left", "round")
# Until the rings are sent, those who take part may say anew when they can.
CHANGEABLE = frozenset({RoundStatus.OPEN, RoundStatus.CLOSED})


class CannotJoin(DomainError):
    """The round takes nobody any more, or is not for this person."""


class NothingToDo(DomainError):
    """Without a week, or neither visiting nor hosting, one takes no part."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """How somebody takes part; `weeks` are Mondays."""

    weeks: frozenset[date]
    visits: bool = True
    places: int = 1
    travels: bool = False


def join(one: Round, part: Part, *, by: Actor, now: datetime) -> RoundMember:
    """Take part in a round, or say anew when and how one does.

    :raises CannotJoin: joining has ended, or the round is for others
    :raises NothingToDo: no week that the round has, or neither visits nor hosts
    """
    person_id = by.person_id or 0
    one = queries.hold_round(by, one.id)
    member = member_of(one.id, person_id)
    _check_open(one, member, now=now)
    _check_audience(one, person_id)
    weeks = part.weeks & set(weeks_of(one))
    if not weeks:
        raise NothingToDo(_("Tick at least one week in which you can."))
    if not (part.visits or part.places):
        raise NothingToDo(_("Say that you visit, that you host, or both."))
    if member is None:
        member = RoundMember(round_id=one.id, person_id=person_id, joined_at=now)
        db.session.add(member)
    elif member.left_at is not None:
        member.joined_at, member.left_at = now, None
    member.visits, member.travels = part.visits, part.travels
    member.places = min(max(part.places, 0), MOST_PLACES)
    db.session.flush()
    _write_weeks(member, weeks)
    audit.record(
        JOINED,
        member,
        by=by,
        now=now,
        round=one.id,
        weeks=[monday.isoformat() for monday in sorted(weeks)],
        places=member.places,
        visits=member.visits,
        travels=member.travels,
    )
    return member


def leave(one: Round, person_id: int, *, by: Actor, now: datetime) -> bool:
    """Let somebody take no part in a round any more; tell whether they did.

    :raises CannotJoin: its rings were sent, so that each visit is called off by itself
    """
    one = hold(one.id)
    if one.status not in CHANGEABLE:
        raise CannotJoin(_("The rings were sent: answer yours, or call the visit off."))
    member = member_of(one.id, person_id)
    if member is None or member.left_at is not None:
        return False
    member.left_at = now
    db.session.flush()
    audit.record(LEFT, member, by=by, now=now, round=one.id)
    return True


def leave_all(person: Person, *, by: Actor, now: datetime) -> int:
    """Let somebody who leaves the house take no part in any round that is still prepared."""
    found = (
        select(Round)
        .join(RoundMember, RoundMember.round_id == Round.id)
        .where(
            RoundMember.person_id == person.id,
            RoundMember.left_at.is_(None),
            Round.status.in_(CHANGEABLE),
        )
        .order_by(Round.id)
    )
    return sum(leave(one, person.id, by=by, now=now) for one in db.session.scalars(found).all())


def member_of(round_id: int, person_id: int) -> RoundMember | None:
    """Return how somebody takes or took part in a round, with their weeks."""
    return db.session.scalar(
        select(RoundMember)
        .where(RoundMember.round_id == round_id, RoundMember.person_id == person_id)
        .options(selectinload(RoundMember.weeks))
        .execution_options(populate_existing=True)
    )


def parts_of(person_id: int, round_ids: Collection[int]) -> dict[int, RoundMember]:
    """Return by round how somebody takes part in it, if they do."""
    found = (
        select(RoundMember)
        .where(
            RoundMember.person_id == person_id,
            RoundMember.round_id.in_(round_ids),
            RoundMember.left_at.is_(None),
        )
        .options(selectinload(RoundMember.weeks))
    )
    return {member.round_id: member for member in db.session.scalars(found)}


def hold(round_id: int) -> Round:
    """Return a round that is known to exist, which nobody else changes until this ends."""
    found = select(Round).where(Round.id == round_id).options(*queries.ROUND)
    held = found.with_for_update(key_share=True, of=Round)
    return db.session.scalars(held.execution_options(populate_existing=True)).one()


def is_for(one: Round, person_id: int) -> bool:
    """Tell whether a round is held for somebody."""
    found = queries.people_in(one).where(Person.id == person_id)
    return db.session.scalar(found.with_only_columns(Person.id)) is not None


def _check_open(one: Round, member: RoundMember | None, *, now: datetime) -> None:
    takes_part = member is not None and member.left_at is None
    if takes_part and one.status in CHANGEABLE:
        return
    if one.status is not RoundStatus.OPEN or now.date() > one.join_by:
        raise CannotJoin(_("Joining has ended. The next round will have a place for you."))


def _check_audience(one: Round, person_id: int) -> None:
    if not is_for(one, person_id):
        raise CannotJoin(_("This round is held for another part of the house."))


def _write_weeks(member: RoundMember, weeks: Collection[date]) -> None:
    db.session.execute(delete(RoundWeek).where(RoundWeek.member_id == member.id))
    db.session.add_all(RoundWeek(member_id=member.id, monday=monday) for monday in sorted(weeks))
    db.session.flush()
    db.session.expire(member, ["weeks"])
