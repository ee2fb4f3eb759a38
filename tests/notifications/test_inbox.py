"""The inbox and the bell: one's own news, what waits first, in words."""

from datetime import timedelta

import pytest

from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.notifications.models import Notice
from tests.notifications.conftest import NOON, TO_DO
from tests.page import Page


@pytest.fixture
def ada(make):
    return make.person("Ada Lovelace", job=make.job())


def read_at(notice):
    return db.session.get(Notice, notice.id, populate_existing=True).read_at


class TestInbox:
    def test_nothing_yet_says_what_will_be_here(self, ada, sign_in, page):
        empty = page(sign_in(ada), "/notices/")

        assert empty.h1 == "Nothing has happened yet"
        assert "you read it here first" in empty.text
        assert "Mark all" not in empty.text

    def test_in_french(self, ada, tell, sign_in, page):
        tell(ada)

        found = page(sign_in(ada, language="fr"), "/notices/")

        assert found.h1 == "Une nouvelle à lire"
        assert "Bienvenue, Ada. Dites ce que vous savez faire." in found.text
        assert "À lire" in found.text

    def test_newest_first_by_day_and_what_waits_before_all(self, ada, tell, at, sign_in, page):
        at(NOON - timedelta(days=3))
        tell(ada, name="old")
        tell(ada, TO_DO, name="waiting")
        at(NOON - timedelta(days=1))
        tell(ada, name="yesterday")
        at(NOON)
        tell(ada, name="first")
        tell(ada, name="second")

        words = page(sign_in(ada), "/notices/").text

        expected = [
            "5 notices are new",
            "For you to do",
            "waiting",
            "Today",
            "second",
            "first",
            "Yesterday",
            "yesterday",
            "Monday 5 October 2026",
            "old",
        ]
        places = [words.index(f" {one}") for one in expected]
        assert places == sorted(places)

    def test_a_day_begins_at_midnight_of_the_house(self, ada, tell, at, sign_in, page):
        at(NOON.replace(hour=22, minute=30, day=7))
        tell(ada)
        at(NOON)

        found = page(sign_in(ada), "/notices/")

        assert "Today" in found.text
        assert "00:30" in found.text

    def test_nobody_sees_the_news_of_others_not_even_hr(self, ada, make, tell, sign_in, page):
        notice = tell(ada, name="Secret")
        hr = make.person("Sophie Marchal", role=Role.HR, job=make.job())

        client = sign_in(hr)

        assert "Secret" not in page(client, "/notices/").text
        assert client.post(f"/notices/{notice.id}/open").status_code == 404
        assert read_at(notice) is None

    def test_hostile_details_are_only_text(self, ada, tell, sign_in, page):
        tell(ada, name="<script>alert(1)</script><b onclick=x>")

        found = page(sign_in(ada), "/notices/")

        assert "<script>alert" not in found.html
        assert "<b onclick" not in found.html
        assert "<script>alert(1)</script>" in found.text

    def test_a_kind_that_is_no_more_breaks_nothing(self, ada, tell, session, sign_in, page):
        notice = tell(ada)
        notice.kind = "missions.long_gone"
        session.commit()

        found = page(sign_in(ada, language="fr"), "/notices/")

        assert "Quelque chose que vous suivez a changé." in found.text

    def test_a_long_inbox_has_pages(self, ada, tell, sign_in, page):
        for _ in range(31):
            tell(ada)

        first, second = (page(sign_in(ada), f"/notices/?page={n}") for n in (1, 2))

        assert len(first.all("article")) == 30
        assert len(second.all("article")) == 1
        assert "Page 1 of 2, 31 in all" in first.text

    def test_strangers_are_sent_to_sign_in(self, app, session):
        assert app.test_client().get("/notices/").status_code == 302


class TestOpening:
    def test_leads_there_and_marks_it_read(self, ada, tell, sign_in, page):
        notice = tell(ada, url="/people/?q=ada")
        client = sign_in(ada)

        response = client.post(f"/notices/{notice.id}/open")

        assert response.status_code == 302
        assert response.location == "/people/?q=ada"
        assert read_at(notice) is not None
        assert page(client, "/notices/").h1 == "You have read everything"

    def test_a_second_time_it_stays_read_since_the_first(self, ada, tell, at, sign_in):
        at(NOON)
        notice = tell(ada)
        sign_in(ada).post(f"/notices/{notice.id}/open")
        at(NOON + timedelta(hours=1))

        sign_in(ada).post(f"/notices/{notice.id}/open")

        assert read_at(notice) == NOON

    @pytest.mark.parametrize(
        ("url", "path"),
        [
            ("https://evil.example/x", "/x"),
            ("//evil.example/x", "/x"),
            ("/\\evil.example", "/evil.example"),
            ("///evil.example/x", "/evil.example/x"),
            ("javascript:alert(1)", "/alert(1)"),
            ("", "/"),
            ("http://127.0.0.1:5000/skills/7?x=1#top", "/skills/7?x=1#top"),
        ],
    )
    def test_only_our_own_pages_are_led_to(self, ada, tell, sign_in, url, path):
        notice = tell(ada, url=url)

        assert notice.url == path
        assert sign_in(ada).post(f"/notices/{notice.id}/open").location == path

    def test_not_even_when_the_database_says_so(self, ada, tell, session, sign_in):
        notice = tell(ada)
        notice.url = "//evil.example/x"
        session.commit()

        assert sign_in(ada).post(f"/notices/{notice.id}/open").location == "/notices/"

    def test_looking_changes_nothing(self, ada, tell, sign_in, page):
        notice = tell(ada)

        page(sign_in(ada), "/notices/")

        assert read_at(notice) is None
        assert sign_in(ada).get(f"/notices/{notice.id}/open").status_code == 405


class TestAllRead:
    def test_marks_what_was_on_the_page_and_nothing_later(self, ada, tell, sign_in, page):
        seen = [tell(ada), tell(ada)]
        client = sign_in(ada)
        until = page(client, "/notices/").all("input", name="until")[0]["value"]
        later = tell(ada)

        response = client.post("/notices/read", data={"until": until})

        assert response.status_code == 302
        assert all(read_at(notice) for notice in seen)
        assert read_at(later) is None
        assert "2 notices are marked as read." in page(client, "/notices/").text

    def test_what_waits_on_another_page_is_not_marked_unseen(self, ada, tell, sign_in, page):
        for _ in range(31):
            tell(ada)
        client = sign_in(ada)
        until = page(client, "/notices/?page=2").all("input", name="until")[0]["value"]

        client.post("/notices/read", data={"until": until})

        assert page(client, "/notices/").h1 == "30 notices are new"

    @pytest.mark.parametrize("until", ["", "x", "-1", "9" * 40, None])
    def test_nonsense_breaks_nothing(self, ada, sign_in, until):
        data = {} if until is None else {"until": until}

        assert sign_in(ada).post("/notices/read", data=data).status_code == 302

    def test_leaves_the_news_of_others_alone(self, ada, make, tell, sign_in):
        notice = tell(make.person("Bob"))

        sign_in(ada).post("/notices/read", data={"until": notice.id})

        assert read_at(notice) is None


class TestBell:
    @pytest.mark.parametrize(
        ("language", "number", "words"),
        [
            ("fr", 0, "Nouvelles"),
            ("fr", 1, "1 nouvelle à lire"),
            ("fr", 3, "3 nouvelles à lire"),
            ("en", 0, "Notices"),
            ("en", 1, "One new notice"),
            ("en", 120, "120 new notices"),
        ],
    )
    def test_says_in_words_how_many(self, ada, tell, sign_in, page, language, number, words):
        for _ in range(number):
            tell(ada)

        found = page(sign_in(ada, language=language), "/people/")

        assert words in found.text
        assert "/notices/" in found.links()
        if number > 99:
            assert "99+" in found.text

    def test_costs_one_statement(self, ada, tell, sign_in, statements):
        tell(ada)
        client = sign_in(ada)

        with statements() as sent:
            client.get("/people/")

        assert sum("notice" in statement for statement in sent) == 1

    def test_the_inbox_stays_within_the_budget(self, ada, tell, sign_in, statements):
        for _ in range(31):
            tell(ada)
        client = sign_in(ada)

        with statements() as sent:
            client.get("/notices/")

        assert len(sent) <= 8

    def test_rings_on_no_error_page(self, ada, tell, sign_in, statements):
        tell(ada)
        client = sign_in(ada)

        with statements() as sent:
            response = client.get("/no/such/page")

        assert response.status_code == 404
        assert "/notices/" not in Page(response.text).links()
        assert not any("notice" in statement for statement in sent)

    def test_rings_for_nobody_where_nobody_is_signed_in(self, app, session):
        assert "/notices/" not in app.test_client().get("/sign-in").text
