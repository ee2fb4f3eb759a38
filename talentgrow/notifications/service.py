"""Tell somebody something. Functions flush; the caller commits, and mail leaves after that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, update

from talentgrow.infra.addresses import path_of
from talentgrow.infra.db import db
from talentgrow.infra.once import insert_all_once
from talentgrow.kernel.localized import Localized
from talentgrow.notifications.models import Notice
from talentgrow.notifications.outbox import leave_soon

KINDS: dict[str, "NoticeKind"] = {}


@dataclass(frozen=True, eq=False)
class NoticeKind:
    """A kind of notice: its stable name and the sentence it says, a lazy message with names.

    The sentence is rendered for the reader, in their language, from the details that were given:
    `%(who)s`, `%(skill)s` and the like. Where it depends on a number, it is a function of the
    details which returns the sentence.
    """

    name: str
    sentence: Any
    # Whether the reader must do something, or only hears of it.
    needs_action: bool = False

    def __post_init__(self) -> None:
        if self.name in KINDS:
            raise ValueError(f"two kinds of notice are called {self.name!r}")
        KINDS[self.name] = self


def notify(
    person_id: int, kind: NoticeKind, *, key: str, url: str, now: datetime, **details: object
) -> None:
    """Tell a person something, once: the same `key` for the same person adds nothing.

    `details` are texts, numbers, days and texts in both languages; `url` is a page of this site.
    """
    notify_all([Telling(person_id, kind, key, url, details)], now=now)


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell one person, as `notify` takes it."""

    person_id: int
    kind: NoticeKind
    key: str
    url: str
    details: Mapping[str, object]


def notify_all(tellings: Iterable[Telling], *, now: datetime) -> None:
    """Tell many people something, each once, in as few statements as telling one."""
    rows = [
        {
            "person_id": one.person_id,
            "kind": one.kind.name,
            "key": one.key,
            "url": path_of(one.url),
            "details": {name: _stored(value) for name, value in one.details.items()},
            "at": now,
        }
        for one in tellings
    ]
    if insert_all_once(Notice, rows):
        leave_soon()


def read(notice: Notice, *, now: datetime) -> None:
    """Note that somebody has seen a notice: it leaves by mail no more."""
    notice.read_at = notice.read_at or now
    notice.mailed_at = notice.mailed_at or now
    db.session.flush()


def read_all(person_id: int, *, until: int, now: datetime) -> int:
    """Note that somebody has seen all notices up to the one numbered `until`; return how many.

    One that came while they were reading is not among them.
    """
    done: Any = db.session.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.id <= until)
        .values(read_at=now, mailed_at=func.coalesce(Notice.mailed_at, now))
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)


def _stored(value: object) -> object:
    if isinstance(value, Localized):
        return {"fr": value.fr, "en": value.en}
    if isinstance(value, date):
        return {"day": value.isoformat()[:10]}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)
