"""A ring loses a leg: the others are asked whether they keep theirs one-way."""

from collections.abc import Sequence
from datetime import datetime

from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.shadowing import steps
from talentgrow.shadowing.exchanges import ending, notices
from talentgrow.shadowing.exchanges.held import Held, settle_places
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.states import BOOKED, ExchangeStatus, VisitStatus
from talentgrow.shadowing.visits.models import Says, Visit


def lose(held: Held, leg: Visit, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Lose a leg that is asked about, and let the others of its ring know."""
    steps.take(leg, "lose", by=by, now=now, reason=reason)
    settle_places([leg], now=now)
    leg_lost(held.exchange, held.legs, leg, by=by, now=now)


def leg_lost(
    exchange: Exchange, legs: Sequence[Visit], lost: Visit, *, by: Actor, now: datetime
) -> None:
    """Do what follows once a leg of an exchange that is held has fallen through.

    Before everybody had agreed the others are asked whether they keep theirs one-way; afterwards
    theirs go on, and they are told that they may call it off. Nothing else is told to the two of
    the leg that was lost: whoever lost it does.
    """
    del by
    others = [leg for leg in legs if leg.id != lost.id]
    if exchange.status is ExchangeStatus.ASKED:
        if Says.NO not in (lost.visitor_says, lost.host_says):
            # Who called it off agrees no more: nobody may take the ring for one that all wanted.
            lost.visitor_says = lost.host_says = None
        steps.take(exchange, "break_up", by=SYSTEM, now=now)
        stop_asking(exchange)
        for leg in others:
            _ask_one_way(leg, exchange, now=now)
    elif exchange.status is ExchangeStatus.CONFIRMED:
        steps.take(exchange, "break_up", by=SYSTEM, now=now)
        for leg in others:
            if leg.status in BOOKED:
                notices.tell_ring_lost_a_leg(leg, exchange, now=now)
    ending.end_when_over(exchange, legs, now=now)


def stop_asking(exchange: Exchange) -> None:
    """Let everybody in an exchange be asked about another one."""
    for member in exchange.members:
        member.is_asked = False
    db.session.flush()


def _ask_one_way(leg: Visit, exchange: Exchange, *, now: datetime) -> None:
    """Ask both sides of a leg anew; what they said before was about the whole ring."""
    if leg.status is not VisitStatus.PROPOSED:
        return
    leg.visitor_says = leg.host_says = None
    steps.take(leg, "ask_one_way", by=SYSTEM, now=now)
    notices.ask_one_way(leg, exchange, now=now)
