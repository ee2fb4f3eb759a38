"""How long somebody has to answer, and on which days they are reminded."""

from datetime import date, datetime, timedelta

PATIENCE_DAYS = 30
REMINDER_DAYS = (3, 7)
# A nightly job that slept for weeks still finds what fell due meanwhile, and nothing older.
LOOK_BACK = timedelta(days=PATIENCE_DAYS + 90)
SATURDAY = 5


def deadline(asked_at: datetime) -> date:
    """Return the last day for an answer; a weekend moves it to Monday.

    >>> from datetime import UTC
    >>> deadline(datetime(2026, 10, 8, tzinfo=UTC)), deadline(datetime(2026, 10, 9, tzinfo=UTC))
    (datetime.date(2026, 11, 9), datetime.date(2026, 11, 9))
    """
    day = asked_at.date() + timedelta(days=PATIENCE_DAYS)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def is_over(asked_at: datetime, today: date) -> bool:
    """Tell whether the last day for an answer has passed."""
    return today > deadline(asked_at)


def reminder_due(asked_at: datetime, today: date) -> int | None:
    """Return after how many days the reminder of today is; after a pause only the last is.

    >>> from datetime import UTC
    >>> [reminder_due(datetime(2026, 10, 8, tzinfo=UTC), date(2026, 10, d)) for d in (9, 11, 18)]
    [None, 3, 7]
    """
    waited = (today - asked_at.date()).days
    return max((days for days in REMINDER_DAYS if days <= waited), default=None)
