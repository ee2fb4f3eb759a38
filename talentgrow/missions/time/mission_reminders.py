"""Which people are reminded of a mission: of debriefs, of HR’s word, of questions."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import reminder_due
from talentgrow.missions import deadlines, hr, seats
from talentgrow.missions.applications.models import Application, Debrief, Side
from talentgrow.missions.models import Mission, MissionQuestion
from talentgrow.missions.states import OVER
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.time import reminder_notices as kinds
from talentgrow.missions.time.asked import asked, details, owners_of, since
from talentgrow.missions.time.of_missions import STARTED
from talentgrow.missions.time.reminders import Reminder, day_of
from talentgrow.missions.waits import places, reminding
from talentgrow.missions.waits.reminding import after
from talentgrow.people.models import Person


def due() -> Iterator[Reminder]:
    """Return the reminders of missions that are due today."""
    yield from _debriefs()
    yield from _moderation()
    yield from _questions()


def _debriefs() -> Iterator[Reminder]:
    """Remind both sides of a mission that is over of what they have not written."""
    over = (Mission.status == M.DEBRIEFING, *since(Mission.since))
    rows = asked(*over, Application.status.in_(STARTED))
    written = _written([application.id for application, *_rest in rows])
    owners = owners_of({mission.id for _application, mission, _person in rows})
    for application, mission, person in rows:
        found = deadlines.debrief(mission.status, mission.since)
        days = reminder_due(mission.since, clock.today())
        if found is None or days is None:
            continue
        said = details(mission, by=found.by)
        still = _unwritten(application)
        for side, people in ((Side.PARTICIPANT, [person.id]), (Side.OWNER, owners[mission.id])):
            if (application.id, side) in written:
                continue
            mine = side is Side.PARTICIPANT
            record = f"application:{application.id}" if mine else f"mission:{mission.id}"
            for person_id in people:
                yield Reminder(
                    person_id,
                    kinds.DEBRIEF_STILL if mine else kinds.DEBRIEFS_STILL,
                    after(f"{record}:debrief:{mission.since:%Y-%m-%d}", days),
                    places.debrief(application) if mine else places.debriefs(mission),
                    partial(seats.hold, mission.id),
                    still[side],
                    said,
                )


def _written(application_ids: Iterable[int]) -> set[tuple[int, Side]]:
    rows = db.session.execute(
        select(Debrief.application_id, Debrief.side).where(
            Debrief.application_id.in_(list(application_ids))
        )
    )
    return {(application_id, side) for application_id, side in rows}


def _unwritten(application: Application) -> Mapping[Side, Select[Any]]:
    """Select an application for as long as one side has not written about it."""
    return {
        side: select(Application.id).where(
            Application.id == application.id,
            ~select(Debrief.id)
            .where(Debrief.application_id == application.id, Debrief.side == side)
            .exists(),
        )
        for side in Side
    }


def _moderation() -> Iterator[Reminder]:
    """Remind HR of missions that wait to be published."""
    rows = db.session.execute(
        select(Mission, Person)
        .join(Person, Person.id == Mission.owner_id)
        .where(Mission.status == M.SUBMITTED, *since(Mission.since))
        .order_by(Mission.id)
    )
    for mission, owner in rows.all():
        days = reminder_due(mission.since, clock.today())
        if days is None:
            continue
        still = select(Mission.id).where(
            Mission.id == mission.id, Mission.status == M.SUBMITTED, Mission.since == mission.since
        )
        for one in hr.hr_of(owner.id):
            yield Reminder(
                one.id,
                kinds.MODERATION_STILL,
                after(reminding.moderation(mission), days),
                places.moderation(mission),
                partial(seats.hold, mission.id),
                still,
                details(mission, since=mission.since, who=owner.name),
            )


def _questions() -> Iterator[Reminder]:
    """Remind owners of questions, once for all that were asked on the same day."""
    rows = db.session.execute(
        select(MissionQuestion, Mission)
        .join(Mission, Mission.id == MissionQuestion.mission_id)
        .where(
            MissionQuestion.answered_at.is_(None),
            Mission.status.not_in(OVER),
            *since(MissionQuestion.asked_at),
        )
        .order_by(MissionQuestion.id)
    ).all()
    owners = owners_of({mission.id for _question, mission in rows})
    for question, mission in rows:
        days = reminder_due(question.asked_at, clock.today())
        start, end = day_of(question.asked_at)
        still = select(MissionQuestion.id).where(
            MissionQuestion.mission_id == mission.id,
            MissionQuestion.answered_at.is_(None),
            MissionQuestion.asked_at >= start,
            MissionQuestion.asked_at < end,
        )
        for owner_id in owners.get(mission.id, ()) if days else ():
            yield Reminder(
                owner_id,
                kinds.QUESTION_STILL,
                after(reminding.question(mission, question.asked_at), days or 0),
                places.questions(mission),
                partial(seats.hold, mission.id),
                still,
                details(mission, since=question.asked_at),
            )
