"""The visits somebody makes and receives, and those for which a manager or HR has the word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.page import Page
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.states import ALIVE, BOOKED, TOLD, VisitStatus
from talentgrow.shadowing.visits.models import Answer, Side, Visit, VisitWord
from talentgrow.shadowing.visits.pages import record, titles, turns, wording
from talentgrow.shadowing.visits.pages.record import Word
from talentgrow.shadowing.visits.pages.turns import Turn
from talentgrow.shadowing.visits.policy import side_of

PAGE = 20
_COMING = ALIVE | TOLD


@dataclass(frozen=True, slots=True)
class Line:
    """One visit in a list, for one reader."""

    id: int
    title: str
    other: str
    when: str
    where: str
    job: str
    turn: Turn | None
    is_mine: bool
    side: Side | None
    status: VisitStatus


@dataclass(frozen=True, slots=True)
class Mine:
    """What waits for somebody, what they make and receive, and what is over."""

    waiting: Sequence[Line]
    made: Sequence[Line]
    received: Sequence[Line]
    past: Page[Line]

    @property
    def coming(self) -> int:
        """Return how many visits are to come without waiting for the reader."""
        return len(self.made) + len(self.received)


@dataclass(frozen=True, slots=True)
class Asked:
    """A visit for which the reader has the word."""

    visit: Visit
    title: str
    when: str
    length: str
    turn: Turn | None
    words: tuple[Word, ...]


def mine(actor: Actor, number: int, *, now: datetime) -> Mine:
    """Return the visits of somebody; those to come by day, those that are over newest first."""
    of_mine = queries.visits_of(actor.person_id or 0).options(*OPTIONS)
    coming = db.session.scalars(
        of_mine.where(Visit.status.in_(_COMING)).order_by(Visit.starts_on, Visit.id)
    ).all()
    done = turns.written(actor, coming)
    lines = [line(actor, visit, now=now, has_written=visit.id in done) for visit in coming]
    over = of_mine.where(Visit.status.not_in(_COMING)).order_by(Visit.since.desc(), Visit.id.desc())
    past = paginate(over, number, size=PAGE)
    return Mine(
        waiting=[one for one in lines if one.is_mine],
        made=[one for one in lines if not one.is_mine and one.side is Side.VISITOR],
        received=[one for one in lines if not one.is_mine and one.side is Side.HOST],
        past=Page(
            [line(actor, visit, now=now) for visit in past], past.number, past.size, past.total
        ),
    )


# Who must sign stands in every line.
OPTIONS = (
    *queries.LINE,
    selectinload(Visit.words).joinedload(VisitWord.manager),
    selectinload(Visit.signatures),
)


def line(actor: Actor, visit: Visit, *, now: datetime, has_written: bool = False) -> Line:
    """Return one visit as a list shows it."""
    side, today = side_of(actor, visit), now.date()
    other = visit.host if side is Side.VISITOR else visit.visitor
    turn = turns.turn(actor, visit, today=today, has_written=has_written)
    return Line(
        id=visit.id,
        title=titles.title(visit, side, today=today),
        other=other.name,
        when=wording.when(visit, today),
        where=wording.where(visit),
        job=localized(visit.job.title) if visit.job is not None else "",
        turn=turn,
        is_mine=turn is not None and turn.is_mine,
        side=side,
        status=visit.status,
    )


def asked(actor: Actor, number: int, *, now: datetime) -> Page[Asked]:
    """Return the visits for which somebody has the word as a manager or in HR, oldest first."""
    found = (
        select(Visit)
        .where(
            Visit.status == VisitStatus.HOST_ACCEPTED,
            Visit.visitor_id != (actor.person_id or 0),
            Visit.host_id != (actor.person_id or 0),
            exists().where(VisitWord.visit_id == Visit.id, _has_the_word(actor)),
        )
        .options(*OPTIONS)
        .order_by(Visit.since, Visit.id)
    )
    page = paginate(found, number, size=PAGE)
    today = now.date()
    return Page([_asked(actor, visit, today) for visit in page], page.number, page.size, page.total)


def _has_the_word(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that one side of a visit waits for the actor's word."""
    is_open = VisitWord.answer.is_(None) | (
        (VisitWord.answer == Answer.DEFERRED) & (VisitWord.from_on > Visit.starts_on)
    )
    is_theirs: ColumnElement[bool] = VisitWord.manager_id == (actor.person_id or 0)
    if Role.HR in actor.roles:
        is_theirs = or_(is_theirs, VisitWord.climbed_at.is_not(None) & _in_part(actor))
    return is_open & is_theirs


def _in_part(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the side of a word belongs to the part of somebody in HR."""
    if actor.scope is None:
        return VisitWord.id.is_not(None)
    theirs: Select[int] = select(Person.id).where(people.is_within(actor.scope))
    return ((VisitWord.side == Side.VISITOR) & Visit.visitor_id.in_(theirs)) | (
        (VisitWord.side == Side.HOST) & Visit.host_id.in_(theirs)
    )


def _asked(actor: Actor, visit: Visit, today: date) -> Asked:
    return Asked(
        visit=visit,
        title=titles.title(visit, None, today=today),
        when=wording.when(visit, today),
        length=wording.length(visit.half_days),
        turn=turns.turn(actor, visit, today=today),
        words=record.words_of(actor, visit, today=today),
    )


def of_team(actor: Actor, *, now: datetime) -> list[Line]:
    """Return the visits to come of those who report to somebody, by day."""
    if not actor.report_ids:
        return []
    team = sorted(actor.report_ids)
    found = db.session.scalars(
        select(Visit)
        .where(
            or_(Visit.visitor_id.in_(team), Visit.host_id.in_(team)),
            Visit.status.in_(BOOKED - {VisitStatus.HOST_ACCEPTED}),
            Visit.ends_on >= now.date(),
        )
        .options(joinedload(Visit.visitor), joinedload(Visit.host), *OPTIONS)
        .order_by(Visit.starts_on, Visit.id)
        .limit(PAGE)
    ).all()
    return [line(actor, visit, now=now) for visit in found]


def was_asked(person_id: int) -> bool:
    """Tell whether somebody was ever asked for their word as a manager."""
    found = select(VisitWord.id).where(VisitWord.manager_id == person_id).limit(1)
    return db.session.scalar(found) is not None
