"""What protects the browser: headers, tokens, server-side sessions, trusted hosts."""

from datetime import timedelta
from pathlib import Path

from cachelib.file import FileSystemCache
from flask import Flask, Response, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_in
from flask_session import Session
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from talentgrow.config import Settings
from talentgrow.infra import clock

csrf = CSRFProtect()
TASK = "security.forget_old_sessions"
# However often it is used: after this one signs in again.
SESSION_LIFETIME = timedelta(hours=12)
# For how long it can be seen who signed in where, and what became of a link to a new password.
KEPT_SIGN_INS = timedelta(days=90)

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Widths of bars and positions of marks are computed; they carry no script.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def settings_for_flask(settings: Settings) -> dict[str, object]:
    """Return the configuration keys which Flask and its extensions read."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "talentgrow",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.is_production,
        "PERMANENT_SESSION_LIFETIME": SESSION_LIFETIME,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": [host.strip() for host in settings.trusted_hosts.split(",") if host]
        or None,
        "MAX_CONTENT_LENGTH": 1_000_000,
        "RATELIMIT_STORAGE_URI": settings.rate_limit_storage,
        "RATELIMIT_HEADERS_ENABLED": True,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def init_app(app: Flask, settings: Settings) -> Limiter:
    """Install the protections on `app` and return what counts attempts to sign in."""
    _keep_sessions_on_the_server(app, sessions_folder(app))
    csrf.init_app(app)
    limiter = Limiter(get_remote_address, app=app)
    # Flask-Limiter’s own decorators hold it weakly.
    app.extensions["talentgrow.limiter"] = limiter
    Talisman(
        app,
        force_https=settings.is_production,
        strict_transport_security=settings.is_production,
        session_cookie_secure=settings.is_production,
        content_security_policy=CONTENT_SECURITY_POLICY,
        content_security_policy_nonce_in=["script-src"],
        referrer_policy="same-origin",
    )
    app.after_request(_keep_nothing)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return limiter


def _keep_nothing(response: Response) -> Response:
    """Let no browser and no proxy keep a page, unless the page says otherwise.

    On a shared computer the way back would lead to it after signing out.
    """
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _keep_sessions_on_the_server(app: Flask, folder: Path) -> None:
    """Keep sessions in files: signing out ends them, a copied cookie is worth nothing."""
    app.config["SESSION_TYPE"] = "cachelib"
    app.config["SESSION_CACHELIB"] = FileSystemCache(str(folder), threshold=0, mode=0o600)
    Session(app)
    user_logged_in.connect(_take_a_new_session, app)


def forget_old_sessions(app: Flask) -> None:
    """Delete the files of sessions that are over; a visit leaves one even without sign-in."""
    oldest = clock.now() - app.permanent_session_lifetime
    for path in sessions_folder(app).iterdir():
        if path.stat().st_mtime < oldest.timestamp():
            path.unlink(missing_ok=True)


def sessions_folder(app: Flask) -> Path:
    """Return where the sessions are kept."""
    return Path(app.instance_path) / "sessions"


def _take_a_new_session(app: Flask, **_event: object) -> None:
    """Give the session another id on sign-in, so that one known before is worth nothing."""
    app.session_interface.regenerate(session)  # type: ignore[attr-defined]
