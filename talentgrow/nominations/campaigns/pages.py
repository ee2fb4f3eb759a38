"""Campaigns, as everybody reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.missions.explore.show import lines_of
from talentgrow.nominations import deadlines, policy, queries
from talentgrow.nominations.campaigns import wording
from talentgrow.nominations.models import Campaign, Nomination, Nominee
from talentgrow.nominations.states import (
    SHOWN_TO_ALL,
    WITH_NOMINEE,
    CampaignStatus,
    NominationStatus,
)
from talentgrow.people.models import Person
from talentgrow.people.queries import parts_of

MOST_OWN = 5
MOST_ENDED = 12
MOST_READ = 60


@dataclass(frozen=True, slots=True)
class Card:
    """One campaign, and what the reader may do in it."""

    campaign: Campaign
    standing: str
    for_whom: str
    who: str
    wishes: Sequence[tuple[str, str]]
    criteria: Sequence[str]
    is_open: bool
    may_propose: bool
    is_for_me: bool
    # Where the reader is nominated, if they are.
    mine: Nominee | None

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the campaign stands where it does."""
        return wording.LOOKS[self.campaign.status]

    @property
    def asks_me(self) -> bool:
        """Tell whether the reader was nominated and has not answered."""
        return self.mine is not None and any(
            one.status in WITH_NOMINEE for one in self.mine.candidacies
        )


@dataclass(frozen=True, slots=True)
class Index:
    """All campaigns which a reader may read, and what they have begun themselves."""

    open: Sequence[Card]
    ended: Sequence[Card]
    drafts: Sequence[Nomination]
    sent: int


@dataclass(frozen=True, slots=True)
class Step:
    """One moment in a campaign, as the timeline shows it."""

    title: str
    text: str
    then: str = ""
    tone: str = ""


def index(actor: Actor, *, now: datetime) -> Index:
    """Return the campaigns that are open or were, the one that ends first before others."""
    found = list(
        db.session.scalars(
            select(Campaign)
            .where(Campaign.status.in_(SHOWN_TO_ALL))
            .options(*queries.CAMPAIGN)
            .order_by(Campaign.closes_on.desc(), Campaign.id.desc())
            .limit(MOST_READ)
        )
    )
    cards = _cards(actor, found, now.date())
    drafts, sent = _own(actor)
    return Index(
        open=[one for one in reversed(cards) if one.is_open],
        ended=[one for one in cards if not one.is_open][:MOST_ENDED],
        drafts=drafts,
        sent=sent,
    )


def card(actor: Actor, campaign: Campaign, *, now: datetime) -> Card:
    """Return one campaign, loaded with its intents and place, for its reader."""
    return _cards(actor, [campaign], now.date())[0]


def timeline(campaign: Campaign, *, today: date) -> list[Step]:
    """Return who acts by when, from the first day to the answer."""
    order = [C.OPEN, C.CLOSED, C.CALIBRATED, C.PUBLISHED, C.ARCHIVED]
    reached = order.index(campaign.status) if campaign.status in order else -1
    silence = today + timedelta(days=deadlines.SILENCE_DAYS)
    return [
        Step(
            _("You, until %(day)s", day=days.near(campaign.closes_on, today)),
            _("You write why, what shows it, and what you offer. You may stop and come back."),
            tone="now" if reached == 0 else "done" if reached > 0 else "",
        ),
        Step(
            _("The person, at once"),
            _("They read all of it, add their own words, and say yes, later, or no."),
            _("Sent today: until %(day)s.", day=days.in_words(silence, today))
            if reached == 0
            else "",
            tone="done" if reached > 1 else "",
        ),
        Step(
            _("HR, until %(day)s", day=days.near(wording.answered_by(campaign), today)),
            _("HR reads only what the person stands behind, and ranks nobody."),
            tone="now" if reached in (1, 2) else "done" if reached > 2 else "",
        ),
        Step(
            _("Everybody, on the same day"),
            _("Each reads an answer to each wish: yes, not now with a date, or no with why."),
            tone="done" if reached > 2 else "",
        ),
    ]


C = CampaignStatus


def _cards(actor: Actor, found: Sequence[Campaign], today: date) -> list[Card]:
    units, sites = parts_of(actor.person_id or 0) if found else (frozenset(), frozenset())
    mine = _nominees(actor, found)
    return [_card(actor, one, units, sites, mine.get(one.id), today) for one in found]


def _card(
    actor: Actor,
    campaign: Campaign,
    units: frozenset[int],
    sites: frozenset[int],
    mine: Nominee | None,
    today: date,
) -> Card:
    is_open = wording.is_open(campaign, today)
    is_house = campaign.unit_id is None and campaign.site_id is None
    return Card(
        campaign=campaign,
        standing=wording.standing(campaign, today),
        for_whom=wording.for_whom(campaign),
        who=wording.who_proposes(campaign),
        wishes=wording.wishes(campaign),
        criteria=lines_of(localized(campaign.criteria)),
        is_open=is_open,
        may_propose=is_open and policy.may_write(actor, (campaign, 0)),
        is_for_me=is_open and (is_house or campaign.unit_id in units or campaign.site_id in sites),
        mine=mine,
    )


def _nominees(actor: Actor, found: Sequence[Campaign]) -> dict[int, Nominee]:
    """Return where the reader is nominated, by campaign."""
    rows = select(Nominee).where(
        Nominee.person_id == (actor.person_id or 0),
        Nominee.campaign_id.in_([one.id for one in found]),
    )
    mine = db.session.scalars(rows.options(selectinload(Nominee.candidacies)))
    return {one.campaign_id: one for one in mine}


def _own(actor: Actor) -> tuple[list[Nomination], int]:
    """Return what the reader has begun and not sent, by name, and how much they have sent."""
    alive = {NominationStatus.DRAFT, NominationStatus.SUBMITTED}
    rows = db.session.scalars(
        queries.nominations_of(actor.person_id or 0)
        .join(Nomination.person)
        .join(Nomination.campaign)
        .where(Nomination.status.in_(alive), Campaign.status.in_(SHOWN_TO_ALL))
        .options(joinedload(Nomination.person), joinedload(Nomination.campaign))
        .order_by(Person.search_key, Nomination.id)
    ).all()
    drafts = [one for one in rows if one.status is NominationStatus.DRAFT]
    return drafts[:MOST_OWN], len(rows) - len(drafts)
