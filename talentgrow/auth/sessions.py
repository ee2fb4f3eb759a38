"""Who is signed in where, and how that ends. Functions flush; the web edge commits."""

from datetime import datetime

from sqlalchemy import ColumnElement, Update, and_, delete, select, update
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account, GrantedRole, SignInSession, SignInWay
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.security import KEPT_SIGN_INS, SESSION_LIFETIME
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound

SIGNED_IN = audit.Kind("accounts.signed_in", "way")
SESSION_ENDED = audit.Kind("accounts.session_ended", "sessions")


def begin(
    account: Account, way: SignInWay, *, browser: str, system: str, by: Actor, now: datetime
) -> SignInSession:
    """Remember that somebody signed in."""
    begun = SignInSession(
        account_id=account.id, way=way, browser=browser, system=system, began_at=now
    )
    db.session.add(begun)
    db.session.flush()
    audit.record(SIGNED_IN, account, by=by, now=now, way=way)
    return begun


def is_open(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a session still lets its owner in."""
    return and_(SignInSession.ended_at.is_(None), SignInSession.began_at > now - SESSION_LIFETIME)


def account_behind(session_id: int | None, uniquifier: str, *, now: datetime) -> Account | None:
    """Return the account of an open session, with person and roles, in one statement."""
    if session_id is None:
        return None
    return (
        db.session.execute(
            select(Account)
            .join(SignInSession, SignInSession.account_id == Account.id)
            .where(
                SignInSession.id == session_id,
                Account.fs_uniquifier == uniquifier,
                Account.active.is_(True),
                is_open(now),
            )
            .options(joinedload(Account.roles).joinedload(GrantedRole.scopes))
        )
        .unique()
        .scalar_one_or_none()
    )


def open_sessions(account: Account, *, now: datetime) -> list[SignInSession]:
    """Return where an account is signed in, the newest first."""
    return list(
        db.session.scalars(
            select(SignInSession)
            .where(SignInSession.account_id == account.id, is_open(now))
            .order_by(SignInSession.began_at.desc(), SignInSession.id.desc())
        )
    )


def end(account: Account, session_id: int, *, by: Actor, now: datetime) -> None:
    """End one session of an account.

    :raises NotFound: the account has no such open session
    """
    one = _ending(account.id, now).where(SignInSession.id == session_id)
    if not db.session.execute(one).rowcount:  # type: ignore[attr-defined]
        raise NotFound(_("This session is over already."))
    audit.record(SESSION_ENDED, account, by=by, now=now, sessions=1)


def end_others(account: Account, kept: int | None, *, by: Actor, now: datetime) -> int:
    """End every session of an account but one, and return how many there were."""
    others = _ending(account.id, now).where(SignInSession.id != (kept or 0))
    ended = int(db.session.execute(others).rowcount)  # type: ignore[attr-defined]
    if ended:
        audit.record(SESSION_ENDED, account, by=by, now=now, sessions=ended)
    return ended


def end_all(account_id: int, *, now: datetime) -> None:
    """End every session of an account, as part of something that is remembered itself."""
    db.session.execute(_ending(account_id, now))


def sign_out(session_id: int | None, *, now: datetime) -> None:
    """End the session of whoever signs out."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def forget_old(*, now: datetime) -> None:
    """Delete what has been over for so long that nobody asks any more."""
    db.session.execute(delete(SignInSession).where(SignInSession.began_at < now - KEPT_SIGN_INS))


def _ending(account_id: int, now: datetime) -> Update:
    return (
        update(SignInSession)
        .where(SignInSession.account_id == account_id, is_open(now))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
