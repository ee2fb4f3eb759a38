"""Files of assignments, written as spreadsheets and people write them."""

import csv
import io

import pytest

from talentgrow.imports import running
from talentgrow.imports.files.tables import opened
from talentgrow.imports.kinds import reading
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportRun
from talentgrow.imports.storing.plan import Writing
from talentgrow.kernel.access import SYSTEM
from tests.make import NOW

TODAY = NOW.date()
HEADINGS = ["employee_id", "job", "started_on"]


def read_file(path, kind="assignments", *, today=TODAY, advance=lambda _lines: None):
    """Read a file of a kind by the headings that are recognised."""
    with opened(path) as found:
        positions = KINDS[kind].match(found.headings)
        return reading.read(found, KINDS[kind], positions, today=today, advance=advance)


@pytest.fixture
def write(tmp_path):
    """Return a function which writes text or bytes into a file."""

    def write(content, name="careers.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def table(write):
    """Return a function which writes rows below headings; a row is a mapping or a sequence."""

    def table(*rows, headings=None, delimiter=",", **options):
        first = rows[0] if rows else []
        headings = headings or (list(first) if isinstance(first, dict) else HEADINGS)
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerow(headings)
        for row in rows:
            writer.writerow([row[h] for h in headings] if isinstance(row, dict) else row)
        return write(text.getvalue(), **options)

    return table


@pytest.fixture
def read(table):
    """Return a function which writes rows and reads them back."""

    def read(*rows, kind="assignments", **options):
        return read_file(table(*rows, **options), kind)

    return read


@pytest.fixture
def plan(session, read):
    """Return a function which writes and reads rows and works out what they would do."""
    return lambda *rows, **options: running.plan(read(*rows, **options))


@pytest.fixture
def carry_out(session):
    """Return a function which stores a plan and commits."""

    def carry_out(plan, *, by=SYSTEM, now=NOW, advance=lambda _rows: None):
        run = ImportRun(
            kind=plan.reading.kind.name,
            file_name=plan.reading.file_name,
            file_hash=plan.reading.file_hash,
            at=now,
        )
        if plan.counts.has_effect:
            running.carry_out(plan, run, Writing(by, now, advance))
        return run

    return carry_out


@pytest.fixture
def store(session, plan, carry_out):
    """Return a function which writes, checks, stores and commits rows."""

    def store(*rows, now=NOW, **options):
        found = plan(*rows, **options)
        assert found.problems == []
        carry_out(found, now=now)
        session.commit()
        return found.counts

    return store


@pytest.fixture
def problems(plan):
    """Return a function which tells what is wrong with rows: (line, column, reason)."""

    def problems(*rows, **options):
        found = plan(*rows, **options).problems
        return [(problem.line, problem.column, problem.reason) for problem in found]

    return problems
