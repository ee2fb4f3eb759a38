"""The swaps and visits of one round, made in a few statements however many they are.

Whoever sends has held the round, then offers and people by id.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.calendar import last_day
from talentgrow.kernel.errors import DomainError
from talentgrow.people.queries import shown_posts
from talentgrow.shadowing import booking, queries
from talentgrow.shadowing.exchanges import creating
from talentgrow.shadowing.exchanges.models import Round, RoundLeg
from talentgrow.shadowing.models import Aim, Offer, VisitWish
from talentgrow.shadowing.offers import places, room
from talentgrow.shadowing.rounds import notices
from talentgrow.shadowing.rounds.matching.diary import Diary
from talentgrow.shadowing.rounds.matching.edges import Edge, Problem
from talentgrow.shadowing.rounds.weeks import days_within, monday_of
from talentgrow.shadowing.visits.models import Visit


class Outdated(DomainError):
    """Something has changed since the proposal was computed, or it is not there yet."""


class Sending:
    """Makes swaps and visits, none on a day on which somebody is elsewhere."""

    def __init__(self, one: Round, problem: Problem, *, now: datetime) -> None:
        self.round, self.problem, self.now = one, problem, now
        everybody = {person for edge in problem.edges for person in edge}
        self.diary = Diary(everybody)

    def rings(self, rings: Sequence[Sequence[RoundLeg]]) -> None:
        """Ask everybody in rings about their two visits."""
        planned = [
            creating.Planned([leg.visitor_id for leg in ring], [self._day(leg) for leg in ring])
            for ring in rings
        ]
        creating.create_all(planned, half_days=self.round.half_days, round=self.round, now=self.now)

    def one_way(self, legs: Sequence[RoundLeg]) -> None:
        """Ask hosts for one visit each, and take its place at once."""
        edges = [self.problem.edges[leg.visitor_id, leg.host_id] for leg in legs]
        aims = _aims(edges)
        posts = shown_posts({edge.host_id for edge in edges})
        volunteers = _Volunteers({edge.offer_id for edge in edges if edge.offer_id}, self.now)
        visits = []
        for leg, edge in zip(legs, edges, strict=True):
            if edge.offer_id:
                said = self._of_volunteer(edge, volunteers)
            else:
                post = posts.get(edge.host_id)
                said = self._of_member(leg) | {
                    "job_id": post.job_id if post else None,
                    "site_id": post.site_id if post else None,
                }
            visits.append(self._visit(edge, aims.get(edge.wish_id, Aim.DISCOVER), **said))
        db.session.add_all(visits)
        db.session.flush()
        places.settle_all(volunteers.offers.values(), now=self.now)
        asked = queries.hold_visits([visit.id for visit in visits])
        notices.tell_one_way(self.round, asked, now=self.now)

    def _day(self, leg: RoundLeg) -> date:
        """Return the first day in the weeks of both, from the week proposed on, that is free."""
        edge, both = self.problem.edges[leg.visitor_id, leg.host_id], (leg.visitor_id, leg.host_id)
        weeks = [monday for monday in edge.weeks if monday >= leg.monday] + list(edge.weeks)
        day = self.diary.find(self.round, both, weeks) or next(
            day for monday in weeks for day in days_within(self.round, monday)
        )
        self.diary.note(both, day, last_day(day, self.round.half_days))
        return day

    def _of_member(self, leg: RoundLeg) -> dict[str, object]:
        """Return what is said about a visit to somebody who takes part too."""
        day, half_days = self._day(leg), self.round.half_days
        return {"starts_on": day, "ends_on": last_day(day, half_days), "half_days": half_days}

    def _of_volunteer(self, edge: Edge, volunteers: "_Volunteers") -> dict[str, object]:
        """Return what is said about a visit on a day that an offer still has; its place is taken.

        :raises Outdated: it has none; the digest says so unless the same host is sent several
        """
        offer = volunteers.offers[edge.offer_id or 0]
        days = [
            day
            for day in volunteers.days(offer)
            if monday_of(day.starts_on) in edge.weeks
            and self.round.visits_from <= day.starts_on
            and day.ends_on <= self.round.visits_to
        ]
        if not days:
            raise Outdated(_("An offer has no day left. Compute the proposal anew, then send it."))
        both = edge.visitor_id, edge.host_id
        free = (day for day in days if self.diary.is_free(both, day.starts_on, day.ends_on))
        day = next(free, days[0])
        self.diary.note(both, day.starts_on, day.ends_on)
        volunteers.take(offer, day)
        return {
            "starts_on": day.starts_on,
            "ends_on": day.ends_on,
            "begins_at": day.begins_at,
            "ends_at": day.ends_at,
            "half_days": offer.half_days,
            "slot_id": day.slot_id,
            "offer_id": offer.id,
            "job_id": offer.job_id,
            "site_id": offer.site_id,
            "is_remote": offer.is_remote,
            "meeting_point": offer.meeting_point,
        }

    def _visit(self, edge: Edge, aim: Aim, **said: object) -> Visit:
        return Visit(
            since=self.now,
            requested_at=self.now,
            visitor_id=edge.visitor_id,
            host_id=edge.host_id,
            round_id=self.round.id,
            aim=aim,
            is_day_proposed=True,
            **said,
        )


class _Volunteers:
    """The offers of hosts outside of a round, read once, with the places that go one by one."""

    def __init__(self, offer_ids: set[int], now: datetime) -> None:
        self.today = now.date()
        rows = db.session.scalars(
            select(Offer)
            .where(Offer.id.in_(offer_ids))
            .options(selectinload(Offer.slots), selectinload(Offer.periods))
            .execution_options(populate_existing=True)
        )
        self.offers: Mapping[int, Offer] = {offer.id: offer for offer in rows}
        self.slots = {slot.id: slot for one in self.offers.values() for slot in one.slots}
        taken = room.taken_of(self.offers, today=self.today)
        self.taken = {offer_id: Counter(taken.get(offer_id, {})) for offer_id in self.offers}

    def days(self, offer: Offer) -> tuple[room.Day, ...]:
        return room.days(offer, self.taken, today=self.today, limit=room.FURTHEST)

    def take(self, offer: Offer, day: room.Day) -> None:
        self.taken[offer.id][day.starts_on.replace(day=1)] += 1
        if day.slot_id is not None:
            booking.take_slot(self.slots[day.slot_id])


def _aims(edges: Sequence[Edge]) -> Mapping[int, Aim]:
    wishes = {edge.wish_id for edge in edges}
    rows = db.session.execute(select(VisitWish.id, VisitWish.aim).where(VisitWish.id.in_(wishes)))
    return {row[0]: row[1] for row in rows}
