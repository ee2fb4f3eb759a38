"""What a file would do: counts, problems, examples, and the writing itself."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from talentgrow.imports.kinds.problems import Problem, Reason, refused
from talentgrow.imports.kinds.reading import Reading, Row, shown
from talentgrow.kernel.access import Actor

Advance = Callable[[int], None]
Record = TypeVar("Record")
BATCH = 5_000
# How many examples of changes are kept to be looked at.
SHOWN = 100


@dataclass
class Counts:
    """What storing a file did, or would do."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    people_added: int = 0
    people_changed: int = 0
    jobs_added: int = 0
    families_added: int = 0
    units_added: int = 0

    @property
    def has_effect(self) -> bool:
        """Tell whether the file says anything new."""
        return bool(self.added or self.changed or self.people_changed)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be new or different: (field, before, after) for each difference."""

    line: int
    name: str
    is_new: bool
    parts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, and who hears how far it is."""

    by: Actor
    now: datetime
    advance: Advance = lambda _rows: None


def _nothing(_writing: Writing) -> None:
    return None


@dataclass
class Plan:
    """What a file would do to the present database, worked out without changing it."""

    reading: Reading
    counts: Counts = field(default_factory=Counts)
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    write: Callable[[Writing], None] = _nothing

    def __post_init__(self) -> None:
        self.problems.extend(self.reading.problems)

    def settled(self) -> "Plan":
        """Count what is refused, put problems in the order of the file, and return the plan."""
        self.problems.sort(key=lambda problem: (problem.line, problem.column))
        self.counts.rows = self.reading.lines
        self.counts.rejected = len({problem.line for problem in self.problems})
        return self


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to write: what it says of which record; no id means a new one."""

    row: Row
    stated: dict[str, Any]
    id: int | None = None


def _in_one_line(value: Any) -> Any:
    """Return a text as a cell holds it: a file that says the same text takes no line break away."""
    return " ".join(value.split()) if isinstance(value, str) else value


class Ledger:
    """Sort the rows of a file into new, changed, unchanged and refused."""

    def __init__(self, reading: Reading) -> None:
        self.plan = Plan(reading)
        self.entries: list[Entry] = []
        self.seen: set[Hashable] = set()

    def refuse(
        self, row: Row, column: str, reason: Reason, *, hint: str = "", value: str | None = None
    ) -> None:
        """Note why a row cannot be stored."""
        text = shown(row.get(column)) if value is None else value
        self.plan.problems.append(refused(row.line, column, text, reason, hint))

    def is_twin(self, row: Row, column: str, key: Hashable) -> bool:
        """Refuse a row about something an earlier row was about, under another name perhaps."""
        if key in self.seen:
            self.refuse(row, column, Reason.TWICE)
            return True
        self.seen.add(key)
        return False

    def settle(
        self,
        row: Row,
        name: str,
        *,
        stated: dict[str, Any],
        held: Mapping[str, Any] | None = None,
        id_: int | None = None,
        words: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        """Compare what a row says with what is held, and note the difference.

        `words` says (before, after) for values that are ids and would mean nothing to a reader.
        """
        counts = self.plan.counts
        if held is None:
            counts.added += 1
            self.entries.append(Entry(row, stated))
            self._show(Change(row.line, name, is_new=True))
            return
        differing = [key for key, value in stated.items() if _in_one_line(held.get(key)) != value]
        if not differing:
            counts.unchanged += 1
            return
        counts.changed += 1
        self.entries.append(Entry(row, stated, id_))
        parts = tuple(
            (key, *(words or {}).get(key, (shown(held.get(key)), shown(stated[key]))))
            for key in differing
        )
        self._show(Change(row.line, name, is_new=False, parts=parts))

    def _show(self, change: Change) -> None:
        if len(self.plan.changes) < SHOWN or not change.is_new:
            self.plan.changes.append(change)
        if len(self.plan.changes) > 2 * SHOWN:
            self.plan.changes = shown_first(self.plan.changes)

    def finished(self, write: Callable[[Writing], None]) -> Plan:
        """Return the plan, with what writes it."""
        self.plan.write = write
        self.plan.changes = shown_first(self.plan.changes)
        return self.plan.settled()


def shown_first(changes: list[Change]) -> list[Change]:
    """Return the changes worth showing: what would become different before what is new."""
    return sorted(changes, key=lambda change: (change.is_new, change.line))[:SHOWN]


def stated_values(row: Row, reading: Reading, *names: str) -> dict[str, Any]:
    """Return what a row says in some columns: those the file has, and where empty means none."""
    return {
        name: row[name]
        for name in names
        if name in reading.columns and (row[name] or not reading.kind.column(name).stays_when_empty)
    }


def batches(records: list[Record]) -> Iterator[list[Record]]:
    """Cut a long list of records into pieces a statement can carry."""
    return (records[start : start + BATCH] for start in range(0, len(records), BATCH))
