"""Read text with separators: which encoding, which separator, which line."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from talentgrow.imports.files.cells import LARGEST_COLUMNS, LARGEST_ROWS, Line
from talentgrow.imports.files.faults import Fault, UnreadableFile

DELIMITERS = ",;\t|"
QUOTED = re.compile(r'"[^"]*"')
HINT = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)
# Accented letters of French as old Macs wrote them; in Windows-1252 these are signs nobody types.
MAC_LETTERS = frozenset(b"\x83\x88\x89\x8d\x8e\x8f\x90\x9d\x9e")
MARKUP = ("<html", "<table", "<!doctype", "<?xml", "<head", "<meta")


def table(content: bytes, name: str) -> tuple[list[str], Iterator[Line], int]:
    """Return the headings, the rows below them and about how many there are.

    :raises UnreadableFile: no text, no first line, or too many columns
    """
    text = decoded(content, name)
    if text[:200].lstrip().lower().startswith(MARKUP):
        raise UnreadableFile(Fault.WEB_PAGE, file=name)
    lines, first_line = _reader(text)
    rows = _numbered(lines, first_line, name)
    headings = next((cells for _line, cells in rows if any(cell.strip() for cell in cells)), [])
    if not headings:
        raise UnreadableFile(Fault.EMPTY, file=name)
    if len(headings) > LARGEST_COLUMNS:
        raise UnreadableFile(Fault.TOO_MANY_COLUMNS, file=name, limit=LARGEST_COLUMNS)
    return headings, rows, text.count("\n") or text.count("\r")


def decoded(content: bytes, name: str) -> str:
    """Return the text, whatever common spreadsheet wrote it.

    :raises UnreadableFile: it is no text
    """
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise UnreadableFile(Fault.NO_TEXT, file=name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096] or content.startswith(b"%PDF"):
        raise UnreadableFile(Fault.NO_TEXT, file=name)
    try:
        # Files glued together carry their marks inside.
        return content.decode("utf-8").replace("\ufeff", "")
    except UnicodeDecodeError:
        return content.decode(_old_encoding(content), errors="replace")


def _old_encoding(content: bytes) -> str:
    """Tell Windows-1252 from Mac Roman by where the accented letters lie."""
    sample = content[:200_000]
    mac = sum(sample.count(sign) for sign in MAC_LETTERS)
    windows = sum(1 for sign in sample if sign >= 0xC0)
    return "mac_roman" if mac > windows else "cp1252"


def _reader(text: str) -> tuple[Any, int]:
    """Return a CSV reader of the text and the number of its first line."""
    hint = HINT.match(text)
    if hint:
        stream = io.StringIO(text[hint.end() :], newline="")
        return csv.reader(stream, delimiter=hint.group(1)), 2
    return csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1


def _delimiter(text: str) -> str:
    """Return the separator that occurs most in the first line that holds anything."""
    first = QUOTED.sub("", text.lstrip("\r\n")[:100_000].partition("\n")[0])
    return max(DELIMITERS, key=lambda mark: (first.count(mark), -DELIMITERS.index(mark)))


def _numbered(lines: Any, first_line: int, name: str) -> Iterator[Line]:
    """Yield each record with the line on which it begins; one may span several."""
    begins = first_line
    try:
        for cells in lines:
            yield begins, cells
            begins = lines.line_num + first_line
            if begins > LARGEST_ROWS:
                raise UnreadableFile(Fault.TOO_MANY_ROWS, file=name, limit=f"{LARGEST_ROWS:,}")
    except csv.Error as error:
        fault = Fault.HUGE_CELL if "limit" in str(error) else Fault.BROKEN_LINE
        raise UnreadableFile(fault, file=name, line=begins, why=str(error)) from error
