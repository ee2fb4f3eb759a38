"""The codes of an authenticator app (TOTP, RFC 6238). Functions flush; the web edge commits."""

import hmac
import secrets
from base64 import b32decode, b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from sqlalchemy import delete, select, update

from talentgrow.audit import service as audit
from talentgrow.auth import letters
from talentgrow.auth.factors import recovery
from talentgrow.auth.factors.sealing import seal, unseal
from talentgrow.auth.models import Account, SecondFactor
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError

STEP = 30
DIGITS = 6
# A clock may be half a minute off, in both directions.
TOLERANCE = 1
SWITCHED_ON = audit.Kind("accounts.second_factor_on")
SWITCHED_OFF = audit.Kind("accounts.second_factor_off")


class WrongCode(DomainError):
    """The code is not the one which the app shows."""


class AlreadyOn(DomainError):
    """The second factor was switched on in another window."""


def new_secret() -> str:
    """Return a secret as apps take it: 160 bits in base 32."""
    return b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, account: Account, organisation: str) -> str:
    """Return what the QR code says: an app that reads it shows codes from then on."""
    label = quote(f"{organisation}:{account.email}")
    facts = {"secret": secret, "issuer": organisation, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{label}?{urlencode(facts, quote_via=quote)}"


def matching_counter(secret: str, code: str, *, now: datetime, after: int = -1) -> int | None:
    """Return the half minute to which `code` belongs, if it is near and later than `after`.

    >>> from datetime import UTC
    >>> secret = b32encode(b"12345678901234567890").decode()
    >>> matching_counter(secret, "287082", now=datetime.fromtimestamp(59, UTC))
    1
    """
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal()):
        return None
    codes = HOTP(b32decode(secret), DIGITS, SHA1())  # noqa: S303
    present = int(now.timestamp()) // STEP
    for counter in range(max(present - TOLERANCE, after + 1, 0), present + TOLERANCE + 1):
        if hmac.compare_digest(codes.generate(counter), digits.encode()):
            return counter
    return None


def is_on(account: Account) -> bool:
    """Tell whether the account asks for a second factor."""
    return of_account(account) is not None


def of_account(account: Account) -> SecondFactor | None:
    """Return the second factor of an account, if it has one."""
    return db.session.scalar(select(SecondFactor).where(SecondFactor.account_id == account.id))


def switch_on(account: Account, secret: str, code: str, *, by: Actor, now: datetime) -> list[str]:
    """Ask for a second factor from now on, and return the recovery codes: nobody can later.

    :raises WrongCode: the app does not show the codes of `secret`
    :raises AlreadyOn: there is one
    """
    if is_on(account):
        raise AlreadyOn(_("The second factor is on already."))
    counter = matching_counter(secret, code, now=now)
    if counter is None:
        raise WrongCode(_("This is not the code which the app shows now. Type the next one."))
    db.session.add(
        SecondFactor(account_id=account.id, secret=seal(secret), last_counter=counter, since=now)
    )
    db.session.flush()
    audit.record(SWITCHED_ON, account, by=by, now=now)
    letters.tell_of_change(
        account,
        lambda: _("Signing in now also asks for a code of your authenticator app."),
        key=f"second_factor_on:{account.id}:{now.timestamp()}",
        now=now,
    )
    return recovery.renew(account, by=by, now=now)


def accept(account: Account, code: str, *, now: datetime) -> bool:
    """Tell whether `code` lets the account in; each does so once, also of two at one moment."""
    factor = of_account(account)
    secret = unseal(factor.secret) if factor else None
    if factor is None or secret is None:
        return False
    counter = matching_counter(secret, code, now=now, after=factor.last_counter)
    if counter is None:
        return False
    taken = db.session.execute(
        update(SecondFactor)
        .where(SecondFactor.id == factor.id, SecondFactor.last_counter < counter)
        .values(last_counter=counter)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def switch_off(account: Account, *, by: Actor, now: datetime) -> None:
    """Ask for the password alone again; the recovery codes go too."""
    gone = db.session.execute(delete(SecondFactor).where(SecondFactor.account_id == account.id))
    recovery.forget(account)
    if not gone.rowcount:  # type: ignore[attr-defined]
        return
    audit.record(SWITCHED_OFF, account, by=by, now=now)
    letters.tell_of_change(
        account,
        lambda: _("Signing in no longer asks for a code of an authenticator app."),
        key=f"second_factor_off:{account.id}:{now.timestamp()}",
        now=now,
    )
