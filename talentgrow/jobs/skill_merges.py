"""What jobs ask for goes along when two skills become one, and back when that is undone."""

from typing import Any

from flask import url_for
from sqlalchemy import Select, select, update

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, Requirement
from talentgrow.skills.merging import moves
from talentgrow.skills.merging.followers import Use

NAME = "requirements"


class Requirements:
    """The requirements of jobs, as a follower of the skills."""

    def used(self) -> Select[Any]:
        """Select the skill of each requirement."""
        return select(Requirement.skill_id)

    def uses(self, skill_id: int) -> list[Use]:
        """Return the jobs that ask for a skill: essential first, high levels first."""
        rows = db.session.execute(
            select(Job, Requirement)
            .join(Requirement, Requirement.job_id == Job.id)
            .where(Requirement.skill_id == skill_id)
            .order_by(Requirement.importance, Requirement.level.desc(), Job.search_key, Job.id)
        )
        return [
            Use(
                job.title,
                url_for("job.show", job_id=job.id),
                need.level,
                need.importance is Importance.ESSENTIAL,
            )
            for job, need in rows
        ]

    def named(self) -> Select[int, int]:
        """Select the skill of each requirement, and its job."""
        return select(Requirement.skill_id, Requirement.job_id)

    def move(self, kept_id: int, merged_id: int) -> dict[str, Any]:
        """Let jobs ask for the kept skill; where one asked for both, the higher demand stays."""
        settled = []
        for kept, merged in _asked_twice(kept_id, merged_id):
            before = _values(kept)
            kept.level = max(kept.level, merged.level)
            if merged.importance is Importance.ESSENTIAL:
                kept.importance = Importance.ESSENTIAL
            settled.append({"before": before, "after": _values(kept), "merged": _values(merged)})
            db.session.delete(merged)
        db.session.flush()
        moved = moves.move_rows(
            Requirement, Requirement.skill_id, kept_id, Requirement.skill_id == merged_id
        )
        return {"kept": kept_id, "of": merged_id, "moved": moved, "settled": settled}

    def undo(self, moved: dict[str, Any]) -> None:
        """Let jobs ask for both skills again; what HR has changed since stays."""
        moves.put_back(
            Requirement,
            Requirement.skill_id,
            kept_id=moved["kept"],
            merged_id=moved["of"],
            ids=moved["moved"],
        )
        for one in moved["settled"]:
            before, after = one["before"], one["after"]
            untouched = update(Requirement).where(
                Requirement.id == before["id"],
                Requirement.skill_id == moved["kept"],
                Requirement.level == after["level"],
                Requirement.importance == after["importance"],
            )
            db.session.execute(
                untouched.values(level=before["level"], importance=before["importance"]),
                execution_options=moves.UNSYNCHRONISED,
            )
            moves.restore(Requirement, one["merged"])


def _asked_twice(kept_id: int, merged_id: int) -> list[tuple[Requirement, Requirement]]:
    """Return the requirements of each job that asks for both skills."""
    by_job: dict[int, dict[int, Requirement]] = {}
    asked = select(Requirement).where(Requirement.skill_id.in_((kept_id, merged_id)))
    for need in db.session.scalars(asked.order_by(Requirement.id)):
        by_job.setdefault(need.job_id, {})[need.skill_id] = need
    return [(two[kept_id], two[merged_id]) for two in by_job.values() if len(two) > 1]


def _values(need: Requirement) -> dict[str, Any]:
    return {
        "id": need.id,
        "job_id": need.job_id,
        "skill_id": need.skill_id,
        "level": need.level,
        "importance": need.importance.value,
        "origin": need.origin.value,
    }
