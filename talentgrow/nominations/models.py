"""Campaigns, nominations and the word of those who are nominated, as stored."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.jobs.models import Job
from talentgrow.kernel.localized import Localized
from talentgrow.missions.applications.models import Credit
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.people.models import Person, Site, Unit
from talentgrow.shadowing.visits.models import VisitCertificate
from talentgrow.skills.models import SkillClaim


class Intent(StrEnum):
    """What somebody is nominated for."""

    ADVANCEMENT = "advancement"
    LATERAL = "lateral"
    PROGRAMME = "programme"


class Relation(StrEnum):
    """Who the nominator is to the nominee, on the day of the nomination."""

    MANAGER = "manager"
    OTHER_MANAGER = "other_manager"
    COLLEAGUE = "colleague"
    SELF = "self"


class Campaign(Model):
    """A time in which talents are nominated, for the whole house or for a part of it."""

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        Index(None, "status", "closes_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[CampaignStatus] = mapped_column(default=CampaignStatus.PLANNED)
    # When the present status began.
    since: Mapped[datetime]
    name_fr: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    # Why it is held and what becomes of it, in a few sentences.
    purpose_fr: Mapped[str] = mapped_column(default="")
    purpose_en: Mapped[str] = mapped_column(default="")
    # One plain sentence a line: by what HR decides.
    criteria_fr: Mapped[str] = mapped_column(default="")
    criteria_en: Mapped[str] = mapped_column(default="")
    opens_on: Mapped[date]
    # The last day on which nominations are sent; it is only ever put later.
    closes_on: Mapped[date]
    # For whom it is: a unit with those below, a site, or with neither the whole house.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    # Managers always nominate, and everybody may nominate themselves.
    peers_nominate: Mapped[bool] = mapped_column(default=False)
    has_nine_box: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    # Counts edits, so that an old form does not overwrite a newer word.
    version: Mapped[int] = mapped_column(default=1)

    name: Mapped[Localized] = composite("name_fr", "name_en")
    purpose: Mapped[Localized] = composite("purpose_fr", "purpose_en")
    criteria: Mapped[Localized] = composite("criteria_fr", "criteria_en")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    intents: Mapped[list["CampaignIntent"]] = relationship(
        lazy="raise_on_sql", order_by="CampaignIntent.id"
    )

    def __repr__(self) -> str:
        return f"<Campaign {self.id} {self.status}>"


class CampaignIntent(Model):
    """An intent that is in play in a campaign; a programme has a name."""

    __tablename__ = "campaign_intent"
    __table_args__ = (UniqueConstraint("campaign_id", "intent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    intent: Mapped[Intent]
    programme_fr: Mapped[str] = mapped_column(default="")
    programme_en: Mapped[str] = mapped_column(default="")

    programme: Mapped[Localized] = composite("programme_fr", "programme_en")


class Nominee(Model):
    """Somebody who was nominated in a campaign, with their own words: all nominations in one."""

    __tablename__ = "nominee"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(default="")
    # What the person commits to, beside what their manager or the house offers.
    commitment: Mapped[str] = mapped_column(default="")
    words_at: Mapped[datetime | None]
    # The manager to whom the person opened the file. By name: whoever manages them later reads
    # nothing until it is opened to them too.
    opened_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # The person took up the offer to talk about the decision.
    wants_talk_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    campaign: Mapped[Campaign] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    candidacies: Mapped[list["Candidacy"]] = relationship(
        lazy="raise_on_sql", order_by="Candidacy.id", back_populates="nominee"
    )
    nominations: Mapped[list["Nomination"]] = relationship(
        lazy="raise_on_sql", order_by="Nomination.id"
    )
    evidence: Mapped[list["Evidence"]] = relationship(lazy="raise_on_sql", order_by="Evidence.id")

    def __repr__(self) -> str:
        return f"<Nominee {self.id}>"


class Candidacy(Model):
    """One intent for one nominee: they accept it or not, and HR decides on it."""

    __tablename__ = "candidacy"
    __table_args__ = (
        UniqueConstraint("nominee_id", "intent"),
        Index(None, "status", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nominee_id: Mapped[int] = mapped_column(ForeignKey("nominee.id"))
    intent: Mapped[Intent]
    # Towards which job, where somebody said so.
    target_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), index=True)
    status: Mapped[CandidacyStatus] = mapped_column(default=CandidacyStatus.INFORMED)
    # When the present status began.
    since: Mapped[datetime]
    # The day on which the nominee wants to be asked again.
    postponed_until: Mapped[date | None] = mapped_column(index=True)

    nominee: Mapped[Nominee] = relationship(lazy="raise_on_sql", back_populates="candidacies")
    target: Mapped[Job | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Candidacy {self.id} {self.intent} {self.status}>"


_DRAFT = text(f"status = '{NominationStatus.DRAFT}'")
_SENT = text(f"status = '{NominationStatus.SUBMITTED}'")


class Nomination(Model):
    """What one nominator writes about one person, for one or several intents."""

    __tablename__ = "nomination"
    __table_args__ = (
        # One that was sent from each nominator. HR who writes for them does not learn of their
        # drafts: each of the two may have one.
        Index(
            "uq_nomination_sent",
            "campaign_id",
            "person_id",
            "nominator_id",
            unique=True,
            sqlite_where=_SENT,
            postgresql_where=_SENT,
        ),
        Index(
            "uq_nomination_draft",
            "campaign_id",
            "person_id",
            "nominator_id",
            "submitter_id",
            unique=True,
            sqlite_where=_DRAFT,
            postgresql_where=_DRAFT,
        ),
        CheckConstraint("reference_id != person_id", name="not_ones_own_reference"),
        Index(None, "status", "campaign_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    # About whom; `nominee_id` follows once it is sent: a draft is nobody's business.
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    nominee_id: Mapped[int | None] = mapped_column(ForeignKey("nominee.id"), index=True)
    nominator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # Who typed it: somebody else than the nominator only where HR writes on their behalf.
    submitter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[Relation]
    status: Mapped[NominationStatus] = mapped_column(default=NominationStatus.DRAFT)
    # When the present status began.
    since: Mapped[datetime]
    rationale: Mapped[str] = mapped_column(default="")
    # What the nominator offers: time, a mission, a mentor.
    commitment: Mapped[str] = mapped_column(default="")
    # A colleague who can say more.
    reference_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # HR let it in after the end, and why.
    is_late: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    campaign: Mapped[Campaign] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    nominator: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[nominator_id])
    submitter: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[submitter_id])
    reference: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[reference_id]
    )
    intents: Mapped[list["NominationIntent"]] = relationship(
        lazy="raise_on_sql", order_by="NominationIntent.id"
    )
    evidence: Mapped[list["Evidence"]] = relationship(lazy="raise_on_sql", order_by="Evidence.id")

    def __repr__(self) -> str:
        return f"<Nomination {self.id} {self.status}>"


class NominationIntent(Model):
    """An intent which a nomination speaks for, and towards which job."""

    __tablename__ = "nomination_intent"
    __table_args__ = (UniqueConstraint("nomination_id", "intent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    intent: Mapped[Intent]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), index=True)

    target: Mapped[Job | None] = relationship(lazy="raise_on_sql")


class Evidence(Model):
    """A level, a mission or a visit of the person, shown by a nominator or by the nominee."""

    __tablename__ = "nomination_evidence"
    __table_args__ = (
        CheckConstraint("(nomination_id IS NULL) != (nominee_id IS NULL)", name="shown_by_one"),
        CheckConstraint(
            "(CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN credit_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN visit_certificate_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="shows_one_thing",
        ),
        UniqueConstraint("nomination_id", "claim_id"),
        UniqueConstraint("nomination_id", "credit_id"),
        UniqueConstraint("nomination_id", "visit_certificate_id"),
        UniqueConstraint("nominee_id", "claim_id"),
        UniqueConstraint("nominee_id", "credit_id"),
        UniqueConstraint("nominee_id", "visit_certificate_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))
    nominee_id: Mapped[int | None] = mapped_column(ForeignKey("nominee.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("skill_claim.id"), index=True)
    credit_id: Mapped[int | None] = mapped_column(ForeignKey("mission_credit.id"), index=True)
    visit_certificate_id: Mapped[int | None] = mapped_column(
        ForeignKey("visit_certificate.id"), index=True
    )
    note: Mapped[str] = mapped_column(default="")

    claim: Mapped[SkillClaim | None] = relationship(lazy="raise_on_sql")
    credit: Mapped[Credit | None] = relationship(lazy="raise_on_sql")
    certificate: Mapped[VisitCertificate | None] = relationship(lazy="raise_on_sql")
