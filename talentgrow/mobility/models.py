"""Snapshots of the mobility graph, saved paths and job wishes, as stored."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.jobs.models import Job
from talentgrow.mobility.states import PathStatus
from talentgrow.people.models import Person


class JobWish(StrEnum):
    """What a person said about a job they might take."""

    WISHED = "wished"
    UNWANTED = "unwanted"


class Snapshot(Model):
    """The mobility graph as computed from one state of the data."""

    __tablename__ = "snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    built_at: Mapped[datetime] = mapped_column(index=True)
    as_of: Mapped[date]
    data_hash: Mapped[str] = mapped_column(index=True)
    rule_version: Mapped[str]
    jobs: Mapped[int]
    people: Mapped[int]
    moves: Mapped[int]
    renamed: Mapped[int]
    # Large and read once per process: never loaded by accident.
    graph: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    layout: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)

    def __repr__(self) -> str:
        return f"<Snapshot {self.id} of {self.as_of}>"


class SavedPath(Model):
    """A development path somebody chose to keep, as it was suggested on that day."""

    __tablename__ = "saved_path"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    status: Mapped[PathStatus] = mapped_column(default=PathStatus.PRIVATE, index=True)
    label: Mapped[str]
    # Job ids in order, the present one first; a path is a picture of its day, not a query.
    steps: Mapped[list[int]] = mapped_column(JSON)
    rule_version: Mapped[str]
    data_hash: Mapped[str]
    as_of: Mapped[date]
    saved_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    target: Mapped[Job] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<SavedPath {self.id} {self.status}>"


class JobInterest(Model):
    """A person wishes a job, or does not want it; suggestions follow."""

    __tablename__ = "job_interest"
    __table_args__ = (UniqueConstraint("person_id", "job_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    wish: Mapped[JobWish]
    at: Mapped[datetime]

    def __repr__(self) -> str:
        return f"<JobInterest {self.person_id} {self.job_id} {self.wish}>"
