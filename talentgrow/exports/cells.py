"""Stored values as the cells of a file, in the words of the reader’s language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from talentgrow.imports.kinds.columns import Column, Holds, Kind
from talentgrow.infra.i18n import language
from talentgrow.kernel.localized import Localized

YES, NO = Localized("oui", "yes"), Localized("non", "no")
BETWEEN = {Holds.WORDS: " | ", Holds.CHOICES: ", "}
Values = Mapping[str, Any]


def row_of(kind: Kind, values: Values) -> list[str]:
    """Return one line of a file; what is not known stays empty."""
    return [cell(column, values.get(column.field)) for column in kind.columns]


def cell(column: Column, value: Any) -> str:
    """Return one value as text which the import takes for the same value."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if column.holds is Holds.FLAG:
        return (YES if value else NO).in_(language())
    if column.holds in BETWEEN:
        return BETWEEN[column.holds].join(_word(column, one) for one in value)
    return _word(column, value)


def _word(column: Column, value: object) -> str:
    known = column.choices.get(str(value))
    return str(value) if known is None else known.in_(language())
