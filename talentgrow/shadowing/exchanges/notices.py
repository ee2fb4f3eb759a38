"""What people in a swap or ring are told, each about their own legs only."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind, Telling, notify, notify_all
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.visits.models import Side, Visit

SWAP_PROPOSED = NoticeKind(
    "shadowing.swap_proposed",
    _(
        "%(host)s proposes a swap: you visit them on %(day)s, and they visit you on "
        "%(other_day)s. You have until %(by)s to answer; without an answer nothing comes of it."
    ),
    needs_action=True,
)
RING_PROPOSED = NoticeKind(
    "shadowing.ring_proposed",
    _(
        "Your ring in “%(round)s”: you visit %(host)s on %(day)s, and %(visitor)s visits you on "
        "%(other_day)s. You have until %(by)s to answer; without an answer the ring is broken."
    ),
    needs_action=True,
)
VISITOR_SAID_NO = NoticeKind(
    "shadowing.visitor_said_no",
    _("%(who)s cannot come to visit you on %(day)s. You have nothing to do for this visit."),
)
HOST_SAID_NO = NoticeKind(
    "shadowing.host_said_no",
    _("%(who)s cannot be visited on %(day)s. You find other hosts on the page of the visit."),
)
ASKED_VISITOR = NoticeKind(
    "shadowing.one_way_visitor_asked",
    _(
        "Your ring has lost a visit. Do you keep your visit to %(who)s on %(day)s, one-way? "
        "You have until %(by)s to say; without your two answers it does not take place."
    ),
    needs_action=True,
)
ASKED_HOST = NoticeKind(
    "shadowing.one_way_host_asked",
    _(
        "Your ring has lost a visit. Do you still welcome %(who)s on %(day)s, one-way? "
        "You have until %(by)s to say; without your two answers it does not take place."
    ),
    needs_action=True,
)
AGREED = NoticeKind(
    "shadowing.ring_agreed",
    _(
        "Everybody has said yes: you visit %(host)s on %(day)s, and %(visitor)s visits you on "
        "%(other_day)s. Each visit now has its page, where it is prepared and signed."
    ),
)
KEPT = NoticeKind(
    "shadowing.one_way_kept",
    _(
        "You and %(who)s both keep the visit of %(day)s. The managers have the word now; you "
        "have nothing to do."
    ),
)
GOES_ON = NoticeKind(
    "shadowing.ring_lost_a_leg",
    _(
        "Your ring has lost a visit. Yours with %(who)s on %(day)s goes on, one-way. "
        "You may call it off on its page; otherwise you have nothing to do."
    ),
)
DROPPED = NoticeKind(
    "shadowing.leg_dropped",
    _(
        "The visit with %(who)s on %(day)s does not take place: an answer was missing on the "
        "last day. You have nothing to do."
    ),
)
TAKEN = NoticeKind(
    "shadowing.leg_day_taken",
    _(
        "The visit with %(who)s on %(day)s does not take place: one of you has another visit on "
        "that day since. You have nothing to do."
    ),
)
DAY_MOVED = NoticeKind(
    "shadowing.leg_day_moved",
    _(
        "%(who)s puts your visit on %(day)s, in the same week. You say yes or no to it until "
        "%(by)s; without an answer the ring is broken."
    ),
    needs_action=True,
)


def ask(
    asked: Iterable[tuple[Exchange, Sequence[Visit]]], *, besides: int | None, now: datetime
) -> None:
    """Ask everybody in exchanges but who proposed one about the visits they make and receive."""
    notify_all(
        [
            _ask_about(exchange, making, receiving)
            for exchange, legs in asked
            for making, receiving in pairs(legs)
            if making.visitor_id != besides
        ],
        now=now,
    )


def _ask_about(exchange: Exchange, making: Visit, receiving: Visit) -> Telling:
    kind = SWAP_PROPOSED if exchange.round is None else RING_PROPOSED
    more = {"round": exchange.round.name} if exchange.round is not None else {}
    return _about_both_days(kind, exchange, making, receiving, by=exchange.answer_by, **more)


def tell_agreed(exchange: Exchange, legs: Sequence[Visit], *, now: datetime) -> None:
    """Tell everybody in an exchange that all have agreed."""
    found = [_about_both_days(AGREED, exchange, *both) for both in pairs(legs)]
    notify_all(found, now=now)


def ask_one_way(leg: Visit, exchange: Exchange, *, now: datetime) -> None:
    """Ask both sides of a leg whether they keep it, now that its ring is broken."""
    until = one_way_until(leg)
    for kind, side in ((ASKED_VISITOR, Side.VISITOR), (ASKED_HOST, Side.HOST)):
        _tell(leg, side, kind, exchange.id, now, by=until)


def tell_ring_lost_a_leg(leg: Visit, exchange: Exchange, *, now: datetime) -> None:
    """Tell both sides of a leg which was agreed that it goes on without its ring."""
    for side in Side:
        _tell(leg, side, GOES_ON, exchange.id, now, on_visit=True)


def tell_kept(leg: Visit, exchange: Exchange, *, now: datetime) -> None:
    """Tell both sides that they keep a visit one-way."""
    for side in Side:
        _tell(leg, side, KEPT, exchange.id, now, on_visit=True)


def tell_no(leg: Visit, exchange: Exchange, *, said_by: Side, now: datetime) -> None:
    """Tell the other side of a leg that somebody said no to it."""
    if said_by is Side.VISITOR:
        _tell(leg, Side.HOST, VISITOR_SAID_NO, exchange.id, now)
    else:
        _tell(leg, Side.VISITOR, HOST_SAID_NO, exchange.id, now, on_visit=True)


def tell_dropped(leg: Visit, exchange: Exchange, *, kind: NoticeKind, now: datetime) -> None:
    """Tell both sides that nothing comes of a leg, for a reason that is nobody's no."""
    for side in Side:
        _tell(leg, side, kind, exchange.id, now)


def tell_moved(leg: Visit, exchange: Exchange, *, by: Side, now: datetime) -> None:
    """Tell the other side that a leg was put on another day."""
    other = Side.HOST if by is Side.VISITOR else Side.VISITOR
    _tell(leg, other, DAY_MOVED, exchange.id, now, by=exchange.answer_by)


def one_way_until(leg: Visit) -> date:
    """Return the last day on which both sides say whether they keep a leg one-way."""
    due = deadlines.of_visit(leg.status, leg.since, starts_on=leg.starts_on, ends_on=leg.ends_on)
    return due.by if due is not None else leg.starts_on


def pairs(legs: Sequence[Visit]) -> list[tuple[Visit, Visit]]:
    """Return for each member of a ring the visit they make and the one they receive."""
    received = {leg.host_id: leg for leg in legs}
    return [(leg, received[leg.visitor_id]) for leg in legs]


def _about_both_days(
    kind: NoticeKind, exchange: Exchange, making: Visit, receiving: Visit, **details: object
) -> Telling:
    days = {
        "host": making.host.name,
        "day": making.starts_on,
        "visitor": receiving.visitor.name,
        "other_day": receiving.starts_on,
    }
    key = f"exchange:{exchange.id}:{kind.name}"
    url = url_for("exchanges.show", exchange_id=exchange.id)
    return Telling(making.visitor_id, kind, key, url, days | details)


def _tell(
    leg: Visit,
    side: Side,
    kind: NoticeKind,
    exchange_id: int,
    now: datetime,
    *,
    on_visit: bool = False,
    **details: object,
) -> None:
    """Tell one side of a leg about it; the other side is named."""
    reader, other = _reader_and_other(leg, side)
    of_visit = url_for("visits.show", visit_id=leg.id) if on_visit else ""
    notify(
        reader.id,
        kind,
        key=f"visit:{leg.id}:{side}:{kind.name}:{now.isoformat()}",
        url=of_visit or url_for("exchanges.show", exchange_id=exchange_id),
        now=now,
        who=other.name,
        day=leg.starts_on,
        **details,
    )


def _reader_and_other(leg: Visit, side: Side) -> tuple[Person, Person]:
    return (leg.visitor, leg.host) if side is Side.VISITOR else (leg.host, leg.visitor)
