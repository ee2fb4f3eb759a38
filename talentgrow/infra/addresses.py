"""Addresses of our own pages, also where no request says where we are."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, current_app
from werkzeug.routing import MapAdapter

from talentgrow.config import Settings


def absolute(path: str) -> str:
    """Return the whole address of one of our pages, for a mail."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path


def path_of(url: str) -> str:
    """Return an address without its host: where a page is on this site.

    >>> path_of("http://127.0.0.1:5000/people/?q=ada"), path_of("people/")
    ('/people/?q=ada', '/people/')
    """
    parts = urlsplit(url)
    path = "/" + parts.path.lstrip("/\\")
    return (
        path
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Let `url_for` work in background tasks and commands.

    Flask’s own way, SERVER_NAME, would also send visitors who come by another name elsewhere.
    """
    app.config["PUBLIC_URL"] = settings.public_url
    public = urlsplit(settings.public_url)
    of_request = app.create_url_adapter

    def adapter(request: Request | None) -> MapAdapter | None:
        if request is not None:
            return of_request(request)
        return app.url_map.bind(
            public.netloc, script_name=public.path or "/", url_scheme=public.scheme
        )

    replaceable: Any = app
    replaceable.create_url_adapter = adapter
