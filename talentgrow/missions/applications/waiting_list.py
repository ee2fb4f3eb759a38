"""The waiting list, which moves by itself, and the team which is complete by itself."""

from datetime import datetime

from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions import steps as mission_steps
from talentgrow.missions.applications import notices, queries, steps
from talentgrow.missions.applications.choosing import SeatFree
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus, MissionStatus

# While a mission is paused nothing moves, and once it has begun its owners choose by hand.
MOVING = frozenset({MissionStatus.PUBLISHED, MissionStatus.STAFFED})
HAVE_ACCEPTED = frozenset({ApplicationStatus.ACCEPTED, ApplicationStatus.IN_PROGRESS})


def move_up(mission: Mission, *, now: datetime) -> int:
    """Offer the seats that are free to who waits for one, in order; return how many.

    To be called for a mission that is held, after whatever frees a seat or adds one. A team that
    was complete and is no longer looks for people again.
    """
    if mission.status not in MOVING:
        return 0
    moved = 0
    for application in queries.waiting_list(mission.id):
        if mission.seats_left <= 0:
            break
        steps.take(application, "offer", mission, by=SYSTEM, now=now)
        notices.tell_seat_moved_up(application, mission, now=now)
        moved += 1
    if mission.status is MissionStatus.STAFFED and mission.seats_left > 0:
        mission_steps.take(mission, "reopen", by=SYSTEM, now=now)
    return moved


def refuse_to_close(mission: Mission) -> None:
    """Refuse to say that a team is complete while somebody waits for a seat which is free.

    :raises SeatFree: they would wait for nothing
    """
    if mission.seats_left and queries.waiting_list(mission.id):
        raise SeatFree(_("A seat is free: offer it, or say no with a reason."))


def close_when_complete(mission: Mission, *, now: datetime) -> None:
    """Note that the team is complete once every seat is accepted.

    A mission that keeps accepting stays open: people apply for its waiting list.
    """
    if mission.keeps_accepting or mission.status not in {
        MissionStatus.PUBLISHED,
        MissionStatus.PAUSED,
    }:
        return
    accepted = select(func.count()).where(
        Application.mission_id == mission.id, Application.status.in_(HAVE_ACCEPTED)
    )
    if (db.session.scalar(accepted) or 0) >= mission.seats:
        mission_steps.take(mission, "staff", by=SYSTEM, now=now)
