"""Questions about offers, visits, exchanges and rounds; nothing here changes anything."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.people import parts
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round
from talentgrow.shadowing.models import Offer, OfferSkill, VisitWish
from talentgrow.shadowing.states import OFFERS_SHOWN, ROUNDS_SHOWN, RoundStatus
from talentgrow.shadowing.visits.models import Signature, Visit, VisitWord

OFFER = (
    joinedload(Offer.host),
    joinedload(Offer.job).joinedload(Job.family),
    joinedload(Offer.unit),
    joinedload(Offer.site),
    selectinload(Offer.skills).joinedload(OfferSkill.skill),
    selectinload(Offer.slots),
    selectinload(Offer.periods),
)
# As much of a visit as a list says, and the rules ask about.
LINE = (
    joinedload(Visit.visitor),
    joinedload(Visit.host),
    joinedload(Visit.job),
    joinedload(Visit.site),
    selectinload(Visit.words),
)
VISIT = (
    *LINE,
    joinedload(Visit.offer),
    joinedload(Visit.agreement),
    selectinload(Visit.words).joinedload(VisitWord.manager),
    selectinload(Visit.signatures).joinedload(Signature.person),
    joinedload(Visit.exchange).selectinload(Exchange.members).joinedload(ExchangeMember.person),
)
EXCHANGE = (
    joinedload(Exchange.round),
    selectinload(Exchange.members).joinedload(ExchangeMember.person),
)
ROUND = (joinedload(Round.unit), joinedload(Round.site), joinedload(Round.author))


def offers_visible_to(actor: Actor) -> Select[Offer]:
    """Select the offers which the actor may read: their own, and those that are shown to all."""
    own = Offer.host_id == (actor.person_id or 0)
    return select(Offer).where(or_(Offer.status.in_(OFFERS_SHOWN), own))


def get_offer(actor: Actor, offer_id: int) -> Offer:
    """Return one offer in full.

    :raises NotFound: no such offer, or not one which the actor may read
    """
    found = offers_visible_to(actor).where(Offer.id == offer_id).options(*OFFER)
    offer = db.session.scalar(found)
    if offer is None:
        raise NotFound(_("This offer does not exist."))
    return offer


def hold_offer(actor: Actor, offer_id: int) -> Offer:
    """Return one offer in full, which nobody else changes until this transaction ends.

    :raises NotFound: no such offer, or not one which the actor may read
    """
    held = db.session.scalar(
        offers_visible_to(actor)
        .where(Offer.id == offer_id)
        .with_only_columns(Offer.id)
        .with_for_update(key_share=True, of=Offer)
    )
    if held is None:
        raise NotFound(_("This offer does not exist."))
    found = select(Offer).where(Offer.id == held).options(*OFFER)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def wishes_of(person_id: int) -> Select[VisitWish]:
    """Select what somebody would like to discover, what they want most first."""
    return (
        select(VisitWish)
        .where(VisitWish.person_id == person_id)
        .options(joinedload(VisitWish.job), joinedload(VisitWish.unit), joinedload(VisitWish.host))
        .order_by(VisitWish.rank, VisitWish.id)
    )


def visits_visible_to(actor: Actor) -> Select[Visit]:
    """Select the visits which the actor may read.

    Its two sides, managers whose word is or was asked, everybody in the same swap, and HR of the
    part of either side.
    """
    person_id = actor.person_id or 0
    if actor.is_hr_for_all:
        return select(Visit)
    asked = exists().where(VisitWord.visit_id == Visit.id, VisitWord.manager_id == person_id)
    found = [_takes_part(person_id), asked]
    if actor.is_hr and actor.scope is not None:
        theirs = select(Person.id).where(people.is_within(actor.scope))
        found += [Visit.visitor_id.in_(theirs), Visit.host_id.in_(theirs)]
    return select(Visit).where(or_(*found))


def visits_of(person_id: int) -> Select[Visit]:
    """Select the visits in which somebody visits or is visited."""
    return select(Visit).where(_takes_part(person_id))


def _takes_part(person_id: int) -> ColumnElement[bool]:
    return or_(Visit.visitor_id == person_id, Visit.host_id == person_id)


def get_visit(actor: Actor, visit_id: int) -> Visit:
    """Return one visit in full.

    :raises NotFound: no such visit, or not one which the actor may read
    """
    visit = db.session.scalar(visits_visible_to(actor).where(Visit.id == visit_id).options(*VISIT))
    if visit is None:
        raise NotFound(_("This visit does not exist."))
    return visit


def hold_visit(actor: Actor, visit_id: int) -> Visit:
    """Return one visit in full, which nobody else changes until this transaction ends.

    Everything is held in one order, here and everywhere: the round, the exchange, the visits
    of the exchange by id, then the offer, then people by id.

    :raises NotFound: no such visit, or not one which the actor may read
    """
    found = visits_visible_to(actor).where(Visit.id == visit_id)
    row = db.session.execute(found.with_only_columns(Visit.id, Visit.exchange_id)).first()
    if row is None:
        raise NotFound(_("This visit does not exist."))
    _id, exchange_id = row
    return hold_known(visit_id, exchange_id)


def hold_known(visit_id: int, exchange_id: int | None) -> Visit:
    """Return a visit that is known to exist in full, held like any other."""
    if exchange_id is not None:
        hold_exchange(exchange_id)
    else:
        hold_visits([visit_id])
    return visit_in_full(visit_id)


def visit_in_full(visit_id: int) -> Visit:
    """Return a visit that is known to exist as it is stored now, with all it is made of."""
    found = select(Visit).where(Visit.id == visit_id).options(*VISIT)
    return db.session.scalars(found.execution_options(populate_existing=True)).unique().one()


def hold_visits(ids: Collection[int]) -> list[Visit]:
    """Return visits with what the rules ask about, by id, whom nobody else changes meanwhile."""
    held = db.session.scalars(
        select(Visit.id).where(Visit.id.in_(ids)).order_by(Visit.id).with_for_update(key_share=True)
    ).all()
    found = select(Visit).where(Visit.id.in_(held)).order_by(Visit.id).options(*LINE)
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def hold_exchange(exchange_id: int) -> tuple[Exchange, list[Visit]]:
    """Return an exchange with its legs in their order, all held until this transaction ends."""
    (found,) = hold_exchanges([exchange_id])
    return found


def hold_exchanges(ids: Collection[int]) -> list[tuple[Exchange, list[Visit]]]:
    """Return exchanges by id, each with its legs in their order, held like one."""
    held = select(Exchange.id).where(Exchange.id.in_(ids)).order_by(Exchange.id)
    db.session.execute(held.with_for_update(key_share=True))
    found = select(Exchange).where(Exchange.id.in_(ids)).order_by(Exchange.id).options(*EXCHANGE)
    exchanges = db.session.scalars(found.execution_options(populate_existing=True)).all()
    legs = hold_visits(db.session.scalars(select(Visit.id).where(Visit.exchange_id.in_(ids))).all())
    by_id = {one.id: one for one in exchanges}
    by_exchange: dict[int | None, list[Visit]] = {}
    for leg in sorted(legs, key=lambda leg: leg.place_in_ring or 0):
        set_committed_value(leg, "exchange", by_id[leg.exchange_id or 0])
        by_exchange.setdefault(leg.exchange_id, []).append(leg)
    return [(one, by_exchange.get(one.id, [])) for one in exchanges]


def hold_people(ids: Collection[int]) -> list[Person]:
    """Return people by id, whom nobody else books until this transaction ends.

    Whoever proposes a swap or books a day for somebody holds them: one is in one place at a time.
    """
    found = select(Person).where(Person.id.in_(ids)).order_by(Person.id)
    return list(
        db.session.scalars(
            found.with_for_update(key_share=True).execution_options(populate_existing=True)
        )
    )


def exchanges_visible_to(actor: Actor) -> Select[Exchange]:
    """Select the exchanges which the actor may read: those in them, and HR of one of them."""
    if actor.is_hr_for_all:
        return select(Exchange)
    mine = _has_member(ExchangeMember.person_id == (actor.person_id or 0))
    if not actor.is_hr or actor.scope is None:
        return select(Exchange).where(mine)
    theirs = select(Person.id).where(people.is_within(actor.scope))
    return select(Exchange).where(or_(mine, _has_member(ExchangeMember.person_id.in_(theirs))))


def _has_member(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ExchangeMember.exchange_id == Exchange.id, condition)


def get_exchange(actor: Actor, exchange_id: int) -> Exchange:
    """Return one exchange with its members.

    :raises NotFound: no such exchange, or not one which the actor may read
    """
    found = exchanges_visible_to(actor).where(Exchange.id == exchange_id).options(*EXCHANGE)
    exchange = db.session.scalar(found)
    if exchange is None:
        raise NotFound(_("This swap does not exist."))
    return exchange


def legs_of(exchange_id: int) -> list[Visit]:
    """Return the visits of an exchange in their order."""
    found = select(Visit).where(Visit.exchange_id == exchange_id).options(*LINE)
    return list(db.session.scalars(found.order_by(Visit.place_in_ring)))


def rounds_visible_to(actor: Actor) -> Select[Round]:
    """Select the rounds which the actor may read: HR those that touch their part, drafts too."""
    if not actor.is_hr:
        return select(Round).where(Round.status.in_(ROUNDS_SHOWN))
    if actor.scope is None:
        return select(Round)
    return select(Round).where(
        or_(Round.status.in_(ROUNDS_SHOWN), parts.touches(Round, actor.scope))
    )


def get_round(actor: Actor, round_id: int) -> Round:
    """Return one round with its place.

    :raises NotFound: no such round, or not one which the actor may read
    """
    found = rounds_visible_to(actor).where(Round.id == round_id).options(*ROUND)
    one = db.session.scalar(found)
    if one is None:
        raise NotFound(_("This round does not exist."))
    return one


def hold_round(actor: Actor, round_id: int) -> Round:
    """Return one round, which nobody else changes until this transaction ends.

    :raises NotFound: no such round, or not one which the actor may read
    """
    get_round(actor, round_id)
    db.session.execute(select(Round.id).where(Round.id == round_id).with_for_update(key_share=True))
    found = select(Round).where(Round.id == round_id).options(*ROUND)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def people_in(one: Round) -> Select[Person]:
    """Select the people for whom a round is held, who all work here."""
    return parts.people_in(one.unit_id, one.site_id)


def takes_members(one: Round) -> bool:
    """Tell whether people may still join or leave a round."""
    return one.status is RoundStatus.OPEN
