"""Sessions, staged and published decisions, notes and the nine-box grid, as stored."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.nominations.states import SessionStatus
from talentgrow.people.models import Person, Site, Unit


class Outcome(StrEnum):
    """What HR decides about one intent."""

    APPROVED = "approved"
    NOT_NOW = "not_now"
    REJECTED = "rejected"


class Grouping(StrEnum):
    """By what nominees stand side by side in a session."""

    UNIT = "unit"
    SITE = "site"
    MANAGER = "manager"


class CalibrationSession(Model):
    """A meeting about the nominees of a campaign, or of a part of the house."""

    __tablename__ = "calibration_session"
    __table_args__ = (Index(None, "campaign_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    name_fr: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date]
    # About whom it is: a unit with those below, a site, or with neither the whole campaign.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    grouped_by: Mapped[Grouping] = mapped_column(default=Grouping.UNIT)
    status: Mapped[SessionStatus] = mapped_column(default=SessionStatus.PREPARED)
    # When the present status began.
    since: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    # Counts edits, so that of two people in HR neither overwrites the other unseen.
    version: Mapped[int] = mapped_column(default=1)

    name: Mapped[Localized] = composite("name_fr", "name_en")
    campaign: Mapped[Campaign] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<CalibrationSession {self.id} {self.status}>"


class Decision(Model):
    """What HR says to one intent of one nominee: staged first, then published."""

    __tablename__ = "candidacy_decision"
    __table_args__ = (
        CheckConstraint(
            "outcome != 'not_now' OR (review_on IS NOT NULL AND action != '')",
            name="not_now_says_when",
        ),
        CheckConstraint(
            "outcome != 'rejected' OR (reason != '' AND next_step IS NOT NULL)",
            name="rejected_opens_a_door",
        ),
        CheckConstraint("outcome = 'approved' OR pool_id IS NULL", name="only_approved_join"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), unique=True)
    # The session in which it was staged; None: HR decided outside of one.
    session_id: Mapped[int | None] = mapped_column(ForeignKey("calibration_session.id"), index=True)
    outcome: Mapped[Outcome]
    # Why; the person reads it.
    reason: Mapped[str] = mapped_column(default="")
    # Not now: when it is looked at again, what is owed until then, and by whom.
    review_on: Mapped[date | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(default="")
    action_owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    action_done_at: Mapped[datetime | None]
    # Rejected: the next door.
    next_step: Mapped[NextStep | None]
    next_note: Mapped[str] = mapped_column(default="")
    # Approved: the pool which the person joins, and until when.
    pool_id: Mapped[int | None] = mapped_column(ForeignKey("talent_pool.id"), index=True)
    pool_until: Mapped[date | None]
    # Who in HR offers to talk about it.
    talk_with_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    staged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    staged_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    published_at: Mapped[datetime | None]
    # Counts edits, so that of two people in HR neither overwrites the other unseen.
    version: Mapped[int] = mapped_column(default=1)

    candidacy: Mapped[Candidacy] = relationship(lazy="raise_on_sql")
    pool: Mapped[TalentPool | None] = relationship(lazy="raise_on_sql")
    action_owner: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[action_owner_id]
    )
    talk_with: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[talk_with_id]
    )
    staged_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[staged_by_id])

    def __repr__(self) -> str:
        return f"<Decision {self.id} {self.outcome}>"


class SessionNote(Model):
    """Something said in a session, about somebody or about all."""

    __tablename__ = "session_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("calibration_session.id"), index=True)
    nominee_id: Mapped[int | None] = mapped_column(ForeignKey("nominee.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    text: Mapped[str]

    nominee: Mapped[Nominee | None] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")


class Placement(Model):
    """Where somebody stands on the nine-box grid of a running session.

    A help to talk and not a decision: rows are deleted when the session closes.
    """

    __tablename__ = "session_placement"
    __table_args__ = (
        UniqueConstraint("session_id", "nominee_id"),
        CheckConstraint("today BETWEEN 1 AND 3", name="today_on_grid"),
        CheckConstraint("learning BETWEEN 1 AND 3", name="learning_on_grid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("calibration_session.id"))
    nominee_id: Mapped[int] = mapped_column(ForeignKey("nominee.id"), index=True)
    # What the person does today: to firm up, solid, beyond.
    today: Mapped[int]
    # What they learn: in their place, growing, growing fast.
    learning: Mapped[int]
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
