"""One thing that waits: who must act, what it is, by which day, and what happens otherwise."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup, escape


class WaitKind(StrEnum):
    """What is waited for."""

    OFFER = "offer"
    WORD = "word"
    ANSWER = "answer"
    SEAT = "seat"
    DEBRIEF = "debrief"
    SENT_BACK = "sent_back"
    MODERATION = "moderation"
    QUESTION = "question"
    LEVELS = "levels"
    ENDORSEMENT = "endorsement"
    CONSENT = "consent"
    NOMINATION = "nomination"
    REVIEW = "review"
    ACTION = "action"
    APPROACH = "approach"
    VISIT = "visit"
    SWAP = "swap"
    SIGNATURE = "signature"
    ROUND = "round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that waits, in words of the reader's language.

    `who` is the full name of the one who must act; where that is the reader, `is_mine`, and
    `action` is what the button says. `keys` are those under which `who_id` is
    reminded, and `reminded` the day on which that was, in words.
    """

    kind: WaitKind
    is_mine: bool
    title: Markup
    text: Markup
    url: str
    since: datetime
    by: date | None = None
    action: str = ""
    who: str = ""
    who_id: int | None = None
    keys: tuple[str, ...] = ()
    # Owed by who leads others: as their manager, or as an owner of the mission they are in.
    is_for_team: bool = False
    reminded: str = ""


def said(sentence: str, **details: object) -> Markup:
    """Return a translated sentence as safe markup; details are escaped unless they are markup."""
    return Markup(escape(sentence)) % details  # noqa: S704


def strong(words: str) -> Markup:
    """Return words that the reader must not miss."""
    return Markup('<b class="tg-b">{}</b>').format(words)


def link(words: str, url: str) -> Markup:
    """Return words that lead to a page."""
    return Markup('<a href="{}">{}</a>').format(url, words)
