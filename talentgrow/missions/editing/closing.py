"""What the pages around a cancelled mission show; nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import policy
from talentgrow.missions.applications.models import Application
from talentgrow.missions.editing import cancelling
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus, MissionStatus


@dataclass(frozen=True, slots=True)
class Closing:
    """What cancelling would do: how many applications end, and how many others hear of it."""

    mission: Mission
    applicants: int
    others: int
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Instead:
    """Why a mission is cancelled, and what else is open to the reader."""

    mission: Mission
    similar: Sequence[Mission]
    has_applied: bool
    is_cancelled: bool
    is_owner: bool


def closing(actor: Actor, mission: Mission) -> Closing:
    """Return whom a cancelled mission would concern: numbers only, HR reads no names here."""
    told = cancelling.concerned(mission, by=actor)
    return Closing(
        mission,
        applicants=len(told.applicants),
        others=len(told.others),
        needs_reason=mission.status is not MissionStatus.DRAFT,
    )


def instead(actor: Actor, mission: Mission) -> Instead:
    """Return what else is open to somebody who looked at a mission that is cancelled."""
    person_id = actor.person_id or 0
    applied = select(Application.id).where(
        Application.mission_id == mission.id,
        Application.person_id == person_id,
        Application.status == ApplicationStatus.DECLINED,
    )
    return Instead(
        mission,
        cancelling.similar(mission, person_id),
        has_applied=db.session.scalar(applied.limit(1)) is not None,
        is_cancelled=mission.status is MissionStatus.CANCELLED,
        is_owner=policy.owns(actor, mission),
    )
