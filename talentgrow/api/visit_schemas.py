"""What goes over the wire about Vis ma Vie: offers, visits, swaps and rounds."""

from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from talentgrow.api.basics import PageQuery, Prose, Shape, Text, Words
from talentgrow.api.mission_schemas import Id, PersonReference
from talentgrow.api.schemas import Place, Reference
from talentgrow.infra.web import LARGEST_ID
from talentgrow.shadowing.deadlines import Then, Who
from talentgrow.shadowing.models import Aim, Format, Reciprocal
from talentgrow.shadowing.rounds.joining import MOST_PLACES
from talentgrow.shadowing.states import ExchangeStatus, OfferStatus, RoundStatus, VisitStatus
from talentgrow.shadowing.visits.answering import LONGEST_WORD
from talentgrow.shadowing.visits.models import Says, VisitCancel, VisitDecline
from talentgrow.shadowing.visits.requesting import LONGEST_MESSAGE

MOST_WEEKS = 60
Message = Annotated[Prose, StringConstraints(max_length=LONGEST_MESSAGE)]
Word = Annotated[Prose, StringConstraints(max_length=LONGEST_WORD)]


class OfferQuery(PageQuery):
    """Which offers: words, the job one would see, and where."""

    q: Words = ""
    site: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None


class FreeDay(Shape):
    """A day on which a visit may begin; `slot_id` where the host has set it."""

    starts_on: date
    ends_on: date
    begins_at: time
    ends_at: time
    slot_id: int | None
    left: int | None


class OfferLine(Shape):
    """Somebody shows their job."""

    id: int
    status: OfferStatus
    host: PersonReference
    job: Reference | None
    unit: Reference | None
    site: Place | None
    is_remote: bool
    format: Format
    half_days: int
    reciprocal: Reciprocal


class Offer(OfferLine):
    """Everything about an offer, with the next days that have room."""

    # One thing a line.
    sights: Text
    safety: Text
    confidentiality: Text
    accessibility: Text
    skills: list[Reference]
    free_days: list[FreeDay]


class NewVisit(Shape):
    """Ask for a day: one which the host has set, or one within their times."""

    slot_id: Id | None = None
    starts_on: date | None = None
    aim: Aim = Aim.DISCOVER
    message: Message = ""


class Waits(Shape):
    """Who must act, the last day for it, and what happens otherwise."""

    who: Who
    by: date
    then: Then


class Visit(Shape):
    """A visit; what its two sides write to one another is for the two of them."""

    id: int
    status: VisitStatus
    visitor: PersonReference
    host: PersonReference
    job: Reference | None
    offer_id: int | None
    exchange_id: int | None
    round_id: int | None
    aim: Aim
    message: str | None
    host_word: str | None
    starts_on: date
    ends_on: date
    half_days: int
    begins_at: time
    ends_at: time
    site: Place | None
    is_remote: bool
    meeting_point: str
    requested_at: datetime
    # Counts changes: everybody signs the newest version.
    version: int
    waits: Waits | None


class Answer(Shape):
    """The host says yes, or no with a reason and a word."""

    accept: bool
    words: Word = ""
    reason: VisitDecline | None = None


class Cancel(Shape):
    """Call a visit off."""

    # That somebody has left is noted by the house itself.
    reason: Literal[
        VisitCancel.ABSENT, VisitCancel.WORKLOAD, VisitCancel.CHANGED_MIND, VisitCancel.OTHER
    ]
    note: Word = ""


class Signature(Shape):
    """The version that was read and is signed."""

    version: Annotated[int, Field(ge=1, le=LARGEST_ID)]


class LegAnswer(Shape):
    """Yes or no to one visit of a swap."""

    visit_id: Id
    says: Says
    reason: VisitDecline | None = None


class SwapAnswer(Shape):
    """What somebody says to the visits that are theirs."""

    legs: Annotated[list[LegAnswer], Field(min_length=1, max_length=2)]


class Swap(Shape):
    """A swap or ring: who takes part once all have agreed, and the visits one may read."""

    id: int
    status: ExchangeStatus
    round_id: int | None
    answer_by: date
    size: int
    members: list[PersonReference] | None
    visits: list[Visit]


class Round(Shape):
    """A time in which many people swap at once; without unit and site for the whole house."""

    id: int
    name: Text
    word: Text
    status: RoundStatus
    join_by: date
    visits_from: date
    visits_to: date
    longest: int
    half_days: int
    unit: Reference | None
    site: Place | None
    crosses_sites: bool
    # Whether the bearer takes part.
    is_joined: bool


class Part(Shape):
    """How the bearer takes part; `weeks` are Mondays, none means all of the round."""

    weeks: Annotated[list[date], Field(max_length=MOST_WEEKS)] = []
    visits: bool = True
    places: Annotated[int, Field(ge=0, le=MOST_PLACES)] = 1
    travels: bool = False


class Side(Shape):
    """Which visits of the bearer: those they make, those they receive, or both."""

    side: Literal["visitor", "host", "both"] = "both"
    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 25
