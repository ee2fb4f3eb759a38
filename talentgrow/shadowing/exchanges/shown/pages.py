"""What the pages of swaps show: to each their own legs until all agree, then the whole ring."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import moving
from talentgrow.shadowing.exchanges.answering import is_agreed, said_by
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember
from talentgrow.shadowing.exchanges.mutual import Mutual, mutual
from talentgrow.shadowing.exchanges.shown import drawing, wording
from talentgrow.shadowing.exchanges.shown.drawing import Ring
from talentgrow.shadowing.exchanges.shown.wording import Said
from talentgrow.shadowing.states import BOOKED, FELL_THROUGH, LEG_ASKED, ExchangeStatus, VisitStatus
from talentgrow.shadowing.visits.models import Says, Side, Visit
from talentgrow.shadowing.visits.policy import side_of

PAIR = 2
X = ExchangeStatus


@dataclass(frozen=True, slots=True)
class Leg:
    """One visit of a ring, as one reader sees it."""

    visit: Visit
    # Which side the reader is; None for HR, and for others of the ring.
    side: Side | None
    title: str
    when: str
    hours: str
    length: str
    standing: Said
    i_said: Says | None
    reasons: Sequence[tuple[str, str]]
    other_days: Sequence[tuple[str, str]]

    @property
    def is_asked(self) -> bool:
        """Tell whether both sides are asked about it."""
        return self.visit.status in LEG_ASKED

    @property
    def waits_for_me(self) -> bool:
        """Tell whether the reader has the word."""
        return self.side is not None and self.is_asked and self.i_said is None

    @property
    def is_one_way(self) -> bool:
        """Tell whether the two are asked to keep it one-way."""
        return self.visit.status is VisitStatus.ONE_WAY_ASKED

    @property
    def has_page(self) -> bool:
        """Tell whether there is something to do on the page of the visit."""
        return self.visit.status not in LEG_ASKED

    @property
    def other(self) -> Person:
        """Return the other one."""
        return self.visit.visitor if self.side is Side.HOST else self.visit.host


@dataclass(frozen=True, slots=True)
class ExchangePage:
    """What the page of a swap or ring shows to one reader."""

    exchange: Exchange
    title: str
    lead: str
    # The reader's own visits, the one they make first; none for HR.
    mine: Sequence[Leg]
    # Everybody's, once all have agreed, and for HR.
    all: Sequence[Leg]
    ring: Ring | None
    is_hr: bool

    @property
    def is_pair(self) -> bool:
        """Tell whether two people swap."""
        return len(self.exchange.members) == PAIR

    @property
    def was_broken(self) -> bool:
        """Tell whether it has lost a visit."""
        return self.exchange.status in (X.BROKEN, X.FINISHED)

    @property
    def asked(self) -> list[Leg]:
        """Return the reader's legs that wait for their word."""
        return [leg for leg in self.mine if leg.waits_for_me]


def page(actor: Actor, exchange: Exchange, *, now: datetime) -> ExchangePage:
    """Return the page of an exchange with its members."""
    today, legs = now.date(), queries.legs_of(exchange.id)
    own = sorted(
        (leg for leg in legs if side_of(actor, leg) is not None),
        key=lambda leg: side_of(actor, leg) is Side.HOST,
    )
    is_hr = not own
    is_open = is_hr or all(map(is_agreed, legs))
    mine = [_leg(actor, leg, exchange, today) for leg in own]
    return ExchangePage(
        exchange=exchange,
        title=_title_for_hr(exchange) if is_hr else _title(exchange, mine, legs),
        lead=_lead(exchange, mine, today),
        mine=mine,
        all=[_leg(actor, leg, exchange, today) for leg in legs] if is_open else (),
        ring=_ring(exchange) if is_open and _is_whole(legs) else None,
        is_hr=is_hr,
    )


def _leg(actor: Actor, leg: Visit, exchange: Exchange, today: date) -> Leg:
    side = side_of(actor, leg)
    can_move = side is not None and moving.may_move(leg)
    others = moving.other_days(leg, exchange.answer_by) if can_move else ()
    return Leg(
        visit=leg,
        side=side,
        title=wording.title(leg, side),
        when=wording.when(leg, today),
        hours=wording.hours(leg),
        length=wording.length(leg.half_days),
        standing=wording.standing(leg, side, exchange, today),
        i_said=said_by(leg, side) if side is not None else None,
        reasons=wording.reasons(side) if side is not None else (),
        other_days=[(day.isoformat(), days.in_words(day, today)) for day in others],
    )


def _ring(exchange: Exchange) -> Ring:
    people = [member.person for member in exchange.members]
    return drawing.ring(people, drawing.jobs_of([one.id for one in people]))


def _is_whole(legs: Sequence[Visit]) -> bool:
    return not any(leg.status in FELL_THROUGH for leg in legs)


def _title(exchange: Exchange, mine: Sequence[Leg], legs: Sequence[Visit]) -> str:
    """Return the news for somebody in a ring: what is asked of them, else how it stands."""
    count = len(exchange.members)
    if any(leg.waits_for_me and leg.is_one_way for leg in mine):
        return _("Your ring has lost a visit: do you keep yours one-way?")
    if any(leg.waits_for_me for leg in mine):
        if count == PAIR:
            other = mine[0].other.given_name
            if exchange.proposed_by_id is not None:
                return _("%(name)s proposes a swap to you", name=other)
            return _("You and %(name)s could swap", name=other)
        host, visitor = (leg.other.given_name for leg in mine)
        return _("You would visit %(host)s, and %(visitor)s you", host=host, visitor=visitor)
    if exchange.status is X.ASKED:
        if count == PAIR:
            return _("You have said yes; %(name)s has the word", name=mine[0].other.given_name)
        return _("You have said yes; others have the word")
    return _how_it_went(exchange, mine, legs)


def _how_it_went(exchange: Exchange, mine: Sequence[Leg], legs: Sequence[Visit]) -> str:
    count = len(exchange.members)
    if not any(leg.status in FELL_THROUGH for leg in legs):
        if count == PAIR:
            name = mine[0].other.given_name
            if exchange.status is X.FINISHED:
                return _("You and %(name)s have swapped", name=name)
            return _("You and %(name)s swap", name=name)
        if exchange.status is X.FINISHED:
            return _("Each of you saw a colleague at work")
        return _("Everybody has said yes: each of you sees a colleague at work")
    if any(leg.is_asked for leg in mine):
        return _("You keep your visit; the other has the word")
    kept = [leg for leg in mine if leg.visit.status not in FELL_THROUGH]
    if not kept:
        return _("This swap does not take place")
    if kept[0].visit.status in BOOKED:
        return _("Your ring has lost a visit; yours goes on")
    return _("Your ring lost a visit; yours took its own course")


def _title_for_hr(exchange: Exchange) -> str:
    names = [member.person.given_name for member in exchange.members]
    if len(names) == PAIR:
        return _("%(one)s and %(other)s swap", one=names[0], other=names[1])
    return _("A ring of %(count)s: %(names)s", count=len(names), names=", ".join(names))


def _lead(exchange: Exchange, mine: Sequence[Leg], today: date) -> str:
    """Return by when who answers, and what follows otherwise."""
    waiting = [leg for leg in mine if leg.waits_for_me]
    if waiting:
        by = days.near(min(wording.until_day(leg.visit, exchange) for leg in waiting), today)
        if waiting[0].is_one_way:
            return _(
                "You have until %(day)s to say. Without both your answers it does not take place.",
                day=by,
            )
        if len(exchange.members) == PAIR:
            return _(
                "You have until %(day)s to answer. Without your answer nothing comes of it.", day=by
            )
        return _(
            "You have until %(day)s to answer. Without your answer nothing comes of it, and "
            "everybody else is asked whether they keep theirs one-way.",
            day=by,
        )
    if exchange.status is X.ASKED:
        by = days.near(exchange.answer_by, today)
        if len(exchange.members) == PAIR:
            return _("Without an answer until %(day)s nothing comes of it.", day=by)
        return _(
            "Everybody has until %(day)s to answer. You see the whole ring once all agree.", day=by
        )
    if exchange.round is not None:
        return _("From the round “%(round)s”.", round=localized(exchange.round.name))
    return ""


def own(actor: Actor) -> list[Exchange]:
    """Return the swaps and rings in which somebody is or was, the newest first."""
    found = (
        select(Exchange)
        .join(ExchangeMember, ExchangeMember.exchange_id == Exchange.id)
        .where(ExchangeMember.person_id == (actor.person_id or 0))
        .options(*queries.EXCHANGE)
        .order_by(Exchange.created_at.desc(), Exchange.id.desc())
        .limit(20)
    )
    return list(db.session.scalars(found))


@dataclass(frozen=True, slots=True)
class Mine:
    """One of somebody's swaps in a list: what it is, how it stands for them, and its days."""

    exchange: Exchange
    title: str
    legs: Sequence[Leg]

    @property
    def waits_for_me(self) -> bool:
        """Tell whether the reader has the word."""
        return any(leg.waits_for_me for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Overview:
    """With whom somebody could swap, and the swaps they are or were in."""

    mutual: Sequence[Mutual]
    running: Sequence[Mine]
    over: Sequence[Mine]

    @property
    def is_asked(self) -> bool:
        """Tell whether the reader is in a swap which is not answered by all."""
        return any(row.exchange.status is X.ASKED for row in self.running)


def overview(actor: Actor, *, now: datetime) -> Overview:
    """Return the page of somebody's swaps."""
    found = own(actor)
    visits = legs_of_many([one.id for one in found])
    rows = [_mine(actor, one, visits[one.id], now.date()) for one in found]
    over = [row for row in rows if row.exchange.status is X.FINISHED]
    return Overview(
        mutual=mutual(actor.person_id or 0, now=now),
        running=[row for row in rows if row not in over],
        over=over,
    )


def _mine(actor: Actor, exchange: Exchange, legs: Sequence[Visit], today: date) -> Mine:
    mine = [_leg(actor, leg, exchange, today) for leg in legs if side_of(actor, leg) is not None]
    mine.sort(key=lambda leg: leg.side is Side.HOST)
    return Mine(exchange, _title(exchange, mine, legs), mine)


def legs_of_many(exchange_ids: Sequence[int]) -> Mapping[int, list[Visit]]:
    """Return the legs of several exchanges in their order."""
    found = select(Visit).where(Visit.exchange_id.in_(exchange_ids)).options(*queries.LINE)
    legs: defaultdict[int, list[Visit]] = defaultdict(list)
    for leg in db.session.scalars(found.order_by(Visit.place_in_ring)):
        legs[leg.exchange_id or 0].append(leg)
    return legs
