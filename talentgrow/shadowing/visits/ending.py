"""A visit comes to nothing: its place is free again, and a ring learns that it lost a leg."""

from datetime import datetime

from talentgrow.kernel.access import Actor
from talentgrow.shadowing import booking, queries, steps
from talentgrow.shadowing.exchanges import losing
from talentgrow.shadowing.offers import places
from talentgrow.shadowing.visits.models import Visit


def fall_through(visit: Visit, step: str, *, by: Actor, now: datetime, reason: str = "") -> None:
    """End a visit that is held by one step of its flow: decline, refuse, cancel, lose or expire.

    The offer is held before its place is given back, as it is by those who ask for one.

    :raises IllegalTransition: the present status does not allow `step`
    """
    offer = booking.hold(visit.offer_id) if visit.offer_id is not None else None
    steps.take(visit, step, by=by, now=now, reason=reason)
    if offer is not None:
        places.settle(offer, now=now)


def end(visit: Visit, step: str, *, by: Actor, now: datetime, reason: str = "") -> None:
    """End a visit that is held, and let the ring whose leg it was go on without it.

    :raises IllegalTransition: the present status does not allow `step`
    """
    fall_through(visit, step, by=by, now=now, reason=reason)
    if visit.exchange_id is not None:
        exchange, legs = queries.hold_exchange(visit.exchange_id)
        losing.leg_lost(exchange, legs, visit, by=by, now=now)
