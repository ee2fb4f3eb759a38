"""What both sides said of the levels a mission gave goes along when skills merge, and back."""

from typing import Any

from sqlalchemy import Select, select, update

from talentgrow.infra.db import db
from talentgrow.missions.applications.models import Growth
from talentgrow.skills.merging import moves
from talentgrow.skills.merging.followers import Use

NAME = "growth"
SAID = ("before", "by_participant", "by_owner", "claim_id")


class Growths:
    """The levels that missions gave, as a follower of the skills."""

    def used(self) -> Select[Any]:
        """Select the skill of each level that a mission gave."""
        return select(Growth.skill_id)

    def uses(self, _skill_id: int) -> list[Use]:
        """Return nothing: what somebody learned is on their own page."""
        return []

    def named(self) -> Select[int, int]:
        """Select the skill of each level, and whose part in a mission gave it."""
        return select(Growth.skill_id, Growth.application_id)

    def move(self, kept_id: int, merged_id: int) -> dict[str, Any]:
        """Let levels be of the kept skill; of two, the one that counts, else the higher, stays."""
        settled = []
        for kept, merged in _said_twice(kept_id, merged_id):
            before, gone = _values(kept), _values(merged)
            db.session.delete(merged)
            # The claim of the one that goes must be free before the other takes it.
            db.session.flush()
            if _weight(gone) > _weight(before):
                for name in SAID:
                    setattr(kept, name, gone[name])
                db.session.flush()
            settled.append({"before": before, "after": _values(kept), "merged": gone})
        moved = moves.move_rows(Growth, Growth.skill_id, kept_id, Growth.skill_id == merged_id)
        return {"kept": kept_id, "of": merged_id, "moved": moved, "settled": settled}

    def undo(self, moved: dict[str, Any]) -> None:
        """Let levels be of both skills again; what was said since stays with the kept one."""
        moves.put_back(
            Growth,
            Growth.skill_id,
            kept_id=moved["kept"],
            merged_id=moved["of"],
            ids=moved["moved"],
        )
        for one in moved["settled"]:
            before, after, gone = one["before"], one["after"], one["merged"]
            untouched = update(Growth).where(
                Growth.id == before["id"],
                Growth.skill_id == moved["kept"],
                *(getattr(Growth, name).is_not_distinct_from(after[name]) for name in SAID),
            )
            db.session.execute(
                untouched.values({name: before[name] for name in SAID}),
                execution_options=moves.UNSYNCHRONISED,
            )
            taken = select(Growth.id).where(Growth.claim_id == gone["claim_id"])
            is_taken = gone["claim_id"] is not None and db.session.scalar(taken) is not None
            moves.restore(Growth, gone | ({"claim_id": None} if is_taken else {}))


def _weight(said: dict[str, Any]) -> tuple[bool, int, int]:
    """Return what decides between two: a claim first, then what was said."""
    return (said["claim_id"] is not None, said["by_owner"] or 0, said["by_participant"] or 0)


def _said_twice(kept_id: int, merged_id: int) -> list[tuple[Growth, Growth]]:
    """Return what was said of each part in a mission that gave levels in both skills."""
    by_part: dict[int, dict[int, Growth]] = {}
    said = select(Growth).where(Growth.skill_id.in_((kept_id, merged_id)))
    for growth in db.session.scalars(said.order_by(Growth.id)):
        by_part.setdefault(growth.application_id, {})[growth.skill_id] = growth
    return [(two[kept_id], two[merged_id]) for two in by_part.values() if len(two) > 1]


def _values(growth: Growth) -> dict[str, Any]:
    return {
        "id": growth.id,
        "application_id": growth.application_id,
        "skill_id": growth.skill_id,
        **{name: getattr(growth, name) for name in SAID},
    }
