"""A visit is closed: it counts for who made it, if they have written about it."""

from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions.certificates import codes
from talentgrow.shadowing import steps
from talentgrow.shadowing.debriefs import ended, notices, queries
from talentgrow.shadowing.states import TOLD, VisitStatus
from talentgrow.shadowing.visits.models import Side, Visit, VisitCertificate

CERTIFIED = audit.Kind("visit_debriefs.certified", "visit", "person")


def close(visit: Visit, *, by: Actor, now: datetime) -> bool:
    """Close a visit that is held: both sides have written, or their time is over.

    Twice is once; tell whether it was closed now. How it went is not corrected any more.

    :raises IllegalTransition: nobody has said how it went
    """
    if visit.status is VisitStatus.CLOSED:
        return False
    if visit.status in TOLD:
        visit.closed_as = visit.status
    steps.take(visit, "close", by=by, now=now)
    certify(visit, by=by, now=now)
    return True


def certify(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Give the certificate of a closed visit once its visitor has written, however late."""
    if visit.status is not VisitStatus.CLOSED or not ended.took_place(visit):
        return
    if Side.VISITOR not in queries.debriefs_of(visit.id) or queries.certificate_of(visit.id):
        return
    given = VisitCertificate(visit_id=visit.id, code=codes.new_code(), at=now)
    db.session.add(given)
    db.session.flush()
    audit.record(CERTIFIED, given, by=by, now=now, visit=visit.id, person=visit.visitor_id)
    notices.tell_certified(visit, now=now)
