"""How a campaign goes, for HR: of their own part of the house, and nobody who said no by name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.missions import days
from talentgrow.nominations import deadlines, queries
from talentgrow.nominations.calibration import queries as sessions
from talentgrow.nominations.calibration.models import CalibrationSession, Decision
from talentgrow.nominations.campaigns import wording
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.states import (
    ANSWERED,
    CONSENTED,
    WITH_NOMINEE,
    CampaignStatus,
    NominationStatus,
)
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.people import queries as people
from talentgrow.people.models import Person

# HR knows by name who is asked and who agreed; whoever says no or later stays unnamed.
KNOWN = CONSENTED | WITH_NOMINEE
UNNAMED = frozenset({K.POSTPONED, K.DECLINED, K.WITHDRAWN, K.LAPSED})
MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody from whom an answer is awaited, and by when."""

    person: Person
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wishes stand where, and how much is being written."""

    people: int
    to_answer: int
    agreed: int
    under_review: int
    staged: int
    answered: int
    # None: some, but too few to be counted.
    unnamed: int | None
    smallest: int
    drafts: int
    late: int

    @property
    def undecided(self) -> int:
        """Return how many wishes HR has still to decide."""
        return self.under_review - self.staged


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything on the page on which HR follows a campaign."""

    campaign: Campaign
    standing: str
    for_whom: str
    who: str
    first_day: str
    last_day: str
    counts: Counts
    waiting: Page[Waiting]
    undecided: Sequence[Person]
    has_more_undecided: bool
    sessions: Sequence[CalibrationSession]
    is_part: bool

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the campaign stands where it does."""
        return wording.LOOKS[self.campaign.status]


@dataclass(frozen=True, slots=True)
class HrLine:
    """One campaign in the list of HR."""

    campaign: Campaign
    standing: str
    for_whom: str
    people: int

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the campaign stands where it does."""
        return wording.LOOKS[self.campaign.status]


def listed(actor: Actor, number: int, *, today: date) -> Page[HrLine]:
    """Return the campaigns which touch the actor's part, the one that ends last first."""
    found = queries.campaigns_visible_to(actor).options(*queries.CAMPAIGN)
    page = paginate(found.order_by(Campaign.closes_on.desc(), Campaign.id.desc()), number)
    counted = (
        select(Nominee.campaign_id, func.count())
        .where(Nominee.campaign_id.in_([one.id for one in page.items]), _is_known(), _within(actor))
        .group_by(Nominee.campaign_id)
    )
    known: Mapping[int, int] = {row[0]: row[1] for row in db.session.execute(counted)}
    lines = [
        HrLine(one, wording.standing(one, today), wording.for_whom(one), known.get(one.id, 0))
        for one in page.items
    ]
    return Page(lines, page.number, page.size, page.total)


def progress(actor: Actor, campaign: Campaign, number: int, *, now: datetime) -> Progress:
    """Return how a campaign goes in the actor's part of the house."""
    today = now.date()
    undecided = _undecided(campaign, actor)
    return Progress(
        campaign=campaign,
        standing=wording.standing(campaign, today),
        for_whom=wording.for_whom(campaign),
        who=wording.who_proposes(campaign),
        first_day=days.in_words(campaign.opens_on, today),
        last_day=days.in_words(campaign.closes_on, today),
        counts=_counts(campaign, actor),
        waiting=_waiting(campaign, actor, number, today),
        undecided=undecided[:MOST_NAMES],
        has_more_undecided=len(undecided) > MOST_NAMES,
        sessions=sessions.sessions_of(campaign, actor),
        is_part=actor.scope is not None,
    )


def _within(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a nominee works in the actor's part of the house."""
    everybody = select(Person.id)
    scope = actor.scope
    found = everybody if scope is None else everybody.where(people.is_within(scope))
    return Nominee.person_id.in_(found)


def _is_known() -> ColumnElement[bool]:
    return exists().where(Candidacy.nominee_id == Nominee.id, Candidacy.status.in_(KNOWN))


def _counts(campaign: Campaign, actor: Actor) -> Counts:
    rows = db.session.execute(
        select(Candidacy.status, func.count(), func.count(Decision.id))
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .outerjoin(Decision, Decision.candidacy_id == Candidacy.id)
        .where(Nominee.campaign_id == campaign.id, _within(actor))
        .group_by(Candidacy.status)
    ).all()
    counts = Counter({row[0]: row[1] for row in rows})
    staged = {row[0]: row[2] for row in rows}
    unnamed = sum(counts[one] for one in UNNAMED)
    known, drafts, late = _totals(campaign, actor)
    smallest = int(current_app.config["SMALLEST_GROUP"])
    return Counts(
        people=known,
        to_answer=sum(counts[one] for one in WITH_NOMINEE),
        agreed=counts[K.ACCEPTED],
        under_review=counts[K.UNDER_REVIEW],
        staged=staged.get(K.UNDER_REVIEW, 0),
        answered=sum(counts[one] for one in ANSWERED),
        unnamed=None if 0 < unnamed < smallest else unnamed,
        smallest=smallest,
        drafts=drafts,
        late=late,
    )


def _totals(campaign: Campaign, actor: Actor) -> tuple[int, int, int]:
    """Return how many people HR knows by name, how many drafts there are, and what came late."""
    known = select(func.count()).where(
        Nominee.campaign_id == campaign.id, _is_known(), _within(actor)
    )
    part = select(Person.id)
    if actor.scope is not None:
        part = part.where(people.is_within(actor.scope))
    written = select(func.count()).where(
        Nomination.campaign_id == campaign.id, Nomination.person_id.in_(part)
    )
    drafts = written.where(Nomination.status == NominationStatus.DRAFT)
    sent = Nomination.status == NominationStatus.SUBMITTED
    late = written.where(sent, Nomination.is_late.is_(True))
    counted = (one.scalar_subquery() for one in (known, drafts, late))
    people_known, drafts_written, came_late = db.session.execute(select(*counted)).one()
    return people_known, drafts_written, came_late


def _waiting(campaign: Campaign, actor: Actor, number: int, today: date) -> Page[Waiting]:
    """Return who has not answered, by name."""
    asked = exists().where(Candidacy.nominee_id == Nominee.id, Candidacy.status.in_(WITH_NOMINEE))
    found = (
        select(Nominee)
        .join(Nominee.person)
        .where(Nominee.campaign_id == campaign.id, asked, _within(actor))
        .options(joinedload(Nominee.person), selectinload(Nominee.candidacies))
        .order_by(Person.search_key, Person.id)
    )
    page = paginate(found, number)
    lines = [Waiting(one.person, _wait_of(one, campaign, today)) for one in page.items]
    return Page(lines, page.number, page.size, page.total)


def _wait_of(nominee: Nominee, campaign: Campaign, today: date) -> str:
    """Say until when somebody answers, and what follows."""
    asked = [one for one in nominee.candidacies if one.status is K.INFORMED]
    if not asked:
        return _("Was silent. Whoever nominated talks with them; they may still answer.")
    first = min(asked, key=lambda one: one.since)
    due = deadlines.of_candidacy(first.status, first.since, closes_on=campaign.closes_on)
    if due is None or due.by < today:
        return _("Has not answered in time. It goes back to whoever nominated.")
    day = days.near(due.by, today)
    return _("Has until %(day)s to answer. Then it goes back to whoever nominated.", day=day)


def _undecided(campaign: Campaign, actor: Actor) -> Sequence[Person]:
    """Return who agreed and has no answer staged yet, by name; never the reader."""
    if campaign.status is not CampaignStatus.CLOSED:
        return ()
    open_wishes = sessions.undecided_in(campaign.id).order_by(None)
    found = (
        select(Person)
        .join(Nominee, Nominee.person_id == Person.id)
        .where(
            Nominee.id.in_(open_wishes.with_only_columns(Candidacy.nominee_id)),
            _within(actor),
            Person.id != (actor.person_id or 0),
        )
        .order_by(Person.search_key, Person.id)
        .limit(MOST_NAMES + 1)
    )
    return db.session.scalars(found).all()
