"""When one looks back on a mission, and who does."""

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus, MissionStatus

# Who was late may still write: a credit does not depend on the day.
OVER = frozenset({MissionStatus.DEBRIEFING, MissionStatus.COMPLETED, MissionStatus.ARCHIVED})
# Somebody worked on it: there is something to say.
WORKED = frozenset(
    {
        ApplicationStatus.IN_PROGRESS,
        ApplicationStatus.COMPLETED,
        ApplicationStatus.PARTIALLY_COMPLETED,
    }
)
# What counts on a record, once both sides have written.
COUNTING = frozenset({ApplicationStatus.COMPLETED, ApplicationStatus.PARTIALLY_COMPLETED})


class NotOver(DomainError):
    """The mission goes on: nobody looks back yet."""


class NothingDone(DomainError):
    """Somebody did not work on the mission: there is nothing to look back on."""


def check_open(application: Application, mission: Mission) -> None:
    """Refuse to look back on what goes on, or was never done.

    :raises NotOver: the mission has not ended
    :raises NothingDone: the person did not work on it
    """
    if mission.status not in OVER:
        raise NotOver(_("This mission is not over: come back once it has ended."))
    if application.status not in WORKED:
        raise NothingDone(
            _("Nobody worked on this mission here: there is nothing to look back on.")
        )
