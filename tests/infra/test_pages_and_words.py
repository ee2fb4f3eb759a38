"""Paging, language, dates and numbers as people read them."""

import json
from datetime import UTC, date, datetime

import pytest
from flask import g
from sqlalchemy import select

from talentgrow.infra import assets, i18n, logs, templates
from talentgrow.infra.paging import page_number, paginate
from talentgrow.kernel.localized import Localized
from talentgrow.people.models import Person


class TestPageNumber:
    @pytest.mark.parametrize(
        ("asked", "number"),
        [
            ("", 1),
            ("?page=3", 3),
            ("?page=0", 1),
            ("?page=-4", 1),
            ("?page=two", 1),
            ("?page=1.5", 1),
            ("?page=", 1),
            ("?page=٣", 3),
            ("?page=2&page=7", 2),
        ],
    )
    def test_nonsense_means_the_first(self, app, asked, number):
        with app.test_request_context(f"/people/{asked}"):
            assert page_number() == number


class TestPaginate:
    @pytest.fixture
    def everybody(self, make):
        for index in range(5):
            make.person(f"Person {index}")
        return select(Person).order_by(Person.search_key)

    @pytest.mark.parametrize(
        ("asked", "number", "names"),
        [
            (1, 1, ["Person 0", "Person 1"]),
            (2, 2, ["Person 2", "Person 3"]),
            (3, 3, ["Person 4"]),
            (4, 3, ["Person 4"]),
            (10**18, 3, ["Person 4"]),
            (10**40, 3, ["Person 4"]),
        ],
    )
    def test_past_the_end_is_the_last(self, everybody, asked, number, names):
        page = paginate(everybody, asked, size=2)

        assert [person.name for person in page] == names
        assert (page.number, page.total, page.count) == (number, 5, 3)

    def test_nothing_is_one_empty_page(self, session):
        page = paginate(select(Person), 1)

        assert (list(page), page.number, page.total) == ([], 1, 0)


class TestLanguage:
    def test_is_decided_once_a_request(self, app):
        with app.test_request_context("/", headers={"Accept-Language": "en"}):
            assert i18n.language() == "en"
            assert g.language == "en"

    def test_an_unknown_choice_changes_nothing(self, app):
        with app.test_request_context("/", headers={"Accept-Language": "en"}):
            i18n.choose("de")

            assert i18n.language() == "en"

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("fr-CA,en;q=0.5", "fr"),
            ("en-US,fr;q=0.9", "en"),
            ("de,en;q=0.3,fr;q=0.2", "en"),
            ("en;q=0", "fr"),
            ("en;q=0,fr;q=0.1", "fr"),
            ("EN-gb", "en"),
            ("*", "fr"),
            ("de", "fr"),
            ("", "fr"),
            ("<script>;q=x", "fr"),
        ],
    )
    def test_follows_the_browser_and_else_the_house(self, app, asked, expected):
        with app.test_request_context("/", headers={"Accept-Language": asked}):
            assert i18n.language() == expected

    def test_the_command_line_speaks_the_language_of_the_house(self, app):
        with app.app_context():
            assert i18n.language() == "fr"

    def test_a_text_is_given_in_it(self, app):
        with app.test_request_context("/", headers={"Accept-Language": "en"}):
            assert i18n.localized(Localized("Métier", "Job")) == "Job"
            assert i18n.localized(None) == ""


class TestFilters:
    @pytest.fixture(params=["fr", "en"])
    def language(self, request, app):
        with app.test_request_context("/", headers={"Accept-Language": request.param}):
            yield request.param

    def test_days_and_months_are_written_in_full(self, language):
        day = date(2026, 10, 8)

        expected = {"fr": "8\u00a0octobre 2026", "en": "8\u00a0October 2026"}[language]
        assert templates.day(day) == expected
        assert templates.month(day) == {"fr": "octobre 2026", "en": "October 2026"}[language]

    def test_moments_are_those_of_the_house(self, language):
        shown = templates.moment(datetime(2026, 7, 14, 22, 30, tzinfo=UTC))

        expected = {
            "fr": "15\u00a0juillet 2026 à 0\u00a0h\u00a030",
            "en": "15\u00a0July 2026, 00:30",
        }
        assert shown == expected[language]

    def test_the_first_of_a_month_is_an_ordinal_in_french(self, language):
        first = {"fr": "Jeudi 1er\u00a0octobre 2026", "en": "Thursday 1\u00a0October 2026"}
        assert templates.day(date(2026, 10, 1), weekday=True) == first[language]
        assert templates.day(date(2026, 10, 31)).startswith("31\u00a0")

    def test_numbers_have_the_separators_of_the_language(self, language):
        assert templates.number(26786) == {"fr": "26\u202f786", "en": "26,786"}[language]
        assert templates.number(2.55, 1) == {"fr": "2,5", "en": "2.5"}[language]
        assert templates.number(2.6) == "3"

    def test_shares_are_whole_percentages(self, language):
        assert templates.percent(0.256) == {"fr": "26\u202f%", "en": "26%"}[language]


class TestAssets:
    def test_without_a_build_pages_still_come(self, app, monkeypatch, tmp_path):
        monkeypatch.setattr(assets, "MANIFEST", tmp_path / "meta.json")

        with app.test_request_context("/"):
            assert assets.asset("main.js") == "/static/dist/main.js"
        assert not assets.is_built()

    def test_a_build_gives_names_which_change_with_their_content(self, app, monkeypatch, tmp_path):
        manifest = tmp_path / "meta.json"
        manifest.write_text(json.dumps({"main.js": "main-ABC.js"}))
        monkeypatch.setattr(assets, "MANIFEST", manifest)

        with app.test_request_context("/"):
            assert assets.asset("main.js") == "/static/dist/main-ABC.js"
            assert assets.asset("other.js") == "/static/dist/other.js"
        assert assets.is_built()


class TestLogs:
    @pytest.fixture
    def lines(self, monkeypatch):
        noted = []
        monkeypatch.setattr(logs.log, "info", lambda event, **fields: noted.append((event, fields)))
        return noted

    def test_each_request_leaves_one_line_without_what_people_searched_for(self, ada, lines):
        ada.get("/people/?q=Dupont")

        ((event, fields),) = lines
        assert event == "request"
        assert (fields["method"], fields["path"], fields["status"]) == ("GET", "/people/", 200)
        assert "Dupont" not in str(fields)

    def test_files_leave_none(self, stranger, lines):
        stranger.get("/static/nothing.css").close()

        assert lines == []

    def test_passwords_are_never_in_it(self, stranger, lines):
        stranger.post("/sign-in", data={"email": "a@example.test", "password": "hunter2hunter2"})

        assert lines
        assert "hunter2" not in str(lines)
