"""Who may do what in a calibration session."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.models import Campaign
from talentgrow.people.parts import looks_after


def _leads(actor: Actor, session: CalibrationSession) -> bool:
    return looks_after(actor, session.unit_id, session.site_id)


@rule("sessions.prepare")
def may_prepare(actor: Actor, campaign: Campaign) -> bool:
    """HR prepares sessions about the nominees of their part."""
    return actor.is_hr and campaign.id is not None


@rule("sessions.read")
def may_read_session(actor: Actor, session: CalibrationSession) -> bool:
    """HR of the part that a session is about reads it."""
    return _leads(actor, session)


@rule("sessions.edit")
def may_edit(actor: Actor, session: CalibrationSession) -> bool:
    """HR of the part that a session is about says it otherwise until it begins."""
    return _leads(actor, session)


@rule("sessions.start")
def may_start(actor: Actor, session: CalibrationSession) -> bool:
    """HR of the part that a session is about begins it."""
    return _leads(actor, session)


@rule("sessions.take_notes")
def may_take_notes(actor: Actor, session: CalibrationSession) -> bool:
    """HR of the part that a session is about writes notes and uses the grid."""
    return _leads(actor, session)


@rule("sessions.close")
def may_close(actor: Actor, session: CalibrationSession) -> bool:
    """HR of the part that a session is about closes it."""
    return _leads(actor, session)
