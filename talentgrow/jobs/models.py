"""Job families, jobs, requirements and bridges, as stored."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.graph.types import Importance
from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized
from talentgrow.people.models import Person
from talentgrow.skills.models import Skill


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

    title: Mapped[Localized] = composite("title_fr", "title_en")
    description: Mapped[Localized] = composite("description_fr", "description_en")
    family: Mapped[JobFamily | None] = relationship(lazy="raise_on_sql")
    requirements: Mapped[list["Requirement"]] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Job {self.code}>"


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

    note: Mapped[Localized] = composite("note_fr", "note_en")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Bridge {self.source_id} to {self.target_id}>"
