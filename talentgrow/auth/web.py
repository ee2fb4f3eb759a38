"""What the pages of sign-in share: counted attempts, the present session, the present password."""

from ipaddress import IPv6Address, ip_address
from typing import Any, NoReturn, cast

from flask import Flask, abort, current_app, make_response, render_template, request, session
from flask_login import current_user
from flask_security import login_user, verify_password

from talentgrow.auth import sessions
from talentgrow.auth.entry import browsers
from talentgrow.auth.limits import Attempts
from talentgrow.auth.models import Account, SignInWay
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import Actor, Role

EXTENSION = "talentgrow.attempts"
SESSION_KEY = "sign_in"
# Many people may share one address, so it may fail this many times as often.
PEOPLE_BEHIND_ONE_ADDRESS = 10
# Many computers that guess one code together have this many times as many attempts as one.
CODES_FROM_EVERYWHERE = 3


def init_app(app: Flask) -> None:
    """Give `app` its count of attempts."""
    app.extensions[EXTENSION] = Attempts(
        app.config["RATELIMIT_STORAGE_URI"],
        app.config["SIGN_IN_LIMIT"],
        is_enabled=app.config.get("RATELIMIT_ENABLED", True),
    )


def count_attempt(kind: str, who: object) -> None:
    """Count an attempt of this visitor on one account; the one too many is not even read."""
    visitor = _visitor()
    seconds = _attempts().wait(kind, visitor) or _attempts().note(kind, visitor, who)
    if seconds:
        _turn_away(seconds)


def count_code(account: Account) -> None:
    """Count a code typed for an account, wherever it comes from; the one too many is not read.

    Only whoever knows the password gets here, and the owner has recovery codes and passkeys.
    """
    seconds = _attempts().note("code", account.id, times=CODES_FROM_EVERYWHERE)
    if seconds:
        _turn_away(seconds)


def count_failure(kind: str) -> None:
    """Count what did not succeed for the visitor, whoever they tried to be."""
    _attempts().note(kind, _visitor(), times=PEOPLE_BEHIND_ONE_ADDRESS)


def forget_attempts(kind: str, who: object) -> None:
    """Begin to count again: the visitor has proved to be `who`."""
    _attempts().forget(kind, _visitor(), who)


def knows_password(password: str) -> bool:
    """Tell whether the signed-in person knows their password; attempts are counted."""
    who = current_user.id
    count_attempt("confirm", who)
    if current_user.password and verify_password(password, current_user.password):
        forget_attempts("confirm", who)
        return True
    return False


def own_account() -> Account:
    """Return the account of the signed-in person, not the library's stand-in for it."""
    return cast(Account, current_user._get_current_object())


def present_session_id() -> int | None:
    """Return the id of the session of this browser."""
    return session.get(SESSION_KEY)


def let_in(account: Account, way: SignInWay) -> None:
    """Sign somebody in on this browser, in a session of their own."""
    login_user(account)
    browser, system = browsers.describe(request.user_agent.string)
    begun = sessions.begin(
        account,
        way,
        browser=browser,
        system=system,
        by=Actor(account.person_id, frozenset({Role.EMPLOYEE})),
        now=clock.now(),
    )
    session[SESSION_KEY] = begun.id


def _attempts() -> Attempts:
    return cast(Attempts, current_app.extensions[EXTENSION])


def _visitor() -> str:
    """Return the network address of the visitor; one household of IPv6 counts as one."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return address.exploded[:19]
    return str(address)


def _turn_away(seconds: int) -> NoReturn:
    minutes = -(-seconds // 60)
    message = ngettext(
        "Try again in a minute. Nobody else has to wait.",
        "Try again in %(num)s minutes. Nobody else has to wait.",
        minutes,
    )
    page: Any = render_template(
        "errors/error.html", code=429, title=_("Too many attempts"), message=message
    )
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    abort(response)
