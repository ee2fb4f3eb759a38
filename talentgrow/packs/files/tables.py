"""A CSV text as rows by heading, and what makes a label fit to be kept; pure."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from talentgrow.packs.files.archives import Reason, Text, UnreadablePack

DELIMITERS = ",;\t|"
MOST_ROWS = 1_000_000
LONGEST_LABEL = 300
LONGEST_DESCRIPTION = 2000
_HEADING = re.compile(r"[^a-z0-9]+")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The headings of one file, and its rows to be read once."""

    name: str
    headings: tuple[str, ...]
    rows: Iterator[Row]

    def has(self, *headings: str) -> bool:
        """Tell whether all of these columns are there."""
        return set(headings) <= set(self.headings)


def table(file: Text) -> Table:
    """Read the first line of a text; rows as wide as it follow, others are left out.

    :raises UnreadablePack: a quoted cell never ends, or there are too many rows
    """
    text = file.text or ""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        headings = tuple(_heading(cell) for cell in next(lines, []))
    except csv.Error as error:
        raise UnreadablePack(Reason.BAD_TABLE, file.name) from error
    return Table(file.name, headings, _rows(lines, headings, name=file.name))


def _rows(lines: Iterator[list[str]], headings: tuple[str, ...], *, name: str) -> Iterator[Row]:
    try:
        for number, cells in enumerate(lines):
            if number >= MOST_ROWS:
                raise UnreadablePack(Reason.TOO_LARGE_UNPACKED, name)
            if len(cells) == len(headings):
                yield dict(zip(headings, cells, strict=True))
            elif any(cells):
                yield {}
    except csv.Error as error:
        raise UnreadablePack(Reason.BAD_TABLE, name) from error


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=lambda mark: (first.count(mark), -DELIMITERS.index(mark)))


def _heading(cell: str) -> str:
    """Return a heading in small letters: "conceptUri", "CONCEPTURI" are the same."""
    return _HEADING.sub("_", cell.strip().lower()).strip("_")


def label(text: str) -> str:
    """Return a label in one line without signs that cannot be shown; one too long is none.

    >>> label("  conduite d''engins   agricoles ")
    "Conduite d'engins agricoles"
    """
    words = _plain(text)
    if len(words) > LONGEST_LABEL:
        return ""
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.islower() else words


def description(text: str) -> str:
    """Return a longer text in one paragraph, cut where it is endless."""
    words = _plain(text)
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return words[:LONGEST_DESCRIPTION].rpartition(" ")[0] + "…"


def _plain(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.replace("''", "'").split())
