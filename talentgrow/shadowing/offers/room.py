"""On which days an offer still has room; nothing here changes anything."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.calendar import last_day, workday
from talentgrow.shadowing.models import Offer, Timing, VisitSlot
from talentgrow.shadowing.states import HOLDS_A_PLACE
from talentgrow.shadowing.visits.models import Visit

# How many visits begin in each month of each offer: by offer, then by the first of the month.
Taken = Mapping[int, Mapping[date, int]]
# Nobody looks for a day further away than this.
FURTHEST = 400


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which a visit may begin; `slot_id` where the host has set it."""

    starts_on: date
    ends_on: date
    begins_at: time
    ends_at: time
    # How many may still come then; None where only the month counts.
    left: int | None = None
    slot_id: int | None = None


def taken_of(offer_ids: Collection[int], *, today: date) -> Taken:
    """Return how many visits that hold a place begin in each month from this one on."""
    rows = db.session.execute(
        select(Visit.offer_id, Visit.starts_on).where(
            Visit.offer_id.in_(offer_ids),
            Visit.starts_on >= today.replace(day=1),
            Visit.status.in_(HOLDS_A_PLACE),
        )
    )
    found: dict[int, Counter[date]] = {}
    for offer_id, starts_on in rows:
        if offer_id is not None:
            found.setdefault(offer_id, Counter())[starts_on.replace(day=1)] += 1
    return found


def days(offer: Offer, taken: Taken, *, today: date, limit: int) -> tuple[Day, ...]:
    """Return the next days with room of an offer that is loaded with its slots and periods."""
    if offer.timing is Timing.SLOTS:
        found = _set_days(offer, today)
    else:
        found = _days_within(offer, taken.get(offer.id, {}), today)
    return tuple(day for day, _number in zip(found, range(limit), strict=False))


def next_day(offer: Offer, taken: Taken, *, today: date) -> Day | None:
    """Return the next day with room; None: there is none."""
    return next(iter(days(offer, taken, today=today, limit=1)), None)


def day_of(offer: Offer, slot: VisitSlot) -> Day:
    """Return a day which the host has set, with its hours; an offer lasts as long on each."""
    begin, end = (datetime.combine(date.min, at) for at in (offer.begins_at, offer.ends_at))
    return Day(
        starts_on=slot.starts_on,
        ends_on=last_day(slot.starts_on, offer.half_days),
        begins_at=slot.begins_at,
        ends_at=_later(slot.begins_at, end - begin),
        left=slot.left,
        slot_id=slot.id,
    )


def is_within(offer: Offer, starts_on: date) -> bool:
    """Tell whether a visit that begins on a day lies within the times of the host."""
    ends_on = last_day(starts_on, offer.half_days)
    return any(one.from_on <= starts_on and ends_on <= one.to_on for one in offer.periods)


def _set_days(offer: Offer, today: date) -> Iterator[Day]:
    for slot in sorted(offer.slots, key=lambda one: (one.starts_on, one.begins_at)):
        if slot.starts_on > today and slot.left > 0:
            yield day_of(offer, slot)


def _later(begins_at: time, length: timedelta) -> time:
    """Return when a day ends that lasts so long; before midnight whenever it begins."""
    begin = datetime.combine(date.min, begins_at)
    end = begin + length
    return end.time() if end.date() == begin.date() else time(23, 59)


def _days_within(offer: Offer, taken: Mapping[date, int], today: date) -> Iterator[Day]:
    seen: set[date] = set()
    latest = today + timedelta(days=FURTHEST)
    for period in sorted(offer.periods, key=lambda one: one.from_on):
        day = workday(max(period.from_on, today + timedelta(days=1)))
        while (ends_on := last_day(day, offer.half_days)) <= period.to_on and day <= latest:
            has_room = taken.get(day.replace(day=1), 0) < offer.a_month
            if has_room and day not in seen:
                seen.add(day)
                yield Day(day, ends_on, offer.begins_at, offer.ends_at)
            day = workday(day + timedelta(days=1))
