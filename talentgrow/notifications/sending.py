"""Mail leaves the outbox: claimed, sent, marked, each in a transaction of its own.

A worker that dies between sending and marking leaves its claim behind. When that runs out, the
mail is sent again under the same Message-ID: better twice than never, and mail programs show it
once.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update

from talentgrow.infra import clock, mail, tasks
from talentgrow.infra.addresses import absolute
from talentgrow.infra.db import db, reading, writing
from talentgrow.infra.logs import log
from talentgrow.notifications import delivery, letters
from talentgrow.notifications.models import OutboxMail
from talentgrow.notifications.outbox import TASK
from talentgrow.notifications.recipients import Recipients

LEASE = timedelta(minutes=10)
# How long a mail that did not leave waits before each further try; after the last it is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
TRIES = len(PAUSES) + 1
BATCH = 200


@dataclass
class Outcome:
    """What became of the mail that was due."""

    sent: int = 0
    delayed: int = 0
    given_up: int = 0


def run(recipients: Recipients) -> str:
    """Write the mail that is due, send what waits, and say how many."""
    written = delivery.deliver(recipients)
    try:
        outcome = send_waiting()
    except mail.ServerUnreachable as error:
        # No fault of any mail: all of them wait for the next minute.
        log.error("mail server unreachable", error=str(error))
        return f"{written} written, the mail server is unreachable"
    return (
        f"{written} written, {outcome.sent} sent, {outcome.delayed} delayed, "
        f"{outcome.given_up} given up"
    )


def send_waiting() -> Outcome:
    """Send what is due, the oldest first.

    :raises ServerUnreachable: the mail server does not let us in
    """
    outcome = Outcome()
    due = _due()
    if not due:
        return outcome
    with mail.connected() as sender:
        for mail_id in due:
            claimed = _claim(mail_id)
            if claimed is not None and not _send(claimed, sender, outcome):
                return outcome
    if len(due) == BATCH:
        # Let other tasks come in between.
        tasks.ask(TASK)
    return outcome


def is_given_up() -> ColumnElement[bool]:
    """Return the condition that a mail will not be tried again."""
    return and_(
        OutboxMail.sent_at.is_(None),
        OutboxMail.attempts >= TRIES,
        OutboxMail.not_before <= clock.now(),
    )


def _may_leave() -> ColumnElement[bool]:
    return and_(
        OutboxMail.sent_at.is_(None),
        OutboxMail.attempts < TRIES,
        OutboxMail.not_before <= clock.now(),
    )


def _due() -> list[int]:
    with reading():
        due = db.session.scalars(
            select(OutboxMail.id)
            .where(_may_leave())
            .order_by(OutboxMail.not_before, OutboxMail.id)
            .limit(BATCH)
        ).all()
        db.session.rollback()
    return list(due)


def _claim(mail_id: int) -> Any:
    """Return a mail to send, or None where another worker has it; one statement decides."""
    with writing():
        claimed = db.session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == mail_id, _may_leave())
            .values(attempts=OutboxMail.attempts + 1, not_before=clock.now() + LEASE)
            .returning(
                OutboxMail.id,
                OutboxMail.key,
                OutboxMail.address,
                OutboxMail.locale,
                OutboxMail.subject,
                OutboxMail.text,
                OutboxMail.html,
                OutboxMail.invitation,
                OutboxMail.attempts,
            )
            .execution_options(synchronize_session=False)
        ).one_or_none()
        db.session.commit()
    return claimed


def _send(claimed: Any, sender: mail.Sender, outcome: Outcome) -> bool:
    """Send one mail and mark what became of it; tell whether others can be sent after it."""
    is_notice = claimed.key.startswith(letters.KEY)
    letter = mail.Letter(
        key=f"{claimed.id} {claimed.key}",
        address=claimed.address,
        locale=claimed.locale,
        subject=claimed.subject,
        text=claimed.text,
        html=claimed.html,
        invitation=claimed.invitation,
        unsubscribe=absolute(letters.PREFERENCES) if is_notice else "",
    )
    try:
        sender.send(mail.message_of(letter))
    except mail.MailRefused as error:
        _mark(claimed.id, attempts=TRIES, not_before=clock.now(), last_error=str(error))
        outcome.given_up += 1
    except mail.MailDelayed as error:
        _delay(claimed, error, outcome)
        return not isinstance(error, mail.ConnectionLost)
    else:
        _mark(claimed.id, sent_at=clock.now(), last_error="")
        outcome.sent += 1
    return True


def _delay(claimed: Any, error: mail.MailDelayed, outcome: Outcome) -> None:
    """Try again later, each time a longer while; give up after the last."""
    is_last = claimed.attempts >= TRIES
    pause = timedelta(0) if is_last else PAUSES[claimed.attempts - 1]
    _mark(claimed.id, not_before=clock.now() + pause, last_error=str(error))
    if is_last:
        outcome.given_up += 1
    else:
        outcome.delayed += 1


def _mark(mail_id: int, **values: object) -> None:
    with writing():
        db.session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == mail_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()
