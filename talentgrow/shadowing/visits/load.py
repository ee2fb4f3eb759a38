"""What visits take of people's time, for the sum of their weeks."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import Float, Select, cast, func, select

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.jobs.models import Job
from talentgrow.kernel.calendar import workday
from talentgrow.kernel.localized import Localized
from talentgrow.missions import house
from talentgrow.people.load import Share, Source, Taken
from talentgrow.shadowing.states import BOOKED, VisitStatus
from talentgrow.shadowing.visits.models import Visit

HALF_DAYS_A_WEEK = 10


def _rows(person_ids: Collection[int], start: date, end: date) -> Select[Any]:
    """Select the visits which people make between two days; hosts go on with their work."""
    return (
        select(
            Visit.visitor_id,
            Visit.id,
            func.coalesce(Job.title_fr, ""),
            func.coalesce(Job.title_en, ""),
            Visit.starts_on,
            Visit.ends_on,
            cast(Visit.half_days, Float),
            Visit.status != VisitStatus.HOST_ACCEPTED,
        )
        .outerjoin(Job, Job.id == Visit.job_id)
        .where(
            Visit.visitor_id.in_(person_ids),
            Visit.status.in_(BOOKED),
            Visit.starts_on <= end,
            Visit.ends_on >= start,
        )
    )


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


def _shares(taken: Taken) -> Iterator[Share]:
    label = _label(Localized(taken.title_fr, taken.title_en))
    for first, last, half_days in parts(taken.starts_on, round(taken.amount)):
        yield Share(
            label,
            url_for("visits.show", visit_id=taken.id),
            first,
            last,
            hours(half_days),
            is_agreed=taken.is_agreed,
        )


def _label(job: Localized) -> Localized:
    """Name a visit by the job one sees: whom one visits is not for everybody who reads it."""
    said = {}
    for locale in ("fr", "en"):
        with in_language(locale):
            title = job.in_(locale)
            said[locale] = _("Visit: %(job)s", job=title) if title else _("A visit")
    return Localized(said["fr"], said["en"])


VISITS = Source("visits", _rows, _shares)
