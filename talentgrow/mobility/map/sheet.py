"""Everything the page of the map says, read once for one address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from werkzeug.datastructures import MultiDict

from talentgrow.graph.layout import NO_FAMILY
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.types import Family
from talentgrow.infra.i18n import localized
from talentgrow.kernel.page import Page
from talentgrow.kernel.text import search_key
from talentgrow.mobility.careers import UNKNOWN_UNIT
from talentgrow.mobility.map import beside, choice, counts, drawing, neighbours
from talentgrow.mobility.map.beside import End, JobPanel, Passage, PathPanel
from talentgrow.mobility.map.choice import Choice, Column, Known, View
from talentgrow.mobility.map.table import Row, matching, page_of, rows
from talentgrow.mobility.snapshot import Graph
from talentgrow.people import queries as people
from talentgrow.people.models import Unit

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Numbers:
    """The size of the map; years are None before the first move."""

    jobs: int
    people: int
    moves: int
    renamed: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """One state of the page."""

    choice: Choice
    built_at: datetime
    is_part: bool
    as_of: date
    numbers: Numbers
    is_large: bool
    is_partial: bool
    families: tuple[Family, ...]
    units: tuple[Unit, ...]
    years: range
    opened: Family | None
    jobs: tuple[End, ...]
    panel: JobPanel | None
    path: PathPanel | None
    found: tuple[Row, ...]
    strongest: tuple[Passage, ...]
    table: Page[Row] | None

    @property
    def is_overview(self) -> bool:
        """Tell whether only families are drawn."""
        return self.is_large and self.opened is None and self.path is None


def known(graph: Graph) -> Known:
    """Return the ids and years which an address may name."""
    mobility = graph.mobility
    years = mobility.flows.year
    left = frozenset(np.unique(mobility.flows.unit).tolist()) - {UNKNOWN_UNIT}
    return Known(
        families=frozenset(graph.layout.discs),
        units={
            unit: below
            for unit, below in people.units_with_those_below().items()
            if not left.isdisjoint(below)
        },
        jobs=mobility.index.keys(),
        years=range(int(years.min()), int(years.max()) + 1) if len(years) else range(0),
    )


def choice_of(graph: Graph, arguments: MultiDict[str, str]) -> Choice:
    """Return what an address asks of this graph."""
    return choice.read(arguments, known(graph))


def read(graph: Graph, choice: Choice, page_number: int) -> MapPage:
    """Return the page for one address."""
    mobility, names = graph.mobility, known(graph)
    is_table = choice.view is View.TABLE
    listed = rows(mobility, choice) if is_table or choice.words else []
    families = _by_name(mobility.families)
    return MapPage(
        choice=choice,
        built_at=graph.built_at,
        is_part=graph.scope is not None,
        as_of=mobility.as_of,
        numbers=_numbers(mobility, names),
        is_large=neighbours.is_large(mobility),
        is_partial=NO_FAMILY in graph.layout.discs,
        families=families,
        units=_units(names.units),
        years=names.years,
        opened=next((family for family in families if family.id == choice.family), None),
        jobs=_choosable(mobility, choice),
        panel=None if is_table else _panel(graph, choice),
        path=_path(graph, choice),
        found=tuple(matching(listed, choice.words)[:MOST_FOUND]) if choice.words else (),
        strongest=() if is_table else _strongest(graph, choice),
        table=page_of(listed, page_number) if is_table else None,
    )


def found_jobs(mobility: Mobility, words: str) -> list[End]:
    """Return the jobs whose title has the words, for a select that asks as one types."""
    by_title = rows(mobility, Choice(column=Column.JOB, is_descending=False))
    return [beside.end(mobility, row.job) for row in matching(by_title, words)[:MOST_FOUND]]


def _numbers(mobility: Mobility, names: Known) -> Numbers:
    sums = counts.numbers(mobility)
    return Numbers(
        jobs=len(mobility.jobs),
        people=sums.people,
        moves=sums.moves,
        renamed=len(mobility.renamings),
        first_year=names.years[0] if names.years else None,
        last_year=names.years[-1] if names.years else None,
    )


def _by_name(families: Collection[Family]) -> tuple[Family, ...]:
    def key(family: Family) -> tuple[str, int]:
        return search_key(localized(family.name)), family.id

    return tuple(sorted(families, key=key))


def _units(ids: Collection[int]) -> tuple[Unit, ...]:
    """Return the units that people left, themselves or one below, by name."""
    left = [unit for unit in people.units() if unit.id in ids]
    return tuple(sorted(left, key=lambda unit: (search_key(localized(unit.name)), unit.id)))


def _choosable(mobility: Mobility, choice: Choice) -> tuple[End, ...]:
    """Return the jobs between which a path may be asked for: of very many, only those chosen."""
    chosen = {choice.start, choice.goal} - {None}
    jobs = mobility.jobs
    if neighbours.is_large(mobility):
        jobs = tuple(job for job in jobs if job.id in chosen)
    ends = [beside.end(mobility, job.id) for job in jobs]
    return tuple(sorted(ends, key=lambda end: (search_key(localized(end.title)), end.id)))


def _panel(graph: Graph, choice: Choice) -> JobPanel | None:
    return None if choice.job is None else beside.of_job(graph, choice, choice.job)


def _path(graph: Graph, choice: Choice) -> PathPanel | None:
    if choice.start is None or choice.goal is None:
        return None
    steps = drawing.path_steps(graph, choice)
    return beside.of_path(graph.mobility, choice.start, choice.goal, steps=steps)


def _strongest(graph: Graph, choice: Choice) -> tuple[Passage, ...]:
    if neighbours.is_large(graph.mobility) and choice.family is None:
        return beside.strongest_between_families(graph.mobility, drawing.view_of(graph, choice))
    return beside.strongest(graph.mobility, choice)
