"""Questions about skills and levels; nothing here changes anything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Person
from talentgrow.skills.models import CONFIRMING, ClaimSource, Skill, SkillClaim


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


def current_claims(person_id: int) -> Select[SkillClaim]:
    """Select the claim that counts for each skill: the newest confirmed one, else the newest."""
    is_confirmed = case((SkillClaim.source.in_(CONFIRMING), 1), else_=0)
    ranked = (
        select(
            SkillClaim.id,
            func.row_number()
            .over(
                partition_by=SkillClaim.skill_id,
                order_by=(is_confirmed.desc(), SkillClaim.at.desc(), SkillClaim.id.desc()),
            )
            .label("place"),
        )
        .where(SkillClaim.person_id == person_id)
        .subquery()
    )
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
    """Return one skill.

    :raises NotFound: no such skill
    """
    skill = db.session.get(Skill, skill_id)
    if skill is None:
        raise NotFound(_("This skill does not exist."))
    return skill


def search(words: str, *, limit: int = 12) -> list[Skill]:
    """Return skills whose French or English name has `words`, accents aside."""
    return list(
        db.session.scalars(
            select(Skill)
            .where(Skill.search_key.contains(search_key(words), autoescape=True))
            .options(joinedload(Skill.family))
            .order_by(Skill.search_key)
            .limit(limit)
        )
    )


def by_ids(ids: Collection[int]) -> Mapping[int, Skill]:
    """Return skills by id."""
    if not ids:
        return {}
    found = db.session.scalars(select(Skill).where(Skill.id.in_(ids)))
    return {skill.id: skill for skill in found}
