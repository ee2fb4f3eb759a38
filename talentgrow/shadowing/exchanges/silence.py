"""Silence in a swap or ring: what nobody answered in time is lost, the others are asked one-way."""

from datetime import date, datetime

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.shadowing.exchanges import held, losing, notices
from talentgrow.shadowing.exchanges.answering import is_agreed
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.states import LEG_ASKED, ExchangeStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit


def due(today: date) -> list[int]:
    """Return the ids of exchanges in which somebody may have been silent for too long."""
    asked_one_way = (
        select(Visit.exchange_id)
        .where(Visit.status == VisitStatus.ONE_WAY_ASKED, Visit.exchange_id.is_not(None))
        .distinct()
    )
    is_late = (Exchange.status == ExchangeStatus.ASKED) & (Exchange.answer_by < today)
    found = select(Exchange.id).where(or_(is_late, Exchange.id.in_(asked_one_way)))
    return list(db.session.scalars(found.order_by(Exchange.id)))


def lose_silent(exchange_id: int, *, now: datetime) -> int:
    """Lose the legs of an exchange to which an answer is late; return how many.

    A leg to which both said yes is not lost: its two are asked whether they keep it one-way.
    """
    ring = held.hold(exchange_id)
    late = [leg for leg in ring.legs if _is_late(leg, ring.exchange, now.date())]
    for leg in late:
        losing.lose(ring, leg, by=SYSTEM, now=now, reason="silence")
        notices.tell_dropped(leg, ring.exchange, kind=notices.DROPPED, now=now)
    return len(late)


def _is_late(leg: Visit, exchange: Exchange, today: date) -> bool:
    if leg.status not in LEG_ASKED or is_agreed(leg):
        return False
    if leg.status is VisitStatus.PROPOSED:
        return exchange.answer_by < today
    return notices.one_way_until(leg) < today
