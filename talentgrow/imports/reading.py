"""Read a file of assignments into rows and problems; nothing is stored here."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from talentgrow.imports import columns
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import search_key

LARGEST_FILE = 200_000_000
LARGEST_UNPACKED = 1_000_000_000
LONGEST_VALUE = 200
EARLIEST = date(1930, 1, 1)
LATEST = date(2100, 1, 1)
DELIMITERS = ",;\t|"
Advance = Callable[[int], None]


class Reason(StrEnum):
    """Why a value was refused."""

    MISSING = "missing"
    NO_DATE = "no_date"
    NO_NUMBER = "no_number"
    ENDS_BEFORE_START = "ends_before_start"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    TWICE = "twice"
    WRONG_WIDTH = "wrong_width"
    UNPRINTABLE = "unprintable"
    UNKNOWN_MANAGER = "unknown_manager"
    OWN_MANAGER = "own_manager"
    EMAIL_TAKEN = "email_taken"


class UnreadableFile(DomainError):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that was refused: the line in the file, its column, the value and why."""

    line: int
    column: str
    value: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment as the file states it."""

    line: int
    employee_number: str
    job: str
    started_on: date
    ended_on: date | None = None
    family: str = ""
    grade: int | None = None
    unit: str = ""
    site: str = ""
    manager: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""


@dataclass
class Reading:
    """Everything that was found in a file."""

    file_name: str
    file_hash: str
    columns: frozenset[str] = frozenset()
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path, advance: Advance = lambda _rows: None) -> Reading:
    """Read a CSV file, packed with gzip or not; `advance` hears how many rows were read.

    :raises UnreadableFile: no such file, too large, not text, or without the required columns
    """
    content = _content(path)
    text = _decoded(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        headings = next(lines, [])
        found = columns.match(headings)
        lacking = columns.missing(found)
        if lacking:
            names = ", ".join(f"“{column.names[0]}”" for column in lacking)
            raise UnreadableFile(f"{path.name}: no column {names} in the first line.")
        reading = Reading(path.name, hashlib.sha256(content).hexdigest(), frozenset(found))
        for row in _rows(lines, headings, found=found, reading=reading):
            reading.rows.append(row)
            advance(len(reading.rows))
    except csv.Error as error:
        raise UnreadableFile(f"{path.name}, line {lines.line_num}: {error}.") from error
    _refuse_twins(reading)
    return reading


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(f"{path.name} is larger than 200 MB.")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}.") from error
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            # One byte more than allowed tells a bomb from a large file without unpacking it all.
            unpacked = packed.read(LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"{path.name} is no readable gzip file.") from error
    if len(unpacked) > LARGEST_UNPACKED:
        raise UnreadableFile(f"{path.name} is larger than 1 GB once unpacked.")
    return unpacked


def _decoded(content: bytes) -> str:
    """Return the text, whatever common spreadsheet wrote it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise UnreadableFile("This is no text file: save it as CSV.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the separator that occurs most in the first line."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=lambda mark: (first.count(mark), -DELIMITERS.index(mark)))


def _numbered(lines: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each record of a CSV reader with the line on which it begins; one may span several."""
    begins = lines.line_num + 1
    for cells in lines:
        yield begins, cells
        begins = lines.line_num + 1


def _rows(
    lines: Iterator[list[str]],
    headings: list[str],
    *,
    found: dict[str, int],
    reading: Reading,
) -> Iterator[Row]:
    """Yield the rows that are sound and note the problems of the others."""
    for line, cells in _numbered(lines):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(headings):
            reading.problems.append(
                Problem(line, "", f"{len(cells)} ≠ {len(headings)}", Reason.WRONG_WIDTH)
            )
            continue
        values = {name: _plain(cells[position]) for name, position in found.items()}
        problems = _problems(line, values)
        if problems:
            reading.problems.extend(problems)
            continue
        yield _row(line, values)


def _plain(cell: str) -> str:
    """Return a cell without the quote that guards a formula, and without stray spaces."""
    cell = " ".join(cell.split())
    return cell[1:] if cell[:2] in {"'=", "'+", "'-", "'@"} else cell


def _row(line: int, values: dict[str, str]) -> Row:
    started_on = parse_day(values["started_on"])
    if started_on is None:
        raise ValueError("a checked row has a first day")
    grade = values.get("grade", "")
    return Row(
        line=line,
        employee_number=values["employee_number"],
        job=values["job"],
        started_on=started_on,
        ended_on=parse_day(values.get("ended_on", "")),
        grade=int(grade) if grade else None,
        **{
            name: values.get(name, "")
            for name in ("family", "unit", "site", "manager", "first_name", "last_name")
        },
        email=values.get("email", "").lower(),
    )


def _problems(line: int, values: dict[str, str]) -> list[Problem]:
    found = [
        Problem(line, name, value[:LONGEST_VALUE], reason)
        for name, value in values.items()
        if (reason := _reason(name, value)) is not None
    ]
    if found:
        return found
    started, ended = parse_day(values["started_on"]), parse_day(values.get("ended_on", ""))
    if started and ended and ended < started:
        return [Problem(line, "ended_on", values["ended_on"], Reason.ENDS_BEFORE_START)]
    return []


REQUIRED = frozenset(column.field for column in columns.COLUMNS if column.is_required)
DAYS = frozenset({"started_on", "ended_on"})


def _reason(name: str, value: str) -> Reason | None:
    if not value:
        return Reason.MISSING if name in REQUIRED else None
    if len(value) > LONGEST_VALUE:
        return Reason.TOO_LONG
    if not value.isprintable():
        return Reason.UNPRINTABLE
    if name in DAYS:
        return _reason_of_day(value)
    if name == "grade" and not (value.isdecimal() and len(value) <= 3):
        return Reason.NO_NUMBER
    return None


def _reason_of_day(value: str) -> Reason | None:
    day = parse_day(value)
    if day is None:
        return Reason.NO_DATE
    return None if EARLIEST <= day <= LATEST else Reason.OUT_OF_RANGE


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


def _refuse_twins(reading: Reading) -> None:
    """Refuse the second of two rows which say the same person began the same job that day."""
    seen: set[tuple[str, str, date]] = set()
    kept: list[Row] = []
    for row in reading.rows:
        key = (row.employee_number, job_key(row.job), row.started_on)
        if key in seen:
            reading.problems.append(
                Problem(row.line, "started_on", row.started_on.isoformat(), Reason.TWICE)
            )
            continue
        seen.add(key)
        kept.append(row)
    reading.rows = kept
    reading.problems.sort(key=lambda problem: (problem.line, problem.column))


def job_key(title: str) -> str:
    """Return what makes two titles the same job: letters, whatever their case and accents.

    >>> job_key("ACCOUNT  TECHNICIAN II") == job_key("Account technician II")
    True
    """
    return search_key(title)
