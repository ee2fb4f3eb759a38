"""Missions that people keep for later, and those of which they want more. Functions flush."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from talentgrow.infra.db import db
from talentgrow.infra.once import insert_once
from talentgrow.kernel.access import Actor
from talentgrow.missions import queries
from talentgrow.missions.models import Mission, SavedMission


def keep(mission: Mission, wanted: bool, *, by: Actor, now: datetime) -> None:
    """Keep a mission for later, or keep it no more."""
    _note(mission, by, now).is_kept = wanted
    _tidy(mission, by)


def follow(mission: Mission, wanted: bool, *, by: Actor, now: datetime) -> None:
    """Ask to be told of new missions like this one, or no more."""
    _note(mission, by, now).wants_similar = wanted
    _tidy(mission, by)


def saved(actor: Actor, mission_id: int) -> SavedMission | None:
    """Return what the actor has asked for about a mission."""
    return db.session.scalar(select(SavedMission).where(*_own(actor, mission_id)))


def kept_by(actor: Actor) -> Select[Mission]:
    """Select what the actor keeps and may still read, what was kept last first."""
    return (
        queries.visible_to(actor)
        .join(SavedMission, SavedMission.mission_id == Mission.id)
        .where(SavedMission.person_id == (actor.person_id or 0), SavedMission.is_kept.is_(True))
        .order_by(SavedMission.at.desc(), SavedMission.id.desc())
    )


def _note(mission: Mission, by: Actor, now: datetime) -> SavedMission:
    # Pressed twice at once, both find the same row.
    empty = {"is_kept": False, "wants_similar": False, "at": now}
    insert_once(SavedMission, {"person_id": by.person_id, "mission_id": mission.id} | empty)
    return db.session.scalars(select(SavedMission).where(*_own(by, mission.id))).one()


def _tidy(mission: Mission, by: Actor) -> None:
    """Forget what asks for nothing any more."""
    db.session.flush()
    note = saved(by, mission.id)
    if note is not None and not note.is_kept and not note.wants_similar:
        db.session.delete(note)
        db.session.flush()


def _own(actor: Actor, mission_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        SavedMission.person_id == (actor.person_id or 0),
        SavedMission.mission_id == mission_id,
    )
