"""What time does to offers: a pause ends on its day, and days that pass leave room or none."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from talentgrow.infra import clock
from talentgrow.infra.db import db, reading
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.shadowing import booking
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import life, places, room
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.time import notices
from talentgrow.shadowing.waits import places as pages

# How many offers are looked at together.
AT_ONCE = 400


def wake(tally: Tally) -> None:
    """Open again what was paused until today."""
    each(found(_rested()), _resume, tally)


def settle(tally: Tally) -> None:
    """Note which offers have no room any more, and which have room again."""
    ids = [offer_id for (offer_id,) in found(_shown())]
    for start in range(0, len(ids), AT_ONCE):
        each(_unsettled(ids[start : start + AT_ONCE]), _settle, tally)


def _rested() -> Select[Any]:
    return (
        select(Offer.id)
        .where(Offer.status == OfferStatus.PAUSED, Offer.paused_until <= clock.today())
        .order_by(Offer.id)
    )


def _resume(ids: tuple[int]) -> bool:
    """Open an offer again, unless its host has put the day later or opened it meanwhile."""
    now, offer = clock.now(), booking.hold(ids[0])
    until = offer.paused_until
    if offer.status is not OfferStatus.PAUSED or until is None or until > now.date():
        return False
    life.resume(offer, by=SYSTEM, now=now)
    notify(
        offer.host_id,
        _news(offer),
        key=f"offer:{offer.id}:open_again:{until}",
        url=pages.offer(offer.id),
        now=now,
    )
    return True


def _news(offer: Offer) -> NoticeKind:
    return notices.FULL_AGAIN if offer.status is OfferStatus.FULL else notices.OPEN_AGAIN


def _shown() -> Select[Any]:
    open_or_full = Offer.status.in_({OfferStatus.OPEN, OfferStatus.FULL})
    return select(Offer.id).where(open_or_full).order_by(Offer.id)


def _unsettled(ids: list[int]) -> list[tuple[int]]:
    """Return which of some offers are said to be open and are full, or the other way round."""
    today = clock.today()
    with reading():
        offers = db.session.scalars(
            select(Offer)
            .where(Offer.id.in_(ids))
            .options(selectinload(Offer.slots), selectinload(Offer.periods))
            .order_by(Offer.id)
        ).all()
        taken = room.taken_of(ids, today=today)
        wrong: list[tuple[int]] = []
        for offer in offers:
            is_full = room.next_day(offer, taken, today=today) is None
            if is_full is not (offer.status is OfferStatus.FULL):
                wrong.append((offer.id,))
        db.session.rollback()
    return wrong


def _settle(ids: tuple[int]) -> bool:
    offer = booking.hold(ids[0])
    before = offer.status
    places.settle(offer, now=clock.now())
    return offer.status is not before
