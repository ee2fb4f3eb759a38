"""Whom somebody nominated, what became of it, and where they are nominated themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.missions import days
from talentgrow.nominations import intents, queries
from talentgrow.nominations.consent import words
from talentgrow.nominations.models import (
    Campaign,
    Candidacy,
    Intent,
    Nomination,
    Nominee,
)
from talentgrow.nominations.states import (
    WITH_NOMINEE,
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
)
from talentgrow.nominations.writing.becoming import Became, became

N = NominationStatus
# What was sent is shown among what lives as long as something may become of it.
DONE = frozenset({CampaignStatus.ARCHIVED})
SUMMARY = (
    joinedload(Nomination.campaign).selectinload(Campaign.intents),
    joinedload(Nomination.person),
    joinedload(Nomination.nominator),
    joinedload(Nomination.submitter),
    selectinload(Nomination.intents),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One nomination of the reader: a draft with its last day, or what became of it."""

    nomination: Nomination
    # For what, in words.
    wishes: str
    became: Sequence[Became]
    # The last day on which a draft is sent, in words.
    until: str
    # The reader wrote it down for its nominator, or HR wrote it for the reader.
    is_for_another: bool
    is_by_another: bool

    @property
    def is_draft(self) -> bool:
        """Tell whether nobody else knows of it."""
        return self.nomination.status is N.DRAFT

    @property
    def is_own(self) -> bool:
        """Tell whether somebody nominates themselves."""
        return self.nomination.nominator_id == self.nomination.person_id

    @property
    def can_ask_again(self) -> bool:
        """Tell whether its nominator has the word."""
        asked = any(one.can_ask_again for one in self.became)
        return asked and not self.is_for_another


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote about others: drafts, and what lives of what they sent."""

    drafts: Sequence[Line]
    sent: Sequence[Line]


@dataclass(frozen=True, slots=True)
class About:
    """One campaign in which the reader is nominated, and how many answers they owe."""

    nominee: Nominee
    # Each wish by its name, and how it stands.
    stands: Sequence[tuple[str, str]]
    to_answer: int


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything on the page of one's own nominations."""

    about_me: Sequence[About]
    waiting: Sequence[Line]
    sent: Sequence[Line]
    over: Page[Line]

    @property
    def count(self) -> int:
        """Return how much there is at all."""
        return len(self.about_me) + len(self.waiting) + len(self.sent) + self.over.total

    @property
    def to_do(self) -> int:
        """Return how much waits for the reader."""
        return len(self.waiting) + sum(one.to_answer > 0 for one in self.about_me)


def written(actor: Actor, *, now: datetime) -> Written:
    """Return what the actor drafted about others, and what lives of what they sent.

    What HR writes for another nominator is that one's.
    """
    mine = actor.person_id or 0
    found = db.session.scalars(
        select(Nomination)
        .join(Nomination.campaign)
        .where(Nomination.nominator_id == mine, Nomination.person_id != mine, _is_alive())
        .options(*SUMMARY)
        .order_by(Nomination.created_at.desc(), Nomination.id.desc())
    ).all()
    lines = _lines(actor, found, now.date())
    return Written(
        drafts=[one for one in lines if one.is_draft],
        sent=[one for one in lines if not one.is_draft],
    )


def mine(actor: Actor, number: int, *, now: datetime) -> Mine:
    """Return what waits for the actor, what they sent, one page of what is over, and about them."""
    own = queries.nominations_of(actor.person_id or 0).join(Nomination.campaign).options(*SUMMARY)
    newest = (Nomination.created_at.desc(), Nomination.id.desc())
    alive = db.session.scalars(own.where(_is_alive()).order_by(*newest)).all()
    over = paginate(own.where(~_is_alive()).order_by(*newest), number)
    # Both in one, so that candidacies are asked for once.
    lines = _lines(actor, [*alive, *over.items], now.date())
    living, ended = lines[: len(alive)], lines[len(alive) :]
    return Mine(
        about_me=_about(actor, now.date()),
        waiting=[one for one in living if one.is_draft or one.can_ask_again],
        sent=[one for one in living if not one.is_draft and not one.can_ask_again],
        over=Page(ended, over.number, over.size, over.total),
    )


def line(actor: Actor, nomination: Nomination, *, now: datetime) -> Line:
    """Return one nomination with what became of it."""
    return _lines(actor, [nomination], now.date())[0]


def _is_alive() -> ColumnElement[bool]:
    """Return the condition that a nomination, joined to its campaign, is not history."""
    sent = and_(Nomination.status == N.SUBMITTED, Campaign.status.not_in(DONE))
    return or_(Nomination.status == N.DRAFT, sent)


def _lines(actor: Actor, found: Sequence[Nomination], today: date) -> list[Line]:
    of_nominee = _candidacies({one.nominee_id for one in found if one.nominee_id is not None})
    return [_line(actor, one, of_nominee.get(one.nominee_id or 0, ()), today) for one in found]


def _line(
    actor: Actor, nomination: Nomination, candidacies: Iterable[Candidacy], today: date
) -> Line:
    wanted = {row.intent for row in nomination.intents}
    campaign = nomination.campaign
    is_for_another = not actor.is_person(nomination.nominator_id)
    # HR who wrote it down leaves what became of it to the nominator.
    is_shown = nomination.status is N.SUBMITTED and not is_for_another
    return Line(
        nomination=nomination,
        wishes=", ".join(intents.name_of(one, campaign) for one in Intent if one in wanted),
        became=tuple(
            became(one, campaign, nomination.person, today=today)
            for one in sorted(candidacies, key=lambda one: list(Intent).index(one.intent))
            if is_shown and one.intent in wanted
        ),
        until=days.near(campaign.closes_on, today) if not nomination.is_late else "",
        is_for_another=is_for_another,
        is_by_another=not actor.is_person(nomination.submitter_id),
    )


def _candidacies(nominee_ids: set[int]) -> Mapping[int, Sequence[Candidacy]]:
    if not nominee_ids:
        return {}
    found: dict[int, list[Candidacy]] = {}
    rows = select(Candidacy).where(Candidacy.nominee_id.in_(nominee_ids)).order_by(Candidacy.id)
    for one in db.session.scalars(rows):
        found.setdefault(one.nominee_id, []).append(one)
    return found


def _about(actor: Actor, today: date) -> list[About]:
    """Return the campaigns in which the actor is nominated, the newest first."""
    rows = db.session.scalars(
        select(Nominee)
        .join(Nominee.campaign)
        .where(Nominee.person_id == (actor.person_id or 0), Campaign.status.not_in(DONE))
        .options(
            joinedload(Nominee.campaign).selectinload(Campaign.intents),
            selectinload(Nominee.candidacies),
        )
        .order_by(Nominee.created_at.desc(), Nominee.id.desc())
    )
    return [
        About(
            one,
            [
                (intents.name_of(row.intent, one.campaign), _stands(row, one.campaign, today))
                for row in one.candidacies
            ],
            sum(row.status in WITH_NOMINEE for row in one.candidacies),
        )
        for one in rows
    ]


def _stands(wish: Candidacy, campaign: Campaign, today: date) -> str:
    # To whom it went back stands on the page of the nominee; here it matters that one may answer.
    if wish.status is CandidacyStatus.RETURNED:
        return _("The ten days are over, and you may still answer")
    return words.for_nominee(words.Case(wish, campaign, (), today)).words
