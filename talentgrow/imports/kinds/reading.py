"""Read an opened table into sound rows and problems; nothing is stored here."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from talentgrow.imports.files.cells import Formula, Line, plain
from talentgrow.imports.files.faults import Fault, UnreadableFile
from talentgrow.imports.files.tables import Table
from talentgrow.imports.kinds.columns import Column, Kind
from talentgrow.imports.kinds.problems import Problem, Reason, refused
from talentgrow.imports.kinds.values import parse
from talentgrow.kernel.localized import LOCALES
from talentgrow.kernel.text import search_key

Advance = Callable[[int], None]
MISSING = frozenset({Reason.MISSING, Reason.MISSING_ONE_OF})


@dataclass(frozen=True, slots=True)
class Row:
    """One sound line: what it says in each column the file has."""

    line: int
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, otherwise: Any = None) -> Any:
        """Return what a column says; what is given instead where the file has no such column."""
        return self.values.get(name, otherwise)


@dataclass
class Reading:
    """Everything that was found in a file."""

    kind: Kind
    file_name: str
    file_hash: str
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: int = 0


def read(
    table: Table,
    kind: Kind,
    positions: Mapping[str, int],
    *,
    today: date,
    advance: Advance = lambda _lines: None,
) -> Reading:
    """Read the columns at `positions`; `advance` hears how many lines were read.

    :raises UnreadableFile: a needed column is missing, or the file breaks off
    """
    refuse_missing(table.file_name, kind, positions)
    headings = {name: table.headings[position] for name, position in positions.items()}
    reading = Reading(kind, table.file_name, table.file_hash, headings)
    columns = [(kind.column(name), position) for name, position in positions.items()]
    seen: set[Hashable] = set()
    for line, cells in _filled(table.rows):
        reading.lines += 1
        advance(reading.lines)
        if len(cells) != len(table.headings):
            width = f"{len(cells)} ≠ {len(table.headings)}"
            reading.problems.append(Problem(line, "", width, Reason.WRONG_WIDTH))
            continue
        values, problems = _values(line, cells, columns, today)
        problems = problems or _problems_of_row(line, values, kind)
        problems = problems or _twin(line, values, kind, seen)
        if problems:
            reading.problems.extend(problems)
        else:
            reading.rows.append(Row(line, values))
    return reading


def refuse_missing(file_name: str, kind: Kind, positions: Mapping[str, int]) -> None:
    """Refuse a file without the columns it needs.

    :raises UnreadableFile: some are missing
    """
    lacking = kind.missing(positions)
    if lacking:
        names = ", ".join(
            "/".join(f"“{column.heading.en}”" for column in group) for group in lacking
        )
        raise UnreadableFile(Fault.NO_COLUMNS, file=file_name, columns=names)


def _filled(rows: Iterator[Line]) -> Iterator[Line]:
    """Pass over lines without anything in them."""
    return ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells))


def _values(
    line: int, cells: list[str], columns: list[tuple[Column, int]], today: date
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, position in columns:
        cell = cells[position]
        text = cell if isinstance(cell, Formula) else plain(cell)
        value, reason = parse(column, text, today)
        values[column.field] = value
        if reason is not None:
            problems.append(refused(line, column.field, text, reason, _choices(column, reason)))
    return values, problems


def _choices(column: Column, reason: Reason) -> str:
    """Return what may stand in a cell, where that is a short list."""
    if reason is not Reason.NO_CHOICE or not column.choices:
        return ""
    return ", ".join(
        "/".join(dict.fromkeys(words.in_(locale) for locale in LOCALES))
        for words in column.choices.values()
    )


def _problems_of_row(line: int, values: Mapping[str, Any], kind: Kind) -> list[Problem]:
    findings = [
        (group[0], Reason.MISSING_ONE_OF)
        for group in kind.one_of
        if not any(values.get(name) for name in group)
    ]
    findings += kind.check(values)
    return [
        refused(line, name, "" if reason in MISSING else shown(values.get(name)), reason)
        for name, reason in findings
    ]


def shown(value: Any) -> str:
    """Return a value as somebody would type it into the file."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return " | ".join(value) if isinstance(value, tuple) else str(value)


def _twin(line: int, values: Mapping[str, Any], kind: Kind, seen: set[Hashable]) -> list[Problem]:
    """Refuse the second of two rows that speak of the same thing."""
    names = _names_of_key(kind, values)
    key = tuple((name, _part(kind, name, values.get(name))) for name in names)
    if key in seen:
        blamed = names[-1] if values.get(names[-1]) else names[0]
        return [refused(line, blamed, shown(values.get(blamed)), Reason.TWICE)]
    seen.add(key)
    return []


def _names_of_key(kind: Kind, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return which columns say what a row is about: of a group, the first that is filled."""
    if not kind.one_of:
        return kind.key
    return (next(name for name in kind.key if values.get(name)),)


def _part(kind: Kind, name: str, value: Any) -> Hashable:
    is_text = isinstance(value, str) and not kind.column(name).is_exact
    return search_key(value) if is_text else value
