"""Offers to visit, wishes to discover, and links to one's calendar, as stored."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.jobs.models import Job
from talentgrow.kernel.localized import Localized
from talentgrow.people.models import Person, Site, Unit
from talentgrow.shadowing.states import OfferStatus
from talentgrow.skills.models import Skill

# Half-days: from half a day to five days.
LONGEST = 10


class Format(StrEnum):
    """What a visitor does."""

    OBSERVE = "observe"
    TAKE_PART = "take_part"
    # The host shows their job again and again, at fixed times.
    BRIEFING = "briefing"


class Reciprocal(StrEnum):
    """Whether the host wants to visit the visitor in return."""

    NO = "no"
    YES = "yes"
    REQUIRED = "required"


class Timing(StrEnum):
    """How an offer says when: days that are set, or times within which to find one."""

    SLOTS = "slots"
    PERIODS = "periods"


class Pause(StrEnum):
    """Why an offer is paused."""

    HOST = "host"
    # The host left requests unanswered.
    UNANSWERED = "unanswered"


class Aim(StrEnum):
    """What somebody wants of a visit."""

    DISCOVER = "discover"
    CONFIRM = "confirm"
    WORK_TOGETHER = "work_together"


class Offer(Model):
    """Somebody shows their job for half a day to five days."""

    __tablename__ = "visit_offer"
    __table_args__ = (
        CheckConstraint(f"half_days BETWEEN 1 AND {LONGEST}", name="half_a_day_to_five"),
        CheckConstraint("a_month BETWEEN 1 AND 20", name="capacity_a_month"),
        CheckConstraint("ends_at > begins_at", name="ends_after_it_begins"),
        Index(None, "status", "opened_at"),
        Index(None, "job_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.DRAFT)
    # When the present status began.
    since: Mapped[datetime]
    host_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # The job one sees, and where it is done: those of the host when it was written.
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    is_remote: Mapped[bool] = mapped_column(default=False)
    # Where to come to on the day.
    meeting_point: Mapped[str] = mapped_column(default="")
    # What one will see: one thing a line.
    sights_fr: Mapped[str] = mapped_column(default="")
    sights_en: Mapped[str] = mapped_column(default="")
    safety_fr: Mapped[str] = mapped_column(default="")
    safety_en: Mapped[str] = mapped_column(default="")
    confidentiality_fr: Mapped[str] = mapped_column(default="")
    confidentiality_en: Mapped[str] = mapped_column(default="")
    accessibility_fr: Mapped[str] = mapped_column(default="")
    accessibility_en: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(default="")
    format: Mapped[Format] = mapped_column(default=Format.OBSERVE)
    half_days: Mapped[int] = mapped_column(default=2)
    # On each day, in the time of the house.
    begins_at: Mapped[time] = mapped_column(default=time(9))
    ends_at: Mapped[time] = mapped_column(default=time(17))
    timing: Mapped[Timing] = mapped_column(default=Timing.PERIODS)
    # How many visits that are asked for or booked may begin in one month.
    a_month: Mapped[int] = mapped_column(default=2)
    reciprocal: Mapped[Reciprocal] = mapped_column(default=Reciprocal.NO)
    # Whether those whom a round leaves over may be sent here.
    is_for_rounds: Mapped[bool] = mapped_column(default=True)
    paused_until: Mapped[date | None] = mapped_column(index=True)
    pause_reason: Mapped[Pause | None]
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    # Counts edits, so that an old form does not overwrite a newer word.
    version: Mapped[int] = mapped_column(default=1)

    sights: Mapped[Localized] = composite("sights_fr", "sights_en")
    safety: Mapped[Localized] = composite("safety_fr", "safety_en")
    confidentiality: Mapped[Localized] = composite("confidentiality_fr", "confidentiality_en")
    accessibility: Mapped[Localized] = composite("accessibility_fr", "accessibility_en")
    host: Mapped[Person] = relationship(lazy="raise_on_sql")
    job: Mapped[Job | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")
    skills: Mapped[list["OfferSkill"]] = relationship(lazy="raise_on_sql", order_by="OfferSkill.id")
    slots: Mapped[list["VisitSlot"]] = relationship(
        lazy="raise_on_sql", order_by="VisitSlot.starts_on, VisitSlot.id"
    )
    periods: Mapped[list["VisitPeriod"]] = relationship(
        lazy="raise_on_sql", order_by="VisitPeriod.from_on, VisitPeriod.id"
    )

    def __repr__(self) -> str:
        return f"<Offer {self.id} {self.status}>"


class OfferSkill(Model):
    """A skill that one sees at work during a visit."""

    __tablename__ = "visit_offer_skill"
    __table_args__ = (UniqueConstraint("offer_id", "skill_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("visit_offer.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)

    skill: Mapped[Skill] = relationship(lazy="raise_on_sql")


class VisitSlot(Model):
    """A day on which a host can be visited, by so many people at once."""

    __tablename__ = "visit_slot"
    __table_args__ = (
        UniqueConstraint("offer_id", "starts_on", "begins_at"),
        CheckConstraint("places BETWEEN 1 AND 20", name="has_a_place"),
        # The last wall against two people who ask for the last place at the same moment.
        CheckConstraint("taken >= 0 AND taken <= places", name="never_overbooked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("visit_offer.id"))
    starts_on: Mapped[date] = mapped_column(index=True)
    begins_at: Mapped[time]
    places: Mapped[int] = mapped_column(default=1)
    # Places asked for, booked or visited; `places` alone changes it.
    taken: Mapped[int] = mapped_column(default=0)

    @property
    def left(self) -> int:
        """Return how many places nobody has asked for."""
        return self.places - self.taken


class VisitPeriod(Model):
    """A time within which a visitor proposes a day."""

    __tablename__ = "visit_period"
    __table_args__ = (
        UniqueConstraint("offer_id", "from_on"),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("visit_offer.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]


class VisitWish(Model):
    """A job, a unit or a person whom somebody would like to see at work."""

    __tablename__ = "visit_wish"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN job_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN host_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="wishes_one_thing",
        ),
        CheckConstraint("host_id != person_id", name="not_oneself"),
        UniqueConstraint("person_id", "job_id"),
        UniqueConstraint("person_id", "unit_id"),
        UniqueConstraint("person_id", "host_id"),
        Index(None, "person_id", "rank"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # 1 is what one wants most; ranks of one person need not follow one another.
    rank: Mapped[int]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    host_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    aim: Mapped[Aim] = mapped_column(default=Aim.DISCOVER)
    # What one hopes to see: told to the host who is asked, nobody else.
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    job: Mapped[Job | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    host: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[host_id])


_LIVE = text("revoked_at IS NULL")


class CalendarFeed(Model):
    """A secret link under which a calendar reads somebody's visits, until it is revoked."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "uq_calendar_feed_live",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # SHA-256 of the secret, which only the person has.
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
