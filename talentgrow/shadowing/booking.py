"""The places of an offer: given away and freed by the database itself, so that none is twice."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select, update

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing.models import Offer, VisitSlot
from talentgrow.shadowing.states import HOLDS_A_PLACE
from talentgrow.shadowing.visits.models import Visit


class NoPlaceLeft(DomainError):
    """Every place is taken, or asked for by somebody."""


def hold(offer_id: int) -> Offer:
    """Return an offer as it is now, and let nobody else act on it until this transaction ends.

    Whoever takes a place, or changes what the offer says, comes through here first.
    """
    (offer,) = hold_all([offer_id])
    return offer


def hold_all(offer_ids: Collection[int]) -> list[Offer]:
    """Return offers by id, held like one."""
    found = select(Offer).where(Offer.id.in_(offer_ids)).order_by(Offer.id)
    return list(
        db.session.scalars(
            found.with_for_update(key_share=True, of=Offer).execution_options(
                populate_existing=True
            )
        )
    )


def take_slot(slot: VisitSlot) -> None:
    """Give one place of a day away.

    :raises NoPlaceLeft: somebody else had the last one
    """
    done: Any = db.session.execute(
        update(VisitSlot)
        .where(VisitSlot.id == slot.id, VisitSlot.taken < VisitSlot.places)
        .values(taken=VisitSlot.taken + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(slot, ["taken"])
    if not done.rowcount:
        raise NoPlaceLeft(_("The last place on this day has just been taken. Choose another."))


def check_month(offer: Offer, day: date) -> None:
    """Check that an offer which is held takes one visit more in the month of a day.

    :raises NoPlaceLeft: so many visits a month are asked for or booked already
    """
    if taken_in_month(offer.id, day) >= offer.a_month:
        raise NoPlaceLeft(
            _("The host takes no more visits in this month. Choose a day in another.")
        )


def taken_in_month(offer_id: int, day: date) -> int:
    """Return how many visits of an offer begin in the month of a day, or are asked for."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return db.session.scalars(
        select(func.count(Visit.id)).where(
            Visit.offer_id == offer_id,
            Visit.starts_on >= first,
            Visit.starts_on < after,
            Visit.status.in_(HOLDS_A_PLACE),
        )
    ).one()


def free(visit: Visit) -> None:
    """Give the place of a visit back; a month's capacity frees itself."""
    if visit.slot_id is None:
        return
    db.session.execute(
        update(VisitSlot)
        .where(VisitSlot.id == visit.slot_id, VisitSlot.taken > 0)
        .values(taken=VisitSlot.taken - 1)
        .execution_options(synchronize_session=False)
    )
    visit.slot_id = None
