"""The one door through which anything around nominations changes its status."""

from datetime import datetime
from typing import Any

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.workflow import Workflow
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.models import Campaign, Candidacy, Nomination
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import (
    APPROACH_FLOW,
    CAMPAIGN_FLOW,
    CANDIDACY_FLOW,
    MEMBERSHIP_FLOW,
    NOMINATION_FLOW,
    SESSION_FLOW,
)

Record = Campaign | Nomination | Candidacy | CalibrationSession | PoolMembership | Approach
FLOWS: dict[type[Record], Workflow[Any]] = {
    Campaign: CAMPAIGN_FLOW,
    Nomination: NOMINATION_FLOW,
    Candidacy: CANDIDACY_FLOW,
    CalibrationSession: SESSION_FLOW,
    PoolMembership: MEMBERSHIP_FLOW,
    Approach: APPROACH_FLOW,
}


def take(record: Record, step: str, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Take one step with a record that is held, and note since when it stands there.

    :raises IllegalTransition: the present status does not allow `step`
    """
    audit.move(record, FLOWS[type(record)], step, by=by, now=now, reason=reason)
    record.since = now
    db.session.flush()
