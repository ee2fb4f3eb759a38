"""Everybody in a swap or ring says yes or no to the visit they make and to the one they receive.

Functions flush; the caller commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.shadowing import steps
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.exchanges import held, losing, notices
from talentgrow.shadowing.exchanges.held import Held
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.states import BOOKED, LEG_ASKED, ExchangeStatus, VisitStatus
from talentgrow.shadowing.visits import accepted, clashes
from talentgrow.shadowing.visits.models import Says, Side, Visit, VisitDecline
from talentgrow.shadowing.visits.policy import side_of


class NotAsked(DomainError):
    """Nobody is asked about this visit any more."""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says to one leg; a no may say why."""

    says: Says
    reason: VisitDecline | None = None


def answer(exchange: Exchange, words: Mapping[int, Word], *, by: Actor, now: datetime) -> Exchange:
    """Say yes or no to one's legs, by their ids; return the exchange as it is now.

    A no loses the leg, and the ring with it. A yes said in the same breath to one's other leg
    holds for keeping that one one-way: one knew that the ring was lost.

    :raises NotAsked: a leg was lost, or is agreed already
    :raises Clash: one of the two has another visit on that day
    :raises NotFound: a leg is not one's own, or not of this exchange
    """
    ring = held.hold(exchange.id)
    mine = {leg.id: leg for leg in ring.legs if side_of(by, leg) is not None}
    if not words.keys() <= mine.keys():
        raise NotFound(_("This visit does not exist."))
    # All is looked at before anything is done: no word counts alone that came with another.
    for leg_id, word in words.items():
        _check(mine[leg_id], word, by=by)
    for leg_id, word in sorted(words.items(), key=lambda pair: pair[1].says is Says.YES):
        leg, side = mine[leg_id], _side(by, mine[leg_id])
        if _is_said(leg, side, word):
            continue
        if word.says is Says.NO:
            _say_no(ring, leg, side, word, by=by, now=now)
        else:
            say(leg, side, Says.YES)
    _go_on(ring, by=by, now=now)
    return ring.exchange


def said_by(leg: Visit, side: Side) -> Says | None:
    """Return what one side of a leg says to it."""
    return leg.visitor_says if side is Side.VISITOR else leg.host_says


def say(leg: Visit, side: Side, word: Says) -> None:
    """Note what one side of a leg that is held says to it."""
    if side is Side.VISITOR:
        leg.visitor_says = word
    else:
        leg.host_says = word
    db.session.flush()


def is_agreed(leg: Visit) -> bool:
    """Tell whether both sides of a leg say yes."""
    return leg.visitor_says is Says.YES and leg.host_says is Says.YES


def _say_no(ring: Held, leg: Visit, side: Side, word: Word, *, by: Actor, now: datetime) -> None:
    say(leg, side, Says.NO)
    leg.declined_reason = word.reason
    losing.lose(ring, leg, by=by, now=now, reason=word.reason or "")
    notices.tell_no(leg, ring.exchange, said_by=side, now=now)


def _check(leg: Visit, word: Word, *, by: Actor) -> None:
    """Make sure that a word can be said to a leg, or was said to it already."""
    if _is_said(leg, _side(by, leg), word):
        return
    _check_asked(leg)
    if word.says is Says.YES:
        clashes.check(leg)


def _is_said(leg: Visit, side: Side, word: Word) -> bool:
    """Tell whether the same was said before, and has had its effect."""
    settled = BOOKED if word.says is Says.YES else {VisitStatus.LOST}
    return leg.status in settled and said_by(leg, side) is word.says


def _side(by: Actor, leg: Visit) -> Side:
    side = side_of(by, leg)
    assert side is not None  # noqa: S101 - only one's own legs come here
    return side


def _check_asked(leg: Visit) -> None:
    """Make sure that both sides are still asked about a leg.

    :raises NotAsked: it was lost, called off, or is agreed
    """
    if leg.status in LEG_ASKED:
        return
    if leg.status in BOOKED:
        raise NotAsked(
            _("Everybody has agreed meanwhile. You may still call your visit off, on its page.")
        )
    raise NotAsked(_("This visit was called off meanwhile: nobody is asked about it any more."))


def _go_on(ring: Held, *, by: Actor, now: datetime) -> None:
    """Book what everybody concerned has agreed to."""
    if ring.exchange.status is ExchangeStatus.ASKED and all(map(is_agreed, ring.legs)):
        _confirm(ring, by=by, now=now)
    kept = [leg for leg in ring.legs if leg.status is VisitStatus.ONE_WAY_ASKED and is_agreed(leg)]
    for leg in kept:
        accepted.accepted(leg, by=by, now=now)
        if needs_word(leg.half_days):
            notices.tell_kept(leg, ring.exchange, now=now)


def _confirm(ring: Held, *, by: Actor, now: datetime) -> None:
    """Book every leg, unless a day was given to another visit since its two said yes."""
    taken = _taken(ring.legs)
    for leg in taken:
        # Nobody said no: it is the day that is gone.
        leg.visitor_says = leg.host_says = None
        losing.lose(ring, leg, by=SYSTEM, now=now, reason="day_taken")
        notices.tell_dropped(leg, ring.exchange, kind=notices.TAKEN, now=now)
    if taken:
        return
    steps.take(ring.exchange, "confirm", by=by, now=now)
    losing.stop_asking(ring.exchange)
    for leg in ring.legs:
        accepted.accepted(leg, by=by, now=now)
    notices.tell_agreed(ring.exchange, ring.legs, now=now)


def _taken(legs: Sequence[Visit]) -> list[Visit]:
    """Return the legs whose day is taken: by another visit, or by an earlier leg of the ring."""
    taken: list[Visit] = []
    kept: list[Visit] = []
    for leg in legs:
        is_taken = clashes.found(leg, _both(leg)) is not None
        is_taken = is_taken or any(_overlap(leg, other) for other in kept)
        (taken if is_taken else kept).append(leg)
    return taken


def _overlap(one: Visit, other: Visit) -> bool:
    """Tell whether somebody would be in two visits at one time."""
    days = one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
    hours = one.begins_at < other.ends_at and other.begins_at < one.ends_at
    return days and hours and bool(_both(one) & _both(other))


def _both(leg: Visit) -> set[int]:
    return {leg.visitor_id, leg.host_id}
