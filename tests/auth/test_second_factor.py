"""A second factor: a code of an app after the password, recovery codes, and off again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth.factors import codes, recovery
from talentgrow.auth.models import Account, RecoveryCode, SecondFactor
from talentgrow.kernel.access import SYSTEM
from tests.auth.conftest import PASSWORD
from tests.auth.test_sign_in import copy_of, is_in
from tests.make import NOW
from tests.page import Page

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(moment, secret=SECRET):
    key = codes.b32decode(secret)
    return TOTP(key, 6, SHA1(), 30).generate(int(moment.timestamp())).decode()


@pytest.fixture
def protected(app, member, session):
    """Return a function which makes an account with a second factor, and gives its codes."""

    def protected(name="Ada Lovelace"):
        account = member(name, locale="en")
        with app.test_request_context():
            printed = codes.switch_on(account, SECRET, code_at(NOW), by=SYSTEM, now=NOW)
        session.commit()
        return account, printed

    return protected


def answer(browser, code, page="second-step"):
    return browser.post(f"/sign-in/{page}", data={"code": code})


class TestSwitchOn:
    def secret_on(self, page):
        return "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page.html))

    def test_shows_a_picture_and_the_same_as_text(self, member, enter, page):
        browser, _ = enter(member().email)

        found = page(browser, "/account/second-factor/on")

        assert found.all("img")[0]["src"].startswith("data:image/svg+xml;base64,")
        assert len(self.secret_on(found)) == 32

    def test_loading_the_page_again_shows_the_same_secret(self, member, enter, page):
        browser, _ = enter(member().email)

        first, second = (page(browser, "/account/second-factor/on") for _ in range(2))

        assert self.secret_on(first) == self.secret_on(second)

    def test_is_on_once_the_app_shows_the_right_code(self, session, member, enter, page):
        account = member()
        browser, _ = enter(account.email)
        secret = self.secret_on(page(browser, "/account/second-factor/on"))

        response = browser.post(
            "/account/second-factor/on",
            data={"code": code_at(datetime.now(UTC), secret), "password": PASSWORD},
        )

        printed = re.findall(r"<code>([a-z2-7-]{19})</code>", response.text)
        assert len(set(printed)) == 10
        assert session.scalars(select(SecondFactor)).one().account_id == account.id
        assert secret not in session.scalars(select(SecondFactor)).one().secret
        again, _ = enter(account.email)
        assert not is_in(again)

    @pytest.mark.parametrize(
        ("code", "password"),
        [("000000", PASSWORD), ("right", "wrong"), ("", PASSWORD), ("é", PASSWORD)],
    )
    def test_a_wrong_code_or_password_changes_nothing(
        self, session, member, enter, page, code, password
    ):
        account = member()
        browser, _ = enter(account.email)
        secret = self.secret_on(page(browser, "/account/second-factor/on"))
        code = code_at(datetime.now(UTC), secret) if code == "right" else code

        response = browser.post(
            "/account/second-factor/on", data={"code": code, "password": password}
        )

        assert response.status_code == 422
        assert session.scalars(select(SecondFactor)).all() == []

    def test_tells_the_owner_and_the_trail(self, session, protected, mails):
        account, _printed = protected()

        assert "authenticator app" in mails(account.email)[0].text
        kinds = session.scalars(select(AuditEvent.kind)).all()
        assert "accounts.second_factor_on" in kinds


class TestSecondStep:
    def test_the_password_alone_opens_nothing(self, protected, enter):
        account, _ = protected()

        browser, response = enter(account.email)

        assert response.location == "/sign-in/second-step"
        assert not is_in(browser)

    def test_the_code_opens_and_leads_to_the_page_that_was_asked_for(self, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email, url="/sign-in?next=/people/")

        response = answer(browser, code_at(datetime.now(UTC)))

        assert (response.status_code, response.location) == (302, "/people/")
        assert is_in(browser)

    @pytest.mark.parametrize("code", ["000000", "", "abcdef", "٠١٢٣٤٥", "x" * 500])
    def test_a_wrong_code_does_not(self, protected, enter, code):
        account, _ = protected()
        browser, _ = enter(account.email)

        response = answer(browser, code)

        assert response.status_code == 200
        assert Page(response.text).all("input", **{"aria-invalid": "true"})
        assert not is_in(browser)

    def test_a_code_works_once(self, protected, enter):
        account, _ = protected()
        moment = datetime.now(UTC)
        first, _ = enter(account.email)
        second, _ = enter(account.email)
        code = code_at(moment)

        answer(first, code)
        answer(second, code)

        assert is_in(first)
        assert not is_in(second)

    def test_a_code_works_once_even_at_the_same_moment(self, app, session, protected, monkeypatch):
        account, _ = protected()
        moment = datetime.now(UTC)
        found = codes.of_account(account)
        stale = SecondFactor(id=found.id, secret=found.secret, last_counter=found.last_counter)
        with app.test_request_context():
            assert codes.accept(account, code_at(moment), now=moment)
            monkeypatch.setattr(codes, "of_account", lambda _account: stale)

            assert not codes.accept(account, code_at(moment), now=moment)

    @pytest.mark.parametrize(
        ("seconds", "works"), [(-30, True), (30, True), (-90, False), (90, False)]
    )
    def test_a_clock_may_be_half_a_minute_off(self, protected, enter, seconds, works):
        account, _ = protected()
        browser, _ = enter(account.email)

        answer(browser, code_at(datetime.now(UTC) + timedelta(seconds=seconds)))

        assert is_in(browser) is works

    def test_five_wrong_codes_send_back_to_the_password(self, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email)

        answers = [answer(browser, "000000") for _ in range(5)]

        assert answers[-1].location == "/sign-in"
        assert answer(browser, code_at(datetime.now(UTC))).location == "/sign-in"
        assert not is_in(browser)

    def test_it_must_follow_the_password_soon(self, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email)

        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
            answer(browser, code_at(datetime.now(UTC)))

            assert not is_in(browser)

    def test_closing_the_account_in_between_ends_it(self, session, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email)
        session.get(Account, account.id).active = False
        session.commit()

        answer(browser, code_at(datetime.now(UTC)))

        assert not is_in(browser)

    def test_nobody_gets_there_without_the_password(self, app, session):
        for page in ("second-step", "recovery-code"):
            assert app.test_client().get(f"/sign-in/{page}").location == "/sign-in"
            assert answer(app.test_client(), "123456", page).location == "/sign-in"

    def test_a_copy_of_the_cookie_from_before_is_worth_nothing(self, app, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email)
        thief = copy_of(app, browser)

        answer(browser, code_at(datetime.now(UTC)))

        assert is_in(browser)
        assert not is_in(thief)

    def test_the_trail_says_that_somebody_knew_the_password(self, session, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email)

        answer(browser, "000000")

        failed = AuditEvent.kind == "accounts.sign_in_failed"
        event = session.scalars(select(AuditEvent).where(failed)).one()
        assert (event.subject, event.details) == (f"account:{account.id}", {"step": "code"})


class TestRecoveryCodes:
    def test_each_opens_once(self, protected, enter):
        account, printed = protected()
        browsers = [enter(account.email)[0] for _ in range(2)]

        for browser in browsers:
            answer(browser, printed[0], "recovery-code")

        assert [is_in(browser) for browser in browsers] == [True, False]

    @pytest.mark.parametrize(
        "spell", [str.upper, lambda c: c.replace("-", " "), lambda c: f" {c} "]
    )
    def test_may_be_typed_as_read(self, protected, enter, spell):
        account, printed = protected()
        browser, _ = enter(account.email)

        answer(browser, spell(printed[3]), "recovery-code")

        assert is_in(browser)

    def test_of_somebody_else_opens_nothing(self, protected, enter):
        account, _ = protected()
        _other, printed = protected("Bob Noyce")
        browser, _ = enter(account.email)

        answer(browser, printed[0], "recovery-code")

        assert not is_in(browser)

    def test_are_kept_as_hashes(self, session, protected):
        _account, printed = protected()

        kept = session.scalars(select(RecoveryCode.code_hash)).all()

        assert len(kept) == 10
        assert not set(kept) & set(printed)

    def test_using_one_is_told_by_mail(self, protected, enter, mails):
        account, printed = protected()
        browser, _ = enter(account.email)

        answer(browser, printed[0], "recovery-code")

        assert "9 are left" in mails(account.email)[-1].text

    def test_the_last_few_lead_to_new_ones(self, app, session, protected, enter):
        account, printed = protected()
        with app.test_request_context():
            for code in printed[: 10 - recovery.FEW]:
                recovery.accept(account, code, now=NOW)
        session.commit()
        browser, _ = enter(account.email)

        response = answer(browser, printed[-1], "recovery-code")

        assert response.location == "/account/second-factor/"

    def test_new_ones_make_the_old_worthless(self, session, protected, enter):
        account, printed = protected()
        browser, _ = enter(account.email)
        answer(browser, printed[0], "recovery-code")

        response = browser.post(
            "/account/second-factor/recovery-codes", data={"password": PASSWORD}
        )

        fresh = re.findall(r"<code>([a-z2-7-]{19})</code>", response.text)
        assert len(fresh) == 10
        again, _ = enter(account.email)
        answer(again, printed[1], "recovery-code")
        assert not is_in(again)
        answer(again, fresh[1], "recovery-code")
        assert is_in(again)

    def test_nobody_makes_new_ones_without_the_password(self, session, protected, enter):
        account, printed = protected()
        browser, _ = enter(account.email)
        answer(browser, printed[0], "recovery-code")

        response = browser.post("/account/second-factor/recovery-codes", data={"password": "no"})

        assert response.status_code == 422
        assert recovery.number_left(account) == 9


class TestSwitchOff:
    @pytest.fixture
    def browser(self, protected, enter):
        account, _ = protected()
        browser, _ = enter(account.email)
        answer(browser, code_at(datetime.now(UTC)))
        return browser

    def test_needs_the_password(self, session, browser):
        response = browser.post("/account/second-factor/off", data={"password": "no"})

        assert response.status_code == 422
        assert session.scalars(select(SecondFactor)).all()

    def test_asks_for_the_password_alone_again(self, session, browser, enter):
        response = browser.post("/account/second-factor/off", data={"password": PASSWORD})

        assert response.location == "/account/second-factor/"
        assert is_in(enter(session.scalars(select(Account)).unique().one().email)[0])
        assert session.scalars(select(RecoveryCode)).all() == []


@pytest.mark.parametrize("path", ["", "on", "off", "recovery-codes"])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("is_on", [True, False])
def test_pages(app, session, make, sign_in, path, language, is_on):
    person = make.person()
    if is_on:
        with app.test_request_context():
            codes.switch_on(make.account_of(person), SECRET, code_at(NOW), by=SYSTEM, now=NOW)
        session.commit()

    response = sign_in(person, language=language).get(
        f"/account/second-factor/{path}", follow_redirects=True
    )

    assert response.status_code == 200
    assert Page(response.text).all("html")[0]["lang"] == language


def test_another_secret_key_leaves_the_recovery_codes(app, session, protected, enter):
    account, printed = protected()
    kept = session.scalars(select(SecondFactor)).one()
    kept.secret = "gAAAAA-not-ours"
    session.commit()
    browser, _ = enter(account.email)

    answer(browser, code_at(datetime.now(UTC)))
    assert not is_in(browser)
    answer(browser, printed[0], "recovery-code")

    assert is_in(browser)
