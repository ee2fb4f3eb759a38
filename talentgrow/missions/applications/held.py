"""Take hold of an application: its mission first, then itself as it is now."""

from talentgrow.infra.db import db
from talentgrow.missions import seats
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission

_COLUMNS = [attribute.key for attribute in Application.__mapper__.column_attrs]


def hold(application: Application) -> Mission:
    """Return the mission of an application; nobody acts on either until this transaction ends.

    What was read before may be old: both are read again.
    """
    mission = seats.hold(application.mission_id)
    db.session.refresh(application, _COLUMNS)
    return mission
