"""Everything that decides who could visit whom in a round, read in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from talentgrow.infra.db import db
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person, Unit
from talentgrow.shadowing.exchanges.models import ExchangeMember, Round, RoundMember
from talentgrow.shadowing.models import Offer, Reciprocal, Timing, VisitWish
from talentgrow.shadowing.offers import room
from talentgrow.shadowing.rounds import members
from talentgrow.shadowing.rounds.matching.scene import (
    Member,
    Post,
    Scene,
    Shown,
    Volunteer,
    Wish,
)
from talentgrow.shadowing.rounds.weeks import monday_of, weeks_of
from talentgrow.shadowing.states import ALIVE, OfferStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit

# Somebody is sent to the same colleague again only after so long.
NOT_AGAIN = timedelta(days=365)
# As many places as one host can be given in one round.
MOST_PLACES = 5


def read(one: Round, *, now: datetime) -> Scene:
    """Return what decides who could visit whom."""
    rows = list(
        db.session.scalars(members.in_round(one.id).options(selectinload(RoundMember.weeks)))
    )
    ids = [row.person_id for row in rows]
    offers = _offers(one)
    hosts = {offer.host_id for offer in offers}
    above = units_above()
    posts = _posts({*ids, *hosts}, above)
    wishes, waited, asked = _wishes(ids), members.rounds_waited(ids), _asked(ids)
    found = {
        row.person_id: Member(
            id=row.person_id,
            visits=row.visits,
            places=row.places,
            travels=row.travels,
            credit=waited.get(row.person_id, 0),
            weeks=frozenset(week.monday for week in row.weeks),
            post=posts.get(row.person_id, Post()),
            wishes=tuple(wishes.get(row.person_id, ())),
            is_asked=row.person_id in asked,
        )
        for row in rows
    }
    volunteers = _volunteers(one, offers, found, posts, above, now=now)
    return Scene(
        longest=one.longest,
        half_days=one.half_days,
        crosses_sites=one.crosses_sites,
        weeks=weeks_of(one),
        members=found,
        volunteers=volunteers,
        shown=tuple(_shown(found.values(), volunteers.values(), offers)),
        apart=_apart(ids, now=now),
    )


def _wishes(ids: Collection[int]) -> Mapping[int, list[Wish]]:
    found: defaultdict[int, list[Wish]] = defaultdict(list)
    rows = db.session.execute(
        select(
            VisitWish.person_id,
            VisitWish.id,
            VisitWish.job_id,
            VisitWish.unit_id,
            VisitWish.host_id,
        )
        .where(VisitWish.person_id.in_(ids))
        .order_by(VisitWish.person_id, VisitWish.rank, VisitWish.id)
    )
    for person_id, wish_id, job_id, unit_id, host_id in rows:
        found[person_id].append(Wish(wish_id, job_id, unit_id, host_id))
    return found


def _asked(ids: Collection[int]) -> frozenset[int]:
    found = select(ExchangeMember.person_id).where(
        ExchangeMember.person_id.in_(ids), ExchangeMember.is_asked
    )
    return frozenset(db.session.scalars(found))


def _offers(one: Round) -> list[Offer]:
    """Return the offers that are open to those whom a round leaves over, and those of members."""
    theirs = members.in_round(one.id).order_by(None).with_only_columns(RoundMember.person_id)
    is_for_left_over = and_(Offer.is_for_rounds.is_(True), Offer.reciprocal != Reciprocal.REQUIRED)
    return list(
        db.session.scalars(
            select(Offer)
            .join(Person, Person.id == Offer.host_id)
            .where(
                Offer.status == OfferStatus.OPEN,
                Person.left_on.is_(None),
                or_(is_for_left_over, Offer.host_id.in_(theirs)),
            )
            .options(selectinload(Offer.slots), selectinload(Offer.periods))
            .order_by(Offer.id)
        )
    )


def units_above() -> Mapping[int, frozenset[int]]:
    """Return each unit with all those above it."""
    parents = {row[0]: row[1] for row in db.session.execute(select(Unit.id, Unit.parent_id))}
    found = {}
    for start in parents:
        seen: set[int] = set()
        unit_id: int | None = start
        while unit_id is not None and unit_id not in seen:
            seen.add(unit_id)
            unit_id = parents.get(unit_id)
        found[start] = frozenset(seen)
    return found


def _posts(ids: Collection[int], above: Mapping[int, frozenset[int]]) -> Mapping[int, Post]:
    rows = db.session.execute(
        select(
            Assignment.person_id, Assignment.job_id, Assignment.unit_id, Assignment.site_id
        ).where(Assignment.person_id.in_(ids), people.is_current())
    )
    gathered: defaultdict[int, list[tuple[int, int | None, int | None]]] = defaultdict(list)
    for person_id, job_id, unit_id, site_id in rows:
        gathered[person_id].append((job_id, unit_id, site_id))
    return {
        person_id: Post(
            frozenset(job_id for job_id, _unit, _site in held),
            frozenset(one for _job, unit, _site in held for one in above.get(unit or 0, ())),
            frozenset(site for _job, _unit, site in held if site),
        )
        for person_id, held in gathered.items()
    }


def _volunteers(
    one: Round,
    offers: Iterable[Offer],
    within: Mapping[int, Member],
    posts: Mapping[int, Post],
    above: Mapping[int, frozenset[int]],
    *,
    now: datetime,
) -> Mapping[int, Volunteer]:
    """Return who takes visits without taking part, with the weeks in which they have room."""
    free = [offer for offer in offers if offer.host_id not in within]
    taken = room.taken_of([offer.id for offer in free], today=now.date())
    found: defaultdict[int, list[tuple[int, Shown]]] = defaultdict(list)
    for offer in free:
        days = [
            day
            for day in room.days(offer, taken, today=now.date(), limit=room.FURTHEST)
            if one.visits_from <= day.starts_on and day.ends_on <= one.visits_to
        ]
        places = _places(offer, days, taken)
        if places:
            weeks = frozenset(monday_of(day.starts_on) for day in days)
            seen = _of_offer(offer, posts.get(offer.host_id, Post()), above, weeks)
            found[offer.host_id].append((places, seen))
    return {
        host_id: Volunteer(
            host_id,
            min(MOST_PLACES, sum(places for places, _seen in shown)),
            tuple(seen for _places, seen in shown),
        )
        for host_id, shown in found.items()
    }


def _places(offer: Offer, days: Collection[room.Day], taken: room.Taken) -> int:
    if offer.timing is Timing.SLOTS:
        return sum(day.left or 0 for day in days)
    of_one = taken.get(offer.id, {})
    months = {day.starts_on.replace(day=1) for day in days}
    return sum(max(0, offer.a_month - of_one.get(month, 0)) for month in months)


def _of_offer(
    offer: Offer, post: Post, above: Mapping[int, frozenset[int]], weeks: frozenset[date]
) -> Shown:
    return Shown(
        host_id=offer.host_id,
        job_ids=post.job_ids | ({offer.job_id} if offer.job_id else frozenset()),
        unit_ids=post.unit_ids | above.get(offer.unit_id or 0, frozenset()),
        site_ids=frozenset({offer.site_id}) if offer.site_id else post.site_ids,
        weeks=weeks,
        is_remote=offer.is_remote,
        offer_id=offer.id,
    )


def _shown(
    within: Iterable[Member], volunteers: Iterable[Volunteer], offers: Iterable[Offer]
) -> Iterable[Shown]:
    """Yield what each member shows, with what their own offers add, and what volunteers show."""
    own: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in offers:
        own[offer.host_id].append(offer)
    for member in within:
        if member.places:
            shown = own.get(member.id, ())
            yield Shown(
                host_id=member.id,
                job_ids=member.post.job_ids | {one.job_id for one in shown if one.job_id},
                unit_ids=member.post.unit_ids,
                site_ids=member.post.site_ids,
                weeks=member.weeks,
                is_remote=any(one.is_remote for one in shown),
            )
    for volunteer in volunteers:
        yield from volunteer.offers


def _apart(ids: Collection[int], *, now: datetime) -> frozenset[tuple[int, int]]:
    """Return who visits whom already, or did within a year."""
    since = now.date() - NOT_AGAIN
    seen = and_(Visit.status == VisitStatus.CLOSED, Visit.ends_on > since)
    rows = db.session.execute(
        select(Visit.visitor_id, Visit.host_id).where(
            Visit.visitor_id.in_(ids), or_(Visit.status.in_(ALIVE), seen)
        )
    )
    return frozenset((row[0], row[1]) for row in rows)
