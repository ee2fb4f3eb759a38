"""Passkeys: added with the password, used without it, gone when deleted."""

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth.factors import codes, passkeys
from talentgrow.auth.models import Account, Passkey
from talentgrow.kernel.access import SYSTEM
from tests.auth.conftest import PASSWORD
from tests.auth.device import USER_PRESENT, Device
from tests.auth.test_second_factor import SECRET, code_at
from tests.auth.test_sign_in import is_in
from tests.make import NOW


def add(browser, device, name="My laptop", password=PASSWORD):
    asked = browser.post("/account/passkeys/options", data={"name": name, "password": password})
    if asked.status_code != 200:
        return asked
    return browser.post("/account/passkeys/", json={"credential": device.make(asked.json)})


def use(browser, device, **more):
    options = browser.post("/sign-in/passkey/options").json
    return browser.post("/sign-in/passkey", json={"credential": device.use(options)} | more)


@pytest.fixture
def owner(member, enter):
    """An account with a passkey, and the device that holds it."""
    account, device = member(), Device()
    browser, _ = enter(account.email)
    assert add(browser, device).status_code == 200
    return account, device


class TestAdd:
    def test_is_listed_by_its_name(self, owner, enter, page):
        account, _device = owner
        browser, _ = enter(account.email)

        assert "My laptop" in page(browser, "/account/passkeys/").text

    def test_needs_the_password(self, session, member, enter):
        browser, _ = enter(member().email)

        response = add(browser, Device(), password="not mine at all")

        assert response.status_code == 422
        assert response.json["message"]
        assert session.scalars(select(Passkey)).all() == []

    def test_needs_the_challenge_that_was_given(self, session, member, enter):
        browser, _ = enter(member().email)
        device = Device()
        browser.post("/account/passkeys/options", data={"name": "x", "password": PASSWORD})

        made = device.make({"challenge": "AAAA"})
        response = browser.post("/account/passkeys/", json={"credential": made})

        assert response.status_code == 422
        assert session.scalars(select(Passkey)).all() == []

    def test_the_second_request_alone_adds_nothing(self, session, member, enter):
        browser, _ = enter(member().email)

        made = Device().make({"challenge": ""})
        response = browser.post("/account/passkeys/", json={"credential": made})

        assert response.status_code == 422

    @pytest.mark.parametrize("place", [{"host": "evil.test"}, {"origin": "http://evil.test"}])
    def test_made_for_another_site_is_refused(self, member, enter, place):
        browser, _ = enter(member().email)

        assert add(browser, Device(**place)).status_code == 422

    def test_a_device_that_did_not_check_its_owner_is_refused(self, member, enter):
        browser, _ = enter(member().email)
        device = Device()
        device.flags = USER_PRESENT

        assert add(browser, device).status_code == 422

    def test_the_owner_is_told(self, owner, mails):
        account, _device = owner

        assert "My laptop" in mails(account.email)[-1].text

    @pytest.mark.parametrize(
        "sent", [{}, [], {"credential": 1}, {"credential": {"id": 3}}, "x", None]
    )
    def test_nonsense_is_refused(self, member, enter, sent):
        browser, _ = enter(member().email)
        browser.post("/account/passkeys/options", data={"name": "x", "password": PASSWORD})

        assert browser.post("/account/passkeys/", json=sent).status_code == 422


class TestUse:
    def test_signs_in_without_a_password(self, app, owner):
        _account, device = owner
        browser = app.test_client()

        response = use(browser, device)

        assert response.json == {"next": "/"}
        assert is_in(browser)

    def test_leads_to_the_page_that_was_asked_for_and_to_no_other_site(self, app, owner):
        _account, device = owner

        assert use(app.test_client(), device, next="/people/").json == {"next": "/people/"}
        assert use(app.test_client(), device, next="//evil.test").json == {"next": "/"}

    def test_stands_for_the_second_factor_too(self, app, session, owner, enter):
        account, device = owner
        with app.test_request_context():
            codes.switch_on(account, SECRET, code_at(NOW), by=SYSTEM, now=NOW)
        session.commit()
        browser, _ = enter(account.email, url="/sign-in?next=/people/")
        assert not is_in(browser)

        assert use(browser, device).json == {"next": "/people/"}
        assert is_in(browser)

    def test_an_answer_works_once(self, app, owner):
        _account, device = owner
        browser = app.test_client()
        answer = {"credential": device.use(browser.post("/sign-in/passkey/options").json)}
        browser.post("/sign-in/passkey", json=answer)
        browser.post("/sign-out")

        assert browser.post("/sign-in/passkey", json=answer).status_code == 422
        assert not is_in(browser)

    def test_a_copy_of_the_key_that_fell_behind_is_refused(self, app, owner):
        _account, device = owner
        device.count = 5
        use(app.test_client(), device)
        device.count = 2
        browser = app.test_client()

        assert use(browser, device).status_code == 422
        assert not is_in(browser)

    @pytest.mark.parametrize("case", ["unknown", "closed", "elsewhere", "unverified", "challenge"])
    def test_otherwise_answers_the_same_refusal(self, app, session, owner, case):
        account, device = owner
        browser = app.test_client()
        if case == "unknown":
            device = Device()
        if case == "closed":
            session.get(Account, account.id).active = False
            session.commit()
        if case == "elsewhere":
            device.origin = "http://evil.test"
        if case == "unverified":
            device.flags = USER_PRESENT
        options = browser.post("/sign-in/passkey/options").json
        if case == "challenge":
            options["challenge"] = "AAAA"

        response = browser.post("/sign-in/passkey", json={"credential": device.use(options)})

        assert response.status_code == 422
        assert not is_in(browser)
        assert response.json == browser.post("/sign-in/passkey", json={}).json

    @pytest.mark.parametrize(
        "sent",
        [{}, [], "x", None, {"credential": {"id": "é"}}, {"credential": {"id": "AAAA"}}],
    )
    def test_nonsense_opens_nothing(self, app, session, sent):
        browser = app.test_client()
        browser.post("/sign-in/passkey/options")

        assert browser.post("/sign-in/passkey", json=sent).status_code == 422

    def test_known_key_with_a_broken_answer(self, app, owner):
        _account, device = owner
        browser = app.test_client()
        options = browser.post("/sign-in/passkey/options").json
        for broken in ("clientDataJSON", "authenticatorData", "signature"):
            for value in ("", "AAAA", "A", 3, None, "é", "\ud800", [], "bnVsbA", "W10"):
                answer = device.use(options)
                answer["response"][broken] = value
                browser.post("/sign-in/passkey/options")
                response = browser.post("/sign-in/passkey", json={"credential": answer})
                assert response.status_code == 422, (broken, value)

    def test_brackets_without_end_open_nothing(self, app, session):
        browser = app.test_client()

        response = browser.post(
            "/sign-in/passkey", data="[" * 100_000, content_type="application/json"
        )

        assert response.status_code == 422


class TestDelete:
    def test_no_longer_signs_in(self, app, session, owner, enter):
        account, device = owner
        browser, _ = enter(account.email)
        (key,) = session.scalars(select(Passkey))

        response = browser.post(f"/account/passkeys/{key.id}/delete")

        assert response.location == "/account/passkeys/"
        assert use(app.test_client(), device).status_code == 422
        kinds = session.scalars(select(AuditEvent.kind)).all()
        assert {"accounts.passkey_added", "accounts.passkey_removed"} <= set(kinds)

    def test_of_somebody_else_does_not_exist(self, session, owner, member, enter):
        browser, _ = enter(member("Bob").email)
        (key,) = session.scalars(select(Passkey))

        assert browser.post(f"/account/passkeys/{key.id}/delete").status_code == 404
        assert session.get(Passkey, key.id)


@pytest.mark.parametrize(
    ("host", "takes"), [("localhost", True), ("talent.example.org", True), ("127.0.0.1", False)]
)
def test_an_address_of_numbers_takes_none(host, takes):
    assert passkeys.Site(host, f"http://{host}").takes_passkeys is takes
