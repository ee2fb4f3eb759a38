"""The offers of somebody, with what waits in each; nothing here changes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import room, wording
from talentgrow.shadowing.offers.finding import cards
from talentgrow.shadowing.states import BOOKED, OFFERS_SHOWN, OfferStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Owned:
    """One offer of its host, and what waits."""

    offer: Offer
    title: str
    facts: str
    standing: str
    next_day: room.Day | None
    # How many requests wait for the host's answer, and how many visits are booked.
    requests: int
    booked: int

    @property
    def paused_itself(self) -> bool:
        """Tell whether it is paused because requests stayed unanswered."""
        return wording.paused_itself(self.offer)

    @property
    def waits_for_me(self) -> bool:
        """Tell whether its host is the one to act."""
        return bool(self.requests) or self.paused_itself


@dataclass(frozen=True, slots=True)
class Mine:
    """All offers of somebody: what waits first, what is closed last."""

    waiting: Sequence[Owned]
    shown: Sequence[Owned]
    drafts: Sequence[Owned]
    closed: Sequence[Owned]

    @property
    def count(self) -> int:
        """Return how many offers there are."""
        return len(self.waiting) + len(self.shown) + len(self.drafts) + len(self.closed)


def mine(actor: Actor, *, now: datetime) -> Mine:
    """Return the offers of the actor, the newest first."""
    found = db.session.scalars(
        select(Offer)
        .where(Offer.host_id == (actor.person_id or 0))
        .options(*cards.FOR_CARDS)
        .order_by(Offer.created_at.desc(), Offer.id.desc())
    ).all()
    owned = _owned(found, now=now)
    others = [one for one in owned if not one.waits_for_me]
    return Mine(
        waiting=[one for one in owned if one.waits_for_me],
        shown=[one for one in others if one.offer.status in OFFERS_SHOWN],
        drafts=[one for one in others if one.offer.status is OfferStatus.DRAFT],
        closed=[one for one in others if one.offer.status is OfferStatus.CLOSED],
    )


def one(offer: Offer, *, now: datetime) -> Owned:
    """Return one offer, loaded in full, as its host sees it."""
    return _owned([offer], now=now)[0]


def _owned(offers: Sequence[Offer], *, now: datetime) -> list[Owned]:
    if not offers:
        return []
    today = now.date()
    counts = _counts([offer.id for offer in offers])
    taken = room.taken_of([offer.id for offer in offers], today=today)
    return [
        Owned(
            offer=offer,
            title=wording.title(offer),
            facts=wording.facts(offer),
            standing=wording.standing(offer, today),
            next_day=room.next_day(offer, taken, today=today),
            requests=counts.get((offer.id, True), 0),
            booked=counts.get((offer.id, False), 0),
        )
        for offer in offers
    ]


def _counts(offer_ids: Sequence[int]) -> Mapping[tuple[int, bool], int]:
    """Return how many visits are asked for (True), and booked (False), by offer."""
    rows = db.session.execute(
        select(Visit.offer_id, Visit.status, func.count(Visit.id))
        .where(
            Visit.offer_id.in_(offer_ids),
            Visit.status.in_({VisitStatus.REQUESTED} | BOOKED),
        )
        .group_by(Visit.offer_id, Visit.status)
    )
    found: dict[tuple[int, bool], int] = {}
    for offer_id, status, number in rows:
        key = (offer_id or 0, status is VisitStatus.REQUESTED)
        found[key] = found.get(key, 0) + number
    return found
