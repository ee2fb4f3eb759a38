"""Who a program acts for: the bearer of a token, within the scopes of that token."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from apiflask import APIFlask
from flask import Request, Response, g
from flask_limiter.util import get_remote_address

from talentgrow.auth import tokens
from talentgrow.auth.models import Account, ApiToken
from talentgrow.infra import clock
from talentgrow.infra.api import is_api_request
from talentgrow.infra.db import db, writing
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import Forbidden

SCHEME = "bearer "
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class OutOfScope(Forbidden):
    """The token was not made for this."""


def needs(scope: str) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Let only tokens with `scope` reach a view, and say so in the description of the API."""

    def wrap(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        @wraps(view)
        def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
            if scope not in cast(ApiToken, g.api_token).scopes:
                raise OutOfScope(
                    _("This token may not do that: it lacks “%(scope)s”.", scope=scope)
                )
            return view(*args, **kwargs)

        checked.needed_scope = scope  # type: ignore[attr-defined]
        return checked

    return wrap


def caller() -> str:
    """Return whose requests are counted together: a token’s, or else an address’s."""
    token = g.get("api_token")
    return f"token {token.id}" if token is not None else get_remote_address()


def _account_of(asked: Request) -> Account | None:
    """Return the account whose valid token a request to the API carries."""
    header = asked.headers.get("Authorization", "")
    if not is_api_request() or not header.lower().startswith(SCHEME):
        return None
    token = tokens.find(header[len(SCHEME) :].strip(), clock.now())
    if token is None:
        return None
    g.api_token = token
    g.use_is_to_be_noted = tokens.needs_noting(token, clock.now())
    return token.account


def _note_use(response: Response) -> Response:
    """Remember when a token was used last, apart from what the request itself did."""
    token_id = g.get("api_token") and g.api_token.id
    # Whoever only reads keeps no writer waiting, but for once in a while.
    if token_id is None or not g.use_is_to_be_noted or response.status_code >= 500:
        return response
    db.session.rollback()
    with writing():
        tokens.note_use(db.session.get_one(ApiToken, token_id), clock.now())
        db.session.commit()
    return response


def init_app(app: APIFlask) -> None:
    """Let tokens speak for people under /api/, and only there."""
    app.login_manager.request_loader(_account_of)  # type: ignore[attr-defined]
    # Runs after the edge has settled the request: such functions run last in, first out.
    app.after_request_funcs.setdefault(None, []).insert(0, _note_use)
