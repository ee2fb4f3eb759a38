"""When things happened: on working days, in the order in which they are told."""

from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32

from talentgrow.kernel.calendar import SATURDAY, workday

MORNING, NIGHT = time(7), time(2, 30)
# What is told of a Saturday or a Sunday happened later on the Friday before.
LATER = timedelta(hours=3)
BETWEEN = timedelta(minutes=14)
MINUTES = 25


def ago(now: datetime, days: int, *, order: int = 0, key: str = "") -> datetime:
    """Return a moment on a working day so many days ago; what has a higher `order` comes later.

    >>> str(ago(datetime(2026, 10, 12, 9, tzinfo=UTC), 1))
    '2026-10-09 13:00:00+00:00'
    """
    day = now.date() - timedelta(days=days)
    weekend = max(0, day.weekday() - SATURDAY + 1)
    start = datetime.combine(day - timedelta(days=weekend), MORNING, UTC) + LATER * weekend
    return start + BETWEEN * order + timedelta(minutes=crc32(key.encode()) % MINUTES if key else 0)


def night_of(day: date) -> datetime:
    """Return when the nightly job follows up on a day."""
    return datetime.combine(day, NIGHT, UTC)


def night_after(moment: datetime, days: int) -> datetime:
    """Return the night that follows the last day of a wait of so many days."""
    return night_of(workday(moment.date() + timedelta(days=days)) + timedelta(days=1))


def monday(today: date, days: int) -> date:
    """Return the Monday of the week some days from today.

    >>> monday(date(2026, 10, 8), 3), monday(date(2026, 10, 8), 4)
    (datetime.date(2026, 10, 5), datetime.date(2026, 10, 12))
    """
    day = today + timedelta(days=days)
    return day - timedelta(days=day.weekday())


def friday(start: date, weeks: int) -> date:
    """Return the Friday on which so many weeks end that begin on a Monday."""
    return start + timedelta(weeks=weeks) - timedelta(days=3)
