"""Take a wish out of its session once nobody may weigh it any more, at once."""

from datetime import datetime

from sqlalchemy import delete, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.nominations.calibration.models import Decision, Placement, SessionNote
from talentgrow.nominations.models import Candidacy, Nominee
from talentgrow.nominations.policy import has_consent

# Names no answer: which one it was stands only in the line of whoever prepared it, which stays.
DROPPED = audit.Kind("nominations.decision_dropped", "nominee")


def leave_session(
    nominee: Nominee, candidacy: Candidacy, *, by: Actor, now: datetime
) -> Decision | None:
    """Delete what was prepared about a candidacy whose status is the new one; return it.

    The nominee is held. Who stands behind no candidacy any more leaves the grid, and what was
    noted about them goes too.
    """
    staged = db.session.scalar(
        select(Decision).where(
            Decision.candidacy_id == candidacy.id, Decision.published_at.is_(None)
        )
    )
    if staged is not None:
        audit.record(DROPPED, candidacy, by=by, now=now, nominee=nominee.id)
        db.session.delete(staged)
    db.session.flush()
    if not has_consent(nominee):
        for table in (Placement, SessionNote):
            db.session.execute(delete(table).where(table.nominee_id == nominee.id))
    return staged
