"""Questions about skills and levels; nothing here changes anything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Person
from talentgrow.skills.models import (
    CONFIRMING,
    ClaimSource,
    Skill,
    SkillAlias,
    SkillClaim,
    SkillCode,
    SkillFamily,
)


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """The current level of a person in a skill, and where it comes from."""

    skill: Skill
    level: int
    source: ClaimSource
    author_name: str
    at: datetime

    @property
    def is_confirmed(self) -> bool:
        """Tell whether somebody else vouches for the level."""
        return self.source in CONFIRMING


def ranked_claims(*conditions: ColumnElement[bool]) -> Subquery:
    """Select claims with their place among those of one person in one skill; place 1 counts.

    The newest confirmed one comes first, else the newest declared one; what a peer said or a
    visit showed counts only where the person said nothing.
    """
    rank = case(
        (SkillClaim.source.in_(CONFIRMING), 2), (SkillClaim.source == ClaimSource.SELF, 1), else_=0
    )
    newest_first = (rank.desc(), SkillClaim.at.desc(), SkillClaim.id.desc())
    place = func.row_number().over(
        partition_by=(SkillClaim.person_id, SkillClaim.skill_id), order_by=newest_first
    )
    return (
        select(
            SkillClaim.id,
            SkillClaim.person_id,
            SkillClaim.skill_id,
            SkillClaim.level,
            place.label("place"),
        )
        .where(*conditions)
        .subquery()
    )


def current_claims(person_id: int) -> Select[SkillClaim]:
    """Select the claim that counts for each skill: the newest confirmed one, else the newest."""
    ranked = ranked_claims(SkillClaim.person_id == person_id)
    return select(SkillClaim).join(ranked, ranked.c.id == SkillClaim.id).where(ranked.c.place == 1)


def levels_of(person_id: int) -> Mapping[int, int]:
    """Return the current level of a person by skill id, in the order of the skills."""
    claims = db.session.scalars(current_claims(person_id))
    return dict(sorted((claim.skill_id, claim.level) for claim in claims))


def last_declared(person_id: int, skill_id: int) -> int | None:
    """Return the level a person claimed last, whether or not it is the one that counts."""
    return db.session.scalar(
        select(SkillClaim.level)
        .where(
            SkillClaim.person_id == person_id,
            SkillClaim.skill_id == skill_id,
            SkillClaim.source == ClaimSource.SELF,
        )
        .order_by(SkillClaim.at.desc(), SkillClaim.id.desc())
        .limit(1)
    )


def held_by(person_id: int) -> list[HeldSkill]:
    """Return the skills of a person with level and provenance, highest level first."""
    rows = db.session.execute(
        current_claims(person_id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .outerjoin(Person, Person.id == SkillClaim.author_id)
        .add_columns(Skill, Person)
        .options(joinedload(Skill.family))
        .order_by(SkillClaim.level.desc(), Skill.search_key)
    )
    return [
        HeldSkill(skill, claim.level, claim.source, author.name if author else "", claim.at)
        for claim, skill, author in rows
    ]


def get(skill_id: int) -> Skill:
    """Return one skill, or the one it became part of; a retired one too.

    :raises NotFound: no such skill
    """
    skill = get_as_stored(skill_id)
    while skill.merged_into_id is not None:
        skill = get_as_stored(skill.merged_into_id)
    return skill


def get_as_stored(skill_id: int) -> Skill:
    """Return one skill even when it is part of another by now.

    :raises NotFound: no such skill
    """
    skill = db.session.get(Skill, skill_id)
    if skill is None:
        raise NotFound(_("This skill does not exist."))
    return skill


def matching(words: str) -> list[ColumnElement[bool]]:
    """Return the conditions that each of `words` is in a name or an alias, or is a code."""
    return [_has(word) for word in search_key(words).split()]


def _has(word: str) -> ColumnElement[bool]:
    aliases = select(SkillAlias.skill_id).where(
        SkillAlias.search_key.contains(word, autoescape=True)
    )
    code = func.lower(SkillCode.code)
    codes = select(SkillCode.skill_id).where(
        or_(code == word, code.endswith(f"/{word}", autoescape=True))
    )
    return or_(
        Skill.search_key.contains(word, autoescape=True),
        Skill.id.in_(aliases),
        func.lower(Skill.code) == word,
        Skill.id.in_(codes),
    )


def by_name() -> tuple[Any, Any]:
    """Return what puts skills in the order of the reader's names: É beside E, on every database.

    The search key begins with the French name, without accents; English names carry few.
    """
    name = func.lower(Skill.name_en) if language() == "en" else Skill.search_key
    return name, Skill.id


def search(words: str, *, limit: int = 12) -> list[Skill]:
    """Return skills one can choose whose names or aliases have `words`, accents aside.

    Those whose name begins with them come first.
    """
    return list(
        db.session.scalars(
            select(Skill)
            .where(*is_offered(), *matching(words))
            .options(joinedload(Skill.family))
            .order_by(case((begins_with(words), 0), else_=1), Skill.search_key, Skill.id)
            .limit(limit)
        )
    )


def begins_with(words: str) -> ColumnElement[bool]:
    """Return the condition that a name begins with `words`, in either language."""
    key = search_key(words)
    return or_(
        Skill.search_key.startswith(key, autoescape=True),
        func.lower(Skill.name_en).startswith(key, autoescape=True),
    )


def is_offered() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a skill may be chosen: not merged, not retired."""
    return Skill.merged_into_id.is_(None), Skill.retired_at.is_(None)


def by_ids(ids: Collection[int]) -> Mapping[int, Skill]:
    """Return skills by id."""
    if not ids:
        return {}
    found = db.session.scalars(select(Skill).where(Skill.id.in_(ids)))
    return {skill.id: skill for skill in found}


def called(name: str) -> list[Skill]:
    """Return the skills that have exactly this name, alias or code, accents and capitals aside."""
    key = search_key(name)
    if not key:
        return []
    aliases = select(SkillAlias.skill_id).where(SkillAlias.search_key == key)
    codes = select(SkillCode.skill_id).where(SkillCode.code == name.strip())
    found = db.session.scalars(
        select(Skill)
        .where(
            Skill.merged_into_id.is_(None),
            or_(
                Skill.search_key.contains(key, autoescape=True),
                Skill.id.in_(aliases),
                func.lower(Skill.code) == key,
                Skill.id.in_(codes),
            ),
        )
        .order_by(Skill.id)
    ).all()
    by_other_words = set(db.session.scalars(aliases)) | set(db.session.scalars(codes))
    return [skill for skill in found if key in _keys(skill) or skill.id in by_other_words]


def _keys(skill: Skill) -> set[str]:
    return {search_key(text) for text in (skill.name_fr, skill.name_en, skill.code)}


def recognised() -> dict[str, int]:
    """Return skill ids by the key of everything they are called, for files that name them.

    What was merged leads to the skill it became part of. A code of ours wins over a code of a
    public catalogue, that one over a name, a name over an alias, and a living skill over a
    retired one.
    """
    skills = db.session.execute(
        select(Skill.id, Skill.code, Skill.name_fr, Skill.name_en, Skill.merged_into_id).order_by(
            Skill.merged_into_id.is_(None), Skill.retired_at.is_(None), Skill.id.desc()
        )
    ).all()
    into = {row.id: row.merged_into_id for row in skills}
    aliases = select(SkillAlias.search_key, SkillAlias.skill_id).order_by(SkillAlias.id.desc())
    found = {key: _end(into, skill_id) for key, skill_id in db.session.execute(aliases)}
    for row in skills:
        names = {search_key(row.name_fr), search_key(row.name_en)} - {""}
        found |= dict.fromkeys(names, _end(into, row.id))
    codes = select(SkillCode.code, SkillCode.skill_id).order_by(SkillCode.id.desc())
    found |= {search_key(code): _end(into, id_) for code, id_ in db.session.execute(codes)}
    return found | {search_key(row.code): _end(into, row.id) for row in skills}


def _end(into: Mapping[int, int | None], skill_id: int) -> int:
    """Return the skill that the merges of `skill_id` lead to."""
    while (next_id := into.get(skill_id)) is not None:
        skill_id = next_id
    return skill_id


def families() -> list[SkillFamily]:
    """Return all skill families in the order of their names."""
    return sorted(
        db.session.scalars(select(SkillFamily)),
        key=lambda family: (search_key(family.name.in_(language())), family.id),
    )


def get_family(family_id: int) -> SkillFamily:
    """Return one skill family.

    :raises NotFound: no such family
    """
    family = db.session.get(SkillFamily, family_id)
    if family is None:
        raise NotFound(_("This family does not exist."))
    return family
