"""Days as they stand inside a sentence: with the weekday, and the year only where it changes."""

from datetime import date

from flask_babel import format_date, get_locale

SOON = 7


def in_words(day: date, today: date) -> str:
    """Return a day such as "lundi 19 octobre", or "Monday 19 October 2027" in another year."""
    year = "" if day.year == today.year else " y"
    words = str(format_date(day, f"EEEE d\u00a0MMMM{year}"))
    is_french = getattr(get_locale(), "language", "") == "fr"
    return words.replace(" 1\u00a0", " 1er\u00a0") if is_french else words


def near(day: date, today: date) -> str:
    """Return a day that is at most a week away by its weekday alone."""
    if 0 <= (day - today).days < SOON:
        return str(format_date(day, "EEEE"))
    return in_words(day, today)
