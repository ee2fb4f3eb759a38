"""Somebody who knows the password and has not proved the rest: remembered in the session only."""

from dataclasses import dataclass

from flask import current_app, session

from talentgrow.auth.models import Account
from talentgrow.infra import clock
from talentgrow.infra.db import db

KEY = "second_step"
MINUTES = 10
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Pending:
    """Whose second step it is, and where they wanted to go."""

    account: Account
    following: str


def begin(account: Account, following: str) -> None:
    """Remember the first step, in a session with another name than the one before."""
    session[KEY] = {
        "account": account.id,
        # Another password or a closed account ends this too.
        "uniquifier": account.fs_uniquifier,
        "until": clock.now().timestamp() + MINUTES * 60,
        "tries": 0,
        "following": following,
    }
    current_app.session_interface.regenerate(session)  # type: ignore[attr-defined]


def present() -> Pending | None:
    """Return whose second step it is; nobody's when it took too long or too many tries."""
    begun = session.get(KEY)
    if not begun:
        return None
    account = db.session.get(Account, begun["account"])
    is_good = (
        account is not None
        and account.active
        and account.fs_uniquifier == begun["uniquifier"]
        and clock.now().timestamp() < begun["until"]
        and begun["tries"] < MOST_TRIES
    )
    if account is None or not is_good:
        forget()
        return None
    return Pending(account, begun["following"])


def count_try() -> None:
    """Remember that a code was wrong."""
    begun = session[KEY]
    session[KEY] = begun | {"tries": begun["tries"] + 1}


def forget() -> None:
    """Forget the first step."""
    session.pop(KEY, None)
