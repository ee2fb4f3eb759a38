"""What is due on a day for one visit, as time alone decides it."""

from datetime import date, datetime
from enum import StrEnum

from talentgrow.shadowing import deadlines
from talentgrow.shadowing.states import TOLD
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Visit, VisitWord


class Due(StrEnum):
    """A step which time takes with a visit."""

    # The host has not answered.
    EXPIRE = "expire"
    # A manager has not answered: HR has the word.
    CLIMB = "climb"
    # Nobody has given the word, or the two have not moved the day.
    END = "end"
    # The day is here and a signature is missing.
    CALL_OFF = "call_off"
    # Neither of the two has said how it went.
    PUT_AWAY = "put_away"
    CLOSE = "close"


def of_visit(visit: Visit, *, today: date) -> Due | None:
    """Return what is due for a visit that is loaded with its words."""
    if visit.status is V.HOST_ACCEPTED:
        return _of_words(visit, today)
    if visit.status is V.TO_SIGN:
        return Due.CALL_OFF if today >= visit.starts_on else None
    if visit.status not in {V.REQUESTED, V.CONFIRMED} | TOLD:
        return None
    if today <= _by(visit, visit.status, visit.since):
        return None
    if visit.status is V.REQUESTED:
        return Due.EXPIRE
    return Due.PUT_AWAY if visit.status is V.CONFIRMED else Due.CLOSE


def _of_words(visit: Visit, today: date) -> Due | None:
    """Return what follows from the silence of those who have the word."""
    late = [word for word in visit.words if is_late(word, visit, today=today)]
    if today >= visit.starts_on or any(word.climbed_at is not None for word in late):
        return Due.END
    return Due.CLIMB if late else None


def is_late(word: VisitWord, visit: Visit, *, today: date) -> bool:
    """Tell whether whoever has a word has let its last day pass."""
    return word.answer is None and today > word_by(word, visit)


def word_by(word: VisitWord, visit: Visit) -> date:
    """Return the last day for a word that is asked."""
    return _by(visit, V.HOST_ACCEPTED, word.asked_at, climbed_at=word.climbed_at)


def _by(visit: Visit, status: V, since: datetime, *, climbed_at: datetime | None = None) -> date:
    due = deadlines.of_visit(
        status,
        since,
        starts_on=visit.starts_on,
        ends_on=visit.ends_on,
        climbed_at=climbed_at,
    )
    if due is None:
        raise LookupError(f"nobody owes anything on {visit}")
    return due.by
