"""What missions ask for and grow goes along when skills merge, and back when that is undone."""

from typing import Any

from flask import url_for
from sqlalchemy import Select, select, update

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.states import SHOWN_TO_ALL
from talentgrow.skills.merging import moves
from talentgrow.skills.merging.followers import Use

NAME = "missions"
LEVELS = ("needed", "grown_to")


class MissionSkills:
    """The skills of missions, as a follower of the skills."""

    def used(self) -> Select[Any]:
        """Select the skill of each line of a mission."""
        return select(MissionSkill.skill_id)

    def uses(self, skill_id: int) -> list[Use]:
        """Return the missions which everybody may read and which ask for a skill or grow it."""
        rows = db.session.execute(
            select(Mission, MissionSkill)
            .join(MissionSkill, MissionSkill.mission_id == Mission.id)
            .where(MissionSkill.skill_id == skill_id, Mission.status.in_(SHOWN_TO_ALL))
            .order_by(MissionSkill.importance, Mission.search_key, Mission.id)
        )
        return [
            Use(
                mission.title,
                url_for("missions.show", mission_id=mission.id),
                line.needed or line.grown_to or 0,
                line.needed is not None and line.importance is Importance.ESSENTIAL,
            )
            for mission, line in rows
        ]

    def named(self) -> Select[int, int]:
        """Select the skill of each line, and its mission."""
        return select(MissionSkill.skill_id, MissionSkill.mission_id)

    def move(self, kept_id: int, merged_id: int) -> dict[str, Any]:
        """Let missions name the kept skill; where one named both, the higher levels stay."""
        settled = []
        for kept, merged in _named_twice(kept_id, merged_id):
            before = _values(kept)
            _raise_to(kept, merged)
            settled.append({"before": before, "after": _values(kept), "merged": _values(merged)})
            db.session.delete(merged)
        db.session.flush()
        moved = moves.move_rows(
            MissionSkill, MissionSkill.skill_id, kept_id, MissionSkill.skill_id == merged_id
        )
        return {"kept": kept_id, "of": merged_id, "moved": moved, "settled": settled}

    def undo(self, moved: dict[str, Any]) -> None:
        """Let missions name both skills again; what an owner has changed since stays."""
        moves.put_back(
            MissionSkill,
            MissionSkill.skill_id,
            kept_id=moved["kept"],
            merged_id=moved["of"],
            ids=moved["moved"],
        )
        for one in moved["settled"]:
            before, after = one["before"], one["after"]
            untouched = update(MissionSkill).where(
                MissionSkill.id == before["id"],
                MissionSkill.skill_id == moved["kept"],
                MissionSkill.importance == after["importance"],
                *(getattr(MissionSkill, name).is_not_distinct_from(after[name]) for name in LEVELS),
            )
            fields = ("importance", *LEVELS)
            db.session.execute(
                untouched.values({name: before[name] for name in fields}),
                execution_options=moves.UNSYNCHRONISED,
            )
            if _may_be_back(one["merged"]):
                moves.restore(MissionSkill, one["merged"])


def _raise_to(kept: MissionSkill, merged: MissionSkill) -> None:
    """Let one line ask for and grow what two did."""
    kept.needed = max(filter(None, (kept.needed, merged.needed)), default=None)
    kept.grown_to = max(filter(None, (kept.grown_to, merged.grown_to)), default=None)
    if kept.needed is not None and kept.grown_to is not None:
        kept.grown_to = max(kept.grown_to, kept.needed)
    if merged.needed is not None and merged.importance is Importance.ESSENTIAL:
        kept.importance = Importance.ESSENTIAL


def _may_be_back(line: dict[str, Any]) -> bool:
    """Tell whether a mission is still there and has not named the skill again since."""
    named = select(MissionSkill.id).where(
        MissionSkill.mission_id == line["mission_id"], MissionSkill.skill_id == line["skill_id"]
    )
    if db.session.scalar(named) is not None:
        return False
    return db.session.scalar(select(Mission.id).where(Mission.id == line["mission_id"])) is not None


def _named_twice(kept_id: int, merged_id: int) -> list[tuple[MissionSkill, MissionSkill]]:
    """Return the lines of each mission that names both skills."""
    by_mission: dict[int, dict[int, MissionSkill]] = {}
    named = select(MissionSkill).where(MissionSkill.skill_id.in_((kept_id, merged_id)))
    for line in db.session.scalars(named.order_by(MissionSkill.id)):
        by_mission.setdefault(line.mission_id, {})[line.skill_id] = line
    return [(two[kept_id], two[merged_id]) for two in by_mission.values() if len(two) > 1]


def _values(line: MissionSkill) -> dict[str, Any]:
    return {
        "id": line.id,
        "mission_id": line.mission_id,
        "skill_id": line.skill_id,
        "needed": line.needed,
        "importance": line.importance.value,
        "grown_to": line.grown_to,
    }
