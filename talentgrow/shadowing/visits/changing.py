"""Something of a visit is changed: whoever signed before signs anew."""

from datetime import datetime
from enum import StrEnum

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.notifications.service import NoticeKind
from talentgrow.shadowing import steps
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.states import BOOKED, VisitStatus
from talentgrow.shadowing.visits import notice_kinds, notices, words
from talentgrow.shadowing.visits.models import Visit


class What(StrEnum):
    """What was changed."""

    # Day, hours or length.
    WHEN = "when"
    PLACE = "place"
    AGREEMENT = "agreement"


class NotBooked(DomainError):
    """Only a visit that both sides want, and that is to come, is changed."""


def changed(visit: Visit, *, by: Actor, now: datetime, what: What) -> None:
    """Note that a booked visit, which is held, says something else now.

    Signatures of what it said before stay as history. Managers are asked where it became longer
    than a day, or lies before the day from which one of them agreed.

    :raises NotBooked: it is not booked, or over
    """
    if visit.status not in BOOKED:
        raise NotBooked(_("This visit cannot be changed any more."))
    signed = notices.signed(visit)
    visit.version += 1
    visit.sequence += 1
    db.session.flush()
    was_asked = visit.status is VisitStatus.HOST_ACCEPTED
    if needs_word(visit.half_days) and not words.are_given(visit):
        if not was_asked:
            steps.take(visit, "ask_managers", by=by, now=now)
        words.ask(visit, now=now)
    elif visit.status is VisitStatus.CONFIRMED:
        steps.take(visit, "change", by=by, now=now)
    notices.tell_change(visit, _kind(visit, what), signed, by=by, now=now)
    if was_asked:
        words.go_on(visit, by=by, now=now)


def _kind(visit: Visit, what: What) -> NoticeKind:
    if visit.status is VisitStatus.HOST_ACCEPTED:
        return notice_kinds.CHANGED_AND_ASKED
    return {
        What.WHEN: notice_kinds.CHANGED_WHEN,
        What.PLACE: notice_kinds.CHANGED_PLACE,
        What.AGREEMENT: notice_kinds.CHANGED_AGREEMENT,
    }[what]
