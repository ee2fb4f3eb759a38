"""What goes over the wire about missions and applications."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from talentgrow.api.basics import LARGEST_PAGE, Level, Note, Prose, Shape, Share, Text, Whole, Words
from talentgrow.api.schemas import Place, Reference
from talentgrow.graph.matching import Zone
from talentgrow.graph.types import Importance
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions.applications.models import DeclineReason, NextStep
from talentgrow.missions.deadlines import Then, Who
from talentgrow.missions.explore.filters import Order, Shown
from talentgrow.missions.models import Place as PlaceKind
from talentgrow.missions.states import ApplicationStatus, MissionStatus

Id = Annotated[int, Field(ge=1, le=LARGEST_ID), Whole]
Feedback = Annotated[Prose, StringConstraints(min_length=SHORTEST_REASON, max_length=1000)]


class MissionQuery(Shape):
    """Which missions: words, theme, hours a week at most, which ones, and in which order."""

    page: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 1
    q: Words = ""
    theme: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    hours: Annotated[int, Field(ge=1, le=40)] | None = None
    order: Order = Order.STRETCH
    shown: Shown = Shown.OPEN


class PersonReference(Shape):
    """Somebody, by name."""

    id: int
    name: str


class ThemeReference(Shape):
    """A strategic theme."""

    id: int
    name: Text


class MissionSkill(Shape):
    """A skill which a mission needs at a level, grows to a level, or both."""

    skill: Reference
    needed: Level | None
    importance: Importance
    grown_to: Level | None


class FitLine(Shape):
    """One skill of a mission beside what the bearer holds; `is_assumed`: nothing was said of it."""

    skill_id: int
    have: Level
    needed: Level | None
    grown_to: Level | None
    missing: Level
    gains: Level
    is_assumed: bool


class Fit(Shape):
    """How a mission lies from the bearer, as the page says it; recomputable from its lines."""

    zone: Zone
    gap: Share
    score: float | None
    lines: list[FitLine]
    rule_version: str


class MissionLine(Shape):
    """A mission in a list; titles may be written in one language only."""

    id: int
    title: Text
    status: MissionStatus
    owner: PersonReference
    theme: ThemeReference | None
    unit: Reference | None
    site: Place | None
    place: PlaceKind
    hours_a_week: float
    starts_on: date
    ends_on: date
    apply_by: date
    seats: int
    seats_left: int
    skills: list[MissionSkill]
    # Null for those who want no suggestions.
    fit: Fit | None


class Mission(MissionLine):
    """A mission with what one does and learns."""

    tasks: Text
    learning: Text
    co_owners: list[PersonReference]
    is_released: bool
    months_in_post: int
    keeps_accepting: bool


class Waits(Shape):
    """Who must act, the last day for it, and what happens otherwise."""

    who: Who
    by: date
    then: Then


class Application(Shape):
    """An application, as the bearer may read it; `null` is what they may not, or nothing yet."""

    id: int
    mission_id: int
    mission_title: Text
    person: PersonReference
    status: ApplicationStatus
    since: datetime
    sent_at: datetime | None
    needs_word: bool
    waits: Waits | None
    # For the applicant and those who own the mission.
    message: str | None
    available_from: date | None
    # For the applicant and HR.
    word_reason: str | None
    talk_at: datetime | None
    declined_reason: DeclineReason | None
    feedback: str | None
    next_step: NextStep | None
    next_mission_id: int | None
    next_note: str | None
    offers_talk: bool | None


class NewApplication(Shape):
    """What draws the bearer to a mission, for those who own it."""

    message: Note = ""


class Answer(Shape):
    """The answer of the bearer to a seat that is offered."""

    accept: Annotated[bool, Field(strict=True)]


class Word(Shape):
    """The word of a manager, or of HR after a silence: yes, yes from a day, or no with a reason."""

    step: Literal["agree", "defer", "refuse"]
    from_day: date | None = None
    reason: Note = ""


class Decision(Shape):
    """What those who own a mission decide; to decline takes a reason, a word and a next step."""

    step: Literal["offer", "waitlist", "decline"]
    reason: DeclineReason | None = None
    feedback: Feedback | None = None
    next_step: NextStep | None = None
    next_mission_id: Id | None = None
    next_note: Note = ""
    offers_talk: Annotated[bool, Field(strict=True)] = False
