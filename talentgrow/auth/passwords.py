"""Choosing a password. Functions flush; the web edge commits."""

import secrets
from datetime import datetime

from flask_security import hash_password
from sqlalchemy import update

from talentgrow.auth import sessions
from talentgrow.auth.models import Account, SignInLink
from talentgrow.infra.db import db


def choose(account: Account, password: str, *, now: datetime) -> None:
    """Give an account a password: every session ends, every link that was sent is worthless."""
    account.password = hash_password(password)
    sign_out_everywhere(account, now=now)
    void_links(account, now=now)
    db.session.flush()


def sign_out_everywhere(account: Account, *, now: datetime) -> None:
    """End every session of an account; also one that is being opened at this moment."""
    account.fs_uniquifier = secrets.token_hex(32)
    sessions.end_all(account.id, now=now)
    db.session.flush()


def void_links(account: Account, *, now: datetime) -> None:
    """Make every link worthless that was sent to choose a password."""
    db.session.execute(
        update(SignInLink)
        .where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
