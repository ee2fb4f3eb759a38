"""The JSON side of the edge: no cookies, errors as problem+json, one description of it all."""

from collections.abc import Callable, Iterable
from typing import Any

from apiflask import APIFlask, HTTPError
from flask import Request, Response, current_app, json, request
from werkzeug.exceptions import BadRequest
from werkzeug.wsgi import get_path_info

from talentgrow.infra.forms import TypedWords
from talentgrow.infra.i18n import gettext as _

PREFIX = "/api/v1/"
CONTENT_TYPE = "application/problem+json"
Environ = dict[str, Any]
Start = Callable[..., Any]

SPEC = {
    "JSON_SPEC_MIMETYPE": "application/json",
    "AUTO_SERVERS": False,
    "AUTO_OPERATION_ID": True,
    "SECURITY_SCHEMES": {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of your own, made on the page “My account”.",
        }
    },
    "INFO": {
        "description": "Read people, skills, jobs, claims and paths as the person who made the "
        "token, and no more than they may. Errors are problem+json (RFC 9457), in the language "
        "of the header Accept-Language.",
    },
}


class AnyRequest(Request):
    """A request of a person or a program, which may send nonsense.

    Words of people lose what cannot be typed; a program is told which value holds it.
    """

    def __init__(self, environ: Environ, *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        if not self.path.startswith(PREFIX):
            self.parameter_storage_class = TypedWords

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """Return what was sent as JSON; with `silent`, nothing in place of nonsense.

        :raises BadRequest: it is no JSON, or lists in lists deeper than anybody means it
        """
        try:
            return super().get_json(force=force, silent=silent, cache=cache)
        except RecursionError as error:
            if silent:
                return None
            raise BadRequest from error


class WithoutCookies:
    """Let the API see no cookie, so that only a token acts and no other site can make it act."""

    def __init__(self, wsgi_app: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self.wsgi_app = wsgi_app

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer one request."""
        if get_path_info(environ).startswith(PREFIX):
            environ.pop("HTTP_COOKIE", None)
        return self.wsgi_app(environ, start_response)


def is_api_request() -> bool:
    """Tell whether a program asks, who wants data and no page."""
    return request.path.startswith(PREFIX)


def problem(
    code: int, title: str, detail: str, *, errors: list[dict[str, str]] | None = None
) -> Response:
    """Return an error as RFC 9457 describes it; `errors` name the values that are wrong."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": code,
        "detail": detail,
    }
    if errors:
        content["errors"] = errors
    response = current_app.response_class(json.dumps(content), code, content_type=CONTENT_TYPE)
    if code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="TalentGrow"'
    return response


def detail_of(code: int) -> str | None:
    """Return what to do about an error, where a program must do something else than a reader."""
    return {
        400: _("Send valid JSON in UTF-8, and addresses without strange signs."),
        404: _("The address may be mistyped, or the token may not know of it."),
        405: _("The header Allow names the methods of this address."),
        413: _("Send less at once."),
        415: _("Send JSON with the header Content-Type: application/json."),
        429: _("Wait as long as the header Retry-After says."),
    }.get(code)


def wrong_values(error: HTTPError) -> list[dict[str, str]]:
    """Return which values a request got wrong, each with where it stands and why."""
    found = []
    for place, fields in (error.detail if isinstance(error.detail, dict) else {}).items():
        for name, messages in fields.items():
            found += [{"in": place, "name": name, "reason": reason} for reason in messages]
    return found


def create_app(name: str, *, instance_path: str) -> APIFlask:
    """Return a Flask application which also describes its JSON API."""
    app = APIFlask(
        name,
        title="TalentGrow",
        version="1",
        instance_path=instance_path,
        json_errors=False,
        docs_path=None,
        spec_path=None,
    )
    app.request_class = AnyRequest
    return app


def init_app(app: APIFlask, on_error: Callable[[HTTPError], Any]) -> None:
    """Prepare `app` for its API; `on_error` answers requests with wrong values."""
    for key, value in SPEC.items():
        app.config[key] = value
    app.error_processor(on_error)
    app.wsgi_app = WithoutCookies(app.wsgi_app)  # type: ignore[method-assign]
