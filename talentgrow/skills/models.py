"""Skills and the levels people have in them, as stored."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.people.models import Person
from talentgrow.skills.likeness import Likeness
from talentgrow.skills.states import EndorsementStatus


class SkillKind(StrEnum):
    """What sort of ability a skill is."""

    KNOW_HOW = "know_how"
    KNOWLEDGE = "knowledge"
    BEHAVIOUR = "behaviour"


class ClaimSource(StrEnum):
    """Who vouches for a level."""

    SELF = "self"
    PEER = "peer"
    MANAGER = "manager"
    MISSION = "mission"
    VISIT = "visit"
    CERTIFICATE = "certificate"
    IMPORT = "import"


# A level the organisation vouches for outranks one the person declares. A peer's word and what
# was seen on a visit stand beside it and confirm nothing.
CONFIRMING = frozenset(
    {
        ClaimSource.MANAGER,
        ClaimSource.MISSION,
        ClaimSource.CERTIFICATE,
        ClaimSource.IMPORT,
    }
)


class WishKind(StrEnum):
    """What somebody wants of a skill, whatever their level."""

    USE = "use"
    DEVELOP = "develop"
    AVOID = "avoid"


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

    broader_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)
    # A skill merged into another keeps its row, so that old addresses and files still find it.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)
    origin: Mapped[Origin] = mapped_column(default=Origin.OWN, server_default="own")
    # No longer offered; levels and jobs that name it keep it.
    retired_at: Mapped[datetime | None]
    # Counts changes, so that an old form does not overwrite a newer word.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    name: Mapped[Localized] = composite("name_fr", "name_en")
    description: Mapped[Localized] = composite("description_fr", "description_en")
    family: Mapped[SkillFamily | None] = relationship(lazy="raise_on_sql")
    broader: Mapped["Skill | None"] = relationship(
        lazy="raise_on_sql", foreign_keys=[broader_id], remote_side="Skill.id"
    )
    merged_into: Mapped["Skill | None"] = relationship(
        lazy="raise_on_sql", foreign_keys=[merged_into_id], remote_side="Skill.id"
    )
    aliases: Mapped[list["SkillAlias"]] = relationship(lazy="raise_on_sql")
    codes: Mapped[list["SkillCode"]] = relationship(lazy="raise_on_sql")
    sentences: Mapped[list["SkillSentence"]] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Skill {self.code}>"


class SkillAlias(Model):
    """Another word under which a skill is looked for and recognised in files."""

    __tablename__ = "skill_alias"
    __table_args__ = (UniqueConstraint("skill_id", "search_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    text: Mapped[str]
    # "fr", "en", or empty for a word of both languages.
    locale: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(index=True)

    def __repr__(self) -> str:
        return f"<SkillAlias {self.text}>"


class SkillCode(Model):
    """What a skill is called in a public catalogue: an ESCO URI, a ROME code, an O*NET id."""

    __tablename__ = "skill_code"
    __table_args__ = (UniqueConstraint("scheme", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    # "esco", "rome" or "onet".
    scheme: Mapped[str]
    code: Mapped[str]

    def __repr__(self) -> str:
        return f"<SkillCode {self.scheme}:{self.code}>"


class SkillSentence(Model):
    """What a level means for one skill, where the sentence of the scale is too general."""

    __tablename__ = "skill_sentence"
    __table_args__ = (
        UniqueConstraint("skill_id", "level"),
        CheckConstraint("level BETWEEN 0 AND 5", name="level_on_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    level: Mapped[int]
    text_fr: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")

    text: Mapped[Localized] = composite("text_fr", "text_en")

    def __repr__(self) -> str:
        return f"<SkillSentence {self.skill_id} {self.level}>"


class SkillMerge(Model):
    """One skill became part of another; `moved` says what to put back where."""

    __tablename__ = "skill_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    undone_at: Mapped[datetime | None]
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)

    kept: Mapped[Skill] = relationship(lazy="raise_on_sql", foreign_keys=[kept_id])
    merged: Mapped[Skill] = relationship(lazy="raise_on_sql", foreign_keys=[merged_id])
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<SkillMerge {self.merged_id} into {self.kept_id}>"


class SkillDistinction(Model):
    """HR said that two skills which look alike are different; the smaller id stands first."""

    __tablename__ = "skill_distinction"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="smaller_id_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]


class SkillLikeness(Model):
    """Two skills look alike; computed anew whenever the catalogue changes."""

    __tablename__ = "skill_likeness"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    why: Mapped[Likeness]
    # The words, the code or the part of a hundred that the reason speaks of.
    detail: Mapped[str] = mapped_column(default="")
    score: Mapped[int] = mapped_column(index=True)


class SkillClaim(Model):
    """Somebody said that a person has a level in a skill; rows are added and never changed.

    `answers_id` makes a conversation of them: a manager's or a peer's word answers what the
    person declared; what the person says to a manager's other level answers that one.
    """

    __tablename__ = "skill_claim"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 5", name="level_on_scale"),
        # One answer each: two clicks at the same moment cannot say two things.
        UniqueConstraint("answers_id", "author_id"),
        Index(None, "person_id", "skill_id", "at"),
        # Has everything that counts the people with a skill.
        Index(None, "skill_id", "person_id", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    level: Mapped[int]
    source: Mapped[ClaimSource]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("skill_claim.id"), index=True)
    # What was done with the skill, or why the answer is another level.
    note: Mapped[str] = mapped_column(default="", server_default="")
    link: Mapped[str] = mapped_column(default="", server_default="")
    last_used_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    # Only of a declared level: whether the manager is asked for their view.
    wants_answer: Mapped[bool] = mapped_column(default=False, server_default="0")

    def __repr__(self) -> str:
        return f"<SkillClaim {self.person_id} {self.skill_id}: {self.level}>"


class SkillWish(Model):
    """What a person wants of a skill; the newest word counts, so one row is enough."""

    __tablename__ = "skill_wish"
    __table_args__ = (UniqueConstraint("person_id", "skill_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    wish: Mapped[WishKind]
    at: Mapped[datetime]

    def __repr__(self) -> str:
        return f"<SkillWish {self.person_id} {self.skill_id} {self.wish}>"


class Endorsement(Model):
    """A person asks a colleague who has seen them at work to say a word about one declared level.

    What the colleague says is a claim of its own; this is the asking.
    """

    __tablename__ = "endorsement"
    __table_args__ = (UniqueConstraint("claim_id", "peer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("skill_claim.id"))
    peer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[EndorsementStatus] = mapped_column(default=EndorsementStatus.ASKED, index=True)
    message: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]

    claim: Mapped[SkillClaim] = relationship(lazy="raise_on_sql")
    peer: Mapped[Person] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Endorsement {self.id} {self.status}>"
