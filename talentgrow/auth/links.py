"""Links that go out by mail and let somebody choose a password, once.

Only a hash of the link is kept: whoever reads the database cannot use it.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from flask import url_for
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.auth import letters, passwords
from talentgrow.auth.models import Account, LinkPurpose, SignInLink
from talentgrow.infra import clock, tasks
from talentgrow.infra.addresses import absolute, path_of
from talentgrow.infra.db import db, writing
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.security import KEPT_SIGN_INS
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.notifications import outbox

TASK = "auth.send_reset_link"
LIFETIMES = {LinkPurpose.RESET: timedelta(hours=1), LinkPurpose.INVITATION: timedelta(days=7)}
# More would only fill somebody's mailbox; those that were sent still work.
MOST_IN_AN_HOUR = 5
LINK_SENT = audit.Kind("accounts.link_sent", "purpose")
PASSWORD_CHOSEN = audit.Kind("accounts.password_chosen", "purpose")


class LinkIsOver(DomainError):
    """A link was used, has expired, or never was one."""


def send_reset(address: str) -> None:
    """Send a link to whoever signs in with `address`, in a transaction of its own.

    It runs apart from the request that asks for it, which so takes as long for an address that
    nobody has.
    """
    with writing():
        now = clock.now()
        account = (
            db.session.scalars(
                select(Account).where(Account.email == address.lower(), Account.active.is_(True))
            )
            .unique()
            .one_or_none()
        )
        if account is not None and _sent_lately(account, now) < MOST_IN_AN_HOUR:
            send(account, LinkPurpose.RESET, by=SYSTEM, now=now)
        db.session.commit()
    tasks.ask(outbox.TASK)


def send(account: Account, purpose: LinkPurpose, *, by: Actor, now: datetime) -> None:
    """Send somebody a link with which they choose a password."""
    secret = secrets.token_urlsafe(32)
    link = SignInLink(
        account_id=account.id,
        purpose=purpose,
        secret_hash=_hash(secret),
        created_at=now,
        expires_at=now + LIFETIMES[purpose],
    )
    db.session.add(link)
    db.session.flush()
    url = absolute(path_of(url_for("entry.new_password", key=secret)))
    letters.send_link(account, link, url, now=now)
    audit.record(LINK_SENT, account, by=by, now=now, purpose=purpose)


def find(secret: str, *, now: datetime) -> SignInLink:
    """Return the link with its account.

    :raises LinkIsOver: it cannot be used, or not any more
    """
    found = db.session.scalars(
        select(SignInLink)
        .join(SignInLink.account)
        .where(
            SignInLink.secret_hash == _hash(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
            Account.active.is_(True),
        )
        .options(joinedload(SignInLink.account))
    )
    link = found.unique().one_or_none()
    if link is None:
        raise LinkIsOver(_("This link has been used or is too old. Ask for another."))
    return link


def choose_password(link: SignInLink, password: str, *, now: datetime) -> None:
    """Choose the password of the link's account; of two at the same moment only one does.

    :raises LinkIsOver: somebody was faster
    """
    taken = db.session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise LinkIsOver(_("This link has been used or is too old. Ask for another."))
    passwords.choose(link.account, password, now=now)
    audit.record(PASSWORD_CHOSEN, link.account, by=SYSTEM, now=now, purpose=link.purpose)
    if link.purpose is LinkPurpose.RESET:
        letters.tell_of_change(
            link.account,
            lambda: _("Your password was replaced by a new one, and every session has ended."),
            key=f"link:{link.id}",
            now=now,
        )


def forget_old(*, now: datetime) -> None:
    """Delete links that have been over for long."""
    db.session.execute(delete(SignInLink).where(SignInLink.expires_at < now - KEPT_SIGN_INS))


def _sent_lately(account: Account, now: datetime) -> int:
    counted = select(func.count()).where(
        SignInLink.account_id == account.id, SignInLink.created_at > now - timedelta(hours=1)
    )
    return db.session.scalar(counted) or 0


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
