"""Where people see and do what concerns a mission: addresses, in one place for all that waits."""

from flask import url_for

from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission


def mission(found: Mission) -> str:
    """Return the page of a mission."""
    return url_for("missions.show", mission_id=found.id)


def questions(found: Mission) -> str:
    """Return where questions about a mission are asked and answered."""
    return url_for("missions.show", mission_id=found.id, _anchor="questions")


def moderation(found: Mission) -> str:
    """Return where HR publishes a mission or sends it back."""
    return url_for("mission_editing.moderation.read", mission_id=found.id)


def all_moderation() -> str:
    """Return where HR sees all missions that wait to be read."""
    return url_for("mission_editing.moderation.index")


def editing(found: Mission) -> str:
    """Return where owners change a mission."""
    return url_for("mission_editing.edit", mission_id=found.id)


def applicants(found: Mission) -> str:
    """Return where owners read who applied, and answer."""
    return url_for("applications.applicants", mission_id=found.id)


def application(found: Application) -> str:
    """Return the page of an application, for everybody who may read it."""
    return url_for("applications.show", application_id=found.id)


def word(found: Application) -> str:
    """Return where the manager of an applicant, or HR, says their word."""
    return url_for("applications.show", application_id=found.id)


def all_words() -> str:
    """Return where HR sees all applications that wait for their word."""
    return url_for("applications.hr")


def debrief(found: Application) -> str:
    """Return where both sides of a mission write what they learned."""
    return url_for("debriefs.write", application_id=found.id)


def debriefs(found: Mission) -> str:
    """Return where owners say how a mission went for each of the team."""
    return url_for("debriefs.index", mission_id=found.id)
