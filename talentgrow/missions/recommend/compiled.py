"""The open missions as arrays: compiled once in each process, anew when one of them changes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import Any

from flask import current_app
from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, select, true

from talentgrow.graph.matching import Ask
from talentgrow.graph.stretch.open_missions import OpenMissions, compile_missions
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions import queries
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.skills.models import Skill

EXTENSION = "talentgrow.open_missions"
Stamp = tuple[Any, ...]
# A change that left no trace in the stamp is seen after this at the latest.
LONGEST = timedelta(minutes=10)


@dataclass
class Compiled:
    """What one process holds, shared by its threads."""

    lock: Lock
    stamp: Stamp | None = None
    at: datetime | None = None
    missions: OpenMissions | None = None

    def is_good(self, stamp: Stamp, now: datetime) -> bool:
        """Tell whether what is held was compiled from the missions of this stamp, and lately."""
        return self.stamp == stamp and self.at is not None and now - self.at < LONGEST


def is_open() -> ColumnElement[bool]:
    """Return the condition that people may apply to a mission, as far as status and date go."""
    return queries.takes_applications(clock.today())


def open_missions() -> OpenMissions:
    """Return the missions to which people may apply today."""
    held: Compiled = current_app.extensions.setdefault(EXTENSION, Compiled(Lock()))
    stamp, now = _stamp(), clock.now()
    with held.lock:
        if held.missions is None or not held.is_good(stamp, now):
            held.missions, held.stamp, held.at = compile_missions(_read()), stamp, now
        return held.missions


def _stamp() -> Stamp:
    """Return numbers which change when a mission opens, closes or is edited, or skills merge.

    One pass over the open missions; their skills, many more, are not looked at: every edit
    raises the version of its mission.
    """
    return tuple(db.session.execute(_asking_for_stamp(clock.today())).one())


# To put it together takes longer than the database needs to answer.
@lru_cache(maxsize=2)
def _asking_for_stamp(today: date) -> Select[*Stamp]:
    number = cast(Mission.id, BigInteger)
    missions = (
        select(
            func.count(),
            func.sum(number),
            func.sum(number * number),
            func.sum(number * Mission.version),
        )
        .where(queries.takes_applications(today))
        .subquery()
    )
    merges = (
        select(func.count(), func.sum(Skill.id)).where(Skill.merged_into_id.is_not(None)).subquery()
    )
    newest = select(func.max(MissionSkill.id)).scalar_subquery()
    return select(missions, merges, newest).select_from(missions.join(merges, true()))


def _read() -> dict[int, list[Ask]]:
    """Return the open missions with their skills."""
    found: dict[int, list[Ask]] = {}
    rows = db.session.execute(
        select(
            Mission.id,
            MissionSkill.skill_id,
            MissionSkill.needed,
            MissionSkill.grown_to,
            MissionSkill.importance,
        )
        .outerjoin(MissionSkill, MissionSkill.mission_id == Mission.id)
        .where(is_open())
    )
    for mission_id, skill_id, needed, grown_to, importance in rows:
        asks = found.setdefault(mission_id, [])
        # A mission that names no skill has no row of them.
        if skill_id is not None:
            asks.append(Ask(skill_id, needed, grown_to, importance))
    return found
