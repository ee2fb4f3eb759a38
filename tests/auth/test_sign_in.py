"""Signing in and out: who gets in, and what is worth nothing afterwards."""

from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth.models import Account
from talentgrow.people.models import Person
from tests.auth.conftest import PASSWORD
from tests.page import Page


def is_in(browser):
    return browser.get("/account").status_code == 200


def copy_of(app, browser):
    """Return another browser with the same cookies, as a thief would have."""
    thief = app.test_client()
    for cookie in browser._cookies.values():
        thief.set_cookie(cookie.key, cookie.value)
    return thief


class TestRightPassword:
    def test_opens_the_house(self, member, enter):
        account = member()

        browser, response = enter(account.email)

        assert (response.status_code, response.location) == (302, "/")
        assert is_in(browser)

    def test_leads_to_the_page_that_was_asked_for(self, app, member, enter):
        browser = app.test_client()
        asked = browser.get("/people/?q=a").location

        _, response = enter(member().email, browser=browser, url=asked)

        assert response.location == "/people/?q=a"

    @pytest.mark.parametrize("spelling", ["E0001@EXAMPLE.TEST", "E0001@Example.Test"])
    def test_does_not_mind_how_an_address_is_spelt(self, member, enter, spelling):
        assert member().email == "e0001@example.test"

        browser, _ = enter(spelling)

        assert is_in(browser)

    def test_signed_in_people_are_not_asked_again(self, member, enter):
        browser, _ = enter(member().email)

        response = browser.get("/sign-in")

        assert (response.status_code, response.location) == (302, "/")

    @pytest.mark.parametrize(
        "target",
        [
            "https://evil.example/",
            "//evil.example/",
            "///evil.example/",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "\t//evil.example",
            "http:evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
        ],
    )
    @pytest.mark.parametrize("way", ["address", "form"])
    def test_never_leads_to_another_site(self, app, member, enter, target, way):
        if way == "address":
            with app.test_request_context():
                url = app.url_for("security.login", next=target)
            browser, response = enter(member().email, url=url)
        else:
            browser, response = enter(member().email, next=target)

        assert self.stays_here(response), response.location
        again = browser.get("/sign-in", query_string={"next": target})
        assert self.stays_here(again), again.location

    def stays_here(self, response):
        """Read the answer as a browser does, to which a backslash is a slash."""
        where = (response.location or "").replace("\\", "/").replace("\t", "")
        return urlsplit(urljoin("http://localhost/sign-in", where)).netloc == "localhost"


class TestWrongPassword:
    ATTEMPTS = {
        "wrong password": ("known", "not the password"),
        "unknown address": ("nobody@example.test", PASSWORD),
        "password in another case": ("known", PASSWORD.upper()),
        "inactive account": ("inactive", PASSWORD),
        "no password set": ("passwordless", PASSWORD),
        "very long password": ("known", "x" * 5000),
        "hostile address": ("' OR 1=1 --@example.test", PASSWORD),
    }

    @pytest.fixture
    def known(self, session, make, member):
        closed = member("Ida Inactive")
        closed.active = False
        session.commit()
        return {
            "known": member().email,
            "inactive": closed.email,
            "passwordless": make.account_of(make.person("Pia")).email,
        }

    @pytest.mark.parametrize("attempt", ATTEMPTS)
    def test_opens_nothing(self, known, enter, attempt):
        email, password = self.ATTEMPTS[attempt]

        browser, response = enter(known.get(email, email), password)

        assert response.status_code != 302
        assert not is_in(browser)

    def test_answers_the_same_whatever_is_wrong(self, known, enter):
        answers = set()
        for attempt in ["wrong password", "unknown address", "inactive account", "no password set"]:
            email, password = self.ATTEMPTS[attempt]
            _, response = enter(known.get(email, email), password)
            answers.add((response.status_code, Page(response.text).text))

        assert len(answers) == 1

    def test_says_so_in_words_beside_the_form(self, known, enter):
        _, response = enter(known["known"], "not the password")

        page = Page(response.text)
        assert page.all("p", role="alert")
        assert page.all("input", type="password")[0].get("value", "") == ""

    @pytest.mark.parametrize("form", [{}, {"email": ""}, {"password": ""}, {"email": "x" * 10_000}])
    def test_an_incomplete_form_is_asked_for_again(self, app, session, form):
        response = app.test_client().post("/sign-in", data=form)

        assert response.status_code < 500
        assert Page(response.text).all("input", name="password")


class TestSession:
    def test_gets_another_name_on_sign_in(self, app, member, enter):
        browser = app.test_client()
        browser.get("/sign-in")
        before = browser.get_cookie("talentgrow").value
        planted = copy_of(app, browser)

        enter(member().email, browser=browser)

        assert browser.get_cookie("talentgrow").value != before
        assert is_in(browser)
        assert not is_in(planted)

    def test_ends_on_sign_out_for_copies_too(self, app, member, enter):
        browser, _ = enter(member().email)
        thief = copy_of(app, browser)
        assert is_in(thief)

        response = browser.post("/sign-out")

        assert (response.status_code, response.location) == (302, "/sign-in")
        assert not is_in(browser)
        assert not is_in(thief)

    def test_cannot_be_made_to_outlive_signing_out(self, app, member, enter):
        browser, _ = enter(member().email, remember="y")
        thief = copy_of(app, browser)

        browser.post("/sign-out")

        assert not is_in(thief)

    def test_signing_out_by_a_link_is_not_possible(self, member, enter):
        browser, _ = enter(member().email)

        assert browser.get("/sign-out").status_code == 405
        assert is_in(browser)

    def test_ends_when_the_account_is_closed(self, session, member, enter):
        account = member()
        browser, _ = enter(account.email)

        session.get(Account, account.id).active = False
        session.commit()

        assert not is_in(browser)

    def test_ends_when_the_account_is_gone(self, session, make, enter, member):
        account = member()
        browser, _ = enter(account.email)

        session.delete(session.get(Account, account.id))
        session.commit()

        assert not is_in(browser)

    def test_there_are_no_tokens_which_open_the_house_without_a_session(self, app, member):
        account = member()
        client = app.test_client()

        response = client.post(
            "/sign-in?include_auth_token",
            json={"email": account.email, "password": PASSWORD},
            headers={"Accept": "application/json"},
        )
        found = response.get_json(silent=True) or {}
        token = found.get("response", {}).get("user", {}).get("authentication_token", "none")

        thief = app.test_client()
        assert thief.get(f"/account?auth_token={token}").status_code == 302
        assert thief.get("/account", headers={"Authentication-Token": token}).status_code == 302

    def test_two_people_on_two_browsers_are_two_people(self, member, enter):
        ada, bob = member("Ada Lovelace"), member("Bob Noyce")

        first, _ = enter(ada.email)
        second, _ = enter(bob.email)

        assert "Ada Lovelace" in first.get("/account").text
        assert "Bob Noyce" in second.get("/account").text


class TestPassword:
    NEW = "a longer horse battery"

    def change(self, browser, old=PASSWORD, new=NEW, again=None):
        return browser.post(
            "/account/password",
            data={
                "password": old,
                "new_password": new,
                "new_password_confirm": new if again is None else again,
            },
        )

    def test_the_new_one_works_and_the_old_one_does_not(self, member, enter):
        email = member().email
        browser, _ = enter(email)

        response = self.change(browser)

        assert (response.status_code, response.location) == (302, "/account")
        assert is_in(enter(email, self.NEW)[0])
        assert not is_in(enter(email)[0])

    def test_changing_it_ends_every_other_session_and_keeps_this_one(self, member, enter):
        email = member().email
        here, _ = enter(email)
        elsewhere, _ = enter(email)

        self.change(here)

        assert is_in(here)
        assert not is_in(elsewhere)

    @pytest.mark.parametrize(
        "attempt",
        [
            {"old": "not the password"},
            {"again": "something else here"},
            {"new": "short"},
            {"new": ""},
            {"new": "x" * 5000},
            {"old": "x" * 5000},
            {"new": PASSWORD},
        ],
    )
    def test_a_wrong_attempt_changes_nothing(self, member, enter, attempt):
        email = member().email
        browser, _ = enter(email)

        response = self.change(browser, **attempt)

        assert response.status_code < 500
        assert response.status_code != 302
        assert is_in(enter(email)[0])

    def test_changing_it_leaves_a_trace_without_it(self, session, member, enter):
        account = member()
        browser, _ = enter(account.email)

        self.change(browser)

        changed = AuditEvent.kind == "accounts.password_changed"
        event = session.scalars(select(AuditEvent).where(changed)).one()
        assert (event.kind, event.actor_id) == ("accounts.password_changed", account.person_id)
        assert event.details == {}

    def test_is_stored_as_argon2_only(self, member, password_hash):
        assert password_hash.startswith("$argon2id$")
        assert PASSWORD not in member().password

    def test_the_page_asks_for_all_three(self, member, enter, page):
        browser, _ = enter(member().email)

        found = page(browser, "/account/password")

        assert len(found.all("input", type="password")) == 3


class TestLanguage:
    def test_a_stranger_chooses_for_this_browser(self, app, session):
        browser = app.test_client()

        response = browser.post("/language", data={"locale": "en", "next": "/sign-in"})

        assert response.location == "/sign-in"
        assert Page(browser.get("/sign-in").text).all("html")[0]["lang"] == "en"

    def test_a_person_keeps_the_choice_for_next_time(self, session, member, enter):
        account = member()
        browser, _ = enter(account.email)

        browser.post("/language", data={"locale": "en"})
        browser.post("/sign-out")
        again, _ = enter(account.email)

        assert session.get(Person, account.person_id).locale == "en"
        assert Page(again.get("/account").text).all("html")[0]["lang"] == "en"

    def test_what_the_person_chose_wins_over_what_the_browser_wishes(self, member, enter):
        account = member(locale="en")

        browser, _ = enter(account.email)
        response = browser.get("/account", headers={"Accept-Language": "fr"})

        assert Page(response.text).all("html")[0]["lang"] == "en"

    @pytest.mark.parametrize("locale", ["de", "", "../fr", "<script>"])
    def test_an_unknown_language_changes_nothing(self, session, member, enter, locale):
        account = member(locale="fr")
        browser, _ = enter(account.email)

        response = browser.post("/language", data={"locale": locale})

        assert response.status_code == 302
        assert session.get(Person, account.person_id).locale == "fr"

    def test_one_persons_choice_is_not_anothers(self, session, member, enter):
        ada, bob = member("Ada"), member("Bob", locale="fr")
        browser, _ = enter(ada.email)

        browser.post("/language", data={"locale": "en"})

        assert session.get(Person, bob.person_id).locale == "fr"


class TestAccountPage:
    @pytest.mark.parametrize(
        ("role", "words"),
        [("employee", "Employee"), ("hr", "human resources"), ("admin", "administrator")],
    )
    def test_says_who_one_is_and_what_one_may_do(self, make, sign_in, page, role, words):
        person = make.person("Ada Lovelace", role=role)

        found = page(sign_in(person), "/account")

        assert found.h1.startswith("My account")
        assert person.email in found.text
        assert words in found.text

    def test_leads_to_what_colleagues_see(self, make, sign_in, page):
        person = make.person()

        assert f"/people/{person.id}" in page(sign_in(person), "/account").links()


def test_the_library_adds_no_page_of_its_own(app):
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint[:9] == "security."}

    assert pages <= {
        "security.login",
        "security.logout",
        "security.static",
    }
