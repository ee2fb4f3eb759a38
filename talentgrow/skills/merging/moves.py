"""What points to a skill goes over to another one, part by part, and back.

Each `move_…` returns, as plain values, what its `undo_…` needs to put everything back as it was,
except what somebody changed since.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from talentgrow.infra.db import db
from talentgrow.kernel.text import search_key
from talentgrow.skills.models import (
    Skill,
    SkillAlias,
    SkillClaim,
    SkillCode,
    SkillSentence,
    SkillWish,
)

BATCH = 5_000
Moved = dict[str, Any]
UNSYNCHRONISED = {"synchronize_session": False}
# What the kept skill takes from the merged one where it has nothing of its own.
FILLED = ("name_fr", "name_en", "description_fr", "description_en", "family_id")


def move_rows(model: Any, column: Any, kept_id: int, rows: ColumnElement[bool]) -> list[int]:
    """Let rows point to the kept skill; return their ids."""
    changed = db.session.execute(
        update(model).where(rows).values({column.key: kept_id}).returning(model.id),
        execution_options=UNSYNCHRONISED,
    )
    return sorted(changed.scalars())


def put_back(model: Any, column: Any, *, kept_id: int, merged_id: int, ids: Sequence[int]) -> None:
    """Let rows point to the merged skill again, unless they were led elsewhere since."""
    for some in _batches(ids):
        db.session.execute(
            update(model)
            .where(model.id.in_(some), column == kept_id)
            .values({column.key: merged_id}),
            execution_options=UNSYNCHRONISED,
        )


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def move_claims(kept_id: int, merged_id: int) -> list[int]:
    """Move what was said of people's levels; authors and days stay."""
    return move_rows(SkillClaim, SkillClaim.skill_id, kept_id, SkillClaim.skill_id == merged_id)


def undo_claims(kept_id: int, merged_id: int, ids: Sequence[int]) -> None:
    """Put claims back, together with what was said in answer to them since."""
    together = set(ids)
    newest: Sequence[int] = list(ids)
    while newest:
        answers: set[int] = set()
        for some in _batches(newest):
            found = select(SkillClaim.id).where(
                SkillClaim.answers_id.in_(some), SkillClaim.skill_id == kept_id
            )
            answers |= set(db.session.scalars(found))
        newest = sorted(answers - together)
        together |= answers
    put_back(
        SkillClaim,
        SkillClaim.skill_id,
        kept_id=kept_id,
        merged_id=merged_id,
        ids=sorted(together),
    )


def move_wishes(kept_id: int, merged_id: int) -> Moved:
    """Move wishes; of two of one person the newer word counts."""
    both = _wishes(kept_id, merged_id)
    settled = []
    for kept, merged in both:
        settled.append({"kept": _wish_values(kept), "merged": _wish_values(merged)})
        winner = max(kept, merged, key=lambda wish: wish.at)
        kept.wish, kept.at = winner.wish, winner.at
        db.session.delete(merged)
    db.session.flush()
    moved = move_rows(SkillWish, SkillWish.skill_id, kept_id, SkillWish.skill_id == merged_id)
    return {"moved": moved, "settled": settled}


def undo_wishes(kept_id: int, merged_id: int, moved: Moved) -> None:
    """Put wishes back; a word said since stays."""
    put_back(
        SkillWish, SkillWish.skill_id, kept_id=kept_id, merged_id=merged_id, ids=moved["moved"]
    )
    for pair in moved["settled"]:
        before, gone = pair["kept"], pair["merged"]
        newest = max(datetime.fromisoformat(wish["at"]) for wish in (before, gone))
        db.session.execute(
            update(SkillWish)
            .where(SkillWish.id == before["id"], SkillWish.at == newest)
            .values(wish=before["wish"], at=datetime.fromisoformat(before["at"])),
            execution_options=UNSYNCHRONISED,
        )
        at = datetime.fromisoformat(gone["at"])
        restore(SkillWish, gone | {"skill_id": merged_id, "at": at})


def _wishes(kept_id: int, merged_id: int) -> list[tuple[SkillWish, SkillWish]]:
    found = select(SkillWish).where(SkillWish.skill_id.in_((kept_id, merged_id)))
    by_person: dict[int, dict[int, SkillWish]] = {}
    for wish in db.session.scalars(found.order_by(SkillWish.id)):
        by_person.setdefault(wish.person_id, {})[wish.skill_id] = wish
    return [(two[kept_id], two[merged_id]) for two in by_person.values() if len(two) > 1]


def _wish_values(wish: SkillWish) -> Moved:
    return {
        "id": wish.id,
        "person_id": wish.person_id,
        "wish": wish.wish.value,
        "at": wish.at.isoformat(),
    }


def restore(model: Any, values: Moved) -> None:
    """Add a deleted row again, under its old id unless another row has taken it."""
    taken = db.session.scalar(select(model.id).where(model.id == values["id"])) is not None
    if taken:
        values = {key: value for key, value in values.items() if key != "id"}
    db.session.execute(insert(model).values(**values))


def move_aliases(kept: Skill, merged: Skill) -> Moved:
    """Move other words, and let the kept skill be found under the names of the merged one."""
    own = {search_key(kept.name_fr), search_key(kept.name_en)}
    own |= set(
        db.session.scalars(select(SkillAlias.search_key).where(SkillAlias.skill_id == kept.id))
    )
    moved = move_rows(
        SkillAlias,
        SkillAlias.skill_id,
        kept.id,
        (SkillAlias.skill_id == merged.id) & SkillAlias.search_key.not_in(own),
    )
    moved_keys = select(SkillAlias.search_key).where(SkillAlias.id.in_(moved))
    own |= set(db.session.scalars(moved_keys))
    added = []
    for text, locale in ((merged.name_fr, "fr"), (merged.name_en, "en")):
        key = search_key(text)
        if key and key not in own:
            own.add(key)
            added.append(SkillAlias(skill_id=kept.id, text=text, locale=locale, search_key=key))
    db.session.add_all(added)
    db.session.flush()
    return {"moved": moved, "added": [alias.id for alias in added]}


def undo_aliases(kept_id: int, merged_id: int, moved: Moved) -> None:
    """Put words back, and take the names of the merged skill away again."""
    put_back(
        SkillAlias, SkillAlias.skill_id, kept_id=kept_id, merged_id=merged_id, ids=moved["moved"]
    )
    db.session.execute(
        delete(SkillAlias).where(SkillAlias.id.in_(moved["added"]), SkillAlias.skill_id == kept_id),
        execution_options=UNSYNCHRONISED,
    )


def move_codes(kept_id: int, merged_id: int) -> list[int]:
    """Move the codes of public catalogues."""
    return move_rows(SkillCode, SkillCode.skill_id, kept_id, SkillCode.skill_id == merged_id)


def move_sentences(kept_id: int, merged_id: int) -> list[int]:
    """Move sentences of levels for which the kept skill has none of its own."""
    own = select(SkillSentence.level).where(SkillSentence.skill_id == kept_id)
    levels = list(db.session.scalars(own))
    return move_rows(
        SkillSentence,
        SkillSentence.skill_id,
        kept_id,
        (SkillSentence.skill_id == merged_id) & SkillSentence.level.not_in(levels),
    )


def move_narrower(kept: Skill, merged: Skill) -> Moved:
    """Move what belongs to the merged skill; a kept skill which does itself takes its place."""
    before = kept.broader_id
    if _belongs_to(kept, merged.id):
        kept.broader_id = merged.broader_id
        db.session.flush()
    moved = move_rows(
        Skill,
        Skill.broader_id,
        kept.id,
        (Skill.broader_id == merged.id) & (Skill.id != kept.id),
    )
    return {"moved": moved, "broader": [before, kept.broader_id]}


def undo_narrower(kept: Skill, merged_id: int, moved: Moved) -> None:
    """Put the tree back, except where HR changed it since."""
    put_back(Skill, Skill.broader_id, kept_id=kept.id, merged_id=merged_id, ids=moved["moved"])
    before, after = moved["broader"]
    if before != after and kept.broader_id == after:
        kept.broader_id = before


def _belongs_to(skill: Skill, broader_id: int) -> bool:
    seen: set[int] = set()
    above = skill.broader_id
    while above is not None and above not in seen:
        if above == broader_id:
            return True
        seen.add(above)
        above = db.session.scalar(select(Skill.broader_id).where(Skill.id == above))
    return False


def fill(kept: Skill, merged: Skill) -> Moved:
    """Let the kept skill take what it lacks; return what it took."""
    filled = {
        field: getattr(merged, field)
        for field in FILLED
        if not getattr(kept, field) and getattr(merged, field)
    }
    for field, value in filled.items():
        setattr(kept, field, value)
    _rename(kept, filled)
    return filled


def unfill(kept: Skill, filled: Moved) -> None:
    """Take away again what was filled in, unless it was changed since."""
    for field, value in filled.items():
        if getattr(kept, field) == value:
            setattr(kept, field, None if field == "family_id" else "")
    _rename(kept, filled)


def _rename(skill: Skill, changed: Moved) -> None:
    if changed.keys() & {"name_fr", "name_en"}:
        skill.search_key = search_key(f"{skill.name_fr} {skill.name_en}")
    db.session.flush()
