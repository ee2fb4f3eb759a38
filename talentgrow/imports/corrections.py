"""The file to mend: what was sent, with what is wrong written behind each line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from talentgrow.imports import words
from talentgrow.imports.files.cells import Line
from talentgrow.imports.files.tables import opened
from talentgrow.imports.files.writing import written
from talentgrow.imports.kinds.columns import PROBLEM, is_problem_column
from talentgrow.imports.kinds.problems import Problem
from talentgrow.infra.i18n import localized


def file(
    path: Path,
    problems: Iterable[Problem],
    *,
    columns: Mapping[str, str],
    suffix: str,
    name: str = "",
    only_refused: bool = False,
) -> bytes:
    """Return the refused lines first, then the others; the last column says what to mend.

    The import passes that column over, so that a mended file can be sent as it is.

    :raises UnreadableFile: the file that was sent cannot be read any more
    """
    told = _told(problems, columns)
    with opened(path, name) as table:
        kept = [i for i, text in enumerate(table.headings) if not is_problem_column(text)]
        headings = [table.headings[i] for i in kept]
        rows = _ordered(table.rows, told, only_refused=only_refused)
        return written(
            suffix,
            [*headings, localized(PROBLEM)],
            ([*_cells(cells, kept), told.get(line, "")] for line, cells in rows),
        )


def _told(problems: Iterable[Problem], columns: Mapping[str, str]) -> dict[int, str]:
    """Return what is to be mended, in one text a line."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for problem in problems:
        heading = columns.get(problem.column, "")
        where = f"{heading}: " if heading else ""
        found[problem.line].append(f"{where}{words.sentence(problem)} {words.mend(problem)}")
    return {line: " ".join(texts) for line, texts in found.items()}


def _ordered(
    rows: Iterator[Line], told: Mapping[int, str], *, only_refused: bool
) -> Iterator[Line]:
    sound = []
    for line, cells in rows:
        if line in told:
            yield line, cells
        elif not only_refused and any(cell.strip() for cell in cells):
            sound.append((line, cells))
    yield from sound


def _cells(cells: list[str], kept: list[int]) -> list[str]:
    """Return the cells of the columns that are kept; a line may be too short or too long."""
    return [cells[place] if place < len(cells) else "" for place in kept]
