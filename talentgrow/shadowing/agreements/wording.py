"""The words of an agreement before anybody has written some."""

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import hour, lazy_gettext, localized, ngettext
from talentgrow.shadowing.models import Aim
from talentgrow.shadowing.visits.models import Signer, Travel, Visit

AIMS = {
    Aim.DISCOVER: lazy_gettext("Discover the job: %(job)s."),
    Aim.CONFIRM: lazy_gettext("See whether the job suits: %(job)s."),
    Aim.WORK_TOGETHER: lazy_gettext(
        "Understand the job in order to work better together: %(job)s."
    ),
}
TRAVEL = {
    Travel.NOBODY: lazy_gettext("No travel costs"),
    Travel.VISITOR_UNIT: lazy_gettext("The visitor’s unit pays the way"),
    Travel.HOST_UNIT: lazy_gettext("The host’s unit pays the way"),
    Travel.HR: lazy_gettext("HR pays the way"),
}
SIGNERS = {
    Signer.VISITOR: lazy_gettext("Visitor"),
    Signer.HOST: lazy_gettext("Host"),
    Signer.VISITOR_MANAGER: lazy_gettext("Manager of the visitor"),
    Signer.HOST_MANAGER: lazy_gettext("Manager of the host"),
}


def aim_in_words(visit: Visit) -> str:
    """Say in one sentence what the visitor comes for."""
    job = localized(visit.job.title) if visit.job is not None else visit.host.name
    return str(AIMS[visit.aim]) % {"job": job}


def programme_of(visit: Visit) -> str:
    """Say how long it takes and between which hours."""
    hours = {
        "begin": hour(visit.begins_at),
        "end": hour(visit.ends_at),
    }
    if visit.half_days == 1:
        return _("Half a day, from %(begin)s to %(end)s.", **hours)
    days, half = divmod(visit.half_days, 2)
    if half:
        return ngettext(
            "One day and a half, each day from %(begin)s.",
            "%(num)s days and a half, each day from %(begin)s.",
            days,
            **hours,
        )
    return ngettext(
        "One day, from %(begin)s to %(end)s.",
        "%(num)s days, from %(begin)s to %(end)s each day.",
        days,
        **hours,
    )
