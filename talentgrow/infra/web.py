"""The web edge: sign-in by default, policy check, one transaction a request."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from apiflask import APIFlask, HTTPError
from flask import (
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError
from werkzeug.routing import IntegerConverter, Map

from talentgrow.infra import api
from talentgrow.infra.api import is_api_request, problem
from talentgrow.infra.db import db, expect_writing
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import RULES, Actor, Rule
from talentgrow.kernel.errors import DomainError, Forbidden, NotFound

# The largest id that both databases can hold.
LARGEST_ID = 2**31 - 1
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., object])
ActorLoader = Callable[[], Actor]


class IdConverter(IntegerConverter):
    """A number in a path; one that no id can be leads nowhere."""

    def __init__(self, rules: Map, **options: Any) -> None:
        super().__init__(rules, **{"max": LARGEST_ID} | options)


def public(view: View) -> View:
    """Mark a view which needs neither a signed-in person nor a policy check."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """Return the signed-in person as the policies see them, read once a request."""
    if "actor" not in g:
        g.actor = cast(ActorLoader, current_app.extensions["talentgrow.actor"])()
    return cast(Actor, g.actor)


def belongs_to(place: str) -> None:
    """Say under which endpoint the menu files this page, where that depends on who reads it."""
    g.menu_place = place


def authorize(check: Rule, subject: object = None) -> None:
    """Raise Forbidden unless `check` lets the current actor act on `subject`."""
    g.policy_checked = True
    if not check(current_actor(), subject):
        raise Forbidden(_((check.__doc__ or "").partition("\n")[0]))


def can(name: str, subject: object = None) -> bool:
    """Tell a template whether the current actor passes the rule called `name`."""
    return bool(current_user.is_authenticated and RULES[name](current_actor(), subject))


def asked_id(name: str) -> int | None:
    """Return the id which the address asks for under `name`; nonsense means none."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None


def page_or_fragment(page: str, fragment: str, /, **context: object) -> str:
    """Render `fragment` for htmx, `page` (which includes it) for everyone else."""
    asked_by_htmx = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    return render_template(fragment if asked_by_htmx else page, **context)


def after_commit(action: Callable[[], object]) -> None:
    """Do something once this request's work is stored, and not at all if it is not."""
    g.setdefault("after_commit", []).append(action)


def safe_next(target: str | None, otherwise: str) -> str:
    """Return `target` when it is a page of this site, else `otherwise`."""
    # Browsers drop tabs and line ends from addresses, and take a backslash for a slash.
    if not target or not target.isprintable() or "\\" in target:
        return otherwise
    if not target.startswith("/") or target.startswith("//"):
        return otherwise
    return target if not urlsplit(target).netloc else otherwise


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return view is None or request.endpoint == "static" or getattr(view, "is_public", False)


def _begin() -> None:
    expect_writing(request.method not in SAFE_METHODS)


def _require_sign_in() -> ResponseReturnValue | None:
    if _is_public() or current_user.is_authenticated:
        return None
    if is_api_request():
        return problem(
            401, _("Who is asking?"), _("Send a valid token in the header Authorization.")
        )
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("security.login")})
    following = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=following))


def _refuse_cross_origin() -> None:
    """Refuse unsafe requests which another site made the browser send."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    else:
        allowed = origin is None or urlsplit(origin).netloc == request.host
    if not allowed:
        abort(403)


def _settle(response: Response) -> Response:
    """Commit a successful change, once; an answer without a policy check is never given."""
    if response.status_code >= 400 or request.method == "OPTIONS" or _is_signed_out():
        return response
    if not _is_public() and not g.get("policy_checked"):
        raise RuntimeError(f"{request.endpoint} answered without authorize()")
    if request.method in SAFE_METHODS:
        return response
    try:
        db.session.commit()
    except OperationalError as error:
        return _database_gone(error)
    for action in g.pop("after_commit", []):
        action()
    return response


def _is_signed_out() -> bool:
    """Tell whether a stranger was turned away, to whom nothing was shown or done."""
    return not _is_public() and not current_user.is_authenticated


def _error_page(code: int, message: str) -> ResponseReturnValue:
    titles = {
        400: _("We could not read this request"),
        403: _("This is not open to you"),
        404: _("There is nothing here"),
        405: _("This cannot be done this way"),
        409: _("This is not possible any more"),
        413: _("This is too large"),
        415: _("We could not read this request"),
        422: _("Some values are wrong"),
        429: _("Too many attempts"),
        500: _("Something broke on our side"),
        503: _("We are not available just now"),
    }
    title = titles.get(code, titles[500 if code >= 500 else 400])
    if is_api_request():
        return problem(code, title, message)
    page = render_template("errors/error.html", code=code, title=title, message=message)
    return page, code


def _domain_error(error: DomainError) -> ResponseReturnValue:
    status = 403 if isinstance(error, Forbidden) else 404 if isinstance(error, NotFound) else 409
    return _error_page(status, str(error) or _("Load the page again: something has changed."))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):
        # The host is not ours: no address of a page can be built, and nothing sent is repeated.
        return BadRequest().get_response()
    words = {
        400: _("The form may be too old: load the page again and send it once more."),
        403: _("Ask whoever sent you here, or go back to your home page."),
        404: _("The address may be mistyped, or it is not meant for you."),
        405: _("Go back to the page you came from and try its buttons."),
        413: _("Choose a smaller file."),
        429: _("Wait a minute, then try again."),
        503: _("Try again in a moment: nothing you did is lost."),
    }
    message = words.get(error.code, words[503 if error.code >= 500 else 404])
    if is_api_request():
        message = api.detail_of(error.code) or message
    response = current_app.make_response(_error_page(error.code, message))
    response.headers.extend(
        [(k, v) for k, v in error.get_headers() if k in {"Retry-After", "Allow"}]
    )
    return response


def _wrong_values(error: HTTPError) -> ResponseReturnValue:
    """Answer a program whose request has wrong values."""
    return problem(
        error.status_code,
        _("Some values are wrong"),
        _("Mend the values listed under “errors” and send the request again."),
        errors=api.wrong_values(error),
    )


def _database_gone(error: OperationalError) -> Response:
    current_app.logger.error("database unavailable: %s", error.orig)
    _give_up()
    response = current_app.make_response(_error_page(503, _("Try again in a moment.")))
    response.headers["Retry-After"] = "5"
    return response


def _give_up() -> None:
    """Forget this request's work; the page that says so asks the database nothing more."""
    g.is_failing = True
    db.session.rollback()


def _overtaken(_error: IntegrityError) -> ResponseReturnValue:
    """Answer when two requests did the same at once and the database kept the first."""
    db.session.rollback()
    return _error_page(409, _("Load the page again: something has changed."))


def _unstorable(_error: DataError) -> ResponseReturnValue:
    """Answer a request with a character or a number which the database cannot hold."""
    db.session.rollback()
    return _error_page(400, _("It holds a sign or a number that cannot be kept."))


def _unexpected(error: Exception) -> ResponseReturnValue:
    current_app.logger.exception("unexpected error", exc_info=error)
    _give_up()
    return _error_page(500, _("We have been told. Nothing you did before is lost."))


def init_app(app: APIFlask, load_actor: ActorLoader) -> None:
    """Install the edge on `app`; `load_actor` says who the signed-in person is."""
    app.extensions["talentgrow.actor"] = load_actor
    app.url_map.converters["int"] = IdConverter
    api.init_app(app, _wrong_values)
    app.before_request(_begin)
    app.before_request(_refuse_cross_origin)
    app.before_request(_require_sign_in)
    app.after_request(_settle)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(IntegrityError, _overtaken)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
    app.jinja_env.globals["can"] = can
