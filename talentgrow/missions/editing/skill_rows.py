"""The rows that say which skills a mission needs and grows."""

from collections.abc import Sequence

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.values import SkillValues
from talentgrow.skills import queries as skills
from talentgrow.skills import service as skills_service


def write(mission: Mission, rows: Sequence[SkillValues]) -> None:
    """Store the skills of a mission: one that stays keeps its row, and with it its place."""
    found = db.session.scalars(select(MissionSkill).where(MissionSkill.mission_id == mission.id))
    stored = {row.skill_id: row for row in found}
    known = skills.by_ids([row.skill_id for row in rows])
    # Merges wait until this is stored; one that came just before is followed.
    wanted = {skills_service.present(known[row.skill_id]).id: row for row in rows}
    for skill_id in stored.keys() - wanted.keys():
        db.session.delete(stored[skill_id])
    for skill_id, row in wanted.items():
        held = stored.get(skill_id) or MissionSkill(mission_id=mission.id, skill_id=skill_id)
        held.needed, held.grown_to, held.importance = row.needed, row.grown_to, row.importance
        db.session.add(held)
    db.session.flush()
