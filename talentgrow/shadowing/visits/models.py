"""Visits, the word of managers, agreements, debriefs and certificates, as stored."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talentgrow.infra.db import Model, enum_by_value
from talentgrow.jobs.models import Job
from talentgrow.people.models import Person, Site
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.models import LONGEST, Aim, Offer, VisitSlot
from talentgrow.shadowing.states import ALIVE, VisitStatus
from talentgrow.skills.models import Skill


class Side(StrEnum):
    """Which of the two somebody is, in a visit."""

    VISITOR = "visitor"
    HOST = "host"


class Says(StrEnum):
    """What somebody in a swap says to a leg."""

    YES = "yes"
    NO = "no"


class VisitDecline(StrEnum):
    """Why a host says no."""

    DATES = "dates"
    WORKLOAD = "workload"
    NOT_THE_RIGHT_PERSON = "not_the_right_person"
    CONFIDENTIAL = "confidential"
    OTHER = "other"


class VisitCancel(StrEnum):
    """Why a visit that was asked for or booked does not happen."""

    # Never why: that would be about somebody’s health.
    ABSENT = "absent"
    WORKLOAD = "workload"
    CHANGED_MIND = "changed_mind"
    LEFT = "left"
    OTHER = "other"


class Answer(StrEnum):
    """What a manager says."""

    AGREED = "agreed"
    # From a later day on.
    DEFERRED = "deferred"
    REFUSED = "refused"


class Travel(StrEnum):
    """Who pays the way."""

    NOBODY = "nobody"
    VISITOR_UNIT = "visitor_unit"
    HOST_UNIT = "host_unit"
    HR = "hr"


class Signer(StrEnum):
    """As whom somebody signs."""

    VISITOR = "visitor"
    HOST = "host"
    VISITOR_MANAGER = "visitor_manager"
    HOST_MANAGER = "host_manager"


_ALIVE = text("status IN ({})".format(", ".join(f"'{status}'" for status in sorted(ALIVE))))


class Visit(Model):
    """Somebody sees a colleague at work: asked for by themselves, or a leg of a swap."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("visitor_id != host_id", name="not_oneself"),
        CheckConstraint(f"half_days BETWEEN 1 AND {LONGEST}", name="half_a_day_to_five"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("ends_at > begins_at", name="ends_after_it_begins"),
        # One at a time between two people in one direction: who was declined may ask again.
        Index(
            "uq_visit_alive",
            "visitor_id",
            "host_id",
            unique=True,
            sqlite_where=_ALIVE,
            postgresql_where=_ALIVE,
        ),
        Index(None, "visitor_id", "status"),
        Index(None, "host_id", "status"),
        Index(None, "status", "since"),
        Index(None, "status", "starts_on"),
        Index(None, "offer_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[VisitStatus] = mapped_column(default=VisitStatus.REQUESTED)
    # When the present status began.
    since: Mapped[datetime]
    visitor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    host_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # Legs of swaps between people without an offer have none.
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("visit_offer.id"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("visit_slot.id"), index=True)
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    # The round that made it, alone or in a ring.
    round_id: Mapped[int | None] = mapped_column(ForeignKey("exchange_round.id"), index=True)
    # From 1, in the order of the ring: leg n leads from member n to the next.
    place_in_ring: Mapped[int | None]
    # The job one sees.
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), index=True)
    aim: Mapped[Aim] = mapped_column(default=Aim.DISCOVER)
    # What the visitor says to the host: for the two of them, nobody else.
    message: Mapped[str] = mapped_column(default="")
    host_word: Mapped[str] = mapped_column(default="")
    requested_at: Mapped[datetime]
    # When the host answered a request: counts towards what is said of how they answer.
    answered_at: Mapped[datetime | None]

    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # The day was set by a round, and may be put elsewhere in its week without asking anybody.
    is_day_proposed: Mapped[bool] = mapped_column(default=False)
    half_days: Mapped[int] = mapped_column(default=2)
    # On each day, in the time of the house.
    begins_at: Mapped[time] = mapped_column(default=time(9))
    ends_at: Mapped[time] = mapped_column(default=time(17))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    is_remote: Mapped[bool] = mapped_column(default=False)
    meeting_point: Mapped[str] = mapped_column(default="")
    # Counts every change that calendars must hear of: SEQUENCE of the .ics.
    sequence: Mapped[int] = mapped_column(default=0)
    # When both sides were sent an invitation for their calendars; a call-off follows it there.
    invited_at: Mapped[datetime | None]

    # Of a leg: what its two sides say, also when they are asked to keep it one-way.
    visitor_says: Mapped[Says | None]
    # The rule on its values needs a name of its own beside that of the visitor.
    host_says: Mapped[Says | None] = mapped_column(enum_by_value(Says, "host_says"))

    declined_reason: Mapped[VisitDecline | None]
    cancelled_reason: Mapped[VisitCancel | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # Who did not come, where one did not.
    missed_by: Mapped[Side | None]
    # How it had gone when it was closed.
    closed_as: Mapped[VisitStatus | None] = mapped_column(enum_by_value(VisitStatus, "closed_as"))
    # Both sides have agreed what the visit is about: counts changes of the agreement.
    version: Mapped[int] = mapped_column(default=1)

    visitor: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[visitor_id])
    host: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[host_id])
    offer: Mapped[Offer | None] = relationship(lazy="raise_on_sql")
    slot: Mapped[VisitSlot | None] = relationship(lazy="raise_on_sql")
    exchange: Mapped[Exchange | None] = relationship(lazy="raise_on_sql")
    job: Mapped[Job | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")
    words: Mapped[list["VisitWord"]] = relationship(lazy="raise_on_sql", order_by="VisitWord.id")
    agreement: Mapped["Agreement | None"] = relationship(lazy="raise_on_sql")
    signatures: Mapped[list["Signature"]] = relationship(
        lazy="raise_on_sql", order_by="Signature.id"
    )

    def __repr__(self) -> str:
        return f"<Visit {self.id} {self.status}>"


class VisitWord(Model):
    """A manager is asked about a visit that is longer than a day."""

    __tablename__ = "visit_word"
    __table_args__ = (UniqueConstraint("visit_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    side: Mapped[Side]
    # None: nobody manages that person, so HR has the word.
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime]
    # The manager was silent, or there is none: HR has the word.
    climbed_at: Mapped[datetime | None]
    answer: Mapped[Answer | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")

    manager: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[manager_id])


class Agreement(Model):
    """What a visit is agreed on; `visit.version` says which text was signed."""

    __tablename__ = "visit_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    aims: Mapped[str] = mapped_column(default="")
    programme: Mapped[str] = mapped_column(default="")
    safety: Mapped[str] = mapped_column(default="")
    confidentiality: Mapped[str] = mapped_column(default="")
    travel: Mapped[Travel] = mapped_column(default=Travel.NOBODY)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Signature(Model):
    """Somebody signed an agreement in one of its versions; older ones count no more."""

    __tablename__ = "visit_signature"
    __table_args__ = (UniqueConstraint("visit_id", "signer", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    signer: Mapped[Signer]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int]
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class VisitDebrief(Model):
    """The rapport d'étonnement of one side: for the two of them, nobody else."""

    __tablename__ = "visit_debrief"
    __table_args__ = (UniqueConstraint("visit_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    side: Mapped[Side]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    learned: Mapped[str]
    surprised: Mapped[str] = mapped_column(default="")
    to_improve: Mapped[str] = mapped_column(default="")
    thanks: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class SeenSkill(Model):
    """A skill that a visitor saw at work: exposure, not a level."""

    __tablename__ = "visit_skill"
    __table_args__ = (UniqueConstraint("visit_id", "skill_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)

    skill: Mapped[Skill] = relationship(lazy="raise_on_sql")


class VisitCertificate(Model):
    """A visit that counts on somebody's record, once they have written about it."""

    __tablename__ = "visit_certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    # Printed on the certificate, so that one can be checked.
    code: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]

    visit: Mapped[Visit] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<VisitCertificate {self.code}>"
