"""Sign-in: Flask-Security keeps passwords and signs in and out; the pages and limits are ours."""

from datetime import timedelta
from typing import Any

from flask import Flask, g, request
from flask_security import Security, SQLAlchemyUserDatastore

from talentgrow.auth import web
from talentgrow.auth.entry import views as entry
from talentgrow.auth.forms import SignInForm
from talentgrow.auth.models import Account, GrantedRole
from talentgrow.infra.db import db
from talentgrow.infra.web import public

datastore = SQLAlchemyUserDatastore(db, Account, GrantedRole)

SETTINGS = {
    "SECURITY_BLUEPRINT_NAME": "security",
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_LENGTH_MIN": 12,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
    "SECURITY_API_ENABLED_METHODS": ["session"],
    # No page to prove again who one is: ours ask for the password where it matters.
    "SECURITY_FRESHNESS": timedelta(-1),
    "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "WTF_CSRF_CHECK_DEFAULT": True,
}


def init_app(app: Flask) -> None:
    """Install sign-in on `app`."""
    for key, value in SETTINGS.items():
        app.config.setdefault(key, value)
    Security(app, datastore, login_form=SignInForm)
    web.init_app(app)
    views: dict[str, Any] = app.view_functions
    views["security.login"] = entry.sign_in
    public(views["security.logout"])
    app.before_request(_own_account)


def _own_account() -> None:
    """Count signing out as checked: it only ever touches whoever is signed in."""
    if request.blueprint == "security":
        g.policy_checked = True
