"""A mission is cancelled: every application to it ends, and every seat is free."""

from datetime import datetime

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions.applications import steps
from talentgrow.missions.applications.models import Application, DeclineReason
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, ApplicationStatus


def call_off(mission: Mission, *, by: Actor, now: datetime, reason: str = "") -> list[Application]:
    """End every application to a mission that is held and cancelled; return those that were sent.

    It says nothing about the people. Telling them is for the one who cancels.
    """
    found = db.session.scalars(
        select(Application)
        .where(Application.mission_id == mission.id, Application.status.in_(ALIVE))
        .order_by(Application.id)
        .execution_options(populate_existing=True)
    ).all()
    ended = []
    for application in found:
        if application.status is ApplicationStatus.DRAFT:
            steps.take(application, "expire", mission, by=by, now=now, reason=reason)
            continue
        application.declined_reason = DeclineReason.MISSION_CANCELLED
        steps.take(application, "call_off", mission, by=by, now=now, reason=reason)
        ended.append(application)
    return ended
