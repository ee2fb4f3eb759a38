"""One JSON line for each request."""

import logging
import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

# Parts of paths which open something by themselves.
SECRETS = frozenset({"secret", "token"})
# As long as what `secrets` makes: in a path that leads nowhere, or asked in another way, its
# place has no name.
LONG = re.compile(r"[\w.~-]{32,}", re.ASCII)
log = structlog.get_logger("talentgrow")


def init_app(app: Flask, level: str) -> None:
    """Log each request of `app`: what was asked, the answer and how long it took."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
        ),
        logger_factory=structlog.WriteLoggerFactory(),
    )
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_began = time.perf_counter()
    g.request_id = uuid.uuid4().hex[:12]


def _end(response: Response) -> Response:
    """Write the line; query strings stay out of it, people search for names."""
    if request.endpoint == "static" or "request_began" not in g:
        return response
    response.headers["X-Request-Id"] = g.request_id
    log.info(
        "request",
        id=g.request_id,
        method=request.method,
        path=_path(),
        status=response.status_code,
        ms=round((time.perf_counter() - g.request_began) * 1000),
    )
    return response


def _path() -> str:
    """Return the path that was asked for; a secret in it stays out of the line."""
    secrets = [str(v) for name, v in (request.view_args or {}).items() if name in SECRETS]
    path = request.path
    for secret in secrets:
        path = path.replace(secret, "…")
    return LONG.sub("…", path) if request.view_args is None else path
