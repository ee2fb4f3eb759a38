"""What waits around one person, read in one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import house
from talentgrow.missions.applications.models import Application, Debrief, Side
from talentgrow.missions.models import HouseRules, Mission, MissionOwner, MissionQuestion
from talentgrow.missions.states import OVER, WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.notifications.models import Notice
from talentgrow.people import queries as people
from talentgrow.people.models import Person

WORKED = frozenset({A.IN_PROGRESS, A.COMPLETED, A.PARTIALLY_COMPLETED})
MINE = WITH_OWNER | {A.MANAGER_PENDING, A.OFFERED, A.WAITLISTED}
_NONE = cast(null(), Integer)
# Of what waits for HR so many are read, the longest first; the others are only counted.
MOST_FOR_HR = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A mission in which something waits: an application, else a question, else itself.

    `person` applied, or asks; `owner` is the one who proposed the mission. `count` is how many of
    its kind wait for HR in all, where that is who has to act, else 0.
    """

    mission: Mission
    owner: Person
    is_owned: bool
    application: Application | None
    person: Person | None
    manager: Person | None
    question: MissionQuestion | None
    by_participant: bool
    by_owner: bool
    count: int


@dataclass(frozen=True, slots=True)
class Case:
    """An application around somebody, with those concerned and what was written about it."""

    application: Application
    mission: Mission
    person: Person
    owner: Person
    manager: Person | None
    is_owned: bool
    by_participant: bool
    by_owner: bool


def case_of(row: Row) -> Case | None:
    """Return the application of a row, if it is one."""
    if row.application is None or row.person is None:
        return None
    return Case(
        row.application,
        row.mission,
        row.person,
        row.owner,
        row.manager,
        row.is_owned,
        row.by_participant,
        row.by_owner,
    )


def owned(person_id: int) -> Any:
    """Select the ids of the missions which somebody owns, alone or with others."""
    beside = select(MissionOwner.mission_id).where(MissionOwner.person_id == person_id)
    return union(select(Mission.id).where(Mission.owner_id == person_id), beside)


def around(actor: Actor) -> Sequence[Row]:
    """Return everything in which the actor, or somebody for the actor, has to act, oldest first.

    In one statement, as it is on everybody's first page; it brings the rules of the house along.
    """
    person_id = actor.person_id or 0
    waiting = union(*_applications(actor), *_missions(actor), _questions(person_id)).subquery(
        "waiting"
    )
    owner, manager = aliased(Person), aliased(Person)
    concerned = or_(Person.id == Application.person_id, Person.id == MissionQuestion.author_id)
    found = db.session.execute(
        select(
            Mission,
            owner,
            Mission.id.in_(owned(person_id)),
            Application,
            Person,
            manager,
            MissionQuestion,
            _written(Side.PARTICIPANT),
            _written(Side.OWNER),
            waiting.c.count,
            HouseRules,
        )
        .join(waiting, waiting.c.mission_id == Mission.id)
        .join(owner, owner.id == Mission.owner_id)
        .outerjoin(Application, Application.id == waiting.c.application_id)
        .outerjoin(MissionQuestion, MissionQuestion.id == waiting.c.question_id)
        .outerjoin(Person, concerned)
        .outerjoin(manager, manager.id == Application.manager_id)
        .outerjoin(HouseRules, HouseRules.id == 1)
        .order_by(Application.since, Application.id, MissionQuestion.asked_at, Mission.since)
    ).all()
    for *_row, rules in found[:1]:
        house.remember(rules)
    return [Row(*row) for *row, _rules in found]


def _applications(actor: Actor) -> Iterator[Select[int, int, int, int]]:
    person_id = actor.person_id or 0
    is_owned = Application.mission_id.in_(owned(person_id))
    not_own = Application.person_id != person_id
    yield _ids(Application.person_id == person_id, Application.status.in_(MINE))
    yield _ids(
        Application.manager_id == person_id,
        not_own,
        Application.status == A.MANAGER_PENDING,
        Application.climbed_at.is_(None),
    )
    yield _ids(is_owned, not_own, Application.status.in_(WITH_OWNER | {A.OFFERED}))
    yield _debriefs(Application.person_id == person_id)
    yield _debriefs(is_owned)
    if actor.is_hr:
        yield _climbed(actor)


def _ids(*conditions: ColumnElement[bool]) -> Select[int, int, int, int]:
    return select(
        Application.mission_id.label("mission_id"),
        Application.id.label("application_id"),
        _NONE.label("question_id"),
        literal(0).label("count"),
    ).where(*conditions)


def _debriefs(concerned: ColumnElement[bool]) -> Select[int, int, int, int]:
    return (
        _ids(concerned, Application.status.in_(WORKED))
        .join(Mission, Mission.id == Application.mission_id)
        .where(Mission.status == M.DEBRIEFING)
    )


def _climbed(actor: Actor) -> Select[int, int, int, int]:
    """Select what climbed to HR, of the actor's part and none of their own matters."""
    person_id = actor.person_id or 0
    found = select(Application.mission_id, Application.id, _NONE, func.count().over()).where(
        Application.status == A.MANAGER_PENDING,
        Application.climbed_at.is_not(None),
        Application.person_id != person_id,
        Application.mission_id.not_in(owned(person_id)),
    )
    if actor.scope is not None:
        found = found.join(Person, Person.id == Application.person_id).where(
            people.is_within(actor.scope)
        )
    return _first(found.order_by(Application.climbed_at, Application.id))


def _first(found: Select[int, int, int, int]) -> Select[int, int, int, int]:
    """Select the first few of many: what is limited must stand apart to be united with others."""
    return select(found.limit(MOST_FOR_HR).subquery())


def _written(side: Side) -> ColumnElement[bool]:
    return exists().where(Debrief.application_id == Application.id, Debrief.side == side)


def _missions(actor: Actor) -> Iterator[Select[int, int, int, int]]:
    """Select missions that HR reads or sent back: the actor's own, and as HR those of others."""
    own = Mission.id.in_(owned(actor.person_id or 0))
    sent_back = and_(Mission.status == M.DRAFT, Mission.comment != "")
    yield select(Mission.id, _NONE, _NONE, literal(0)).where(
        own, or_(Mission.status == M.SUBMITTED, sent_back)
    )
    if not actor.is_hr:
        return
    found = select(Mission.id, _NONE.label("application_id"), _NONE, func.count().over())
    found = found.where(Mission.status == M.SUBMITTED, ~own)
    if actor.scope is not None:
        found = found.join(Person, Person.id == Mission.owner_id).where(
            people.is_within(actor.scope)
        )
    yield _first(found.order_by(Mission.since, Mission.id))


def _questions(person_id: int) -> Select[int, int, int, int]:
    """Select the questions which nobody has answered: on one's missions, and one's own."""
    mine = or_(
        MissionQuestion.author_id == person_id, MissionQuestion.mission_id.in_(owned(person_id))
    )
    return (
        select(MissionQuestion.mission_id, _NONE, MissionQuestion.id, literal(0))
        .join(Mission, Mission.id == MissionQuestion.mission_id)
        .where(MissionQuestion.answered_at.is_(None), Mission.status.not_in(OVER), mine)
    )


def reminded(asked: Sequence[tuple[int, str]]) -> dict[tuple[int, str], date]:
    """Return when people were reminded, by person and key."""
    if not asked:
        return {}
    rows = db.session.execute(
        select(Notice.person_id, Notice.key, Notice.at).where(
            Notice.person_id.in_({person_id for person_id, _key in asked}),
            Notice.key.in_({key for _person_id, key in asked}),
        )
    )
    return {(person_id, key): _day(at) for person_id, key, at in rows}


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.now().tzinfo).date()
