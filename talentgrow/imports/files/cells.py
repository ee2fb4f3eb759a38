"""Cells as text, whatever the file held."""

from datetime import date, datetime, time, timedelta

LARGEST_COLUMNS = 500
# What a sheet can hold; a longer text file is cut into several.
LARGEST_ROWS = 1_048_576
ERRORS = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
Line = tuple[int, list[str]]


class Formula(str):
    """A formula whose result the file does not hold: its text stands for a value nobody knows."""

    __slots__ = ()


def text_of(value: object) -> str:
    """Return a cell of a sheet as somebody would type it.

    >>> text_of(3.0), text_of(datetime(2026, 10, 8)), text_of(True), text_of(None)
    ('3', '2026-10-08', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return value if isinstance(value, str) else str(value)


def plain(cell: str) -> str:
    """Return a cell without the quote that guards a formula, and without stray spaces.

    >>> plain("  two   words "), plain("'=1+1"), plain("'t Hoen")
    ('two words', '=1+1', "'t Hoen")
    """
    cell = " ".join(cell.split())
    return cell[1:] if cell[:2] in {"'=", "'+", "'-", "'@"} else cell
