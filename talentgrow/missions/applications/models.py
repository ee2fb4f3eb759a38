"""Applications, debriefs and credits, as stored."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, ApplicationStatus
from talentgrow.people.models import Person
from talentgrow.skills.models import Skill, SkillClaim


class DeclineReason(StrEnum):
    """Why an owner says no."""

    SEATS_TAKEN = "seats_taken"
    LEVELS_MISSING = "levels_missing"
    DATES = "dates"
    NEED_CHANGED = "need_changed"
    OTHER = "other"
    # Said by the system when the mission is cancelled.
    MISSION_CANCELLED = "mission_cancelled"


class NextStep(StrEnum):
    """The door that a refusal opens."""

    MISSION = "mission"
    VISIT = "visit"
    MENTOR = "mentor"
    PATH = "path"
    SKILL = "skill"


class Side(StrEnum):
    """Who writes a debrief: the one who did the mission, or those who owned it."""

    PARTICIPANT = "participant"
    OWNER = "owner"


_ALIVE = text("status IN ({})".format(", ".join(f"'{status}'" for status in sorted(ALIVE))))


class Application(Model):
    """Somebody applies to a mission."""

    __tablename__ = "application"
    __table_args__ = (
        # One at a time: who withdrew, or was declined, may try again.
        Index(
            "uq_application_alive",
            "mission_id",
            "person_id",
            unique=True,
            sqlite_where=_ALIVE,
            postgresql_where=_ALIVE,
        ),
        Index(None, "person_id", "status"),
        Index(None, "mission_id", "status"),
        Index(None, "status", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[ApplicationStatus] = mapped_column(default=ApplicationStatus.DRAFT)
    # When the present status began.
    since: Mapped[datetime]
    # What draws them to it: for the owners, nobody else.
    message: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(index=True)

    # The manager whose word is asked for, or who is told.
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    needs_word: Mapped[bool] = mapped_column(default=False)
    # The manager was silent, or there is none: HR has the word.
    climbed_at: Mapped[datetime | None]
    word_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    word_at: Mapped[datetime | None]
    # Why the manager refuses, or says "from that date": read by the person and HR.
    word_reason: Mapped[str] = mapped_column(default="")
    # From when the person can be spared.
    available_from: Mapped[date | None]

    talk_at: Mapped[datetime | None]
    talk_note: Mapped[str] = mapped_column(default="")
    waitlisted_at: Mapped[datetime | None]

    declined_reason: Mapped[DeclineReason | None]
    feedback: Mapped[str] = mapped_column(default="")
    next_step: Mapped[NextStep | None]
    next_mission_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id"), index=True)
    next_note: Mapped[str] = mapped_column(default="")
    offers_talk: Mapped[bool] = mapped_column(default=False)

    mission: Mapped[Mission] = relationship(lazy="raise_on_sql", foreign_keys=[mission_id])
    next_mission: Mapped[Mission | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[next_mission_id]
    )
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    manager: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[manager_id])

    def __repr__(self) -> str:
        return f"<Application {self.id} {self.status}>"


class Debrief(Model):
    """What one side says once the mission is over."""

    __tablename__ = "mission_debrief"
    __table_args__ = (UniqueConstraint("application_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    side: Mapped[Side]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    learned: Mapped[str]
    surprised: Mapped[str] = mapped_column(default="")
    to_improve: Mapped[str] = mapped_column(default="")
    thanks: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="raise_on_sql")


class Growth(Model):
    """A level that a mission gave: what each side says, and the claim once they say the same."""

    __tablename__ = "mission_growth"
    __table_args__ = (
        UniqueConstraint("application_id", "skill_id"),
        CheckConstraint("by_participant BETWEEN 0 AND 5", name="participant_on_scale"),
        CheckConstraint("by_owner BETWEEN 0 AND 5", name="owner_on_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    # The level held when the mission began to be debriefed.
    before: Mapped[int | None]
    by_participant: Mapped[int | None]
    by_owner: Mapped[int | None]
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("skill_claim.id"), unique=True)

    skill: Mapped[Skill] = relationship(lazy="raise_on_sql")
    claim: Mapped[SkillClaim | None] = relationship(lazy="raise_on_sql")


class Credit(Model):
    """A mission that counts on somebody's record, once both sides have written."""

    __tablename__ = "mission_credit"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    # Printed on the certificate, so that one can be checked.
    code: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]

    application: Mapped[Application] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Credit {self.code}>"
