"""What a notice says, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from talentgrow.infra import templates
from talentgrow.infra.i18n import language
from talentgrow.kernel.localized import Localized
from talentgrow.notifications import notices
from talentgrow.notifications.models import Notice
from talentgrow.notifications.outbox import one_line
from talentgrow.notifications.service import KINDS

LONGEST = 1000


def sentence(notice: Notice) -> str:
    """Return what a notice says, as plain text on one line; templates escape it.

    A kind that is no more, or details that lack something, must not break the page of somebody
    who has other news: they get a sentence that leads to the place.
    """
    kind = KINDS.get(notice.kind)
    if kind is None:
        return str(notices.UNKNOWN)
    details = {name: _said(value) for name, value in notice.details.items()}
    try:
        # A function of the details, or a message with their names.
        said = kind.sentence(**details) if callable(kind.sentence) else str(kind.sentence) % details
    except (KeyError, TypeError, ValueError):
        return str(notices.UNKNOWN)
    return one_line(str(said), longest=LONGEST)


def needs_action(notice: Notice) -> bool:
    """Tell whether the reader has something to do, and has not looked yet."""
    kind = KINDS.get(notice.kind)
    return notice.read_at is None and kind is not None and kind.needs_action


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        if "day" in value:
            return _day(str(value["day"]))
        return Localized(str(value.get("fr") or ""), str(value.get("en") or "")).in_(language())
    return value


def _day(text: str) -> str:
    try:
        return templates.day(date.fromisoformat(text))
    except ValueError:
        return text
