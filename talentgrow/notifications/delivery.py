"""Notices that nobody has read yet become mail, when their readers wish."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from talentgrow.infra import clock
from talentgrow.infra.db import db, reading, writing
from talentgrow.notifications import letters, preferences
from talentgrow.notifications.deadlines import Wish, is_due, zone_of
from talentgrow.notifications.models import Notice, Timing
from talentgrow.notifications.outbox import is_address, queue_mail
from talentgrow.notifications.recipients import Recipient, Recipients

# So many people at a time: on SQLite, others wait while their mail is written.
BATCH = 20
Waiting = tuple[int, datetime]


def deliver(recipients: Recipients) -> int:
    """Write the mail that is due, in transactions of its own; return how many mails.

    Two workers may do so at once: each notice is taken by one of them only.
    """
    now = clock.now()
    written = 0
    for batch in _batches(_waiting()):
        with writing():
            written += _deliver_to(batch, recipients, now=now)
            db.session.commit()
    return written


def _waiting() -> list[Waiting]:
    """Return who has notices that neither left nor were read, and since when."""
    with reading():
        found = db.session.execute(
            select(Notice.person_id, func.min(Notice.at))
            .where(Notice.mailed_at.is_(None), Notice.read_at.is_(None))
            .group_by(Notice.person_id)
            .order_by(Notice.person_id)
        )
        waiting = [(person_id, oldest) for person_id, oldest in found]
        # Ends the transaction that read; those that write begin as writers.
        db.session.rollback()
    return waiting


def _batches(waiting: Sequence[Waiting]) -> Iterator[Sequence[Waiting]]:
    for start in range(0, len(waiting), BATCH):
        yield waiting[start : start + BATCH]


def _deliver_to(batch: Sequence[Waiting], recipients: Recipients, *, now: datetime) -> int:
    ids = [person_id for person_id, _oldest in batch]
    people = recipients(ids)
    wishes = preferences.wishes_of(ids)
    house: str = current_app.config["TIMEZONE"]
    written = 0
    for person_id, oldest in batch:
        person = people.get(person_id)
        wish = wishes.get(person_id, Wish())
        if person is None or not _wants_mail(person, wish):
            _take(person_id, now=now)
        elif is_due(wish, oldest=oldest, now=now, zone=zone_of(person.timezone, house)):
            written += _write(person_id, person, _take(person_id, now=now), wish, now=now)
    return written


def _wants_mail(person: Recipient, wish: Wish) -> bool:
    return not person.has_left and is_address(person.address) and wish.timing is not Timing.NEVER


def _take(person_id: int, *, now: datetime) -> list[int]:
    """Mark a person's notices as gone, in one statement, and return which they were."""
    taken: Any = db.session.scalars(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.mailed_at.is_(None), Notice.read_at.is_(None))
        .values(mailed_at=now)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(taken)


def _write(
    person_id: int, person: Recipient, taken: Sequence[int], wish: Wish, *, now: datetime
) -> int:
    if not taken:
        return 0
    notices = db.session.scalars(
        select(Notice).where(Notice.id.in_(taken)).order_by(Notice.at, Notice.id)
    ).all()
    letter = letters.about(notices, person, is_digest=wish.timing is Timing.DAILY)
    queue_mail(
        person.address or "",
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        locale=letter.locale,
        # Notices are taken once, so their ids name the mail that tells of them.
        key=f"{letters.KEY}{person_id}:{taken[0]}-{taken[-1]}",
        now=now,
        person_id=person_id,
    )
    return 1
