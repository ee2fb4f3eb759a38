"""Missions, what hangs on them, and the rules of the house about them, as stored."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.graph.types import Importance
from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized
from talentgrow.missions.states import MissionStatus
from talentgrow.people.models import Person, Site, Unit
from talentgrow.skills.models import Skill


class Place(StrEnum):
    """Where the work of a mission is done."""

    SITE = "site"
    REMOTE = "remote"
    HYBRID = "hybrid"


class Audience(StrEnum):
    """Who may apply: everybody, or those of the mission's unit (with those below) or site."""

    EVERYBODY = "everybody"
    UNIT = "unit"
    SITE = "site"


class Theme(Model):
    """A strategic theme on which missions hang, explained in two sentences."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    explanation_fr: Mapped[str] = mapped_column(default="")
    explanation_en: Mapped[str] = mapped_column(default="")
    # No longer offered; missions that hang on it keep it.
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    name: Mapped[Localized] = composite("name_fr", "name_en")
    explanation: Mapped[Localized] = composite("explanation_fr", "explanation_en")

    def __repr__(self) -> str:
        return f"<Theme {self.name_en}>"


class HouseRules(Model):
    """What HR has set about missions: one row, which is missing until something is changed."""

    __tablename__ = "mission_rules"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint(
            "comfort_below < stretch_below AND stretch_below < risk_below", name="zones_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    # Above these HR reads a mission before it is published.
    review_above_hours: Mapped[float] = mapped_column(default=8.0)
    review_above_seats: Mapped[int] = mapped_column(default=5)
    review_days: Mapped[int] = mapped_column(default=2)
    # Above one of these the manager's word is needed; below they are told.
    word_above_hours: Mapped[float] = mapped_column(default=4.0)
    word_above_days: Mapped[int] = mapped_column(default=5)
    silence_days: Mapped[int] = mapped_column(default=10)
    defer_weeks: Mapped[int] = mapped_column(default=8)
    # How much of a week missions and visits together may take before we warn.
    weekly_hours: Mapped[float] = mapped_column(default=35.0)
    load_percent: Mapped[int] = mapped_column(default=20)
    # Where the zones of difficulty begin, as gaps from 0 to 1.
    comfort_below: Mapped[float] = mapped_column(default=0.08)
    stretch_below: Mapped[float] = mapped_column(default=0.30)
    risk_below: Mapped[float] = mapped_column(default=0.40)
    version: Mapped[int] = mapped_column(default=1)

    def __repr__(self) -> str:
        return f"<HouseRules {self.version}>"


class SensitiveUnit(Model):
    """HR reads every mission of this unit before it is published."""

    __tablename__ = "mission_sensitive_unit"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class Mission(Model):
    """Work beside one's job which makes people grow, for so many hours a week and so long.

    Titles and texts are written in one language at least; the other stands in where one is empty.
    """

    __tablename__ = "mission"
    __table_args__ = (
        CheckConstraint("seats >= 1", name="has_a_seat"),
        # The last wall against two owners who give the last seat away at the same moment.
        CheckConstraint("taken >= 0 AND taken <= seats", name="never_overbooked"),
        CheckConstraint("hours_a_week > 0 AND hours_a_week <= 40", name="hours_fit_in_a_week"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index(None, "status", "starts_on"),
        Index(None, "status", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[MissionStatus] = mapped_column(default=MissionStatus.DRAFT)
    # When the present status began.
    since: Mapped[datetime]
    title_fr: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    # One thing a line: the page shows them as a list.
    tasks_fr: Mapped[str] = mapped_column(default="")
    tasks_en: Mapped[str] = mapped_column(default="")
    learning_fr: Mapped[str] = mapped_column(default="")
    learning_en: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(default="")

    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    seats: Mapped[int] = mapped_column(default=1)
    # Seats kept for an offer, accepted or worked on; `seats` alone changes it.
    taken: Mapped[int] = mapped_column(default=0)
    hours_a_week: Mapped[float]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    apply_by: Mapped[date]
    place: Mapped[Place] = mapped_column(default=Place.HYBRID)
    # Time released from the job, or beside it.
    is_released: Mapped[bool] = mapped_column(default=True)
    audience: Mapped[Audience] = mapped_column(default=Audience.EVERYBODY)
    # How long somebody must have been in their post.
    months_in_post: Mapped[int] = mapped_column(default=0)
    # Whether people may still apply, for the waiting list, once all seats are taken.
    keeps_accepting: Mapped[bool] = mapped_column(default=True)
    # The idea from which it came, in the words of those who had it.
    source_idea: Mapped[str] = mapped_column(default="")
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id"), index=True)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    # Why HR sent it back, why it was paused or cancelled: the newest word.
    comment: Mapped[str] = mapped_column(default="")
    # Counts edits, so that an old form does not overwrite a newer word.
    version: Mapped[int] = mapped_column(default=1)

    title: Mapped[Localized] = composite("title_fr", "title_en")
    tasks: Mapped[Localized] = composite("tasks_fr", "tasks_en")
    learning: Mapped[Localized] = composite("learning_fr", "learning_en")
    owner: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[owner_id])
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    co_owners: Mapped[list["MissionOwner"]] = relationship(
        lazy="raise_on_sql", order_by="MissionOwner.id"
    )
    skills: Mapped[list["MissionSkill"]] = relationship(
        lazy="raise_on_sql", order_by="MissionSkill.id"
    )

    @property
    def seats_left(self) -> int:
        """Return how many seats nobody has and none is kept for."""
        return self.seats - self.taken

    def __repr__(self) -> str:
        return f"<Mission {self.id} {self.status}>"


class MissionOwner(Model):
    """Somebody who owns a mission beside the one who proposed it."""

    __tablename__ = "mission_owner"
    __table_args__ = (UniqueConstraint("mission_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class MissionSkill(Model):
    """A skill which a mission needs at a level, or grows to a level, or both."""

    __tablename__ = "mission_skill"
    __table_args__ = (
        UniqueConstraint("mission_id", "skill_id"),
        CheckConstraint("needed BETWEEN 1 AND 5", name="needed_on_scale"),
        CheckConstraint("grown_to BETWEEN 1 AND 5", name="grown_on_scale"),
        CheckConstraint("needed IS NOT NULL OR grown_to IS NOT NULL", name="needed_or_grown"),
        CheckConstraint("grown_to >= needed", name="grows"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    # The level to come with; None: none is asked for.
    needed: Mapped[int | None]
    importance: Mapped[Importance] = mapped_column(default=Importance.ESSENTIAL)
    # The level one may leave with; None: it does not grow.
    grown_to: Mapped[int | None]

    skill: Mapped[Skill] = relationship(lazy="raise_on_sql")


class MissionQuestion(Model):
    """A question which everybody may read, with the answer of an owner."""

    __tablename__ = "mission_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # Whether colleagues read who asked.
    is_signed: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    author: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
    answered_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[answered_by_id]
    )


class SavedMission(Model):
    """Somebody keeps a mission for later, or wants to hear of new ones like it."""

    __tablename__ = "saved_mission"
    __table_args__ = (UniqueConstraint("person_id", "mission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), index=True)
    is_kept: Mapped[bool] = mapped_column(default=True)
    wants_similar: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class SuggestionChoice(Model):
    """How somebody wants missions suggested; no row: as everybody."""

    __tablename__ = "suggestion_choice"
    __table_args__ = (CheckConstraint("appetite BETWEEN -1 AND 1", name="appetite_on_scale"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # No suggestion at all: lists come by date.
    opted_out: Mapped[bool] = mapped_column(default=False)
    # Suggestions without zones and figures.
    hides_scores: Mapped[bool] = mapped_column(default=False)
    # Smaller steps, usual ones, or larger ones: -1, 0, 1.
    appetite: Mapped[int] = mapped_column(default=0)


class SuggestionLog(Model):
    """A suggestion on which somebody acted, as it was computed: so that it can be judged later."""

    __tablename__ = "suggestion_log"
    __table_args__ = (Index(None, "person_id", "mission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    # What they did: "read_why", "saved", "applied".
    act: Mapped[str]
    zone: Mapped[str]
    gap: Mapped[float]
    # Empty outside the zones that are ranked.
    score: Mapped[float | None]
    rule_version: Mapped[str]
    # The levels, wishes, aims and numbers it was computed from, so that it recomputes.
    inputs: Mapped[str]
