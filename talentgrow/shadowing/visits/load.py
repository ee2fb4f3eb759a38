"""What visits take of people's time, for the sum of their weeks."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.calendar import workday
from talentgrow.kernel.localized import Localized
from talentgrow.missions import house
from talentgrow.people.load import Share
from talentgrow.shadowing.states import BOOKED, VisitStatus
from talentgrow.shadowing.visits.models import Visit

HALF_DAYS_A_WEEK = 10


def taken_by_visits(
    person_ids: Collection[int], start: date, end: date
) -> Iterable[tuple[int, Share]]:
    """Return what visits take of the time of those who make them; hosts go on with their work."""
    rows = db.session.scalars(
        select(Visit)
        .where(
            Visit.visitor_id.in_(person_ids),
            Visit.status.in_(BOOKED),
            Visit.starts_on <= end,
            Visit.ends_on >= start,
        )
        .options(joinedload(Visit.job))
        .order_by(Visit.starts_on, Visit.id)
    ).all()
    return [(visit.visitor_id, share) for visit in rows for share in _shares(visit)]


def hours(half_days: int) -> float:
    """Return how many hours so many half-days are in this house."""
    return half_days * house.rules().weekly_hours / HALF_DAYS_A_WEEK


def parts(starts_on: date, half_days: int) -> Iterator[tuple[date, date, int]]:
    """Return the first and last day and the half-days of a visit in each week it touches.

    >>> [(first.day, last.day, n) for first, last, n in parts(date(2026, 10, 8), 5)]
    [(8, 9, 4), (12, 12, 1)]
    """
    day, left = workday(starts_on), half_days
    while left > 0:
        room = 2 * max(1, 5 - day.weekday())
        here = min(left, room)
        yield day, day + timedelta(days=(here + 1) // 2 - 1), here
        left -= here
        day += timedelta(days=7 - day.weekday())


def _shares(visit: Visit) -> Iterator[Share]:
    for first, last, half_days in parts(visit.starts_on, visit.half_days):
        yield Share(
            _label(visit),
            url_for("visits.show", visit_id=visit.id),
            first,
            last,
            hours(half_days),
            is_agreed=visit.status is not VisitStatus.HOST_ACCEPTED,
        )


def _label(visit: Visit) -> Localized:
    """Name a visit by the job one sees: whom one visits is not for everybody who reads it."""
    said = {}
    for locale in ("fr", "en"):
        with in_language(locale):
            title = visit.job.title.in_(locale) if visit.job is not None else ""
            said[locale] = _("Visit: %(job)s", job=title) if title else _("A visit")
    return Localized(said["fr"], said["en"])
