"""What was sent is not kept for ever."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, update

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.notifications.models import OutboxMail
from talentgrow.notifications.sending import is_given_up

TASK = "notifications.tidy"
TEXT_KEPT = timedelta(days=1)
MAIL_KEPT = timedelta(days=90)


def tidy() -> str:
    """Empty mails that have left, whose links may be secret, and forget the old ones."""
    now = clock.now()
    emptied: Any = db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.sent_at < now - TEXT_KEPT, OutboxMail.text != "")
        .values(text="", html="", invitation="")
        .execution_options(synchronize_session=False)
    )
    is_over = or_(OutboxMail.sent_at.is_not(None), is_given_up())
    forgotten: Any = db.session.execute(
        delete(OutboxMail)
        .where(OutboxMail.queued_at < now - MAIL_KEPT, is_over)
        .execution_options(synchronize_session=False)
    )
    return f"{emptied.rowcount} mails emptied, {forgotten.rowcount} forgotten"
