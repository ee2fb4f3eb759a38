"""An offer is full once no day has room, and open again as soon as one has."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.shadowing import steps
from talentgrow.shadowing.models import Offer, VisitPeriod, VisitSlot
from talentgrow.shadowing.offers import room
from talentgrow.shadowing.states import OfferStatus


def with_room(offers: Collection[Offer], *, now: datetime) -> frozenset[int]:
    """Return for which offers anybody could still ask for a day, as places are stored now.

    Places are counted by the database itself: what was loaded earlier may be another number.
    """
    if not offers:
        return frozenset()
    db.session.flush()
    ids = [offer.id for offer in offers]
    slots = select(VisitSlot).where(VisitSlot.offer_id.in_(ids))
    periods = select(VisitPeriod).where(VisitPeriod.offer_id.in_(ids))
    for name, query in (("slots", slots), ("periods", periods)):
        rows = defaultdict(list)
        for row in db.session.scalars(query.execution_options(populate_existing=True)):
            rows[row.offer_id].append(row)
        for offer in offers:
            set_committed_value(offer, name, rows[offer.id])
    today = now.date()
    taken = room.taken_of(ids, today=today)
    return frozenset(
        offer.id for offer in offers if room.next_day(offer, taken, today=today) is not None
    )


def settle(offer: Offer, *, now: datetime) -> None:
    """Note that an offer which is held is full, or open again; others stay as they are.

    Call it after a place was taken or given back.
    """
    settle_all([offer], now=now)


def settle_all(offers: Iterable[Offer], *, now: datetime) -> None:
    """Do the same for many offers which are held."""
    found = [offer for offer in offers if offer.status in {OfferStatus.OPEN, OfferStatus.FULL}]
    open_still = with_room(found, now=now)
    for offer in found:
        if offer.status is OfferStatus.OPEN and offer.id not in open_still:
            steps.take(offer, "fill", by=SYSTEM, now=now)
        elif offer.status is OfferStatus.FULL and offer.id in open_still:
            steps.take(offer, "free", by=SYSTEM, now=now)
