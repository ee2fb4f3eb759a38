"""What time does to applications: climbing, ends, and the move into a mission that has begun."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions import deadlines, hr, seats
from talentgrow.missions.applications import queries as applications
from talentgrow.missions.applications import steps, waiting_list
from talentgrow.missions.applications.models import Application
from talentgrow.missions.house import rules as house_rules
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, SEATED, UNANSWERED, WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.time import doors, notices, rules
from talentgrow.missions.time.doors import Doors
from talentgrow.missions.time.rules import Due
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import current_assignment, is_current

# How many of those who may need another door are looked at together.
AT_ONCE = 200


def follow(tally: Tally) -> None:
    """Let the word follow whoever manages the team now, then take each step that is due."""
    each(found(_without_their_manager()), _pass_word_on, tally)
    house = house_rules()
    silence_days = house.silence_days
    db.session.rollback()
    due = found(_due(silence_days))
    for start in range(0, len(due), AT_ONCE):
        some = due[start : start + AT_ONCE]
        chosen = doors.ahead({person_id for *_ids, person_id in some if person_id is not None})
        each(some, partial(_step, silence_days=silence_days, chosen=chosen), tally)


def _without_their_manager() -> Select[int, int]:
    """Select what waits for a word of somebody who manages the person no more."""
    manages = exists().where(
        Assignment.person_id == Application.person_id,
        Assignment.manager_id == Application.manager_id,
        is_current(),
    )
    here = exists().where(Person.id == Application.manager_id, is_here())
    return select(Application.mission_id, Application.id).where(
        Application.status == A.MANAGER_PENDING,
        Application.climbed_at.is_(None),
        or_(~manages, ~here),
    )


def is_here() -> Any:
    """Return the condition that a person still works here today."""
    return or_(Person.left_on.is_(None), Person.left_on >= clock.today())


def _due(silence_days: int) -> Select[Any]:
    """Select what may be due, seats first, and for whom another door may have to be found.

    `rules` decide about each under its lock.
    """
    today = clock.today()
    silent, unheard = before(today, silence_days), before(today, deadlines.REVIEW_DAYS)
    status, closed = Application.status, Mission.status.in_(rules.CLOSED)
    return (
        select(
            Application.mission_id,
            Application.id,
            case((_may_need_a_door(), Application.person_id)),
        )
        .join(Mission, Mission.id == Application.mission_id)
        .join(Person, Person.id == Application.person_id)
        .where(
            or_(
                and_(status.in_(ALIVE), ~is_here()),
                and_(status == A.DRAFT, or_(Mission.apply_by < today, closed)),
                and_(status == A.ACCEPTED, Mission.status.in_({M.IN_PROGRESS, M.DEBRIEFING})),
                and_(status.in_(UNANSWERED), closed),
                and_(status == A.OFFERED, Application.since < before(today, deadlines.OFFER_DAYS)),
                and_(
                    status.in_(WITH_OWNER),
                    Application.since < before(today, deadlines.EXPIRY_DAYS),
                ),
                and_(
                    status == A.MANAGER_PENDING,
                    Application.climbed_at.is_(None),
                    Application.since < silent,
                ),
                and_(status == A.MANAGER_PENDING, Application.climbed_at < unheard),
            )
        )
        .order_by(status != A.ACCEPTED, status != A.OFFERED, Application.mission_id, Application.id)
    )


def _may_need_a_door() -> ColumnElement[bool]:
    """Return the condition that an application may end: not one that climbs, nor a draft."""
    waits = Application.status.in_(UNANSWERED)
    climbs = and_(
        Application.status == A.MANAGER_PENDING,
        Application.climbed_at.is_(None),
        Mission.status.not_in(rules.CLOSED),
    )
    return and_(waits, ~climbs, is_here())


def before(today: date, days: int) -> datetime:
    """Return the moment before which something came that is more than some days old."""
    return datetime.combine(today - timedelta(days=days), datetime.min.time(), clock.now().tzinfo)


def _held(ids: Sequence[Any]) -> tuple[Mission, Application]:
    mission = seats.hold(ids[0])
    return mission, db.session.get_one(Application, ids[1], populate_existing=True)


def _pass_word_on(ids: tuple[int, int]) -> bool:
    """Give the word to the present manager, or to HR where there is none.

    The person has waited long enough: the days go on counting from when they applied.
    """
    now, today = clock.now(), clock.today()
    mission, application = _held(ids)
    if application.status is not A.MANAGER_PENDING or application.climbed_at is not None:
        return False
    post = current_assignment(application.person_id)
    manager = post.manager if post else None
    if manager is None or (manager.left_on is not None and manager.left_on < today):
        application.manager_id = None
        _climb(application, mission, now=now)
        return True
    if manager.id == application.manager_id:
        return False
    application.manager_id = manager.id
    db.session.flush()
    due = applications.deadline(application, silence_days=house_rules().silence_days)
    if due is not None and due.by >= today:
        person = db.session.get_one(Person, application.person_id)
        notices.tell_new_manager(
            application, mission, person=person, manager=manager, by=due.by, now=now
        )
    return True


def _step(ids: tuple[int, int, int | None], *, silence_days: int, chosen: Doors) -> bool:
    """Take the step that is due for one application, if it still is."""
    now = clock.now()
    mission, application = _held(ids)
    person = db.session.get_one(Person, application.person_id)
    due = rules.of_application(
        application,
        mission,
        today=now.date(),
        silence_days=silence_days,
        is_full=is_full(mission),
        has_left=person.left_on is not None and person.left_on < now.date(),
    )
    if due is None:
        return False
    if due is Due.CLIMB:
        _climb(application, mission, now=now)
    elif due is Due.START:
        begin(application, mission, now=now)
    else:
        _end(due, application, mission, chosen, now=now)
    return True


def is_full(mission: Mission) -> bool:
    """Tell whether no seat of a mission will be free any more: none is left, none only offered."""
    if mission.seats_left > 0:
        return False
    offered = select(Application.id).where(
        Application.mission_id == mission.id, Application.status == A.OFFERED
    )
    return db.session.scalar(offered.limit(1)) is None


def begin(application: Application, mission: Mission, *, now: datetime) -> None:
    """Let somebody who accepted be part of a mission that has begun."""
    steps.take(application, "start", mission, by=SYSTEM, now=now)
    person = db.session.get_one(Person, application.person_id)
    notices.tell_end(
        (notices.STARTED, None), application, mission, person=person, owners=(), now=now
    )


def _climb(application: Application, mission: Mission, *, now: datetime) -> None:
    """Give HR the word; the manager may still say theirs first."""
    application.climbed_at = now
    db.session.flush()
    due = applications.deadline(application, silence_days=0)
    person = db.session.get_one(Person, application.person_id)
    manager = db.session.get(Person, application.manager_id) if application.manager_id else None
    owners = applications.owner_ids_of(mission)
    notices.tell_climb(
        application,
        mission,
        hr=[one.id for one in hr.hr_of(person.id, besides=owners)],
        person=person,
        manager=manager,
        by=due.by if due else now.date(),
        now=now,
    )


_TOLD = {
    Due.LOSE_OFFER: (notices.OFFER_LOST, notices.OFFER_LOST_FOR_OWNER),
    Due.EXPIRE: (notices.EXPIRED, notices.EXPIRED_FOR_OWNER),
    Due.DROP_DRAFT: (notices.DRAFT_DROPPED, None),
    Due.MISS_SEAT: (notices.SEAT_MISSED, None),
    Due.NEVER_BEGAN: (notices.NEVER_BEGAN, None),
    Due.LEAVE: (None, notices.LEFT),
}


_STEPS = {Due.NEVER_BEGAN: "miss_start", Due.LEAVE: "withdraw"}


def _end(
    due: Due, application: Application, mission: Mission, chosen: Doors, *, now: datetime
) -> None:
    """End an application, open another door, and let the waiting list move if a seat is free."""
    had_seat = application.status in SEATED
    before = applications.deadline(application, silence_days=0)
    steps.take(application, _STEPS.get(due, "expire"), mission, by=SYSTEM, now=now)
    if due in {Due.EXPIRE, Due.MISS_SEAT, Due.LOSE_OFFER}:
        doors.open_next(application, chosen)
    details = {"by": before.by} if due is Due.LOSE_OFFER and before else {}
    notices.tell_end(
        _TOLD[due],
        application,
        mission,
        person=db.session.get_one(Person, application.person_id),
        owners=applications.owner_ids_of(mission),
        now=now,
        **details,
    )
    if had_seat:
        waiting_list.move_up(mission, now=now)
