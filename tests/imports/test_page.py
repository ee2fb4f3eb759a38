"""The list of imports: for those who may read it, with how to make one."""

from datetime import UTC, datetime

import pytest

from talentgrow.imports import queries
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportRun
from talentgrow.kernel.access import Role

COUNTED = [c.name for c in ImportRun.__table__.c if issubclass(c.type.python_type, int)]


@pytest.fixture
def run(session):
    """Return a function which notes that a file was imported on a day of October 2026."""

    def run(name, day=1, **counts):
        noted = ImportRun(
            kind="assignments",
            file_name=name,
            file_hash="x",
            at=datetime(2026, 10, day, 9, tzinfo=UTC),
            **dict.fromkeys(set(COUNTED) - {"id", "author_id"}, 0) | counts,
        )
        session.add(noted)
        session.commit()
        return noted

    return run


class TestWho:
    @pytest.mark.parametrize(
        ("role", "status"), [(Role.EMPLOYEE, 403), (Role.HR, 200), (Role.ADMIN, 200)]
    )
    def test_hr_and_administrators_read_it(self, make, sign_in, role, status):
        assert sign_in(make.person(role=role)).get("/imports/").status_code == status

    def test_a_manager_does_not(self, make, sign_in):
        boss = make.person("Boss")
        make.assignment(make.person(), make.job(), manager=boss)

        assert sign_in(boss).get("/imports/").status_code == 403


class TestPage:
    @pytest.fixture
    def hugo(self, make):
        return make.person("Hugo", role=Role.HR)

    def test_tells_the_newest_first(self, run, hugo, sign_in, page):
        run("old.csv", 1, rows=12345, added=12000)
        run("new.csv", 2, unchanged=7)

        text = page(sign_in(hugo), "/imports/").text

        assert text.index("new.csv") < text.index("old.csv")
        assert "12,345" in text
        assert "2 files" in text

    def test_says_how_to_make_the_first(self, hugo, sign_in, page):
        found = page(sign_in(hugo), "/imports/")

        assert found.h1 == "No file was imported yet"
        assert "talentgrow import assignments careers.csv --dry-run" in found.text

    def test_names_every_column_as_it_may_be_called(self, hugo, sign_in, page):
        text = page(sign_in(hugo), "/imports/columns").text

        for kind in KINDS.values():
            for column in kind.columns:
                for name in column.names:
                    assert name in text

    def test_a_hostile_file_name_is_only_a_name(self, run, hugo, sign_in, page):
        run("<script>alert(1)</script>.csv")

        found = page(sign_in(hugo), "/imports/")

        assert "<script>alert(1)</script>.csv" in found.text
        assert "<script>alert" not in found.html

    @pytest.mark.parametrize("asked", ["", "?page=2", "?page=99", "?page=x"])
    def test_has_pages(self, run, hugo, sign_in, page, asked):
        for number in range(35):
            run(f"file-{number:02}.csv")

        found = page(sign_in(hugo), f"/imports/{asked}")

        shown = "file-00.csv" if asked in {"?page=2", "?page=99"} else "file-34.csv"
        assert shown in found.text

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, run, hugo, sign_in, page, statements, language):
        for number in range(35):
            run(f"file-{number:02}.csv")
        client = sign_in(hugo, language=language)

        with statements() as sent:
            page(client, "/imports/")

        assert len(sent) <= 15, sent


def test_the_newest_of_none_is_none(session):
    assert queries.newest() is None
