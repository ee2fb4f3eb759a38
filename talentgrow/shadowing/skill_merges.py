"""What offers show and visitors have seen goes along when skills merge, and back when undone."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from talentgrow.infra.db import db
from talentgrow.shadowing.models import OfferSkill
from talentgrow.shadowing.visits.models import SeenSkill
from talentgrow.skills.merging import moves
from talentgrow.skills.merging.followers import Use


class NamedSkills:
    """Rows that say no more than that something names a skill, as a follower of the skills.

    `of` is the name of the column that says what names it.
    """

    def __init__(self, model: Any, of: str) -> None:
        self._model = model
        self._of = of

    def used(self) -> Select[Any]:
        """Select the skill of each row."""
        return select(self._model.skill_id)

    def uses(self, skill_id: int) -> list[Use]:
        """Return nothing: what one sees at work asks for no level."""
        del skill_id
        return []

    def named(self) -> Select[int, int]:
        """Select the skill of each row, and what names it."""
        return select(self._model.skill_id, getattr(self._model, self._of))

    def move(self, kept_id: int, merged_id: int) -> dict[str, Any]:
        """Name the kept skill; where both were named, once is enough."""
        model = self._model
        twice = list(db.session.scalars(self._twice(kept_id, merged_id)))
        dropped = [
            {"id": row.id, self._of: getattr(row, self._of), "skill_id": row.skill_id}
            for row in twice
        ]
        for row in twice:
            db.session.delete(row)
        db.session.flush()
        moved = moves.move_rows(model, model.skill_id, kept_id, model.skill_id == merged_id)
        return {"kept": kept_id, "of": merged_id, "moved": moved, "dropped": dropped}

    def undo(self, moved: dict[str, Any]) -> None:
        """Name both skills again; what was changed since stays."""
        model = self._model
        moves.put_back(
            model,
            model.skill_id,
            kept_id=moved["kept"],
            merged_id=moved["of"],
            ids=moved["moved"],
        )
        for row in moved["dropped"]:
            still = select(model.skill_id).where(getattr(model, self._of) == row[self._of])
            named = set(db.session.scalars(still))
            # Whoever took the kept skill away meanwhile wants neither.
            if moved["kept"] in named and row["skill_id"] not in named:
                moves.restore(model, row)

    def _twice(self, kept_id: int, merged_id: int) -> Select[Any]:
        """Select the rows of the merged skill that stand beside one of the kept skill."""
        kept = aliased(self._model)
        return (
            select(self._model)
            .join(kept, getattr(kept, self._of) == getattr(self._model, self._of))
            .where(self._model.skill_id == merged_id, kept.skill_id == kept_id)
            .order_by(self._model.id)
        )


FOLLOWERS = {
    "visit_offers": NamedSkills(OfferSkill, "offer_id"),
    "visits": NamedSkills(SeenSkill, "visit_id"),
}
