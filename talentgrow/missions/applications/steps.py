"""The one door through which an application changes its status."""

from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import seats
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import APPLICATION_FLOW, OUTCOMES, SEATED


def take(
    application: Application,
    step: str,
    mission: Mission,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Take one step with an application whose `mission` is held; seats follow the status.

    A seat is taken with an offer and freed when it is not, or no longer, wanted. Who finished
    the mission keeps theirs: the seat was used.

    :raises IllegalTransition: the present status does not allow `step`
    :raises NoSeatLeft: the step needs a seat and none is left
    """
    before = application.status
    audit.move(application, APPLICATION_FLOW, step, by=by, now=now, reason=reason)
    application.since = now
    had, has = before in SEATED, application.status in SEATED | OUTCOMES
    if has and not had:
        seats.take(mission)
    elif had and not has:
        seats.free(mission)
    db.session.flush()
