"""How long somebody has to answer, and on which days they are reminded."""

from datetime import date, datetime, timedelta

from talentgrow.kernel.calendar import workday

PATIENCE_DAYS = 30
# A nightly job that slept for weeks still finds what fell due meanwhile, and nothing older.
LOOK_BACK = timedelta(days=PATIENCE_DAYS + 90)


def deadline(asked_at: datetime) -> date:
    """Return the last day for an answer; a weekend moves it to Monday.

    >>> from datetime import UTC
    >>> deadline(datetime(2026, 10, 8, tzinfo=UTC)), deadline(datetime(2026, 10, 9, tzinfo=UTC))
    (datetime.date(2026, 11, 9), datetime.date(2026, 11, 9))
    """
    return workday(asked_at.date() + timedelta(days=PATIENCE_DAYS))


def is_over(asked_at: datetime, today: date) -> bool:
    """Tell whether the last day for an answer has passed."""
    return today > deadline(asked_at)
