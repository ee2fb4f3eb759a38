"""Talent pools, memberships and approaches, as stored."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.jobs.models import Job
from talentgrow.kernel.localized import Localized
from talentgrow.missions.models import Mission
from talentgrow.nominations.models import Candidacy
from talentgrow.nominations.states import UNDER_WAY, ApproachStatus, MembershipStatus
from talentgrow.people.models import Person, Site, Unit


class TalentPool(Model):
    """People whom the house prepares for something, each until a date."""

    __tablename__ = "talent_pool"
    __table_args__ = (CheckConstraint("months BETWEEN 1 AND 60", name="months_in_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_fr: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    # What it is for and what members may expect, in plain sentences.
    purpose_fr: Mapped[str] = mapped_column(default="")
    purpose_en: Mapped[str] = mapped_column(default="")
    # Whose pool it is: HR of a unit, of a site, or of the whole house.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    # How long somebody is in it, unless told.
    months: Mapped[int] = mapped_column(default=24)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    # Nobody joins it any more; members stay until their date.
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    name: Mapped[Localized] = composite("name_fr", "name_en")
    purpose: Mapped[Localized] = composite("purpose_fr", "purpose_en")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<TalentPool {self.id}>"


class PoolMembership(Model):
    """Somebody is in a talent pool until a date."""

    __tablename__ = "pool_membership"
    __table_args__ = (
        Index(
            "uq_pool_membership_alive",
            "pool_id",
            "person_id",
            unique=True,
            sqlite_where=text("status = 'member'"),
            postgresql_where=text("status = 'member'"),
        ),
        CheckConstraint("until >= joined_on", name="ends_after_it_begins"),
        Index(None, "status", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("talent_pool.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # The approved candidacy by which they joined.
    candidacy_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"), index=True)
    status: Mapped[MembershipStatus] = mapped_column(default=MembershipStatus.MEMBER)
    # When the present status began.
    since: Mapped[datetime]
    joined_on: Mapped[date]
    # The last day.
    until: Mapped[date]
    # How often it was renewed.
    renewals: Mapped[int] = mapped_column(default=0)
    # The word with which it ended.
    word: Mapped[str] = mapped_column(default="")
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    pool: Mapped[TalentPool] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    ended_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[ended_by_id])
    candidacy: Mapped[Candidacy | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<PoolMembership {self.id} {self.status}>"


_UNDER_WAY = text("status IN ({})".format(", ".join(f"'{one}'" for one in sorted(UNDER_WAY))))


class Approach(Model):
    """HR wants to talk to a pool member about a mission or a job: their manager is asked first."""

    __tablename__ = "pool_approach"
    __table_args__ = (
        CheckConstraint("(job_id IS NULL) != (mission_id IS NULL)", name="about_one_thing"),
        Index(
            "uq_pool_approach_job",
            "membership_id",
            "job_id",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        Index(
            "uq_pool_approach_mission",
            "membership_id",
            "mission_id",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        Index(None, "status", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("pool_membership.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), index=True)
    mission_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id"), index=True)
    status: Mapped[ApproachStatus] = mapped_column(default=ApproachStatus.ASKED)
    # When the present status began.
    since: Mapped[datetime]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # The manager was silent, or there is none: HR goes on.
    climbed_at: Mapped[datetime | None]
    # When the member heard of it.
    reached_at: Mapped[datetime | None]
    # What HR says to the manager and, once they agree, to the member.
    message: Mapped[str] = mapped_column(default="")
    # Why the manager says no, or "from that date": read by HR.
    word_reason: Mapped[str] = mapped_column(default="")
    available_from: Mapped[date | None]
    # What the member answers.
    answer: Mapped[str] = mapped_column(default="")

    membership: Mapped[PoolMembership] = relationship(lazy="raise_on_sql")
    job: Mapped[Job | None] = relationship(lazy="raise_on_sql")
    mission: Mapped[Mission | None] = relationship(lazy="raise_on_sql")
    manager: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[manager_id])
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])

    def __repr__(self) -> str:
        return f"<Approach {self.id} {self.status}>"
