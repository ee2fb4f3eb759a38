"""Tell people of new missions like those they follow."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from talentgrow.infra.db import db
from talentgrow.missions import queries
from talentgrow.missions.explore import notices
from talentgrow.missions.models import Mission, MissionSkill, SavedMission
from talentgrow.people.models import Person


def tell_similar(mission: Mission, *, now: datetime) -> None:
    """Tell those who follow a mission which grows the same skill, or serves the same theme.

    Everybody is told once of a mission, however often it is published and however many like it
    they follow. `mission` comes loaded in full.
    """
    owners = queries.owner_ids(mission)
    told: set[int] = set()
    for person_id, kept in _followed(mission):
        if person_id not in owners and person_id not in told:
            told.add(person_id)
            notices.tell_of_similar(person_id, mission, kept, by=mission.apply_by, now=now)


def _followed(mission: Mission) -> list[tuple[int, Mission]]:
    """Return who follows which mission like this one, what was kept first first."""
    kept = aliased(Mission)
    grown = [row.skill_id for row in mission.skills if row.grown_to is not None]
    grows_the_same = select(MissionSkill.mission_id).where(
        MissionSkill.skill_id.in_(grown), MissionSkill.grown_to.is_not(None)
    )
    alike: list[ColumnElement[bool]] = [kept.id.in_(grows_the_same)]
    if mission.theme_id is not None:
        alike.append(kept.theme_id == mission.theme_id)
    rows = db.session.execute(
        select(SavedMission.person_id, kept)
        .join(kept, kept.id == SavedMission.mission_id)
        .join(Person, Person.id == SavedMission.person_id)
        .where(
            SavedMission.wants_similar.is_(True),
            SavedMission.mission_id != mission.id,
            Person.left_on.is_(None),
            or_(*alike),
        )
        .order_by(SavedMission.at, SavedMission.id)
    )
    return [(person_id, followed) for person_id, followed in rows]
