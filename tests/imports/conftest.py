"""Files of assignments, written as spreadsheets and people write them."""

import csv
import io

import pytest

from talentgrow.imports import assignments, reading
from talentgrow.kernel.access import SYSTEM
from tests.make import NOW

HEADINGS = ["employee_id", "job", "started_on"]


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
    return lambda *rows, **options: reading.read(table(*rows, **options))


@pytest.fixture
def store(session, read):
    """Return a function which writes, checks, stores and commits rows."""

    def store(*rows, now=NOW, **options):
        found = read(*rows, **options)
        assert found.problems + assignments.problems(found) == []
        counts = assignments.store(found, by=SYSTEM, now=now)
        session.commit()
        return counts

    return store
