"""Serve the page of the mission list from constants: the same template and nothing else of us.

What is rendered is captured from one real answer. Of the application only Flask is left: no
hooks before or after, no session of ours, no database.
"""

import os
import re
import sys
from inspect import signature
from types import FunctionType
from typing import Any

from flask import Flask, g, template_rendered
from flask.sessions import SecureCookieSessionInterface

from benchmarks.company import PASSWORD
from talentgrow import create_app
from talentgrow.commands.serve import Server
from talentgrow.config import from_environment

PAGE, VIEW = "/missions", "missions.index"
# These are of the present request, whichever that is.
OF_THE_REQUEST = ("request", "session", "g")


def main(email: str, bind: str) -> None:
    """Capture the page as one person reads it, and serve it."""
    app = create_app(from_environment(os.environ))
    context = _captured(app, email)
    template = app.jinja_env.get_template("missions/index.html")

    def page() -> str:
        g.language = "en"
        return template.render(context)

    _strip(app)
    app.view_functions[VIEW] = page
    options = {"bind": bind, "workers": 2, "threads": 4, "worker_class": "gthread"}
    Server(app, options | {"loglevel": "warning", "control_socket_disable": True}).run()


def _captured(app: Flask, email: str) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def note(_app: Flask, context: dict[str, Any], **_event: object) -> None:
        if "options" in context:
            found.update({name: _constant(value) for name, value in context.items()})

    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)
    form = {"email": email, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    client.post("/sign-in", data=form)
    with template_rendered.connected_to(note, app):
        client.get(PAGE)
    return {name: value for name, value in found.items() if name not in OF_THE_REQUEST}


def _constant(value: Any) -> Any:
    """Return a function of the page that asks the database as one that gives what it gave now."""
    if not isinstance(value, FunctionType) or signature(value).parameters:
        return value
    given = value()
    return lambda: given


def _strip(app: Flask) -> None:
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        hooks.clear()
    app.teardown_appcontext_funcs.clear()
    app.session_interface = SecureCookieSessionInterface()
    app.wsgi_app = Flask.wsgi_app.__get__(app)  # type: ignore[method-assign]


if __name__ == "__main__":
    main(*sys.argv[1:])
