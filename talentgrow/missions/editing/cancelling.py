"""Cancel a mission: everybody is told why, and those who applied what else is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import notices, queries, service, steps
from talentgrow.missions.applications import steps as application_steps
from talentgrow.missions.applications.models import Application, DeclineReason, NextStep
from talentgrow.missions.models import Mission, MissionOwner, MissionSkill, SavedMission
from talentgrow.missions.states import ALIVE, ApplicationStatus, MissionStatus
from talentgrow.people.models import Person

MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who is told that a mission is cancelled."""

    applicants: tuple[int, ...]
    drafting: tuple[int, ...]
    others: frozenset[int]


def concerned(mission: Mission, *, by: Actor) -> Concerned:
    """Return whom a cancelled mission concerns: applicants, their managers, owners, who kept it."""
    alive = db.session.execute(
        select(Application.person_id, Application.manager_id, Application.status)
        .where(Application.mission_id == mission.id, Application.status.in_(ALIVE))
        .order_by(Application.id)
    ).all()
    sent = [row for row in alive if row.status is not ApplicationStatus.DRAFT]
    drafting = tuple(row.person_id for row in alive if row.status is ApplicationStatus.DRAFT)
    applicants = tuple(row.person_id for row in sent)
    kept = db.session.scalars(
        select(SavedMission.person_id).where(
            SavedMission.mission_id == mission.id, SavedMission.is_kept.is_(True)
        )
    )
    others = {row.manager_id for row in sent if row.manager_id}
    others |= {*queries.owner_ids(mission), *kept}
    told = {*applicants, *drafting, by.person_id}
    return Concerned(applicants, drafting, frozenset(others - told))


def cancel(mission: Mission, reason: str, *, by: Actor, now: datetime) -> None:
    """Cancel a mission that is held; every seat is freed and nobody goes on waiting.

    :raises IllegalTransition: it is over, or cancelled already
    :raises TooFewWords: the reason helps nobody; a draft which nobody has seen needs none
    """
    if reason or mission.status is not MissionStatus.DRAFT:
        service.check_words(reason)
    told = concerned(mission, by=by)
    steps.take(mission, "cancel", by=by, now=now, reason=reason)
    for application in _alive(mission.id):
        _end(application, mission, by=by, now=now)
    notices.tell_cancelled(
        mission,
        db.session.get_one(Person, by.person_id),
        applicants=(*told.applicants, *told.drafting),
        others=told.others,
        now=now,
    )


def similar(mission: Mission, person_id: int) -> Sequence[Mission]:
    """Return open missions which grow the same skills and are not the person's own, most first."""
    grown = select(MissionSkill.skill_id).where(
        MissionSkill.mission_id == mission.id, MissionSkill.grown_to.is_not(None)
    )
    shared = (
        select(MissionSkill.mission_id, func.count().label("count"))
        .where(MissionSkill.skill_id.in_(grown), MissionSkill.grown_to.is_not(None))
        .group_by(MissionSkill.mission_id)
        .subquery()
    )
    today = mission.since.date()
    found: Select[Mission] = (
        select(Mission)
        .join(shared, shared.c.mission_id == Mission.id)
        .where(
            Mission.status == MissionStatus.PUBLISHED,
            Mission.apply_by >= today,
            Mission.taken < Mission.seats,
            Mission.id != mission.id,
            Mission.owner_id != person_id,
            Mission.id.not_in(
                select(MissionOwner.mission_id).where(MissionOwner.person_id == person_id)
            ),
            Mission.id.not_in(
                select(Application.mission_id).where(
                    Application.person_id == person_id, Application.status.in_(ALIVE)
                )
            ),
        )
        .order_by(shared.c.count.desc(), Mission.apply_by, Mission.id)
        .limit(MOST_PROPOSED)
    )
    return db.session.scalars(found).all()


def _alive(mission_id: int) -> Sequence[Application]:
    return db.session.scalars(
        select(Application)
        .where(Application.mission_id == mission_id, Application.status.in_(ALIVE))
        .order_by(Application.id)
        .execution_options(populate_existing=True)
    ).all()


def _end(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """End one application: a draft expires, what was sent is called off and opens a door."""
    if application.status is ApplicationStatus.DRAFT:
        application_steps.take(application, "expire", mission, by=by, now=now)
        return
    proposed = similar(mission, application.person_id)
    application.declined_reason = DeclineReason.MISSION_CANCELLED
    application.feedback = mission.comment
    application.next_step = NextStep.MISSION if proposed else NextStep.PATH
    application.next_mission_id = proposed[0].id if proposed else None
    application_steps.take(application, "call_off", mission, by=by, now=now, reason=mission.comment)
