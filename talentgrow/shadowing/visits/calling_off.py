"""A visit is called off by one of its sides, or because one of them is gone."""

from datetime import date, datetime

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing.states import ALIVE, VisitStatus
from talentgrow.shadowing.visits import ending, notices
from talentgrow.shadowing.visits.models import Visit, VisitCancel


class NothingToCancel(DomainError):
    """The visit is over, or came to nothing already."""


def may_still(visit: Visit, *, today: date) -> bool:
    """Tell whether one of the two may call a visit off: once it was, they say how it went."""
    was = visit.status is VisitStatus.CONFIRMED and visit.ends_on < today
    return visit.status in ALIVE and not was


def cancel(visit: Visit, reason: VisitCancel, note: str = "", *, by: Actor, now: datetime) -> None:
    """Call off a visit that is held: the other side and the managers who were asked hear of it.

    A swap or ring whose leg it was goes on without it. The note is for the two sides.

    :raises NothingToCancel: it is over, or came to nothing
    """
    if visit.status not in ALIVE or (by.person_id and not may_still(visit, today=now.date())):
        raise NothingToCancel(_("This visit cannot be called off any more."))
    if visit.status is VisitStatus.REQUESTED and by.is_person(visit.host_id):
        # A no has a reason, and counts as an answer.
        raise NothingToCancel(_("This visit waits for your answer: say yes or no to it."))
    managers = notices.managers_told(visit)
    visit.cancelled_reason = reason
    visit.cancelled_by_id = by.person_id
    ending.end(visit, "cancel", by=by, now=now, reason=note.strip())
    notices.tell_cancelled(visit, managers, by=by, now=now)
