"""Where I am signed in: listed in words, ended one by one or all at once, for copies too."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth import pages, service
from talentgrow.auth.entry.browsers import describe
from talentgrow.auth.models import SignInSession
from talentgrow.kernel.access import SYSTEM
from tests.auth.conftest import PASSWORD
from tests.auth.test_sign_in import copy_of, is_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def browse(app):
    """Return a function which signs in by the form with a certain browser."""

    def browse(account, agent=FIREFOX):
        browser = app.test_client()
        browser.post(
            "/sign-in",
            data={"email": account.email, "password": PASSWORD},
            headers={"User-Agent": agent},
        )
        return browser

    return browse


def ids(session, account):
    found = select(SignInSession.id).where(SignInSession.account_id == account.id)
    return session.scalars(found.order_by(SignInSession.id)).all()


class TestList:
    def test_names_browser_and_system_and_says_which_one_this_is(self, member, browse, page):
        account = member(locale="en")
        browse(account, IPHONE)
        here = browse(account)

        found = page(here, "/account/sessions")

        assert found.h1 == "You are signed in on 2 browsers"
        assert "Firefox on Linux" in found.text and "Safari on iPhone" in found.text
        assert found.text.count("This browser.") == 1

    def test_speaks_french(self, member, browse, page):
        here = browse(member(locale="fr"))

        assert page(here, "/account/sessions").all("html")[0]["lang"] == "fr"

    def test_of_others_are_not_shown(self, member, browse, page):
        browse(member("Bob"), IPHONE)

        assert "iPhone" not in page(browse(member("Ada", locale="en")), "/account/sessions").text

    def test_a_name_from_the_browser_is_never_taken_for_markup(self, member, browse, page):
        here = browse(member(locale="en"), "<script>alert(1)</script>")

        found = page(here, "/account/sessions")

        assert "Another program" in found.text
        assert "alert(1)" not in found.html

    def test_costs_few_statements(self, member, browse, statements):
        account = member()
        here = browse(account)
        for _ in range(20):
            browse(account)

        with statements() as sent:
            here.get("/account/sessions")

        assert len(sent) <= 15

    def test_reading_pages_writes_nothing(self, member, browse, statements):
        here = browse(member())

        with statements() as sent:
            here.get("/account")
            here.get("/account/sessions")

        assert not [s for s in sent if s.startswith(("INSERT", "UPDATE", "DELETE"))]

    def test_who_is_reading_is_one_statement(self, member, browse, statements):
        here = browse(member())

        with statements() as sent:
            here.get("/account")

        assert len([s for s in sent if "sign_in_session" in s and "fs_uniquifier" in s]) == 1


class TestEnd:
    def test_one(self, app, session, member, browse):
        account = member()
        there, here = browse(account, IPHONE), browse(account)
        thief = copy_of(app, there)

        response = here.post(f"/account/sessions/{ids(session, account)[0]}/end")

        assert response.location == "/account/sessions"
        assert is_in(here)
        assert not is_in(there) and not is_in(thief)

    def test_the_present_one_leads_to_sign_in(self, session, member, browse):
        account = member()
        here = browse(account)

        response = here.post(f"/account/sessions/{ids(session, account)[0]}/end")

        assert response.location == "/sign-in"
        assert not is_in(here)

    def test_all_others(self, session, member, browse):
        account = member()
        others = [browse(account) for _ in range(3)]
        here = browse(account)

        here.post("/account/sessions/end-others")

        assert is_in(here)
        assert not any(map(is_in, others))
        ended = AuditEvent.kind == "accounts.session_ended"
        assert session.scalars(select(AuditEvent).where(ended)).one().details == {"sessions": 3}

    def test_of_somebody_else_does_not_exist(self, session, member, browse):
        bob = member("Bob")
        there, here = browse(bob), browse(member())

        assert here.post(f"/account/sessions/{ids(session, bob)[0]}/end").status_code == 404
        assert is_in(there)

    def test_twice_is_told(self, session, member, browse):
        account = member()
        browse(account)
        here = browse(account)
        url = f"/account/sessions/{ids(session, account)[0]}/end"
        here.post(url)

        assert here.post(url).status_code == 404

    def test_by_itself_after_twelve_hours_however_often_used(self, member, browse):
        here = browse(member())
        begun = datetime.now(UTC)
        for hours in range(1, 12):
            with time_machine.travel(begun + timedelta(hours=hours)):
                here.post("/language", data={"locale": "en"})
                assert is_in(here)

        with time_machine.travel(begun + timedelta(hours=12, minutes=1)):
            assert not is_in(here)

    def test_signing_out_leaves_the_others(self, session, member, browse):
        account = member()
        there, here = browse(account), browse(account)

        here.post("/sign-out")

        assert not is_in(here)
        assert is_in(there)

    def test_a_closed_account_that_is_opened_again_has_none(self, session, member, browse):
        account = member()
        here = browse(account)
        service.close(account, reason="administrator", by=SYSTEM, now=datetime.now(UTC))
        session.commit()
        assert not is_in(here)

        account.active = True
        session.commit()

        assert not is_in(here)


class TestTrail:
    def test_signing_in_is_remembered(self, session, member, browse):
        account = member()

        browse(account)

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id) == ("accounts.signed_in", account.person_id)
        assert event.details == {"way": "password"}

    @pytest.mark.parametrize("known", [True, False])
    def test_what_failed_is_too_without_password_or_strangers_address(
        self, session, member, enter, known
    ):
        address = member().email if known else "stranger@example.test"

        enter(address, "a wrong guess")

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id) == ("accounts.sign_in_failed", None)
        assert event.details == {"step": "password"}
        assert event.subject.startswith("account:" if known else "stranger:")
        assert "example" not in event.subject


def test_old_ones_are_forgotten(session, member, browse):
    account = member()
    browse(account)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=91)):
        browse(account)
        pages.forget_old()
        session.commit()

    assert len(ids(session, account)) == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (IPHONE, ("Safari", "iPhone")),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/141.0.0.0 Mobile Safari/537.36",
            ("Chrome", "Android"),
        ),
        ("", ("", "")),
    ],
)
def test_browsers_are_recognised(agent, words):
    assert describe(agent) == words


def test_a_session_made_up_by_hand_is_none(app, session, make):
    account = make.account_of(make.person())
    for value in (None, 999_999):
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = account.fs_uniquifier
            if value:
                cookie["sign_in"] = value

        assert not is_in(browser)


def test_the_session_of_one_account_does_not_open_another(app, session, make):
    ada, bob = make.account_of(make.person("Ada")), make.account_of(make.person("Bob"))
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = ada.fs_uniquifier
        cookie["sign_in"] = make.sign_in_session(bob)

    assert not is_in(browser)
