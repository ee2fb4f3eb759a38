"""The word of managers about a visit longer than a day, or that of HR in their place."""

from datetime import date, datetime, timedelta

from talentgrow.claims.queries import manager_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions import days, house
from talentgrow.shadowing import steps
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits import ending, notices
from talentgrow.shadowing.visits.models import Answer, Side, Visit, VisitWord


class NotAsked(DomainError):
    """Nobody waits for this word any more."""


class ReasonMissing(DomainError):
    """A no says why."""


class WrongDay(DomainError):
    """Agreeing "from that date" has a limit, which HR sets."""


def ask(visit: Visit, *, now: datetime) -> None:
    """Ask the managers of both sides who have not agreed to the day of a visit that is held.

    Where nobody manages somebody, or only the other side does, HR has the word at once.
    """
    known = {word.side: word for word in visit.words}
    for side in Side:
        word = known.get(side)
        if word is not None and is_given(word, visit):
            continue
        if word is None:
            word = VisitWord(visit_id=visit.id, side=side, asked_at=now)
            visit.words.append(word)
        _ask(word, visit, now)
    db.session.flush()
    for word in visit.words:
        if word.answer is None and word.asked_at == now:
            notices.ask_word(visit, word, now=now)


def _ask(word: VisitWord, visit: Visit, now: datetime) -> None:
    """Put the question anew: what was answered about another day counts no more."""
    manager = manager_of(person_of(visit, word.side))
    both = {visit.visitor_id, visit.host_id}
    word.manager = manager if manager is not None and manager.id not in both else None
    word.asked_at = now
    word.climbed_at = now if word.manager is None else None
    word.answer = word.answered_at = word.answered_by_id = word.from_on = None
    word.reason = ""


def person_of(visit: Visit, side: Side) -> int:
    """Return who is on one side of a visit."""
    return visit.visitor_id if side is Side.VISITOR else visit.host_id


def is_given(word: VisitWord, visit: Visit) -> bool:
    """Tell whether a manager has agreed to the day of a visit."""
    if word.answer is Answer.DEFERRED:
        return word.from_on is not None and word.from_on <= visit.starts_on
    return word.answer is Answer.AGREED


def are_given(visit: Visit) -> bool:
    """Tell whether the managers of both sides have agreed to the day."""
    return {word.side for word in visit.words if is_given(word, visit)} == set(Side)


def earliest(visit: Visit) -> date | None:
    """Return the day from which managers have agreed, where the visit lies before it."""
    found = [
        word.from_on
        for word in visit.words
        if word.answer is Answer.DEFERRED and word.from_on and word.from_on > visit.starts_on
    ]
    return max(found, default=None)


def go_on(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Let a visit be signed as soon as nobody's word is missing."""
    is_free = not needs_word(visit.half_days) or are_given(visit)
    if visit.status is VisitStatus.HOST_ACCEPTED and is_free:
        steps.take(visit, "clear", by=by, now=now)
        notices.ask_to_sign(visit, by=by, now=now)


def agree(visit: Visit, word: VisitWord, *, by: Actor, now: datetime) -> None:
    """Say yes for one side of a visit that is held.

    :raises NotAsked: nobody waits for this word any more
    """
    _answer(visit, word, Answer.AGREED, by=by, now=now)
    notices.tell_word(visit, word, by=by, now=now)
    go_on(visit, by=by, now=now)


def defer(
    visit: Visit, word: VisitWord, from_on: date, reason: str = "", *, by: Actor, now: datetime
) -> None:
    """Say yes from a day on: the two sides move the visit, if it lies before.

    :raises NotAsked: nobody waits for this word any more
    :raises WrongDay: the day lies behind us, or beyond the limit of the house
    """
    check_day(visit, from_on, today=now.date())
    _answer(visit, word, Answer.DEFERRED, by=by, now=now, reason=reason)
    word.from_on = from_on
    db.session.flush()
    notices.tell_word(visit, word, by=by, now=now)
    go_on(visit, by=by, now=now)


def refuse(visit: Visit, word: VisitWord, reason: str, *, by: Actor, now: datetime) -> None:
    """Say no and why: both sides and HR read it.

    :raises NotAsked: nobody waits for this word any more
    :raises ReasonMissing: the reason is shorter than 20 characters
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissing(too_short())
    _answer(visit, word, Answer.REFUSED, by=by, now=now, reason=reason)
    ending.end(visit, "refuse", by=by, now=now, reason=reason)
    notices.tell_refusal(visit, word, by=by, now=now)


def latest(visit: Visit) -> date:
    """Return the last day from which a manager may let a visit take place."""
    return visit.starts_on + timedelta(weeks=house.rules().defer_weeks)


def check_day(visit: Visit, from_on: date, *, today: date) -> None:
    """Refuse a day which is no answer.

    :raises WrongDay: the day lies behind us, or beyond the limit of the house
    """
    last = latest(visit)
    if not today < from_on <= last:
        day = days.in_words(last, today)
        raise WrongDay(_("Choose a day between tomorrow and %(day)s.", day=day))


def too_short() -> str:
    """Say that a reason is too short."""
    return ngettext(
        "Say why in one character at least.",
        "Say why in %(num)s characters at least.",
        SHORTEST_REASON,
    )


def _answer(
    visit: Visit, word: VisitWord, answer: Answer, *, by: Actor, now: datetime, reason: str = ""
) -> None:
    if visit.status is not VisitStatus.HOST_ACCEPTED or is_given(word, visit):
        raise NotAsked(_("Nobody waits for this word any more: the visit has gone on."))
    word.answer = answer
    word.answered_at = now
    word.answered_by_id = by.person_id
    word.from_on = None
    word.reason = reason.strip()
    db.session.flush()
