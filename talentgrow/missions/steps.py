"""The one door through which a mission changes its status."""

from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions.models import Mission
from talentgrow.missions.states import MISSION_FLOW, MissionStatus


def take(mission: Mission, step: str, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Take one step with a mission that is held; `reason` is its newest word for its owners.

    A form that somebody opened before is from then on an old one.

    :raises IllegalTransition: the present status does not allow `step`
    """
    audit.move(mission, MISSION_FLOW, step, by=by, now=now, reason=reason)
    mission.since = now
    mission.comment = reason
    mission.version += 1
    if mission.status is MissionStatus.PUBLISHED and mission.published_at is None:
        mission.published_at = now
    db.session.flush()
