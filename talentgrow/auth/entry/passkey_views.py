"""Signing in with a passkey: what the browser needs, and what it brings back."""

from base64 import b64decode, b64encode
from typing import Any

from flask import Response, request, session
from flask.typing import ResponseReturnValue

from talentgrow.auth import web
from talentgrow.auth.entry import pending
from talentgrow.auth.entry.views import bp
from talentgrow.auth.factors import passkeys
from talentgrow.auth.models import SignInWay
from talentgrow.infra import clock
from talentgrow.infra.web import public, safe_next

CHALLENGE = "passkey_challenge"


@bp.post("/passkey/options")
@public
def passkey_options() -> ResponseReturnValue:
    """Give the browser a challenge which only the owner's device can meet."""
    options, challenge = passkeys.sign_in_options(site())
    remember(challenge)
    return Response(options, mimetype="application/json")


@bp.post("/passkey")
@public
def passkey() -> ResponseReturnValue:
    """Sign in whoever's device met the challenge; it proves more than a password and a code."""
    web.count_attempt("passkey", "")
    sent = body()
    credential = mapping(sent.get("credential"))
    try:
        account = passkeys.accept(credential, remembered(), site(), now=clock.now())
    except passkeys.PasskeyRefused as refused:
        return {"message": str(refused)}, 422
    begun = pending.present()
    following = begun.following if begun else safe_next(str(sent.get("next") or ""), "/")
    pending.forget()
    web.forget_attempts("passkey", "")
    web.forget_attempts("sign_in", account.email)
    web.let_in(account, SignInWay.PASSKEY)
    return {"next": following}


def site() -> passkeys.Site:
    """Return where this page is, as the browser sees it.

    What a visitor invents here helps nobody: browsers only use keys made for the true name.
    """
    return passkeys.Site(request.host.partition(":")[0], request.host_url.rstrip("/"))


def body() -> dict[str, Any]:
    """Return what a script sent; nonsense is nothing."""
    return mapping(request.get_json(silent=True))


def mapping(value: object) -> dict[str, Any]:
    """Return `value` where it is one, else nothing."""
    return value if isinstance(value, dict) else {}


def remember(challenge: bytes) -> None:
    """Keep a challenge until it is met."""
    session[CHALLENGE] = b64encode(challenge).decode()


def remembered() -> bytes:
    """Return the challenge that was given, once."""
    return b64decode(session.pop(CHALLENGE, ""))
