"""Skills and the levels people have in them, as stored."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized


class SkillKind(StrEnum):
    """What sort of ability a skill is."""

    KNOW_HOW = "know_how"
    KNOWLEDGE = "knowledge"
    BEHAVIOUR = "behaviour"


class ClaimSource(StrEnum):
    """Who vouches for a level."""

    SELF = "self"
    MANAGER = "manager"
    IMPORT = "import"


# A level somebody else vouches for outranks one the person declares.
CONFIRMING = frozenset({ClaimSource.MANAGER, ClaimSource.IMPORT})


class SkillFamily(Model):
    """A group of related skills."""

    __tablename__ = "skill_family"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]

    name: Mapped[Localized] = composite("name_fr", "name_en")

    def __repr__(self) -> str:
        return f"<SkillFamily {self.code}>"


class Skill(Model):
    """Something people can learn to do, know or be."""

    __tablename__ = "skill"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("skill_family.id"), index=True)
    kind: Mapped[SkillKind] = mapped_column(default=SkillKind.KNOW_HOW)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    description_fr: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(default="", index=True)

    name: Mapped[Localized] = composite("name_fr", "name_en")
    description: Mapped[Localized] = composite("description_fr", "description_en")
    family: Mapped[SkillFamily | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Skill {self.code}>"


class SkillClaim(Model):
    """Somebody said that a person has a level in a skill; rows are added and never changed."""

    __tablename__ = "skill_claim"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 5", name="level_on_scale"),
        Index(None, "person_id", "skill_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    level: Mapped[int]
    source: Mapped[ClaimSource]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]

    def __repr__(self) -> str:
        return f"<SkillClaim {self.person_id} {self.skill_id}: {self.level}>"
