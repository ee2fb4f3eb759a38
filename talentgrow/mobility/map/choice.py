"""What the address of the map asks for; nonsense is left out and never an error."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from talentgrow.graph.analytics import Layer

Named = TypeVar("Named", bound=StrEnum)

LONGEST_SEARCH = 80
LARGEST_ID = 2**31 - 1
MINIMA = (1, 5, 10, 20, 50)


class View(StrEnum):
    """A way of reading the map."""

    MAP = "map"
    TABLE = "table"


class Column(StrEnum):
    """What the table may be sorted by."""

    FAMILY = "family"
    JOB = "job"
    PEOPLE = "people"
    ARRIVALS = "arrivals"
    FROM_JOBS = "from_jobs"
    DEPARTURES = "departures"
    TO_JOBS = "to_jobs"


TEXT_COLUMNS = frozenset({Column.FAMILY, Column.JOB})
USUAL_LAYERS = (Layer.OBSERVED, Layer.BRIDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The ids and years which an address may name."""

    families: Collection[int]
    # Each with all those below it.
    units: Mapping[int, frozenset[int]]
    jobs: Collection[int]
    years: range


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which part of the map is read, and how."""

    family: int | None = None
    unit: int | None = None
    # The unit chosen and all those below it; None for all.
    units: frozenset[int] | None = None
    since: int | None = None
    until: int | None = None
    minimum: int = 1
    layers: tuple[Layer, ...] = USUAL_LAYERS
    words: str = ""
    job: int | None = None
    start: int | None = None
    goal: int | None = None
    view: View = View.MAP
    column: Column = Column.ARRIVALS
    is_descending: bool = True

    @property
    def is_filtered(self) -> bool:
        """Tell whether less than everything is shown."""
        narrowing = (self.family, self.unit, self.since, self.until)
        return any(value is not None for value in narrowing) or self.minimum > 1

    @property
    def key(self) -> tuple[object, ...]:
        """Return what the drawing depends on: its data is the same where this is the same."""
        ends = (self.start, self.goal)
        return (self.family, self.unit, self.since, self.until, self.minimum, *ends)

    def address(self, **changes: object) -> dict[str, Any]:
        """Return the query arguments of this choice with some of them changed, no usual ones."""
        order = ("-" if self.is_descending else "") + self.column
        said: dict[str, Any] = {
            "view": self.view if self.view is not View.MAP else None,
            "family": self.family,
            "unit": self.unit,
            "since": self.since,
            "until": self.until,
            "minimum": self.minimum if self.minimum > 1 else None,
            "layer": list(self.layers) if self.layers != USUAL_LAYERS else None,
            "q": self.words or None,
            "job": self.job,
            "from": self.start,
            "to": self.goal,
            "sort": order if order != f"-{Column.ARRIVALS}" else None,
        }
        said |= changes
        return {name: value for name, value in said.items() if value is not None}

    def sorted_by(self, column: Column) -> str:
        """Return the order a press on the head of `column` asks for: the other way round."""
        if column is self.column:
            return column if self.is_descending else f"-{column}"
        return column if column in TEXT_COLUMNS else f"-{column}"


def read(arguments: MultiDict[str, str], known: Known) -> Choice:
    """Return what an address asks for; ids that are not on the map count as not given."""
    since = _one_of(arguments, "since", known.years)
    until = _one_of(arguments, "until", known.years)
    if since is not None and until is not None and since > until:
        since, until = until, since
    unit = _one_of(arguments, "unit", known.units)
    order = arguments.get("sort", "")
    column = _member(Column, order.removeprefix("-"))
    return Choice(
        family=_one_of(arguments, "family", known.families),
        unit=unit,
        units=None if unit is None else known.units[unit],
        since=since,
        until=until,
        minimum=_one_of(arguments, "minimum", MINIMA) or 1,
        layers=_layers(arguments.getlist("layer")),
        words=" ".join(arguments.get("q", "").split())[:LONGEST_SEARCH],
        job=_one_of(arguments, "job", known.jobs),
        start=_one_of(arguments, "from", known.jobs),
        goal=_one_of(arguments, "to", known.jobs),
        view=_member(View, arguments.get("view", "")) or View.MAP,
        column=column or Column.ARRIVALS,
        is_descending=order.startswith("-") if column else True,
    )


def _one_of(arguments: Mapping[str, str], name: str, known: Collection[int]) -> int | None:
    text = arguments.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))):
        return None
    return int(text) if int(text) in known else None


def _layers(texts: list[str]) -> tuple[Layer, ...]:
    chosen = tuple(layer for layer in Layer if layer in texts)
    return chosen or USUAL_LAYERS


def _member(kind: type[Named], text: str) -> Named | None:
    return next((member for member in kind if member == text), None)
