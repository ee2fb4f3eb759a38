"""Lead rounds through their lives. Functions flush; the caller commits.

Each of them holds the round first, so that what was judged is still true when it is written.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import exists, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.shadowing import steps
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds import members, notices, solving
from talentgrow.shadowing.rounds.joining import hold
from talentgrow.shadowing.states import ALIVE, TOLD, RoundStatus
from talentgrow.shadowing.visits.models import Visit

LONGEST_DAYS = 365
EXTENDED = audit.Kind("shadowing.round_extended", "before", "after")


class WrongDay(DomainError):
    """The last day on which people join does not fit."""


class ReasonTooShort(DomainError):
    """Those who take part read why a round is called off."""


def open(one: Round, *, by: Actor, now: datetime) -> None:  # noqa: A001
    """Let people join, and tell those for whom it is held who have wishes or show their job.

    :raises IllegalTransition: it is not a draft
    :raises WrongDay: the day until which people join has passed
    """
    one = hold(one.id)
    if one.join_by < now.date():
        raise WrongDay(_("The last day to join has passed: put it later first."))
    steps.take(one, "open", by=by, now=now)
    notices.tell_opened(one, by=by, now=now)


def close(one: Round, *, by: Actor, now: datetime) -> None:
    """End joining and have a proposal computed; those in HR who answer for it hear of it.

    :raises IllegalTransition: it is not open
    """
    one = hold(one.id)
    steps.take(one, "close", by=by, now=now)
    solving.ask(one, by=by, now=now)
    notices.tell_closed(one, by=by, now=now)


def close_due(one: Round, *, by: Actor, now: datetime) -> bool:
    """End joining where its last day is over; tell whether that was due."""
    one = hold(one.id)
    if one.status is not RoundStatus.OPEN or now.date() <= one.join_by:
        return False
    close(one, by=by, now=now)
    return True


def extend(one: Round, join_by: date, *, by: Actor, now: datetime) -> None:
    """Let people join until a later day; a round that was closed opens again.

    :raises WrongDay: the day is not later, or visits begin before it
    :raises IllegalTransition: its rings were sent
    """
    one = hold(one.id)
    check_later(one, join_by, today=now.date())
    is_closed = one.status not in {RoundStatus.DRAFT, RoundStatus.OPEN}
    if is_closed:
        steps.take(one, "reopen", by=by, now=now)
    before, one.join_by = one.join_by, join_by
    one.version += 1
    days = {"before": before.isoformat(), "after": join_by.isoformat()}
    audit.record(EXTENDED, one, by=by, now=now, **days)
    db.session.flush()
    if one.status is RoundStatus.OPEN:
        notices.tell_longer(one, members.ids_in(one.id), by=by, now=now)


def reopen(one: Round, join_by: date, *, by: Actor, now: datetime) -> None:
    """Let people join a closed round again, until a later day.

    :raises WrongDay: the day is not later, or visits begin before it
    :raises IllegalTransition: it is not closed
    """
    extend(one, join_by, by=by, now=now)


def cancel(one: Round, reason: str, *, by: Actor, now: datetime) -> None:
    """Call a round off before its rings are sent; those who take part read why.

    :raises ReasonTooShort: the reason helps nobody
    :raises IllegalTransition: its rings were sent
    """
    one, reason = hold(one.id), " ".join(reason.split())
    was_shown = one.status is not RoundStatus.DRAFT
    if was_shown and len(reason) < SHORTEST_REASON:
        raise ReasonTooShort(_("Say why in a sentence: those who take part read it."))
    steps.take(one, "cancel", by=by, now=now, reason=reason)
    notices.tell_cancelled(one, members.ids_in(one.id), reason, by=by, now=now)


def finish(one: Round, *, by: Actor, now: datetime) -> bool:
    """Put a round away of which no visit is still to come; tell whether that was due."""
    one = hold(one.id)
    if one.status is not RoundStatus.PUBLISHED or now.date() <= one.visits_to or _goes_on(one):
        return False
    steps.take(one, "finish", by=by, now=now)
    return True


def check_later(one: Round, join_by: date, *, today: date) -> None:
    """Refuse a last day to join which is no answer.

    :raises WrongDay: the day is not later, or visits begin before it
    """
    if join_by < today or (one.status is not RoundStatus.CLOSED and join_by <= one.join_by):
        raise WrongDay(_("The end is only ever put later: choose a day after the present one."))
    if join_by >= one.visits_from:
        last = one.visits_from - timedelta(days=1)
        raise WrongDay(
            _("Visits begin right after: choose %(day)s at the latest.", day=last.isoformat())
        )


def _goes_on(one: Round) -> bool:
    """Tell whether a visit of a round is still to come, or to be told about."""
    found = select(exists().where(Visit.round_id == one.id, Visit.status.in_(ALIVE | TOLD)))
    return bool(db.session.scalar(found))
