"""Months counted from the present one: 0 is this month, -1 the one before."""

from datetime import date, timedelta


def first_day(today: date, month: int) -> date:
    """Return the first day of a month.

    >>> first_day(date(2026, 11, 22), -12)
    datetime.date(2025, 11, 1)
    """
    year, index = divmod(today.year * 12 + today.month - 1 + month, 12)
    return date(year, index + 1, 1)


def last_day(today: date, month: int) -> date:
    """Return the last day of a month.

    >>> last_day(date(2026, 11, 22), -9)
    datetime.date(2026, 2, 28)
    """
    return first_day(today, month + 1) - timedelta(days=1)


def month_of(today: date, *, years_ago: int, month: int) -> int:
    """Return the number of a calendar month some years ago.

    >>> month_of(date(2026, 11, 22), years_ago=3, month=3)
    -44
    """
    return month - today.month - 12 * years_ago
