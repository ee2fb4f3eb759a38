"""What both sides say once a mission is over, and the credit for it. Functions flush.

The mission is held first, then the person's levels: two who write at the same moment come in one
after the other, and the second sees what the first wrote.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import seats
from talentgrow.missions import steps as mission_steps
from talentgrow.missions.applications import held, steps
from talentgrow.missions.applications.models import Application, Credit, Debrief, Side
from talentgrow.missions.certificates import codes
from talentgrow.missions.debriefs import ended, levels, notices, queries
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus, MissionStatus

WRITTEN = audit.Kind("debriefs.written", "application", "side")
CREDITED = audit.Kind("debriefs.credited", "application", "person", "mission")
STEPS = {
    ApplicationStatus.COMPLETED: "complete",
    ApplicationStatus.PARTIALLY_COMPLETED: "complete_partly",
    ApplicationStatus.DID_NOT_START: "miss_start",
}


class Fixed(DomainError):
    """Both sides have written: nobody changes a word any more."""


class SomebodyMissing(DomainError):
    """A mission closes once everybody’s part is settled."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one side writes."""

    learned: str
    surprised: str = ""
    to_improve: str = ""
    thanks: str = ""


def conclude(
    application: Application, outcome: ApplicationStatus, *, by: Actor, now: datetime
) -> None:
    """Let an owner say how the mission ended for somebody; twice is once.

    :raises NotOver: the mission has not ended, or not begun
    :raises IllegalTransition: another end was said before
    """
    mission = held.hold(application)
    if application.status is outcome:
        return
    _check_end(outcome, mission)
    steps.take(application, STEPS[outcome], mission, by=by, now=now)
    notices.tell_outcome(application, mission, by=by, now=now)
    levels.settle(application, mission, by=by, now=now)
    _give_credit(application, mission, by=by, now=now)


def write(
    application: Application, side: Side, words: Words, *, by: Actor, now: datetime
) -> Debrief:
    """Write what one side learned; it may be changed until the other side has written too.

    :raises NotOver: the mission has not ended
    :raises NothingDone: the person did not work on it
    :raises Fixed: both sides have written, and these are other words
    """
    mission = held.hold(application)
    ended.check_open(application, mission)
    written = queries.debriefs_of(application.id)
    own = written.get(side)
    if own is not None and _said(own) == words:
        return own
    if len(written) == len(Side):
        raise Fixed(_("Both of you have written: what was said stays as it is."))
    if own is None:
        own = Debrief(application_id=application.id, side=side, learned="")
        db.session.add(own)
    own.author_id, own.at = by.person_id or 0, now
    for field, text in asdict(words).items():
        setattr(own, field, text)
    db.session.flush()
    audit.record(WRITTEN, own, by=by, now=now, application=application.id, side=side.value)
    notices.tell_written(
        application, mission, side, both=bool(written.keys() - {side}), by=by, now=now
    )
    _give_credit(application, mission, by=by, now=now)
    return own


def complete(mission: Mission, *, by: Actor, now: datetime) -> None:
    """Close a mission whose people all have their credit, or did not start; twice is once.

    :raises SomebodyMissing: an end was not said, or a side has not written
    """
    mission = seats.hold(mission.id)
    if mission.status is MissionStatus.COMPLETED:
        return
    if any(not part.is_settled for part in queries.participations(mission.id)):
        raise SomebodyMissing(_("Somebody has not written yet: the mission stays open."))
    mission_steps.take(mission, "complete", by=by, now=now)


def _check_end(outcome: ApplicationStatus, mission: Mission) -> None:
    """Refuse to say how something ended that goes on; who did not start is seen before."""
    has_begun = mission.status is MissionStatus.IN_PROGRESS
    if outcome is ApplicationStatus.DID_NOT_START and has_begun:
        return
    if mission.status not in ended.OVER:
        raise ended.NotOver(_("This mission is not over: come back once it has ended."))


def _give_credit(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Give the credit once the mission was done, in part at least, and both sides have written."""
    if application.status not in ended.COUNTING or queries.credit_of(application.id):
        return
    if len(queries.debriefs_of(application.id)) < len(Side):
        return
    credit = Credit(application_id=application.id, code=codes.new_code(), at=now)
    db.session.add(credit)
    db.session.flush()
    audit.record(
        CREDITED,
        credit,
        by=by,
        now=now,
        application=application.id,
        person=application.person_id,
        mission=mission.id,
    )
    notices.tell_credit(application, mission, now=now)


def _said(debrief: Debrief) -> Words:
    return Words(
        learned=debrief.learned,
        surprised=debrief.surprised,
        to_improve=debrief.to_improve,
        thanks=debrief.thanks,
    )
