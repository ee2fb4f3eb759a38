"""What did not succeed, in the audit trail: for whoever looks into an attack later."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import current_app

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account, SignInWay
from talentgrow.kernel.access import SYSTEM

FAILED = audit.Kind("accounts.sign_in_failed", "step")
FIRST_STEP = "password"


@dataclass
class Stranger:
    """An address that nobody here signs in with; only told from others, never read again."""

    id: str
    __tablename__ = "stranger"


def note_failure(account: Account | None, address: str, *, now: datetime) -> None:
    """Remember that an address and a password did not open an account; never the password."""
    subject: audit.Record = account or Stranger(_told_apart(address))
    audit.record(FAILED, subject, by=SYSTEM, now=now, step=FIRST_STEP)


def note_wrong_code(account: Account, way: SignInWay, *, now: datetime) -> None:
    """Remember that somebody knew the password and not the code."""
    audit.record(FAILED, account, by=SYSTEM, now=now, step=way)


def _told_apart(address: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, address.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:16]
