"""Sign-in by password: Flask-Security on Flask-Login, with our pages and our limits."""

from datetime import timedelta
from typing import Any

from flask import Flask, g, request
from flask_limiter import Limiter
from flask_security import Security, SQLAlchemyUserDatastore

from talentgrow.auth.forms import PasswordForm, SignInForm
from talentgrow.auth.models import Account, GrantedRole
from talentgrow.infra.db import db
from talentgrow.infra.web import public

datastore = SQLAlchemyUserDatastore(db, Account, GrantedRole)

SETTINGS = {
    "SECURITY_BLUEPRINT_NAME": "security",
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_CHANGE_URL": "/account/password",
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
    "SECURITY_POST_CHANGE_VIEW": "/account",
    "SECURITY_LOGIN_USER_TEMPLATE": "auth/sign_in.html",
    "SECURITY_CHANGE_PASSWORD_TEMPLATE": "auth/password.html",
    "SECURITY_CHANGEABLE": True,
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_LENGTH_MIN": 12,
    # The same answer for an unknown address and a wrong password.
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
    "SECURITY_API_ENABLED_METHODS": ["session"],
    # No page to prove again who one is: ours ask for the password where it matters.
    "SECURITY_FRESHNESS": timedelta(-1),
    "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "WTF_CSRF_CHECK_DEFAULT": True,
}
OPEN_PAGES = ("security.login", "security.logout")


def init_app(app: Flask, limiter: Limiter) -> None:
    """Install sign-in on `app`."""
    for key, value in SETTINGS.items():
        app.config.setdefault(key, value)
    Security(app, datastore, login_form=SignInForm, change_password_form=PasswordForm)
    # Only a session signs somebody in: a token in an address would outlive signing out.
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]
    limited = limiter.limit(app.config["SIGN_IN_LIMIT"], methods=["POST"])
    views: dict[str, Any] = app.view_functions
    views["security.login"] = limited(views["security.login"])
    for endpoint in OPEN_PAGES:
        public(views[endpoint])
    app.before_request(_own_account)


def _own_account() -> None:
    """Count the pages of one's own account as checked: they only ever touch the signed-in one."""
    if request.blueprint == "security":
        g.policy_checked = True
