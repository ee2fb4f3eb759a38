"""Turn the text of a cell into a value, or say why it cannot be one."""

import re
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from talentgrow.imports.files.cells import ERRORS, Formula
from talentgrow.imports.kinds.columns import Column, Holds
from talentgrow.imports.kinds.problems import Reason
from talentgrow.kernel.localized import LOCALES
from talentgrow.kernel.text import search_key

EARLIEST = date(1930, 1, 1)
LATEST = date(2100, 1, 1)
ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}")
YES = frozenset({"1", "x", "yes", "y", "true", "oui", "o", "vrai"})
NO = frozenset({"0", "no", "n", "false", "non", "faux", "-"})
BETWEEN_WORDS = re.compile(r"\s*[|;\n]\s*")
BETWEEN_CHOICES = re.compile(r"\s*[|;,\n]\s*")
Parsed = tuple[Any, Reason | None]
EMPTY: dict[Holds, Any] = {
    Holds.TEXT: "",
    Holds.WORDS: (),
    Holds.CHOICES: (),
    Holds.FLAG: False,
}


def parse(column: Column, text: str, today: date) -> Parsed:
    """Return the value of a tidied cell, or the reason why it is refused."""
    if not text:
        return EMPTY.get(column.holds), Reason.MISSING if column.is_required else None
    reason = _reason_of_text(column, text)
    if reason is not None:
        return None, reason
    if column.holds is Holds.TEXT:
        return text, None
    if column.holds in {Holds.DAY, Holds.PAST_DAY}:
        return _day(text, today if column.holds is Holds.PAST_DAY else LATEST)
    if column.holds is Holds.WORDS:
        return tuple(dict.fromkeys(word for word in BETWEEN_WORDS.split(text) if word)), None
    if column.holds in {Holds.CHOICE, Holds.CHOICES}:
        return _choices(column, text)
    return _short(column.holds, text)


def _reason_of_text(column: Column, text: str) -> Reason | None:
    if isinstance(text, Formula):
        return Reason.FORMULA
    if len(text) > column.longest:
        # A number or a day of that length is refused for what it is not.
        return Reason.TOO_LONG if column.holds in {Holds.TEXT, Holds.WORDS} else None
    if not text.isprintable() or "\ufffd" in text:
        return Reason.UNPRINTABLE
    return Reason.ERROR_CELL if text in ERRORS else None


def _short(holds: Holds, text: str) -> Parsed:
    if holds is Holds.NUMBER:
        return _number(text)
    if holds is Holds.FLAG:
        return _flag(text)
    if holds is Holds.ADDRESS:
        return (text.lower(), None) if ADDRESS.fullmatch(text) else (None, Reason.NO_ADDRESS)
    if holds is Holds.ZONE:
        return (text, None) if text in _zones() else (None, Reason.NO_ZONE)
    lowest = 1 if holds is Holds.NEEDED_LEVEL else 0
    is_level = len(text) == 1 and text.isascii() and text.isdecimal() and lowest <= int(text) <= 5
    return (int(text), None) if is_level else (None, Reason.NO_LEVEL)


@cache
def _zones() -> frozenset[str]:
    """Return all time zones: finding them walks through a folder."""
    return frozenset(available_timezones())


def _number(text: str) -> Parsed:
    if not (text.isdecimal() and len(text) <= 3):
        return None, Reason.NO_NUMBER
    return int(text), None


def _flag(text: str) -> Parsed:
    word = search_key(text)
    if word in YES or word in NO:
        return word in YES, None
    return None, Reason.NO_CHOICE


def _choices(column: Column, text: str) -> Parsed:
    """Return the choices a cell names, by value or by their word in either language."""
    known = {
        search_key(word): value
        for value, words in column.choices.items()
        for word in (
            value,
            value.replace("_", " "),
            *(words.in_(locale) for locale in LOCALES),
            *column.spellings.get(value, ()),
        )
    }
    if column.holds is Holds.CHOICE:
        value = known.get(search_key(text))
        return value, None if value else Reason.NO_CHOICE
    named = [known.get(search_key(word)) for word in BETWEEN_CHOICES.split(text) if word]
    if None in named:
        return None, Reason.NO_CHOICE
    return tuple(value for value in column.choices if value in named), None


def _day(text: str, latest: date) -> Parsed:
    day = parse_day(text)
    if day is None:
        return None, Reason.NO_DATE
    if not EARLIEST <= day <= LATEST:
        return None, Reason.OUT_OF_RANGE
    return (day, None) if day <= latest else (None, Reason.IN_FUTURE)


def parse_day(text: str) -> date | None:
    """Read a day as 2026-10-08, 08/10/2026 or 08.10.2026; anything else is no day.

    >>> parse_day("08/10/2026"), parse_day("2026-10-08T00:00:00"), parse_day("10/31/2026")
    (datetime.date(2026, 10, 8), datetime.date(2026, 10, 8), None)
    """
    text = text.partition("T")[0].partition(" ")[0]
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    if len(parts[0]) != 4:
        parts.reverse()
    if len(parts[0]) != 4:
        return None
    try:
        return date(*map(int, parts))
    except (ValueError, OverflowError):
        return None
