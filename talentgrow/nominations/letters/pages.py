"""The letter in which HR answers, and what is owed to somebody until later, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func

from talentgrow.infra.db import db
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.page import Page
from talentgrow.missions import days
from talentgrow.nominations import intents
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.consent.pages import heard
from talentgrow.nominations.letters import policy, queries
from talentgrow.nominations.models import Candidacy, Nominee
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.nominations.queries import open_to
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Owed:
    """A step that is owed to somebody whose wish is looked at again later.

    `owner` is None where HR owes it. `by` is the day in words, `done_on` when it was done.
    """

    decision_id: int
    nominee_id: int
    person: Person
    campaign: Localized
    wish: str
    action: str
    owner: Person | None
    review_on: date
    by: str
    is_late: bool
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a nominator said they would give."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What HR says to one wish; `day` is when a "not now" is looked at again, in words."""

    decision: Decision
    wish: str
    target: str
    pool: TalentPool | None
    day: str
    owed: Owed | None
    can_finish: bool

    @property
    def outcome(self) -> Outcome:
        """Return the word itself."""
        return self.decision.outcome


@dataclass(frozen=True, slots=True)
class Letter:
    """All answers to one nominee, in the language in which the letter was made."""

    nominee: Nominee
    answers: Sequence[Answer]
    given_on: date
    signed_by: Person | None
    talk_with: Person | None
    commitment: str
    offers: Sequence[Offered]
    # The manager who reads it too, because the nominee opened it to them.
    open_to: Person | None
    is_own: bool

    @property
    def has_refusal(self) -> bool:
        """Tell whether another door has to open."""
        return any(one.outcome is Outcome.REJECTED for one in self.answers)

    @property
    def is_approved(self) -> bool:
        """Tell whether there is a yes, after which both sides have something to do."""
        return any(one.outcome is Outcome.APPROVED for one in self.answers)


def owed_to(person_id: int, *, now: datetime) -> tuple[Owed, ...]:
    """Return what is owed to somebody who was told "not now", what comes first first."""
    found = queries.not_now().where(Nominee.person_id == person_id)
    rows = (owed(decision, today=now.date()) for decision in db.session.scalars(found))
    return tuple(one for one in rows if one.done_on is None or one.review_on >= now.date())


def owed_by(actor: Actor, number: int, *, now: datetime) -> Page[Owed]:
    """Return what the actor owes to others, what comes first first, then what is done."""
    mine = Decision.action_owner_id == (actor.person_id or 0)
    found = queries.not_now().where(mine).order_by(None)
    order = (Decision.action_done_at.is_not(None), Decision.review_on, Decision.id)
    page = paginate(found.order_by(*order), number)
    rows = [owed(decision, today=now.date()) for decision in page.items]
    return Page(rows, page.number, page.size, page.total)


def still_owed(actor: Actor) -> int:
    """Count what the actor owes to others and has not done."""
    mine = Decision.action_owner_id == (actor.person_id or 0)
    undone = queries.not_now().where(mine, Decision.action_done_at.is_(None))
    counted = undone.with_only_columns(func.count(Decision.id)).order_by(None)
    return db.session.scalar(counted) or 0


def owed(decision: Decision, *, today: date) -> Owed:
    """Return what a decision, loaded with its nominee and campaign, leaves to be done."""
    nominee = decision.candidacy.nominee
    review_on, owner = decision.review_on or today, decision.action_owner
    if owner is not None and owner.left_on is not None and owner.left_on < today:
        owner = None
    return Owed(
        decision_id=decision.id,
        nominee_id=nominee.id,
        person=nominee.person,
        campaign=nominee.campaign.name,
        wish=intents.name_of(decision.candidacy.intent, nominee.campaign),
        action=decision.action,
        owner=owner,
        review_on=review_on,
        by=days.in_words(review_on, today),
        is_late=review_on < today and decision.action_done_at is None,
        done_on=decision.action_done_at.date() if decision.action_done_at else None,
    )


def letter(
    actor: Actor, nominee: Nominee, decisions: Sequence[Decision], *, now: datetime
) -> Letter:
    """Return the letter to a nominee who is loaded in full; there is a decision at least."""
    by_id = {one.id: one for one in nominee.candidacies}
    newest = max(decisions, key=lambda one: one.published_at or one.staged_at)
    signed_by = newest.published_by_id or newest.staged_by_id
    return Letter(
        nominee=nominee,
        answers=[
            _answer(actor, nominee, by_id[one.candidacy_id], one, today=now.date())
            for one in decisions
        ],
        given_on=(newest.published_at or now).date(),
        signed_by=db.session.get(Person, signed_by),
        talk_with=next((one.talk_with for one in decisions if one.talk_with), None),
        commitment=nominee.commitment,
        offers=[
            Offered(one.nominator.name, one.commitment)
            for one in heard(nominee, actor)
            if one.commitment and one.nominator_id != nominee.person_id
        ],
        open_to=open_to(nominee),
        is_own=actor.is_person(nominee.person_id),
    )


def _answer(
    actor: Actor, nominee: Nominee, candidacy: Candidacy, decision: Decision, *, today: date
) -> Answer:
    is_later = decision.outcome is Outcome.NOT_NOW
    return Answer(
        decision=decision,
        wish=intents.name_of(candidacy.intent, nominee.campaign),
        target=localized(candidacy.target.title) if candidacy.target else "",
        pool=decision.pool,
        day=days.in_words(decision.review_on, today) if decision.review_on else "",
        owed=owed(decision, today=today) if is_later else None,
        can_finish=is_later
        and decision.action_done_at is None
        and policy.may_finish_action(actor, decision),
    )
