"""Job families, jobs, requirements and bridges, as stored."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.graph.types import Importance
from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.people.models import Person
from talentgrow.skills.models import Skill


class Tag(StrEnum):
    """What HR says of the future of a job."""

    EMERGING = "emerging"
    SHORTAGE = "shortage"
    AT_RISK = "at_risk"


class BridgeKind(StrEnum):
    """How far a bridge leads: to a close job, or up to one that takes more."""

    CLOSE = "close"
    EVOLUTION = "evolution"


class JobFamily(Model):
    """A group of related jobs; its colour is one of ten slots, its code stands beside it."""

    __tablename__ = "job_family"
    __table_args__ = (CheckConstraint("colour BETWEEN 0 AND 9", name="colour_is_a_slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    colour: Mapped[int] = mapped_column(default=0)

    name: Mapped[Localized] = composite("name_fr", "name_en")

    def __repr__(self) -> str:
        return f"<JobFamily {self.code}>"


class Job(Model):
    """A job people can hold: a node of the mobility graph."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("job_family.id"), index=True)
    grade: Mapped[int | None]
    title_fr: Mapped[str]
    title_en: Mapped[str]
    description_fr: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(default="", index=True)
    # Student and temporary pools: kept in careers, left out of the mobility graph.
    is_temporary: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[Origin] = mapped_column(default=Origin.OWN, server_default="own")
    # Nobody is to come to it any more: it leaves the lists and stays in careers and the graph.
    retired_at: Mapped[datetime | None]

    title: Mapped[Localized] = composite("title_fr", "title_en")
    description: Mapped[Localized] = composite("description_fr", "description_en")
    family: Mapped[JobFamily | None] = relationship(lazy="raise_on_sql")
    requirements: Mapped[list["Requirement"]] = relationship(lazy="raise_on_sql")
    tags: Mapped[list["JobTag"]] = relationship(lazy="raise_on_sql")
    codes: Mapped[list["JobCode"]] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Job {self.code}>"


class JobTag(Model):
    """A job carries a tag."""

    __tablename__ = "job_tag"
    __table_args__ = (UniqueConstraint("job_id", "tag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    tag: Mapped[Tag] = mapped_column(index=True)

    def __repr__(self) -> str:
        return f"<JobTag {self.job_id} {self.tag}>"


class JobCode(Model):
    """What a job is called in a public catalogue; several jobs may share one code."""

    __tablename__ = "job_code"
    __table_args__ = (UniqueConstraint("job_id", "scheme", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    # "rome", "esco" or "onet".
    scheme: Mapped[str]
    code: Mapped[str] = mapped_column(index=True)

    def __repr__(self) -> str:
        return f"<JobCode {self.scheme}:{self.code}>"


class JobVersion(Model):
    """A job profile as it was from one moment on; rows are added and never changed."""

    __tablename__ = "job_version"
    __table_args__ = (UniqueConstraint("job_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # Why it changed, in the author's words.
    note: Mapped[str] = mapped_column(default="")
    # Titles, descriptions, family code, grade, tags and requirements by skill code.
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<JobVersion {self.job_id} {self.number}>"


class Requirement(Model):
    """A job asks for a skill at a level."""

    __tablename__ = "requirement"
    __table_args__ = (
        UniqueConstraint("job_id", "skill_id"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    level: Mapped[int]
    importance: Mapped[Importance] = mapped_column(default=Importance.ESSENTIAL)
    origin: Mapped[Origin] = mapped_column(default=Origin.OWN, server_default="own")

    skill: Mapped[Skill] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Requirement {self.job_id} {self.skill_id}: {self.level}>"


class Bridge(Model):
    """A link from one job to another which HR declared, with the reason for it."""

    __tablename__ = "bridge"
    __table_args__ = (
        UniqueConstraint("source_id", "target_id"),
        CheckConstraint("source_id != target_id", name="joins_two_jobs"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    note_fr: Mapped[str] = mapped_column(default="")
    note_en: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    declared_at: Mapped[datetime]
    kind: Mapped[BridgeKind] = mapped_column(
        default=BridgeKind.CLOSE, server_default=BridgeKind.CLOSE.value
    )
    origin: Mapped[Origin] = mapped_column(default=Origin.OWN, server_default="own")

    note: Mapped[Localized] = composite("note_fr", "note_en")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Bridge {self.source_id} to {self.target_id}>"
