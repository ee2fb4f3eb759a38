"""Do once what was asked several times: a form sent twice, a program that tries again."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from talentgrow.audit.models import Receipt
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.once import insert_once

TASK = "receipts.forget_old"
KEPT = timedelta(days=7)


def key_of(what: str, key: str) -> str:
    """Return the key under which one request is known; empty where the sender gave none.

    The same key sent for something else is another request, however long both are.
    """
    return hashlib.sha256(f"{what}\0{key}".encode("utf-8", "replace")).hexdigest() if key else ""


def earlier(person_id: int, key: str, *, now: datetime) -> str | None:
    """Return where the result of the same request is shown, None when this is the first.

    Where another transaction is at it, this one waits for its end. Without a key (an old form)
    everything is the first.
    """
    if not key or insert_once(Receipt, {"person_id": person_id, "key": key, "at": now}):
        return None
    return db.session.scalar(
        select(Receipt.url).where(Receipt.person_id == person_id, Receipt.key == key)
    )


def keep(person_id: int, key: str, url: str) -> None:
    """Note where the result of a request is shown; in the same transaction as the work."""
    found = db.session.scalar(
        select(Receipt).where(Receipt.person_id == person_id, Receipt.key == key)
    )
    if found is not None:
        found.url = url
        db.session.flush()


def forget_old() -> int:
    """Drop receipts that nobody will ask about again; return how many."""
    done = db.session.execute(delete(Receipt).where(Receipt.at < clock.now() - KEPT))
    return int(done.rowcount)  # type: ignore[attr-defined]
