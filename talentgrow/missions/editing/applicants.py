"""Whom a step of a mission concerns among those who applied."""

from collections.abc import Collection

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.missions.applications.models import Application
from talentgrow.missions.states import ALIVE, UNANSWERED, ApplicationStatus

CONCERNED = ALIVE - {ApplicationStatus.DRAFT}


def waiting(mission_id: int) -> frozenset[int]:
    """Return the ids of those who wait for an answer."""
    return _with(mission_id, UNANSWERED)


def concerned(mission_id: int) -> frozenset[int]:
    """Return the ids of those who wait for an answer, have a seat or work on it."""
    return _with(mission_id, CONCERNED)


def _with(mission_id: int, statuses: Collection[ApplicationStatus]) -> frozenset[int]:
    return frozenset(
        db.session.scalars(
            select(Application.person_id).where(
                Application.mission_id == mission_id, Application.status.in_(statuses)
            )
        )
    )
