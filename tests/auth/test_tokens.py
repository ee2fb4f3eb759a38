"""Tokens for programs: made with the password, shown once, within scopes, until they end."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth import tokens
from talentgrow.auth.models import ApiToken
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.errors import NotFound
from tests.auth.conftest import PASSWORD
from tests.make import NOW
from tests.page import Page


def issue(account, *, scopes=("read:jobs",), days=30, name="Payroll", now=NOW):
    return tokens.issue(account, name, scopes, days, by=SYSTEM, now=now)


@pytest.fixture
def account(member):
    return member(locale="en")


class TestIssue:
    def test_gives_a_secret_that_is_kept_as_a_hash(self, account):
        token, secret = issue(account)

        assert secret.startswith(tokens.BEGINNING)
        assert secret not in {token.token_hash, token.prefix}
        assert secret.startswith(token.prefix)
        assert tokens.find(secret, NOW) is token

    @pytest.mark.parametrize(
        "wrong", [{"scopes": ["write:everything"]}, {"scopes": []}, {"days": 31}, {"days": 100_000}]
    )
    def test_only_what_is_offered(self, account, wrong):
        with pytest.raises(tokens.UnknownScope):
            issue(account, **wrong)

    def test_twenty_are_enough(self, account):
        for _ in range(tokens.MOST):
            issue(account)

        with pytest.raises(tokens.TooManyTokens):
            issue(account)

    def test_leaves_a_trace_without_the_secret(self, session, account):
        _token, secret = issue(account)

        event = session.scalars(select(AuditEvent)).one()
        assert event.details == {"name": "Payroll", "scopes": ["read:jobs"], "days": 30}
        assert secret[10:] not in str(event.details)


class TestFind:
    @pytest.mark.parametrize("days", tokens.LIFETIMES)
    def test_until_it_expires(self, account, days):
        _token, secret = issue(account, days=days)

        assert tokens.find(secret, NOW + timedelta(days=days, seconds=-1))
        assert tokens.find(secret, NOW + timedelta(days=days)) is None

    def test_not_once_revoked(self, account):
        token, secret = issue(account)

        tokens.revoke(account, token.id, by=SYSTEM, now=NOW)

        assert tokens.find(secret, NOW) is None

    def test_not_of_a_closed_account(self, session, account):
        _token, secret = issue(account)
        account.active = False
        session.flush()

        assert tokens.find(secret, NOW) is None

    @pytest.mark.parametrize("guess", ["", "tgr_", "\x00", "é" * 100, "\ud800"])
    def test_a_guess_finds_nothing(self, account, guess):
        issue(account)

        assert tokens.find(guess, NOW) is None


class TestUse:
    def test_is_noted_every_five_minutes_at_most(self, session, account):
        token, _secret = issue(account)
        noted = []
        for minutes in (0, 4, 5, 9, 10):
            tokens.note_use(token, NOW + timedelta(minutes=minutes))
            session.refresh(token)
            noted.append(token.last_used_at)

        assert len(set(noted)) == 3
        assert noted[-1] == NOW + timedelta(minutes=10)


def test_nobody_revokes_the_token_of_another(account, member):
    token, secret = issue(account)

    with pytest.raises(NotFound):
        tokens.revoke(member("Bob"), token.id, by=SYSTEM, now=NOW)

    assert tokens.find(secret, NOW)


class TestPages:
    FORM = {"name": "My script", "scopes": ["read:jobs", "read:skills"], "days": "90"}

    def test_shows_the_secret_once(self, session, account, enter, page):
        browser, _ = enter(account.email)

        answer = browser.post("/account/tokens/", data=self.FORM | {"password": PASSWORD})

        secret = Page(answer.text).all("input", id="secret")[0]["value"]
        token = tokens.find(secret, datetime.now(UTC))
        assert token.scopes == ["read:skills", "read:jobs"]
        later = page(browser, "/account/tokens/")
        assert "My script" in later.text
        assert secret not in later.html

    def test_the_owner_is_told_by_mail(self, session, account, enter, mails):
        browser, _ = enter(account.email)

        browser.post("/account/tokens/", data=self.FORM | {"password": PASSWORD})

        assert "My script" in mails(account.email)[-1].text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"password": "not mine"},
            {"password": ""},
            {"name": " "},
            {"scopes": []},
            {"scopes": ["write:everything"]},
            {"days": "9999"},
        ],
    )
    def test_a_wrong_form_makes_nothing(self, session, account, enter, wrong):
        browser, _ = enter(account.email)

        answer = browser.post("/account/tokens/", data=self.FORM | {"password": PASSWORD} | wrong)

        assert answer.status_code == 422
        assert session.scalars(select(ApiToken)).all() == []

    def test_revoking(self, session, account, enter, member):
        token, secret = issue(account, now=datetime.now(UTC))
        session.commit()
        browser, _ = enter(account.email)
        other, _ = enter(member("Bob").email)

        assert other.post(f"/account/tokens/{token.id}/revoke").status_code == 404
        assert browser.post(f"/account/tokens/{token.id}/revoke").location == "/account/tokens/"
        assert tokens.find(secret, datetime.now(UTC)) is None

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_says_what_each_may_do_and_until_when(self, session, account, enter, language):
        issue(account, scopes=list(tokens.SCOPES), now=datetime.now(UTC), name="<b>x</b>")
        session.commit()
        browser, _ = enter(account.email)
        browser.post("/language", data={"locale": language})

        answer = browser.get("/account/tokens/")

        found = Page(answer.text)
        assert found.all("html")[0]["lang"] == language
        assert "<b>x</b>" not in answer.text

    def test_an_expired_one_is_said_to_be(self, session, account, enter, page):
        issue(account, now=datetime.now(UTC) - timedelta(days=31))
        session.commit()
        browser, _ = enter(account.email)

        assert re.search(r"Expired on \d", page(browser, "/account/tokens/").text)
