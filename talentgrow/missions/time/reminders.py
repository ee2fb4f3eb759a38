"""Reminders after three and after seven days, of everything that waits for somebody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Select, select

from talentgrow.infra import clock
from talentgrow.infra.db import db, reading
from talentgrow.missions.time.running import Tally, each
from talentgrow.notifications.models import Notice
from talentgrow.notifications.service import NoticeKind, notify

CHUNK = 400


@dataclass(frozen=True, slots=True)
class Reminder:
    """One person is reminded of one thing; `still` finds a row as long as it waits for them.

    `hold` keeps everybody else from acting on it while we look.
    """

    person_id: int
    kind: NoticeKind
    key: str
    url: str
    hold: Callable[[], object] = field(compare=False, repr=False)
    still: Select[Any] = field(compare=False, repr=False)
    details: dict[str, object] = field(compare=False, repr=False)


def send(reminders: Iterable[Reminder], tally: Tally) -> None:
    """Remind whoever was not reminded yet, a part at a time."""
    unsent = iter(reminders)
    while part := list(islice(unsent, CHUNK)):
        each(_untold(part), _remind, tally)


def _untold(part: list[Reminder]) -> list[Reminder]:
    """Return each reminder once which has not left on an earlier night."""
    with reading():
        told = {
            tuple(row)
            for row in db.session.execute(
                select(Notice.person_id, Notice.key).where(
                    Notice.person_id.in_({one.person_id for one in part}),
                    Notice.key.in_({one.key for one in part}),
                )
            )
        }
        db.session.rollback()
    wanted = {(one.person_id, one.key): one for one in part}
    return [one for key, one in wanted.items() if key not in told]


def _remind(one: Reminder) -> bool:
    """Remind somebody, unless they have acted since we looked."""
    one.hold()
    if db.session.execute(one.still.limit(1)).first() is None:
        return False
    notify(one.person_id, one.kind, key=one.key, url=one.url, now=clock.now(), **one.details)
    return True


def day_of(moment: datetime) -> tuple[datetime, datetime]:
    """Return the first moment of a day and of the next."""
    start = datetime.combine(moment.date(), datetime.min.time(), moment.tzinfo)
    return start, start + timedelta(days=1)
