"""What goes over the wire about campaigns, nominations and talent pools."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from talentgrow.api.basics import Note, PageQuery, Prose, Shape, Text, Whole, Words
from talentgrow.api.mission_schemas import Id, PersonReference
from talentgrow.api.schemas import Place, Reference
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.calibration.models import Outcome
from talentgrow.nominations.deadlines import Then, Who
from talentgrow.nominations.models import Intent, Relation
from talentgrow.nominations.states import (
    CampaignStatus,
    CandidacyStatus,
    MembershipStatus,
    NominationStatus,
)
from talentgrow.nominations.writing.evidence import MOST
from talentgrow.nominations.writing.service import LONGEST_TEXT

Rationale = Annotated[Prose, StringConstraints(min_length=SHORTEST_REASON, max_length=LONGEST_TEXT)]
Offer = Annotated[Prose, StringConstraints(max_length=LONGEST_TEXT)]


class CampaignIntent(Shape):
    """What one may be nominated for; a programme has a name."""

    intent: Intent
    programme: Text


class Campaign(Shape):
    """A time in which talents are nominated; without unit and site it is for the whole house."""

    id: int
    name: Text
    purpose: Text
    # One sentence a line.
    criteria: Text
    status: CampaignStatus
    opens_on: date
    closes_on: date
    unit: Reference | None
    site: Place | None
    intents: list[CampaignIntent]
    peers_nominate: bool


class WishedFor(Shape):
    """An intent, and the job it leads to if that is known."""

    intent: Intent
    target_id: Id | None = None


class NominationIntent(Shape):
    """An intent of a nomination, and the job it leads to."""

    intent: Intent
    target: Reference | None


class Nomination(Shape):
    """What one nominator writes about somebody."""

    id: int
    campaign_id: int
    person: PersonReference
    nominator: PersonReference
    # Somebody else than the nominator only where HR wrote on their behalf.
    submitter: PersonReference
    relation: Relation
    status: NominationStatus
    sent_at: datetime | None
    intents: list[NominationIntent]
    rationale: str
    commitment: str
    reference: PersonReference | None
    is_late: bool


class NewNomination(Shape):
    """A nomination in one go; claims, credits and visits are those which the nominator may show."""

    person_id: Id
    intents: Annotated[list[WishedFor], Field(min_length=1, max_length=len(Intent))]
    rationale: Rationale
    commitment: Offer = ""
    reference_id: Id | None = None
    claim_ids: Annotated[list[Id], Field(max_length=MOST)] = []
    credit_ids: Annotated[list[Id], Field(max_length=MOST)] = []
    visit_certificate_ids: Annotated[list[Id], Field(max_length=MOST)] = []


class Waits(Shape):
    """Who must act, the last day for it, and what happens otherwise."""

    who: Who
    by: date
    then: Then


class Decision(Shape):
    """What HR has decided about a wish."""

    outcome: Outcome
    reason: str
    review_on: date | None
    action: str
    next_step: NextStep | None
    next_note: str
    pool_id: int | None
    pool_until: date | None
    published_at: datetime


class Candidacy(Shape):
    """One wish of a nominee: their word, and the decision once it is published."""

    id: int
    intent: Intent
    target: Reference | None
    status: CandidacyStatus
    since: datetime
    postponed_until: date | None
    waits: Waits | None
    decision: Decision | None


class NomineeLine(Shape):
    """Somebody who was nominated in a campaign, with every wish."""

    id: int
    campaign_id: int
    person: PersonReference
    candidacies: list[Candidacy]


class Nominee(NomineeLine):
    """The same with their own words and all that was said about them."""

    words: str
    commitment: str
    # The manager who reads it because the nominee opened it to them.
    open_to: PersonReference | None
    nominations: list[Nomination]


class CandidacyAnswer(Shape):
    """The word of the nominee; to postpone takes a day."""

    step: Literal["accept", "postpone", "decline", "withdraw_consent"]
    until: date | None = None


class NewDecision(Shape):
    """What HR stages about a wish; `seen` is the version of what was decided before, 0 for nothing.

    Not now takes a day, an action and who owes it; to reject takes a reason and a next step.
    """

    seen: Annotated[int, Field(ge=0, le=10_000), Whole] = 0
    outcome: Outcome
    reason: Note = ""
    review_on: date | None = None
    action: Note = ""
    action_owner_id: Id | None = None
    next_step: NextStep | None = None
    next_note: Note = ""
    pool_id: Id | None = None
    pool_until: date | None = None
    talk_with_id: Id | None = None


class StagedDecision(Shape):
    """What is staged about a wish, which nobody reads before it is published."""

    candidacy_id: int
    outcome: Outcome
    version: int
    staged_by: PersonReference
    staged_at: datetime


class Pool(Shape):
    """A talent pool."""

    id: int
    name: Text
    purpose: Text


class Membership(Shape):
    """Somebody is in a talent pool until a date."""

    id: int
    pool: Pool
    person: PersonReference
    status: MembershipStatus
    joined_on: date
    until: date


class MemberQuery(PageQuery):
    """Which members of a pool: words of a name, and a skill held at a level at least."""

    q: Words = ""
    skill: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    level: Annotated[int, Field(ge=1, le=5)] = 1
