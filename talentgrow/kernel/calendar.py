"""Days on which people answer, and on which they are reminded."""

from datetime import date, datetime, timedelta

SATURDAY = 5
REMINDER_DAYS = (3, 7)


def workday(day: date) -> date:
    """Return the day itself, or the Monday after a weekend.

    >>> workday(date(2026, 10, 10)), workday(date(2026, 10, 12))
    (datetime.date(2026, 10, 12), datetime.date(2026, 10, 12))
    """
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def workdays_after(day: date, count: int) -> date:
    """Return the day that comes `count` working days later.

    >>> workdays_after(date(2026, 10, 8), 2)
    datetime.date(2026, 10, 12)
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def workdays_before(day: date, count: int) -> date:
    """Return the day that came `count` working days earlier.

    >>> workdays_before(date(2026, 10, 12), 2)
    datetime.date(2026, 10, 8)
    """
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def last_day(first: date, half_days: int) -> date:
    """Return the last day of something that takes so many half-days, on working days.

    >>> [last_day(date(2026, 10, 8), halves).day for halves in (1, 2, 3, 10)]
    [8, 8, 9, 14]
    """
    return workdays_after(first, (half_days + 1) // 2 - 1)


def reminder_due(asked_at: datetime, today: date) -> int | None:
    """Return after how many days the reminder of today is; after a pause only the last is.

    >>> from datetime import UTC
    >>> [reminder_due(datetime(2026, 10, 8, tzinfo=UTC), date(2026, 10, d)) for d in (9, 11, 18)]
    [None, 3, 7]
    """
    waited = (today - asked_at.date()).days
    return max((days for days in REMINDER_DAYS if days <= waited), default=None)
