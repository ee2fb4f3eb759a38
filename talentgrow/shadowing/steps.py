"""The one door through which anything around visits changes its status."""

from datetime import datetime
from typing import Any

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.workflow import Workflow
from talentgrow.shadowing import booking
from talentgrow.shadowing.calendar import invitations
from talentgrow.shadowing.exchanges.models import Exchange, Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.states import (
    EXCHANGE_FLOW,
    HOLDS_A_PLACE,
    OFFER_FLOW,
    ROUND_FLOW,
    VISIT_FLOW,
    VisitStatus,
)
from talentgrow.shadowing.visits.models import Visit

Record = Offer | Visit | Exchange | Round
FLOWS: dict[type[Record], Workflow[Any]] = {
    Offer: OFFER_FLOW,
    Visit: VISIT_FLOW,
    Exchange: EXCHANGE_FLOW,
    Round: ROUND_FLOW,
}
# The steps by which a host answers a request.
ANSWERS = frozenset({"accept", "decline"})


def take(record: Record, step: str, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Take one step with a record that is held, and note since when it stands there.

    A visit that falls through gives its place back; every step of a visit is news to calendars.

    :raises IllegalTransition: the present status does not allow `step`
    """
    before = record.status
    audit.move(record, FLOWS[type(record)], step, by=by, now=now, reason=reason)
    record.since = now
    if isinstance(record, Visit):
        record.sequence += 1
        if step in ANSWERS and before is VisitStatus.REQUESTED:
            record.answered_at = now
        if before in HOLDS_A_PLACE and record.status not in HOLDS_A_PLACE:
            booking.free(record)
        db.session.flush()
        invitations.follow(record, now=now)
    db.session.flush()
