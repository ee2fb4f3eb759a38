"""What things about visits are called, and when they are, in words."""

from datetime import date, time

from talentgrow.infra.i18n import gettext, hour, ngettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.missions import days
from talentgrow.shadowing.models import Aim
from talentgrow.shadowing.visits.models import Visit, VisitCancel, VisitDecline

AIMS = {
    Aim.DISCOVER: _("Discover a job"),
    Aim.CONFIRM: _("Confirm a project"),
    Aim.WORK_TOGETHER: _("Work better together"),
}
DECLINES = {
    VisitDecline.DATES: _("The day does not suit"),
    VisitDecline.WORKLOAD: _("Too much work at that time"),
    VisitDecline.NOT_THE_RIGHT_PERSON: _("Somebody else would show it better"),
    VisitDecline.CONFIDENTIAL: _("What there is to see is confidential at that time"),
    VisitDecline.OTHER: _("Another reason"),
}
CANCELS = {
    VisitCancel.ABSENT: _("Somebody cannot be there"),
    VisitCancel.WORKLOAD: _("Too much work at that time"),
    VisitCancel.CHANGED_MIND: _("A change of mind"),
    VisitCancel.OTHER: _("Another reason"),
}
# Also said of a visit, but not by one of its sides.
LEFT = _("One of the two no longer works here")
# A host may send one as it is, or change it.
WELCOMES = (
    _("With pleasure. I look forward to your visit."),
    _("With pleasure. Write down your questions before you come: we shall begin with them."),
    _("Yes. On the day ask for me at the reception, and I shall come and fetch you."),
)
REGRETS = {
    VisitDecline.DATES: _("I cannot on that day. Ask me for another one, and it will be a yes."),
    VisitDecline.WORKLOAD: _(
        "We have so much to do at that time that I could show you little. Ask me again later."
    ),
    VisitDecline.NOT_THE_RIGHT_PERSON: _(
        "A colleague could show you more than I can. Have a look at who else shows this job."
    ),
    VisitDecline.CONFIDENTIAL: _(
        "What we work on at that time must not be seen. Ask me again in a few weeks."
    ),
}
ONE_DAY = 2


def length(half_days: int) -> str:
    """Return how long a visit lasts."""
    whole, rest = divmod(half_days, ONE_DAY)
    if not whole:
        return gettext("Half a day")
    if not rest:
        return ngettext("One day", "%(num)s days", whole)
    return ngettext("One and a half days", "%(num)s and a half days", whole)


def hours(begins_at: time, ends_at: time) -> str:
    """Return from when to when something lasts on a day."""
    return gettext(
        "from %(opening)s to %(closing)s", opening=hour(begins_at), closing=hour(ends_at)
    )


def span(starts_on: date, ends_on: date, today: date) -> str:
    """Return the days of a visit as they stand inside a sentence."""
    if starts_on == ends_on:
        return gettext("on %(day)s", day=days.in_words(starts_on, today))
    return gettext(
        "from %(start)s to %(end)s",
        start=days.in_words(starts_on, today),
        end=days.in_words(ends_on, today),
    )


def when(visit: Visit, today: date) -> str:
    """Return the days and hours of a visit, as a line of its own."""
    words = span(visit.starts_on, visit.ends_on, today)
    text = f"{words}, {hours(visit.begins_at, visit.ends_at)}"
    return text[0].upper() + text[1:]


def where(visit: Visit) -> str:
    """Return where a visit takes place."""
    site = visit.site.name if visit.site is not None else ""
    if visit.is_remote:
        return gettext("%(site)s, or remotely", site=site) if site else gettext("Remotely")
    return site
