"""The web edge: closed by default, one transaction a request, and kind words for each refusal."""

from datetime import date

import pytest
import sqlalchemy as sa

from talentgrow.infra.db import db
from talentgrow.infra.web import asked_id, safe_next
from talentgrow.kernel.access import RULES
from tests.page import Page

HX = {"HX-Request": "true"}


class TestClosedByDefault:
    def test_a_stranger_is_sent_to_sign_in_and_back_afterwards(self, stranger):
        response = stranger.get("/people/?q=a&page=2")

        assert response.status_code == 302
        assert response.location == "/sign-in?next=/people/?q%3Da%26page%3D2"

    def test_a_strangers_post_is_not_repeated_after_sign_in(self, stranger):
        response = stranger.post("/skills/", data={"level-1": "3"})

        assert response.status_code == 302
        assert response.location == "/sign-in"

    def test_htmx_is_told_to_load_the_whole_sign_in_page(self, stranger):
        response = stranger.get("/people/", headers=HX)

        assert response.status_code == 401
        assert response.headers["HX-Redirect"] == "/sign-in"
        assert response.text == ""

    def test_nothing_is_stored_for_a_stranger(self, stranger, stored_sites):
        stranger.post("/odd/write/stranger")

        assert "stranger" not in stored_sites()

    def test_a_stranger_learns_nothing_from_addresses_which_exist(self, stranger):
        known, unknown = stranger.get("/people/1"), stranger.get("/people/999999")

        assert (known.status_code, unknown.status_code) == (302, 302)

    def test_an_address_which_nobody_has_is_missing_for_everybody(self, stranger, ada):
        assert stranger.get("/nowhere").status_code == 404
        assert ada.get("/nowhere").status_code == 404


class TestAuthorize:
    def test_a_change_whose_author_forgot_the_rule_is_never_stored(self, ada, stored_sites):
        response = ada.post("/odd/forgetful/forgotten")

        assert response.status_code == 500
        assert "forgotten" not in stored_sites()

    def test_a_page_whose_author_forgot_the_rule_is_never_shown(self, ada):
        response = ada.get("/odd/forgetful")

        assert response.status_code == 500
        assert "the salary of everybody" not in response.text

    def test_a_refusal_shows_the_sentence_of_the_rule(self, ada, stored_sites):
        response = ada.post("/odd/refused/refused")

        assert response.status_code == 403
        assert "Nobody may do this, not even HR." in Page(response.text).text
        assert "refused" not in stored_sites()

    def test_the_actor_is_the_one_who_signed_in(self, ada):
        assert ada.get("/odd/who").text.endswith("[<Role.EMPLOYEE: 'employee'>]")

    def test_a_template_asks_the_same_rules(self, app, make, sign_in):
        employee = sign_in(make.person("Ada"))
        hr = sign_in(make.person("Hugo", role="hr"))

        assert "Employee, human resources" not in employee.get("/account").text
        assert "Employee, human resources" in hr.get("/account").text


class TestTransaction:
    def test_a_good_answer_is_stored(self, ada, stored_sites, ran):
        ada.post("/odd/write/good")

        assert "good" in stored_sites()
        assert ran == ["good"]

    def test_a_get_never_stores(self, ada, stored_sites, ran):
        response = ada.get("/odd/write/by-get")

        assert response.status_code == 200
        assert "by-get" not in stored_sites()
        assert ran == []

    @pytest.mark.parametrize("status", [400, 409, 422, 500])
    def test_a_refusing_answer_stores_nothing_and_starts_nothing(
        self, ada, stored_sites, ran, status
    ):
        response = ada.post(f"/odd/write/answer-{status}/then/{status}")

        assert response.status_code == status
        assert f"answer-{status}" not in stored_sites()
        assert ran == []

    @pytest.mark.parametrize("status", [201, 302, 303])
    def test_created_and_redirected_are_good_answers(self, ada, stored_sites, status):
        ada.post(f"/odd/write/answer-{status}/then/{status}")

        assert f"answer-{status}" in stored_sites()

    @pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 503])
    def test_an_abort_stores_nothing_and_starts_nothing(self, ada, stored_sites, ran, status):
        response = ada.post(f"/odd/write/abort-{status}/then/abort/{status}")

        assert response.status_code == status
        assert f"abort-{status}" not in stored_sites()
        assert ran == []

    @pytest.mark.parametrize(
        ("error", "status"),
        [
            ("domain", 409),
            ("wordless", 409),
            ("forbidden", 403),
            ("missing", 404),
            ("gone", 503),
            ("unstorable", 400),
            ("mistake", 500),
        ],
    )
    def test_an_error_stores_nothing_and_starts_nothing(
        self, ada, stored_sites, ran, error, status
    ):
        response = ada.post(f"/odd/write/error-{error}/then/raise/{error}")

        assert response.status_code == status
        assert f"error-{error}" not in stored_sites()
        assert ran == []

    def test_the_next_request_starts_afresh_after_an_error(self, ada, stored_sites):
        ada.post("/odd/write/lost/then/raise/mistake")
        ada.post("/odd/write/kept")

        assert "kept" in stored_sites()
        assert "lost" not in stored_sites()

    def test_a_database_lost_at_the_very_end_is_unavailable_not_broken(
        self, odd_app, ada, stored_sites, ran
    ):
        def lose(_session):
            raise sa.exc.OperationalError("COMMIT", {}, Exception("connection lost"))

        with odd_app.app_context():
            sa.event.listen(db.session, "before_commit", lose)
        try:
            response = ada.post("/odd/write/lost-at-commit")
        finally:
            sa.event.remove(db.session, "before_commit", lose)

        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert "lost-at-commit" not in stored_sites()
        assert ran == []


class TestLocks:
    @pytest.fixture
    def begun(self, odd_app):
        """How each transaction began."""
        if odd_app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
            pytest.skip("only SQLite locks the whole database")
        sent = []

        def note(_connection, _cursor, statement, *_rest):
            if statement.startswith("BEGIN"):
                sent.append(statement)

        sa.event.listen(sa.engine.Engine, "before_cursor_execute", note)
        yield sent
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", note)

    def test_a_request_that_may_write_takes_its_turn_at_once(self, ada, begun):
        ada.post("/odd/write/turn")

        assert begun
        assert set(begun) == {"BEGIN IMMEDIATE"}

    def test_a_request_that_reads_waits_for_nobody(self, ada, begun):
        ada.get("/odd/read")

        assert begun
        assert set(begun) == {"BEGIN"}

    def test_reading_after_writing_waits_for_nobody_again(self, ada, begun):
        ada.post("/odd/write/again")
        begun.clear()

        ada.get("/odd/read")

        assert set(begun) == {"BEGIN"}


class TestCrossOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "anything-new"},
            {"Sec-Fetch-Site": ""},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
            {"Origin": "https://evil.example"},
            {"Origin": "http://localhost.evil.example"},
            {"Origin": "http://localhost:81"},
            {"Origin": "null"},
        ],
    )
    def test_a_change_sent_by_another_site_is_refused(self, ada, stored_sites, headers):
        response = ada.post("/odd/write/foreign", headers=headers)

        assert response.status_code == 403
        assert "foreign" not in stored_sites()

    @pytest.mark.parametrize(
        ("name", "headers"),
        [
            ("same-origin", {"Sec-Fetch-Site": "same-origin"}),
            ("typed", {"Sec-Fetch-Site": "none"}),
            ("same-host", {"Origin": "http://localhost"}),
            ("old-browser", {}),
        ],
    )
    def test_a_change_from_our_own_pages_is_taken(self, ada, stored_sites, name, headers):
        response = ada.post(f"/odd/write/{name}", headers=headers)

        assert response.status_code == 200
        assert name in stored_sites()

    def test_a_link_from_another_site_opens_the_page(self, ada):
        response = ada.get("/odd/read", headers={"Sec-Fetch-Site": "cross-site"})

        assert response.status_code == 200

    def test_pages_open_to_strangers_are_guarded_too(self, stranger):
        response = stranger.post(
            "/language", data={"locale": "en"}, headers={"Sec-Fetch-Site": "cross-site"}
        )

        assert response.status_code == 403


class TestSafeNext:
    @pytest.mark.parametrize("target", ["/", "/people/?q=a", "/a//b", "/%2F%2Fevil", "/path#x"])
    def test_pages_of_this_site_are_followed(self, target):
        assert safe_next(target, "/otherwise") == target

    @pytest.mark.parametrize(
        "target",
        [
            None,
            "",
            "https://evil.example",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "people",
            " //evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\n/evil.example",
            "\t//evil.example",
            "http:evil.example",
            "/\t\\evil.example",
            "/\r\\evil.example",
            "/people\\..",
        ],
    )
    def test_anything_else_is_not(self, target):
        assert safe_next(target, "/otherwise") == "/otherwise"

    @pytest.mark.parametrize(
        "target", ["//evil.example", "/\t/evil.example", "https://evil.example"]
    )
    def test_changing_language_leads_nowhere_else(self, stranger, target):
        response = stranger.post("/language", data={"locale": "en", "next": target})

        assert response.location == "/"


class TestErrorPages:
    def test_says_what_happened_in_a_page_as_any_other(self, ada):
        response = ada.post("/odd/write/words/then/raise/domain")

        page = Page(response.text)
        assert page.h1 == "This is not possible any more"
        assert "The seat is gone." in page.text

    def test_has_words_where_the_error_has_none(self, ada):
        page = Page(ada.post("/odd/write/words/then/raise/wordless").text)

        assert "Load the page again: something has changed." in page.text

    def test_never_tells_how_the_program_failed(self, ada):
        response = ada.get("/odd/write/x/then/raise/mistake")

        assert response.status_code == 500
        assert "a secret detail" not in response.text
        assert "Traceback" not in response.text
        assert Page(response.text).h1 == "Something broke on our side"

    def test_a_page_without_its_rule_says_that_it_is_our_fault(self, ada):
        page = Page(ada.post("/odd/forgetful/x").text)

        assert page.h1 == "Something broke on our side"
        assert "mistyped" not in page.text

    def test_says_when_to_come_back_where_the_database_is_away(self, ada):
        response = ada.get("/odd/write/x/then/raise/gone")

        assert response.status_code == 503
        assert response.headers["Retry-After"] == "5"

    def test_says_which_methods_there_are(self, ada):
        response = ada.get("/language")

        assert response.status_code == 405
        assert "POST" in response.headers["Allow"]

    @pytest.mark.parametrize("language", ["fr", "en"])
    @pytest.mark.parametrize("url", ["/nowhere", "/people/999999", "/imports/"])
    def test_speaks_the_readers_language(self, make, sign_in, language, url):
        response = sign_in(make.person(), language=language).get(url)

        assert response.status_code in {403, 404}
        assert Page(response.text).all("html")[0]["lang"] == language

    def test_french_words_are_not_the_english_ones(self, make, sign_in):
        person = make.person()

        french = Page(sign_in(person, language="fr").get("/nowhere").text)
        english = Page(sign_in(person, language="en").get("/nowhere").text)

        assert english.h1 == "There is nothing here"
        assert french.h1 != english.h1

    def test_a_strangers_browser_chooses_the_language(self, stranger):
        french = stranger.get("/nowhere", headers={"Accept-Language": "fr-CA,en;q=0.5"})
        english = stranger.get("/nowhere", headers={"Accept-Language": "de,en;q=0.5"})

        assert Page(french.text).all("html")[0]["lang"] == "fr"
        assert Page(english.text).all("html")[0]["lang"] == "en"

    def test_a_browser_without_wishes_gets_the_language_of_the_house(self, stranger):
        response = stranger.get("/nowhere", headers={"Accept-Language": "xx"})

        assert Page(response.text).all("html")[0]["lang"] == "fr"

    def test_what_was_asked_for_is_not_repeated_as_markup(self, stranger):
        response = stranger.get("/<script>alert(1)</script>")

        assert response.status_code == 404
        assert "<script>alert" not in response.text

    def test_too_much_at_once_is_refused(self, ada):
        response = ada.post("/language", data={"locale": "x" * 1_100_000})

        assert response.status_code == 413
        assert Page(response.text).h1 == "This is too large"


class TestInvisibleAndForbidden:
    def test_what_may_not_be_seen_answers_like_what_does_not_exist(self, make, sign_in):
        gone = make.person("Gone Away", left_on=date(2025, 1, 1))
        client = sign_in(make.person())

        hidden, missing = client.get(f"/people/{gone.id}"), client.get("/people/999999")

        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert Page(hidden.text).text == Page(missing.text).text

    def test_what_exists_for_others_is_forbidden(self, make, sign_in):
        assert sign_in(make.person()).get("/imports/").status_code == 403


class TestNumbersInAddresses:
    @pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
    @pytest.mark.parametrize("url", ["/people/{}", "/jobs/{}", "/path/to/{}", "/path/saved/{}"])
    def test_which_no_id_can_be_lead_nowhere(self, make, sign_in, url, number):
        assert sign_in(make.person()).get(url.format(number)).status_code == 404

    @pytest.mark.parametrize("number", ["-1", "1.5", "1e3", "0x1", "%00", "1 ", ""])
    def test_which_are_none_lead_nowhere(self, make, sign_in, number):
        assert sign_in(make.person()).get(f"/path/to/{number}").status_code == 404

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("7", 7),
            (str(2**31 - 1), 2**31 - 1),
            (str(2**31), None),
            ("9" * 40, None),
            ("0", None),
            ("-7", None),
            ("seven", None),
            ("", None),
        ],
    )
    def test_behind_the_question_mark_are_ids_or_nothing(self, app, asked, found):
        with app.test_request_context("/", query_string={"family": asked}):
            assert asked_id("family") == found


class TestFragments:
    def test_htmx_gets_the_fragment_and_everybody_else_the_page(self, make, sign_in):
        client = sign_in(make.person())

        fragment, whole = client.get("/people/", headers=HX), client.get("/people/")

        assert "<html" not in fragment.text
        assert "<html" in whole.text
        Page(fragment.text, is_fragment=True)

    def test_going_back_in_the_browser_gets_the_page(self, make, sign_in):
        headers = HX | {"HX-History-Restore-Request": "true"}

        response = sign_in(make.person()).get("/people/", headers=headers)

        assert "<html" in response.text


def test_every_rule_has_a_sentence_to_show():
    for name, rule in RULES.items():
        sentence = (rule.__doc__ or "").partition("\n")[0]
        assert sentence.endswith("."), name
