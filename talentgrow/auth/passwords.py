"""Choosing a password. Functions flush; the web edge commits."""

import secrets
from datetime import datetime

from flask_security import hash_password
from sqlalchemy import update

from talentgrow.auth import sessions
from talentgrow.auth.models import Account, ApiToken, SignInLink
from talentgrow.infra.db import db


def choose(account: Account, password: str, *, now: datetime) -> None:
    """Give an account a password: every session ends, links and tokens are worthless."""
    account.password = hash_password(password)
    sign_out_everywhere(account, now=now)
    void_links(account, now=now)
    db.session.flush()


def sign_out_everywhere(account: Account, *, now: datetime) -> None:
    """End every session of an account, programs included; also one that is being opened now."""
    account.fs_uniquifier = secrets.token_hex(32)
    sessions.end_all(account.id, now=now)
    db.session.execute(
        update(ApiToken)
        .where(ApiToken.account_id == account.id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def void_links(account: Account, *, now: datetime) -> None:
    """Make every link worthless that was sent to choose a password."""
    db.session.execute(
        update(SignInLink)
        .where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
