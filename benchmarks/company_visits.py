"""Give the made-up company 800 offers, 6,000 visits, wishes, and a round of 1,000 people."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing.exchanges.models import (
    Round,
    RoundMember,
    RoundRun,
    RoundWeek,
)
from talentgrow.shadowing.models import Offer, Timing, VisitPeriod, VisitWish
from talentgrow.shadowing.rounds import solving
from talentgrow.shadowing.states import OfferStatus, RoundStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit

OFFERS, VISITS, MEMBERS, WISHES, WEEKS = 800, 6_000, 1_000, 3, 4
HR = 3
# Visits of the reader, and of everybody else in turn.
STATUSES = (
    VisitStatus.REQUESTED,
    VisitStatus.TO_SIGN,
    VisitStatus.CONFIRMED,
    VisitStatus.TOOK_PLACE,
    VisitStatus.CLOSED,
    VisitStatus.CANCELLED,
)
Store = Callable[[Any, list[dict[str, Any]]], None]


def fill(store: Store, *, people: int, jobs: int, units: int, sites: int) -> None:
    """Store offers, visits, wishes and a closed round with its proposal."""
    now = clock.now()
    today = now.date()
    store(
        Offer, [_offer(number, people, jobs, units, sites, now) for number in range(1, OFFERS + 1)]
    )
    end = today + timedelta(days=90)
    store(
        VisitPeriod,
        [{"offer_id": one, "from_on": today, "to_on": end} for one in range(1, OFFERS + 1)],
    )
    store(Visit, [_visit(number, people, now) for number in range(VISITS)])
    members = range(people - MEMBERS + 1, people + 1)
    store(
        VisitWish,
        [
            {
                "person_id": person,
                "rank": rank,
                "job_id": (person * 7 + rank * 131) % jobs + 1,
                "aim": "discover",
                "created_at": now,
            }
            for person in members
            for rank in range(1, WISHES + 1)
        ],
    )
    _round(store, members, now)


def _round(store: Store, members: range, now: datetime) -> None:
    first = _monday(now.date()) + timedelta(weeks=2)
    store(Round, [_held(first, now)])
    store(
        RoundMember,
        [
            {"id": number, "round_id": 1, "person_id": person, "joined_at": now, "travels": True}
            for number, person in enumerate(members, 1)
        ],
    )
    store(
        RoundWeek,
        [
            {"member_id": number, "monday": first + timedelta(weeks=week)}
            for number in range(1, MEMBERS + 1)
            for week in range(WEEKS)
        ],
    )
    store(RoundRun, [{"id": 1, "round_id": 1, "asked_at": now, "asked_by_id": HR}])
    db.session.flush()
    solving.compute_within(1, now=now)


def _held(first: date, now: datetime) -> dict[str, Any]:
    return {
        "id": 1,
        "status": RoundStatus.CLOSED,
        "since": now,
        "name_fr": "Ronde",
        "name_en": "Round",
        "join_by": now.date() - timedelta(days=1),
        "visits_from": first,
        "visits_to": first + timedelta(weeks=WEEKS, days=-3),
        "longest": 3,
        "author_id": HR,
        "created_at": now,
    }


def _offer(
    number: int, people: int, jobs: int, units: int, sites: int, now: datetime
) -> dict[str, Any]:
    return {
        "id": number,
        "status": OfferStatus.OPEN,
        "since": now,
        "host_id": _host(number, people),
        "job_id": number % jobs + 1,
        "unit_id": number % units + 1,
        "site_id": number % sites + 1,
        "sights_fr": "La ligne qui démarre",
        "sights_en": "The line starting up",
        "search_key": "la ligne qui demarre",
        "timing": Timing.PERIODS,
        "created_at": now,
        "opened_at": now,
    }


def _visit(number: int, people: int, now: datetime) -> dict[str, Any]:
    """Every sixth visit of the reader's is of another status; those of the past are over."""
    status = STATUSES[number % len(STATUSES)]
    is_past = status in {VisitStatus.TOOK_PLACE, VisitStatus.CLOSED}
    days = timedelta(days=number % 60 + 1)
    day = workday(now.date() - days if is_past else now.date() + days)
    visitor = people if number < 2 * len(STATUSES) else number * 11 % (people - 1) + 1
    offer = number % OFFERS + 1
    host = _host(offer, people)
    return {
        "id": number + 1,
        "status": status,
        "since": now,
        "visitor_id": visitor if visitor != host else visitor % people + 1,
        "host_id": host,
        "offer_id": offer,
        "requested_at": now,
        "starts_on": day,
        "ends_on": day,
        "message": "J’aimerais voir le réglage d’une série.",
    }


def _host(offer: int, people: int) -> int:
    """Return who hosts: nobody of those who lead many, and not the reader."""
    return offer * 9 % (people - 200) + 100


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
