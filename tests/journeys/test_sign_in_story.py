"""Sign-in played in the browser: second factor, recovery code, passkey, sessions, both languages."""

import re
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from talentgrow.auth.factors.codes import b32decode
from talentgrow.demo import seed

ELEANOR = "eleanor.hughes@helianne.example"
VALERIE = "valerie.kern@helianne.example"
PRESENT = "[name=password]"
GO = "main .tg-form button[type=submit]"


def code_of(secret):
    now = int(datetime.now(UTC).timestamp())
    return TOTP(b32decode(secret), 6, SHA1(), 30).generate(now).decode()


def begin_sign_in(visitor, email):
    visitor.go("/sign-in")
    visitor.page.fill("#email", email)
    visitor.page.fill("#password", seed.PASSWORD)
    visitor.page.click(GO)


def test_a_second_factor_from_beginning_to_end(visit):
    visitor = visit(language="en").sign_in(ELEANOR)
    visitor.go("/account")
    visitor.page.click("text=Switch on a second factor")
    visitor.page.click("main a.btn >> text=Switch on")
    visitor.check()
    secret = "".join(visitor.page.locator(".tg-secret span").all_inner_texts())
    visitor.page.fill("[name=code]", code_of(secret))
    visitor.page.fill(PRESENT, seed.PASSWORD)
    visitor.page.click(GO)
    printed = visitor.page.locator(".tg-codes code").all_inner_texts()
    assert len(printed) == 10
    visitor.check()
    with visitor.page.expect_download() as download:
        visitor.page.click("text=Download")
    assert download.value.path().read_text().split() == printed

    again = visit(language="en", width=320)
    begin_sign_in(again, ELEANOR)
    again.page.wait_for_url("**/sign-in/second-step")
    again.check()
    again.page.click("text=I do not have my phone")
    again.page.fill("[name=code]", printed[0].upper())
    again.check()
    again.page.click(GO)
    again.page.wait_for_url(re.compile(r"/$"))

    visitor.go("/account/second-factor/")
    assert "9 recovery codes are left" in visitor.page.inner_text("main")
    visitor.page.click("main a.btn >> text=Switch off")
    visitor.page.fill(PRESENT, seed.PASSWORD)
    visitor.page.click(GO)
    assert visitor.page.inner_text("h1") == "Your password alone opens your account"
    visitor.check()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_passkey_from_beginning_to_end(visit, address, language):
    visitor = visit(language=language)
    # Browsers make keys for names only, and “localhost” is one.
    visitor.address = address.replace("127.0.0.1", "localhost")
    devices = visitor.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    visitor.sign_in(VALERIE)
    visitor.go("/account/passkeys/")
    visitor.page.fill("[name=name]", "Portable")
    visitor.page.fill(PRESENT, seed.PASSWORD)
    visitor.page.click(GO)
    visitor.page.wait_for_selector(".tg-ways >> text=Portable")
    visitor.check()

    visitor.page.evaluate("document.querySelector('form[action=\"/sign-out\"]').requestSubmit()")
    visitor.page.wait_for_url("**/sign-in")
    visitor.page.click("form[data-tg-passkey] button")
    visitor.page.wait_for_url(f"{visitor.address}/")

    visitor.go("/account/passkeys/")
    visitor.page.click(".tg-ways button")
    visitor.page.wait_for_load_state()
    assert not visitor.page.locator(".tg-ways").count()
    visitor.check()


def test_a_session_is_ended_from_another_browser(visit):
    there, here = visit(language="en").sign_in(ELEANOR), visit(language="en").sign_in(ELEANOR)
    here.go("/account/sessions")
    here.check()

    here.page.click("text=End all others")

    assert here.page.inner_text("h1") == "You are signed in here only"
    there.go("/account")
    assert "/sign-in" in there.page.url
