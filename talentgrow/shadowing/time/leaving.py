"""What ends around visits once somebody's last day here is over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.people.models import Person
from talentgrow.shadowing import booking, queries, steps
from talentgrow.shadowing.deadlines import HALF_DAYS_WITHOUT_WORD
from talentgrow.shadowing.exchanges import losing
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import life
from talentgrow.shadowing.rounds import joining
from talentgrow.shadowing.states import ALIVE, OfferStatus, VisitStatus
from talentgrow.shadowing.time import notices, told
from talentgrow.shadowing.time.later_reminders import signs
from talentgrow.shadowing.visits import ending
from talentgrow.shadowing.visits import words as managers
from talentgrow.shadowing.visits.models import Side, Signer, Visit, VisitCancel, VisitWord
from talentgrow.shadowing.visits.notices import managers_told

_MANAGERS = {Side.VISITOR: Signer.VISITOR_MANAGER, Side.HOST: Signer.HOST_MANAGER}


def see_off(leaver: Person) -> None:
    """Take somebody out of rounds, call off their visits, close their offers, pass on signatures.

    All is held in the order that everybody keeps: rounds, swaps, visits, then offers.
    """
    now = clock.now()
    joining.leave_all(leaver, by=SYSTEM, now=now)
    held = _hold(leaver)
    # A swap loses all legs of a leaver before anybody is asked about the others.
    own = [visit for visit in held if leaver.id in {visit.visitor_id, visit.host_id}]
    for visit in own:
        _call_off(visit, leaver, now=now)
    for exchange_id in sorted({one.exchange_id for one in own if one.exchange_id is not None}):
        exchange, legs = queries.hold_exchange(exchange_id)
        lost = next(leg for leg in legs if leg.id in {visit.id for visit in own})
        losing.leg_lost(exchange, legs, lost, by=SYSTEM, now=now)
    for visit in held:
        if visit not in own:
            _ask_anew(visit, leaver, now=now)
    for offer_id in _offers(leaver):
        _close(offer_id, now=now)


def _hold(leaver: Person) -> list[Visit]:
    """Hold what is still to come of a leaver, and what waits for their signature as a manager."""
    is_side = or_(Visit.visitor_id == leaver.id, Visit.host_id == leaver.id)
    to_come = and_(is_side, Visit.status.in_(ALIVE), Visit.ends_on >= clock.today())
    to_sign = and_(
        Visit.status == VisitStatus.TO_SIGN,
        Visit.half_days > HALF_DAYS_WITHOUT_WORD,
        exists().where(VisitWord.visit_id == Visit.id, VisitWord.answered_by_id == leaver.id),
    )
    rows = db.session.execute(select(Visit.id, Visit.exchange_id).where(or_(to_come, to_sign)))
    found = rows.all()
    swaps = {exchange_id for _id, exchange_id in found if exchange_id is not None}
    db.session.execute(
        select(Exchange.id)
        .where(Exchange.id.in_(swaps))
        .order_by(Exchange.id)
        .with_for_update(key_share=True)
    )
    legs = db.session.scalars(select(Visit.id).where(Visit.exchange_id.in_(swaps))).all()
    wanted = {visit_id for visit_id, _exchange in found}
    return [visit for visit in queries.hold_visits(wanted.union(legs)) if visit.id in wanted]


def _call_off(visit: Visit, leaver: Person, *, now: datetime) -> None:
    """Call a visit off that can be no more, unless that was done meanwhile, and say why."""
    if visit.status not in ALIVE:
        return
    asked = [one for one in managers_told(visit) if one != leaver.id]
    visit.cancelled_reason = VisitCancel.LEFT
    ending.fall_through(visit, "cancel", by=SYSTEM, now=now, reason=VisitCancel.LEFT)
    if leaver.id == visit.host_id:
        told.visitor(visit, notices.HOST_LEFT, now=now)
    else:
        told.host(visit, notices.VISITOR_LEFT, now=now)
    told.others(visit, asked, notices.CALLED_OFF_FOR_MANAGER, now=now)


def _ask_anew(visit: Visit, leaver: Person, *, now: datetime) -> None:
    """Ask whoever manages a side now, where the one who agreed can no longer sign."""
    full = queries.visit_in_full(visit.id)
    if full.status is not VisitStatus.TO_SIGN:
        return
    signed = {one.signer for one in full.signatures if one.version == full.version}
    missing = [
        word
        for word in full.words
        if _MANAGERS[word.side] not in signed and signs(_MANAGERS[word.side], full) == leaver.id
    ]
    if not missing:
        return
    for word in missing:
        word.answer = None
    steps.take(full, "ask_managers", by=SYSTEM, now=now, reason=VisitCancel.LEFT)
    managers.ask(full, now=now)


def _offers(leaver: Person) -> Sequence[int]:
    found = select(Offer.id).where(Offer.host_id == leaver.id, Offer.status != OfferStatus.CLOSED)
    return db.session.scalars(found.order_by(Offer.id)).all()


def _close(offer_id: int, *, now: datetime) -> None:
    offer = booking.hold(offer_id)
    if offer.status is not OfferStatus.CLOSED:
        life.close(offer, by=SYSTEM, now=now)
