"""The equal table of the map: the same numbers, one job a line."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.types import Family
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.page import Page
from talentgrow.kernel.text import safe_cell, search_key
from talentgrow.mobility.map import counts
from talentgrow.mobility.map.choice import TEXT_COLUMNS, Choice, Column

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One job: who holds it, how many came and went; None is a hidden figure.

    `arrivals` and `departures` add up the links of enough people, `from_jobs` and `to_jobs`
    count all links.
    """

    job: int
    title: Localized
    family: Family | None
    people: int | None
    arrivals: int | None
    from_jobs: int
    departures: int | None
    to_jobs: int


def rows(mobility: Mobility, choice: Choice) -> list[Row]:
    """Return the jobs under the filters in the order asked for; ties by title."""
    few, size = mobility.rules.few, len(mobility.jobs)
    pairs = counts.moves(mobility, choice, minimum=choice.minimum)
    came, from_jobs = counts.shown_sums(pairs.people, pairs.target, size, few=few)
    left, to_jobs = counts.shown_sums(pairs.people, pairs.source, size, few=few)
    families = {family.id: family for family in mobility.families}
    chosen = [
        Row(
            job=job.id,
            title=job.title,
            family=families.get(job.family or 0),
            people=None if people < few else people,
            arrivals=_sum(int(came[row]), int(from_jobs[row])),
            from_jobs=int(from_jobs[row]),
            departures=_sum(int(left[row]), int(to_jobs[row])),
            to_jobs=int(to_jobs[row]),
        )
        for row, (job, people) in enumerate(
            zip(mobility.jobs, mobility.headcount.tolist(), strict=True)
        )
        if choice.family is None or (job.family or 0) == choice.family
    ]
    return _ordered(matching(chosen, choice.words), choice)


def matching(found: Sequence[Row], words: str) -> list[Row]:
    """Return the rows whose French or English title has all the words, accents aside."""
    wanted = search_key(words).split()
    return [
        row
        for row in found
        if all(word in search_key(f"{row.title.fr} {row.title.en}") for word in wanted)
    ]


def page_of(found: Sequence[Row], number: int) -> Page[Row]:
    """Return one page of the table; a number past the end gives the last page."""
    number = min(number, max(1, -(-len(found) // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    return Page(found[first : first + PAGE_SIZE], number, PAGE_SIZE, len(found))


def as_csv(found: Sequence[Row]) -> str:
    """Return all rows as a table for spreadsheets; no cell can be taken for a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([str(words) for words in headings().values()])
    for row in found:
        cells = (
            localized(row.family.name) if row.family else "",
            localized(row.title),
            *(_("few") if n is None else n for n in (row.people, row.arrivals)),
            row.from_jobs,
            _("few") if row.departures is None else row.departures,
            row.to_jobs,
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return stream.getvalue()


def headings() -> dict[Column, str]:
    """Return the words at the head of each column."""
    return {
        Column.FAMILY: _("Family"),
        Column.JOB: _("Job"),
        Column.PEOPLE: _("People"),
        Column.ARRIVALS: _("Arrivals"),
        Column.FROM_JOBS: _("Coming from"),
        Column.DEPARTURES: _("Departures"),
        Column.TO_JOBS: _("Going to"),
    }


def _sum(people: int, links: int) -> int | None:
    return None if links and not people else people


def _ordered(found: Sequence[Row], choice: Choice) -> list[Row]:
    """Sort by one column, then by title; all hidden figures stand together, above zero."""
    by_title = sorted(found, key=lambda row: (search_key(localized(row.title)), row.job))
    if choice.column in TEXT_COLUMNS:
        words = _family_key if choice.column is Column.FAMILY else _title_key
        return sorted(by_title, key=words, reverse=choice.is_descending)
    return sorted(by_title, key=lambda row: _size(row, choice), reverse=choice.is_descending)


def _family_key(row: Row) -> str:
    return search_key(localized(row.family.name)) if row.family else ""


def _title_key(row: Row) -> str:
    return search_key(localized(row.title))


def _size(row: Row, choice: Choice) -> float:
    people: int | None = getattr(row, choice.column)
    return 0.5 if people is None else people
