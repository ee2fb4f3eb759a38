"""Mail that waits to leave: written with the change that causes it, sent once that is stored."""

import re
from datetime import datetime

from flask import g, has_request_context

from talentgrow.infra import tasks
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.once import insert_once
from talentgrow.infra.web import after_commit
from talentgrow.kernel.errors import DomainError
from talentgrow.notifications.models import OutboxMail

TASK = "notifications.deliver"
LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200
# What would end the address in a header, or begin a second one, is no part of it.
ADDRESS = re.compile(r"""[^\s@<>()\[\]\\,;:"\x00-\x1f\x7f]+@[^\s@<>()\[\]\\,;:"\x00-\x1f\x7f]+""")

# Ends of lines, other controls and what turns the direction of writing; not the spaces of French.
CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class UnusableAddress(DomainError):
    """No mail can be sent there."""


def is_address(text: str | None) -> bool:
    r"""Tell whether a mail can be sent to `text`, as far as its form tells.

    >>> is_address("ada@example.org"), is_address("ada@example.org\nBcc: eve@example.org")
    (True, False)
    """
    return bool(text and len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text))


def queue_mail(
    address: str,
    *,
    subject: str,
    text: str,
    locale: str,
    key: str,
    now: datetime,
    person_id: int | None = None,
    html: str = "",
    invitation: str = "",
) -> None:
    """Put one mail into the outbox; the same `key` twice adds nothing.

    `invitation` is an .ics with a METHOD, for the calendar of who receives it.

    It leaves within a minute after the present transaction is stored, and never if it is not.

    :raises UnusableAddress: `address` is not one
    """
    address = address.strip()
    if not is_address(address):
        raise UnusableAddress(_("This is not a mail address."))
    is_new = insert_once(
        OutboxMail,
        {
            "key": key,
            "person_id": person_id,
            "address": address,
            "locale": locale,
            "subject": one_line(subject),
            "text": text,
            "html": html,
            "invitation": invitation,
            "queued_at": now,
            "not_before": now,
            "attempts": 0,
            "last_error": "",
        },
    )
    if is_new:
        leave_soon()


def leave_soon() -> None:
    """Have mail leave as soon as this request's work is stored.

    Outside a request there is nothing to ask for: the worker looks every minute.
    """
    if has_request_context() and not g.get("is_mail_asked_for"):
        g.is_mail_asked_for = True
        after_commit(lambda: tasks.ask(TASK))


def one_line(words: str, *, longest: int = LONGEST_SUBJECT) -> str:
    r"""Return `words` as a header may carry them: one line, no control signs, not endless.

    >>> one_line("Hello\r\nBcc: eve@example.org"), one_line("Négociation", longest=4)
    ('Hello Bcc: eve@example.org', 'Nég…')
    """
    line = CONTROLS.sub(" ", words).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
