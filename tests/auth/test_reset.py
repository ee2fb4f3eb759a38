"""A forgotten password: a link by mail, once, for an hour, for whoever signs in with the address."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from flask_security import hash_password
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth import links, tokens
from talentgrow.auth.models import Account, LinkPurpose, SignInLink
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from tests.auth.conftest import PASSWORD, link_in
from tests.auth.test_sign_in import is_in
from tests.make import Factory
from tests.page import Page
from tests.races import at_once, let_meet

NEW = "a longer horse battery"


def ask(app, address):
    return app.test_client().post("/sign-in/forgotten", data={"email": address})


def choose(browser, password=NEW, again=None):
    data = {"new_password": password, "new_password_confirm": again or password}
    return browser.post("/sign-in/new-password", data=data)


@pytest.fixture
def asked(app, member, mails):
    """Somebody who asked for a link: their account, and the path in the mail."""
    account = member(locale="en")
    ask(app, account.email)
    return account, link_in(mails(account.email)[0])


@pytest.fixture
def follow(app):
    """Return a function which opens a link in a new browser."""

    def follow(path):
        browser = app.test_client()
        return browser, browser.get(path, follow_redirects=True)

    return follow


class TestAsking:
    def test_sends_a_link_to_the_owner_in_their_language(self, app, member, mails):
        account = member("Inès Caradec", locale="fr")

        ask(app, account.email.upper())

        (mail,) = mails()
        assert (mail.address, mail.locale) == (account.email, "fr")
        assert mail.text.startswith("Bonjour Inès")
        assert "/sign-in/new-password?key=" in mail.text

    def test_answers_the_same_for_an_address_nobody_has(self, app, session, member, mails):
        known = member().email
        closed = member("Ida")
        closed.active = False
        session.commit()

        texts = {
            Page(ask(app, address).text).text.replace(address, "…")
            for address in (known, "who@example.test", closed.email)
        }

        assert len(texts) == 1
        assert len(mails()) == 1

    def test_the_request_itself_asks_the_database_nothing_about_the_address(
        self, new_app, statements
    ):
        app = new_app({"WTF_CSRF_ENABLED": False})
        with app.app_context():
            known = Factory(db.session).account_of(Factory(db.session).person()).email
            db.session.remove()
        counts = set()
        for address in (known, "who@example.test"):
            with statements() as sent:
                ask(app, address)
            counts.add(tuple(s for s in sent if "account" in s))

        assert counts == {()}

    def test_the_host_of_the_link_is_ours_whatever_the_visitor_claims(self, app, member, mails):
        account = member()

        app.test_client().post(
            "/sign-in/forgotten",
            data={"email": account.email},
            headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
        )

        assert "evil" not in mails()[0].text
        assert app.config["PUBLIC_URL"] in mails()[0].text

    def test_fills_nobodys_mailbox(self, app, member, mails):
        account = member()

        for _ in range(8):
            ask(app, account.email)

        assert len(mails()) == links.MOST_IN_AN_HOUR

    @pytest.mark.parametrize("address", ["", "x" * 500, "a@b.test\nBcc: c@d.test", "\x00", "é@é"])
    def test_nonsense_sends_nothing(self, app, session, mails, address):
        response = ask(app, address)

        assert response.status_code in {200, 422}
        assert mails() == []

    def test_keeps_no_secret(self, session, asked):
        _account, path = asked
        secret = path.partition("key=")[2]

        link = session.scalars(select(SignInLink)).one()

        assert secret not in link.secret_hash
        trail = session.scalars(select(AuditEvent)).all()
        assert all(secret not in str(event.details) for event in trail)


class TestLink:
    def test_leaves_the_address_bar_at_once(self, app, asked):
        _account, path = asked

        response = app.test_client().get(path)

        assert response.status_code == 302
        assert response.location == "/sign-in/new-password"

    def test_opening_it_does_not_use_it_up(self, asked, follow):
        _account, path = asked

        answers = [follow(path)[1].status_code for _ in range(3)]

        assert answers == [200, 200, 200]

    def test_lets_its_owner_choose_a_password(self, asked, follow, enter):
        account, path = asked
        browser, page = follow(path)
        assert account.person.given_name in Page(page.text).h1

        response = choose(browser)

        assert (response.status_code, response.location) == (302, "/sign-in")
        assert not is_in(browser)
        assert is_in(enter(account.email, NEW)[0])
        assert not is_in(enter(account.email)[0])

    def test_ends_every_session(self, asked, follow, enter):
        account, path = asked
        elsewhere, _ = enter(account.email)
        assert is_in(elsewhere)

        choose(follow(path)[0])

        assert not is_in(elsewhere)

    def test_ends_what_programs_were_let_in_with(self, session, asked, follow):
        account, path = asked
        _token, secret = tokens.issue(account, "x", tokens.SCOPES, 30, by=SYSTEM, now=clock.now())
        session.commit()

        choose(follow(path)[0])

        assert tokens.find(secret, clock.now()) is None

    def test_works_once(self, asked, follow, enter):
        account, path = asked
        choose(follow(path)[0])

        browser, page = follow(path)

        assert page.status_code == 410
        assert choose(browser, "yet another password").status_code == 410
        assert is_in(enter(account.email, NEW)[0])

    def test_every_other_link_is_worthless_afterwards(self, app, asked, follow, mails):
        account, path = asked
        ask(app, account.email)
        other = link_in(mails(account.email)[-1])
        assert other != path

        choose(follow(path)[0])

        assert follow(other)[1].status_code == 410

    def test_is_worthless_once_the_password_was_changed_otherwise(self, asked, follow, enter):
        account, path = asked
        browser, _ = enter(account.email)
        data = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
        assert browser.post("/account/password", data=data).status_code == 302

        assert follow(path)[1].status_code == 410

    def test_is_over_after_an_hour(self, asked, follow):
        _account, path = asked

        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
            assert follow(path)[1].status_code == 410

    def test_opens_no_closed_account(self, session, asked, follow):
        account, path = asked
        session.get(Account, account.id).active = False
        session.commit()

        assert follow(path)[1].status_code == 410

    @pytest.mark.parametrize("key", ["", "x", "é", "%00", "%ff", "'--", "x" * 3000])
    def test_an_invented_one_opens_nothing(self, app, session, follow, key):
        response = follow(f"/sign-in/new-password?key={key}")[1]

        assert response.status_code == 410
        assert "/sign-in/forgotten" in Page(response.text).links()

    @pytest.mark.parametrize(
        "attempt",
        [
            {"password": "short"},
            {"password": NEW, "again": "something else"},
            {"password": ""},
            {"password": "x" * 5000},
            {"password": "ada-lovelace"},
            {"password": "E0001@example.test"},
        ],
    )
    def test_a_poor_password_is_refused_and_the_link_stays(self, asked, follow, attempt):
        _account, path = asked
        browser, _ = follow(path)

        response = choose(browser, **attempt)

        assert response.status_code == 422
        assert Page(response.text).all("input", **{"aria-invalid": "true"})
        assert choose(browser).status_code == 302

    def test_tells_the_owner_that_it_was_used(self, asked, follow, mails):
        account, path = asked

        choose(follow(path)[0])

        assert "replaced" in mails(account.email)[-1].text

    def test_two_at_the_same_moment_choose_one_password(self, new_app, monkeypatch):
        app = new_app({"WTF_CSRF_ENABLED": False})
        with app.app_context(), app.test_request_context():
            make = Factory(db.session)
            account = make.account_of(make.person())
            account.password = hash_password(PASSWORD)
            secrets = []
            monkeypatch.setattr(
                links.letters, "send_link", lambda _a, _l, url, **_: secrets.append(url)
            )
            links.send(account, LinkPurpose.RESET, by=SYSTEM, now=clock.now())
            db.session.commit()
            db.session.remove()
        path = "/sign-in" + secrets[0].partition("/sign-in")[2]
        browsers = [app.test_client(), app.test_client()]
        for browser in browsers:
            browser.get(path)
        # SQLite lets one writer in at a time: there the other cannot have looked yet.
        let_meet(monkeypatch, links, "find")

        answers = at_once(
            *(
                partial(choose, browser, f"the password of {number}")
                for number, browser in enumerate(browsers)
            )
        )

        assert sorted(one.status_code for one in answers) == [302, 410]


def test_the_log_never_holds_the_secret(new_app, capsys):
    app = new_app({"WTF_CSRF_ENABLED": False})

    app.test_client().get("/sign-in/new-password?key=the-secret-itself")

    assert "the-secret-itself" not in "".join(capsys.readouterr())
