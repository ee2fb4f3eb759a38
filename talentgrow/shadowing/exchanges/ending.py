"""When nothing more comes of a swap or ring, it is over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.shadowing import queries, steps
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.states import ALIVE, TOLD, ExchangeStatus
from talentgrow.shadowing.visits.models import Visit

TO_COME = ALIVE | TOLD
_RUNNING = (ExchangeStatus.CONFIRMED, ExchangeStatus.BROKEN)


def end_when_over(exchange: Exchange, legs: Sequence[Visit], *, now: datetime) -> bool:
    """Finish an exchange that is held once none of its legs goes on; tell whether it was."""
    if exchange.status not in _RUNNING or any(leg.status in TO_COME for leg in legs):
        return False
    steps.take(exchange, "finish", by=SYSTEM, now=now)
    return True


def over() -> list[int]:
    """Return the ids of exchanges none of whose legs goes on, and which are not finished."""
    goes_on = exists().where(Visit.exchange_id == Exchange.id, Visit.status.in_(TO_COME))
    found = select(Exchange.id).where(Exchange.status.in_(_RUNNING), ~goes_on)
    return list(db.session.scalars(found.order_by(Exchange.id)))


def finish(exchange_id: int, *, now: datetime) -> bool:
    """Finish one exchange if it is over; tell whether it was."""
    exchange, legs = queries.hold_exchange(exchange_id)
    return end_when_over(exchange, legs, now=now)
