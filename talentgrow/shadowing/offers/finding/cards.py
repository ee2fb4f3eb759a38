"""Offers as cards: which job, with whom, how long, the next free day, how the host answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.people import queries as people
from talentgrow.shadowing.models import Offer, Reciprocal, VisitWish
from talentgrow.shadowing.offers import reliability, room, wording
from talentgrow.shadowing.states import OfferStatus

# What a card reads of an offer; load it with these.
FOR_CARDS = (
    joinedload(Offer.host),
    joinedload(Offer.job).joinedload(Job.family),
    joinedload(Offer.site),
    selectinload(Offer.slots),
    selectinload(Offer.periods),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One offer on a card, in words."""

    offer: Offer
    title: str
    facts: str
    # The next free day, or why nobody can ask now.
    next_day: str
    is_open: bool
    reliability: str
    # That the host would come and see the reader's job; empty: nothing is asked.
    in_return: str
    # Whether the reader has it, or its host or unit, among their wishes.
    is_wished: bool


def cards(actor: Actor, offers: Sequence[Offer], *, now: datetime) -> tuple[Card, ...]:
    """Return offers that were loaded with FOR_CARDS as the actor's cards."""
    if not offers:
        return ()
    today = now.date()
    taken = room.taken_of([offer.id for offer in offers], today=today)
    known = reliability.of_hosts({offer.host_id for offer in offers}, now=now)
    wished = wished_by(actor)
    found = []
    for offer in offers:
        day = room.next_day(offer, taken, today=today)
        found.append(
            Card(
                offer=offer,
                title=wording.title(offer),
                facts=wording.facts(offer),
                next_day=_next(offer, day, now),
                is_open=offer.status is OfferStatus.OPEN and day is not None,
                reliability=known.get(offer.host_id, reliability.Reliability()).words,
                in_return=""
                if offer.reciprocal is Reciprocal.NO
                else str(wording.IN_RETURN[offer.reciprocal]),
                is_wished=wished.has(offer),
            )
        )
    return tuple(found)


def _next(offer: Offer, day: room.Day | None, now: datetime) -> str:
    if offer.status is not OfferStatus.OPEN:
        return wording.standing(offer, now.date())
    if day is None:
        return str(wording.STANDING[OfferStatus.FULL])
    return _("From %(day)s", day=days.in_words(day.starts_on, now.date()))


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody would like to discover: jobs, units with those below, people."""

    job_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    host_ids: frozenset[int] = frozenset()

    def has(self, offer: Offer) -> bool:
        """Tell whether an offer shows something of it."""
        return (
            offer.job_id in self.job_ids
            or offer.unit_id in self.unit_ids
            or offer.host_id in self.host_ids
        )


def wished_by(actor: Actor) -> Wished:
    """Return what the actor would like to discover."""
    rows = db.session.execute(
        select(VisitWish.job_id, VisitWish.unit_id, VisitWish.host_id).where(
            VisitWish.person_id == (actor.person_id or 0)
        )
    ).all()
    units = {row.unit_id for row in rows if row.unit_id}
    return Wished(
        job_ids=frozenset(row.job_id for row in rows if row.job_id),
        unit_ids=people.with_units_below(units) if units else frozenset(),
        host_ids=frozenset(row.host_id for row in rows if row.host_id),
    )
