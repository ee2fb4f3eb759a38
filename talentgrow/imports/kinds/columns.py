"""A kind of file: its columns, what they are called in both languages, and what they hold."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from talentgrow.imports.kinds.problems import Reason
from talentgrow.kernel.localized import LOCALES, Localized
from talentgrow.kernel.text import search_key

Values = Mapping[str, Any]
Finding = tuple[str, Reason]
# The column which a correction file has on top of the original ones; it is never read.
PROBLEM = Localized("À corriger", "To mend")
# An empty cell says nothing about these, or "none" about others.
NOTHING = Localized("vide : rien ne change", "empty: nothing changes")
NO_WORDS = Localized("", "")


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    PAST_DAY = "past_day"
    LEVEL = "level"
    NEEDED_LEVEL = "needed_level"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    WORDS = "words"
    ADDRESS = "address"
    ZONE = "zone"


@dataclass(frozen=True)
class Column:
    """One column; `names` are the headings it is known by, in any case and with any accents."""

    field: str
    heading: Localized
    aliases: tuple[str, ...] = ()
    holds: Holds = Holds.TEXT
    is_required: bool = False
    choices: Mapping[str, Localized] = dataclasses.field(default_factory=dict)
    # Other ways to write a choice, such as the codes of payroll systems.
    spellings: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    about: Localized = NO_WORDS
    example: Localized = NO_WORDS
    longest: int = 200
    # Capitals count, as in an employee number.
    is_exact: bool = False
    # An empty cell leaves what is stored alone; elsewhere it takes it away.
    stays_when_empty: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return every heading by which the column is recognised."""
        own = (self.heading.en, self.heading.fr, self.field)
        return tuple(dict.fromkeys((*own, *self.aliases)))


def nothing_else(_values: Values) -> list[Finding]:
    """Find nothing wrong with a row whose values are sound one by one."""
    return []


@dataclass(frozen=True)
class Kind:
    """One kind of file that can be imported."""

    name: str
    title: Localized
    columns: tuple[Column, ...]
    # What makes two rows speak of the same thing; the last of these is blamed for the second.
    key: tuple[str, ...]
    # Groups of columns of which one must be there, in the file and in each row.
    one_of: tuple[tuple[str, ...], ...] = ()
    check: Callable[[Values], list[Finding]] = nothing_else

    def column(self, name: str) -> Column:
        """Return one column by the name of its field."""
        return next(column for column in self.columns if column.field == name)

    def match(self, headings: list[str]) -> dict[str, int]:
        """Return the position of each column that is recognised; the first of two wins."""
        known = {_key(name): column.field for column in self.columns for name in column.names}
        found: dict[str, int] = {}
        for position, heading in enumerate(headings):
            name = known.get(_key(heading))
            if name is not None and not is_problem_column(heading):
                found.setdefault(name, position)
        return found

    def missing(self, found: Mapping[str, int]) -> list[tuple[Column, ...]]:
        """Return the columns that are needed and not there; any of a group would do."""
        single = [
            (column,) for column in self.columns if column.is_required and column.field not in found
        ]
        groups = [
            tuple(self.column(name) for name in group)
            for group in self.one_of
            if not any(name in found for name in group)
        ]
        return single + groups


def is_problem_column(heading: str) -> bool:
    """Tell whether a column is the one that correction files add.

    >>> is_problem_column("À CORRIGER"), is_problem_column("Remarque")
    (True, False)
    """
    return _key(heading) in {_key(PROBLEM.in_(locale)) for locale in LOCALES}


def heading_key(headings: list[str]) -> str:
    """Return what makes two files have the same columns, whatever their order."""
    return "\n".join(sorted({_key(heading) for heading in headings if heading.strip()}))


def _key(heading: str) -> str:
    return search_key(heading.replace("_", " "))
