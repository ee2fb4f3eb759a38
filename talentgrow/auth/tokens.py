"""Named tokens with which programs read and act for a person. Functions flush; the edge commits."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account, ApiToken
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound

# What a token may open, and how the page says it; never more than its owner may do.
SCOPES = {
    "read:people": lazy_gettext("Read people and their careers"),
    "read:skills": lazy_gettext("Read skills and levels"),
    "write:skills": lazy_gettext("State skills and levels"),
    "read:jobs": lazy_gettext("Read jobs and what they need"),
    "read:paths": lazy_gettext("Read paths and suggestions"),
    "read:missions": lazy_gettext("Read missions and applications"),
    "write:missions": lazy_gettext("Apply to missions, answer and decide"),
    "read:nominations": lazy_gettext("Read campaigns, nominations and talent pools"),
    "write:nominations": lazy_gettext("Nominate, answer a nomination and decide"),
    "read:visits": lazy_gettext("Read offers to visit, visits, swaps and rounds"),
    "write:visits": lazy_gettext("Ask for visits, answer, sign and join rounds"),
}
LIFETIMES = (30, 90, 365)
MOST = 20
LONGEST_NAME = 60
# So that a leaked token is recognised as one of ours.
BEGINNING = "tgr_"
SHOWN = len(BEGINNING) + 6
# The page says roughly when a token was used; it need not be written at each request.
USE_IS_NOTED_EVERY = timedelta(minutes=5)

ISSUED = audit.Kind("accounts.token_issued", "name", "scopes", "days")
REVOKED = audit.Kind("accounts.token_revoked", "name")


class TooManyTokens(DomainError):
    """Nobody needs that many."""


class UnknownScope(DomainError):
    """A scope or a lifetime that is not offered."""


def issue(
    account: Account, name: str, scopes: Collection[str], days: int, *, by: Actor, now: datetime
) -> tuple[ApiToken, str]:
    """Return a new token and its secret, which nobody can read again.

    :raises UnknownScope: a scope or a number of days that is not offered
    :raises TooManyTokens: there are twenty that still work
    """
    if not scopes or not set(scopes) <= SCOPES.keys() or days not in LIFETIMES:
        raise UnknownScope(_("Choose what the token may do, and for how long, from the list."))
    if _number_of_open(account, now) >= MOST:
        raise TooManyTokens(_("Twenty tokens are enough: revoke one first."))
    secret = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken(
        account_id=account.id,
        name=name.strip()[:LONGEST_NAME],
        token_hash=_hash(secret),
        prefix=secret[:SHOWN],
        scopes=[scope for scope in SCOPES if scope in scopes],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    db.session.add(token)
    db.session.flush()
    audit.record(ISSUED, account, by=by, now=now, name=token.name, scopes=token.scopes, days=days)
    return token, secret


def find(secret: str, now: datetime) -> ApiToken | None:
    """Return the token with its account, if it works now: not expired, not revoked, not closed.

    Tokens are found by their hash, which takes as long whatever was guessed.
    """
    return (
        db.session.scalars(
            select(ApiToken)
            .join(ApiToken.account)
            .where(
                ApiToken.token_hash == _hash(secret),
                ApiToken.revoked_at.is_(None),
                ApiToken.expires_at > now,
                Account.active.is_(True),
            )
            .options(joinedload(ApiToken.account))
        )
        .unique()
        .one_or_none()
    )


def note_use(token: ApiToken, now: datetime) -> None:
    """Remember when a token was last used, at most every five minutes."""
    db.session.execute(
        update(ApiToken)
        .where(
            ApiToken.id == token.id,
            or_(
                ApiToken.last_used_at.is_(None),
                ApiToken.last_used_at <= now - USE_IS_NOTED_EVERY,
            ),
        )
        .values(last_used_at=now)
        .execution_options(synchronize_session=False)
    )


def needs_noting(token: ApiToken, now: datetime) -> bool:
    """Tell whether `note_use` would write: a request that only reads can so leave it."""
    return token.last_used_at is None or token.last_used_at <= now - USE_IS_NOTED_EVERY


def of_account(account: Account) -> list[ApiToken]:
    """Return the tokens of an account that were not revoked, the newest first."""
    return list(
        db.session.scalars(
            select(ApiToken)
            .where(ApiToken.account_id == account.id, ApiToken.revoked_at.is_(None))
            .order_by(ApiToken.created_at.desc(), ApiToken.id.desc())
        )
    )


def revoke(account: Account, token_id: int, *, by: Actor, now: datetime) -> None:
    """Make a token worthless.

    :raises NotFound: the account has no such token
    """
    token = db.session.scalar(
        select(ApiToken).where(
            ApiToken.id == token_id,
            ApiToken.account_id == account.id,
            ApiToken.revoked_at.is_(None),
        )
    )
    if token is None:
        raise NotFound(_("This token does not exist."))
    token.revoked_at = now
    db.session.flush()
    audit.record(REVOKED, account, by=by, now=now, name=token.name)


def _number_of_open(account: Account, now: datetime) -> int:
    counted = select(func.count()).where(
        ApiToken.account_id == account.id,
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > now,
    )
    return db.session.scalar(counted) or 0


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
