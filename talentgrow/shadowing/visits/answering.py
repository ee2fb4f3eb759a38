"""A host answers who would like to visit them. Functions flush; the caller commits."""

from datetime import datetime

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits import accepted, ending, notices
from talentgrow.shadowing.visits.models import Visit, VisitDecline

LONGEST_WORD = 1000


class NotAsked(DomainError):
    """Nobody waits for an answer any more."""


class DayOver(DomainError):
    """The day that was asked for has come."""


class WordsMissing(DomainError):
    """A no says why."""


def accept(visit: Visit, words: str = "", *, by: Actor, now: datetime) -> None:
    """Say yes to a visit that is held.

    :raises NotAsked: it is answered, or was taken back
    :raises DayOver: its day has come
    :raises Clash: one of the two has another visit at that time
    """
    _check_asked(visit)
    if visit.starts_on <= now.date():
        raise DayOver(_("The day has come: it is too late to say yes to it."))
    visit.host_word = words.strip()
    accepted.accepted(visit, by=by, now=now)
    notices.tell_accepted(visit, by=by, now=now)


def decline(visit: Visit, reason: VisitDecline, words: str, *, by: Actor, now: datetime) -> None:
    """Say no to a visit that is held, and why.

    :raises NotAsked: it is answered, or was taken back
    :raises WordsMissing: the visitor reads fewer than 20 characters
    """
    words = words.strip()
    if len(words) < SHORTEST_REASON:
        raise WordsMissing(too_short())
    _check_asked(visit)
    visit.declined_reason = reason
    visit.host_word = words
    ending.fall_through(visit, "decline", by=by, now=now, reason=reason)
    notices.tell_declined(visit, now=now)


def too_short() -> str:
    """Say that an answer is too short."""
    return ngettext(
        "Say why in one character at least.",
        "Say why in %(num)s characters at least.",
        SHORTEST_REASON,
    )


def _check_asked(visit: Visit) -> None:
    if visit.status is not VisitStatus.REQUESTED:
        raise NotAsked(_("Nobody waits for this answer any more: the visit has gone on."))
