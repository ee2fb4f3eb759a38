"""A swap or ring is proposed: everybody in it is asked about the visit they make and receive."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import last_day, workdays_before
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person
from talentgrow.people.queries import shown_posts
from talentgrow.shadowing import deadlines, queries
from talentgrow.shadowing.exchanges import notices
from talentgrow.shadowing.exchanges.held import settle_places
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.states import ALIVE, OFFERS_SHOWN, VisitStatus
from talentgrow.shadowing.visits.models import Visit

SHORTEST, LONGEST = 2, 5
NOON = time(13)


class AskedAlready(DomainError):
    """Somebody answers for another swap first."""


class VisitAlive(DomainError):
    """One of them visits the other already, or has asked to."""


class NotHere(DomainError):
    """Somebody does not work here any more."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A ring that is to be: people in their order, and on which day each leg begins."""

    people: Sequence[int]
    days: Sequence[date]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Return who visits whom."""
        return list(zip(self.people, (*self.people[1:], self.people[0]), strict=True))


def create(
    people: Sequence[int],
    *,
    days: Sequence[date],
    half_days: int = 2,
    round: Round | None = None,  # noqa: A002 - it has no other name
    proposed_by: int | None = None,
    by: Actor,
    now: datetime,
) -> Exchange:
    """Ask people whether they swap in a ring, each visiting the next, the last one the first.

    `days`: on which each leg begins (`planning.free_days` finds some). A round is held before.
    Offers of the hosts say what one sees and count the visit; a leg needs no free place, since
    its host is asked in person.

    :raises AskedAlready: somebody is asked about another swap
    :raises VisitAlive: one of them visits the next already, or has asked to
    :raises NotHere: somebody has left
    """
    del by
    ring = Planned(people, days)
    (exchange,) = create_all(
        [ring], half_days=half_days, round=round, proposed_by=proposed_by, now=now
    )
    return exchange


def create_all(
    rings: Sequence[Planned],
    *,
    half_days: int = 2,
    round: Round | None = None,  # noqa: A002 - it has no other name
    proposed_by: int | None = None,
    now: datetime,
) -> list[Exchange]:
    """Ask people about many rings at once, nobody about two; the same holds as for one."""
    if not rings:
        return []
    people = [person_id for ring in rings for person_id in ring.people]
    if len(set(people)) < len(people):
        raise ValueError("somebody is in a ring twice, or in two rings")
    for ring in rings:
        if not SHORTEST <= len(ring.people) == len(ring.days) <= LONGEST:
            raise ValueError(f"no ring of {len(ring.people)} people on {len(ring.days)} days")
    offers = _offers_of(people)
    _check(people, {pair for ring in rings for pair in ring.pairs})
    exchanges = [_exchange(ring, round, proposed_by, now=now) for ring in rings]
    db.session.add_all(exchanges)
    db.session.flush()
    both = list(zip(exchanges, rings, strict=True))
    db.session.add_all(_member(one, ring, place) for one, ring in both for place in _places(ring))
    posts = shown_posts(people)
    legs = [
        _leg(one, place, ring, half_days, now=now) for one, ring in both for place in _places(ring)
    ]
    for leg in legs:
        leg.is_day_proposed = round is not None
        _place(leg, offers.get(leg.host_id), posts)
    db.session.add_all(legs)
    db.session.flush()
    settle_places(legs, now=now)
    asked = queries.hold_exchanges([one.id for one in exchanges])
    notices.ask(asked, besides=proposed_by, now=now)
    return [one for one, _legs in asked]


def _places(ring: Planned) -> range:
    return range(len(ring.people))


def _offers_of(people: Sequence[int]) -> Mapping[int, Offer]:
    """Hold the offers which the hosts of rings show, by id; return one by host, the newest."""
    found = (
        select(Offer)
        .where(Offer.host_id.in_(people), Offer.status.in_(OFFERS_SHOWN))
        .order_by(Offer.id)
        .with_for_update(key_share=True, of=Offer)
    )
    return {offer.host_id: offer for offer in db.session.scalars(found)}


def _check(people: Sequence[int], pairs: Collection[tuple[int, int]]) -> None:
    """Hold people, and make sure that they can be asked to visit one another."""
    held = queries.hold_people(people)
    if len(held) < len(people) or any(one.left_on is not None for one in held):
        raise NotHere(_("Somebody in this swap does not work here any more."))
    asked = db.session.scalars(
        select(Person)
        .join(ExchangeMember, ExchangeMember.person_id == Person.id)
        .where(ExchangeMember.person_id.in_(people), ExchangeMember.is_asked)
        .order_by(Person.id)
        .limit(1)
    ).first()
    if asked is not None:
        raise AskedAlready(
            _(
                "%(name)s answers for another swap first. Everybody is asked about one swap "
                "at a time: try again in a few days.",
                name=asked.name,
            )
        )
    alive = db.session.execute(
        select(Visit.visitor_id, Visit.host_id).where(
            Visit.status.in_(ALIVE), Visit.visitor_id.in_(people)
        )
    )
    if any((visitor_id, host_id) in pairs for visitor_id, host_id in alive):
        raise VisitAlive(_("One of you visits the other already, or has asked to."))


def _exchange(
    ring: Planned, held_in: Round | None, proposed_by: int | None, *, now: datetime
) -> Exchange:
    today = now.date()
    latest = workdays_before(min(ring.days), 1)
    return Exchange(
        round_id=held_in.id if held_in else None,
        proposed_by_id=proposed_by,
        since=now,
        created_at=now,
        answer_by=max(today, min(deadlines.answer_by(today), latest)),
    )


def _member(exchange: Exchange, ring: Planned, place: int) -> ExchangeMember:
    return ExchangeMember(exchange_id=exchange.id, person_id=ring.people[place], place=place + 1)


def _leg(exchange: Exchange, place: int, ring: Planned, half_days: int, *, now: datetime) -> Visit:
    visitor_id, host_id = ring.pairs[place]
    day = ring.days[place]
    return Visit(
        status=VisitStatus.PROPOSED,
        since=now,
        requested_at=now,
        exchange_id=exchange.id,
        round_id=exchange.round_id,
        place_in_ring=place + 1,
        visitor_id=visitor_id,
        host_id=host_id,
        starts_on=day,
        ends_on=last_day(day, half_days),
        half_days=half_days,
        begins_at=time(9),
        ends_at=time(12) if half_days == 1 else time(17),
    )


def _place(leg: Visit, offer: Offer | None, posts: Mapping[int, object]) -> None:
    """Say where a leg is and which job it shows: by the offer of its host, else by their post."""
    post = posts.get(leg.host_id)
    leg.job_id, leg.site_id = getattr(post, "job_id", None), getattr(post, "site_id", None)
    if offer is None:
        return
    leg.offer_id, leg.job_id, leg.site_id = offer.id, offer.job_id, offer.site_id
    leg.is_remote, leg.meeting_point = offer.is_remote, offer.meeting_point
    leg.begins_at = offer.begins_at
    if leg.half_days > 1 or offer.half_days == 1:
        leg.ends_at = offer.ends_at
    else:
        leg.ends_at = max(leg.ends_at, _plus_three_hours(offer.begins_at))


def _plus_three_hours(at: time) -> time:
    return (datetime.combine(date.min, at) + timedelta(hours=3)).time()
