"""Days as they stand inside a sentence: with the weekday, and the year only where it changes."""

from datetime import date

from flask_babel import format_date

from talentgrow.infra.i18n import with_ordinal

SOON = 7


def in_words(day: date, today: date) -> str:
    """Return a day such as "lundi 19 octobre", or "Monday 19 October 2027" in another year."""
    year = "" if day.year == today.year else " y"
    return _dated(day, f"EEEE d\u00a0MMMM{year}")


def near(day: date, today: date) -> str:
    """Return a day that is at most a week away by its weekday alone."""
    if 0 <= (day - today).days < SOON:
        return str(format_date(day, "EEEE"))
    return in_words(day, today)


def short(day: date) -> str:
    """Return a day such as "1er déc.", for the head of a column."""
    return _dated(day, "d\u00a0MMM")


def _dated(day: date, pattern: str) -> str:
    return with_ordinal(str(format_date(day, pattern)))
