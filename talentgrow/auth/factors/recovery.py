"""Recovery codes: on paper, for the day the phone is gone. Functions flush; the edge commits."""

import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, func, select, update

from talentgrow.audit import service as audit
from talentgrow.auth import letters
from talentgrow.auth.models import Account, RecoveryCode
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import SYSTEM, Actor

NUMBER = 10
# From here on the page says so.
FEW = 4
RECOVERY_CODES_MADE = audit.Kind("accounts.recovery_codes_made")
RECOVERY_CODE_USED = audit.Kind("accounts.recovery_code_used", "left")
# What looks like another sign on paper is read as it.
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "8": "b"})


def renew(account: Account, *, by: Actor, now: datetime) -> list[str]:
    """Make the old codes worthless and return new ones; only hashes are kept."""
    forget(account)
    codes = [_new() for _number in range(NUMBER)]
    db.session.add_all(
        RecoveryCode(account_id=account.id, code_hash=_hash(account, code)) for code in codes
    )
    db.session.flush()
    audit.record(RECOVERY_CODES_MADE, account, by=by, now=now)
    return codes


def accept(account: Account, code: str, *, now: datetime) -> bool:
    """Tell whether `code` lets the account in; each does so once, also of two at one moment."""
    taken = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash == _hash(account, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return False
    left = number_left(account)
    audit.record(RECOVERY_CODE_USED, account, by=SYSTEM, now=now, left=left)
    letters.tell_of_change(
        account,
        lambda: (
            ngettext(
                "Somebody signed in with one of your recovery codes. One is left.",
                "Somebody signed in with one of your recovery codes. %(num)s are left.",
                left,
            )
            if left
            else _("Somebody signed in with the last of your recovery codes. None is left.")
        ),
        key=f"recovery_code:{account.id}:{now.timestamp()}",
        now=now,
    )
    return True


def number_left(account: Account) -> int:
    """Return how many codes can still be used."""
    counted = select(func.count()).where(
        RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(counted) or 0


def forget(account: Account) -> None:
    """Make every code of an account worthless."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _new() -> str:
    """Return 80 random bits in four groups which can be typed from paper."""
    signs = b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def _hash(account: Account, code: str) -> str:
    signs = "".join(sign for sign in code.lower().translate(LOOKALIKES) if sign.isalnum())
    return sha256(f"{account.id}:{signs}".encode()).hexdigest()
