"""The two of a visit say how it went."""

from datetime import datetime
from enum import StrEnum

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing import steps
from talentgrow.shadowing.states import TOLD, VisitStatus
from talentgrow.shadowing.visits import notices
from talentgrow.shadowing.visits.models import Side, Visit


class How(StrEnum):
    """How a visit went; each is the step of its flow."""

    TOOK_PLACE = "take_place"
    PARTLY = "take_place_partly"
    MISSED = "miss"


BECOMES = {
    How.TOOK_PLACE: VisitStatus.TOOK_PLACE,
    How.PARTLY: VisitStatus.PARTIAL,
    How.MISSED: VisitStatus.NO_SHOW,
}


class TooEarly(DomainError):
    """The day has not come."""


class TooLate(DomainError):
    """There is nothing to tell about the visit any more."""


def tell(
    visit: Visit, how: How, *, missed_by: Side | None = None, by: Actor, now: datetime
) -> None:
    """Say how a visit that is held went; the other side hears of it and may correct it.

    :raises TooEarly: its day has not come
    :raises TooLate: it never was confirmed, or it is closed
    """
    if visit.status not in {VisitStatus.CONFIRMED} | TOLD:
        raise TooLate(_("There is nothing to say about this visit any more."))
    if visit.starts_on > now.date():
        raise TooEarly(_("The day of this visit has not come yet."))
    missed_by = missed_by if how is How.MISSED else None
    if visit.status is BECOMES[how]:
        visit.missed_by = missed_by
        db.session.flush()
        return
    visit.missed_by = missed_by
    steps.take(visit, how, by=by, now=now)
    notices.tell_how_it_went(visit, by=by, now=now)
