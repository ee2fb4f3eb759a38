"""A mission in words of the reader's language: place, time, dates, seats, support."""

from collections.abc import Iterable
from datetime import date

from babel.lists import format_list
from flask_babel import format_date, format_decimal, get_locale

from talentgrow.graph.matching import Support, SupportKind, Zone
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext, localized, ngettext, with_ordinal
from talentgrow.kernel.localized import Localized
from talentgrow.missions.models import Mission, Place
from talentgrow.missions.states import MissionStatus

# Seats, which are feminine in French; beyond these digits read better.
SEATS = (
    Localized("aucune", "none"),
    Localized("une", "one"),
    Localized("deux", "two"),
    Localized("trois", "three"),
    Localized("quatre", "four"),
    Localized("cinq", "five"),
    Localized("six", "six"),
)
ZONES = {
    Zone.COMFORT: lazy_gettext("Familiar ground"),
    Zone.STRETCH: lazy_gettext("Good stretch"),
    Zone.RISK: lazy_gettext("Risky stretch"),
    Zone.OVERREACH: lazy_gettext("Too far today"),
}
FOR_YOU = {
    Zone.COMFORT: lazy_gettext("Familiar ground for you"),
    Zone.STRETCH: lazy_gettext("Good stretch for you"),
    Zone.RISK: lazy_gettext("Risky stretch for you"),
    Zone.OVERREACH: lazy_gettext("Too far for you today"),
}
# "With a mentor, it becomes …"
BECOMES = {
    Zone.COMFORT: lazy_gettext("familiar ground"),
    Zone.STRETCH: lazy_gettext("a good stretch"),
    Zone.RISK: lazy_gettext("a risky stretch"),
    Zone.OVERREACH: lazy_gettext("too far"),
}


def name_of(zone: Zone) -> str:
    """Return what a zone is called inside a sentence, such as "good stretch"."""
    words = str(ZONES[zone])
    return words[0].lower() + words[1:]


def place(mission: Mission) -> str:
    """Return where the work is done, such as "Angers, and remotely"."""
    where = mission.site.name if mission.site else ""
    if mission.place is Place.REMOTE:
        return _("Remote")
    if mission.place is Place.HYBRID:
        return _("%(site)s, and remotely", site=where) if where else _("On site and remotely")
    return where or _("On site")


def hours(mission: Mission) -> str:
    """Return the rhythm, such as "4 h a week"."""
    return _("%(hours)s\u00a0h a week", hours=format_decimal(mission.hours_a_week))


def rhythm(mission: Mission) -> str:
    """Return the rhythm, and whether one is released from the job for it."""
    if mission.is_released:
        return _("%(hours)s, released", hours=hours(mission))
    return _("%(hours)s, beside your job", hours=hours(mission))


def months(mission: Mission, today: date) -> str:
    """Return from which month to which, such as "November to February"."""
    first, last = mission.starts_on, mission.ends_on
    is_near = abs((last - today).days) < 300
    end = format_date(last, "MMMM" if is_near else "MMMM y")
    if (first.year, first.month) == (last.year, last.month):
        return str(end)
    start = format_date(first, "MMMM" if is_near or first.year == last.year else "MMMM y")
    return _("%(first)s to %(last)s", first=start, last=end)


def dates(mission: Mission, today: date) -> str:
    """Return the first and the last day, such as "9 Nov to 5 Feb 2027"."""
    first, last = mission.starts_on, mission.ends_on
    start = format_date(first, "d\u00a0MMM" if first.year == today.year else "d\u00a0MMM\u00a0y")
    if first.year == last.year != today.year:
        start = format_date(first, "d\u00a0MMM")
    end = format_date(last, "d\u00a0MMM" if last.year == today.year else "d\u00a0MMM\u00a0y")
    return _("%(start)s to %(end)s", start=with_ordinal(start), end=with_ordinal(end))


def day(value: date, today: date) -> str:
    """Return a day without its weekday, and without its year where that is this one."""
    pattern = "d\u00a0MMMM" if value.year == today.year else "d\u00a0MMMM\u00a0y"
    return with_ordinal(format_date(value, pattern))


def weekday(value: date, today: date) -> str:
    """Return a day with its weekday, such as "Friday 23 October"."""
    words = f"{format_date(value, 'EEEE')} {day(value, today)}"
    return words[0].upper() + words[1:]


def seats(mission: Mission) -> str:
    """Return how many seats are free, such as "One free of two"."""
    free, whole = mission.seats_left, mission.seats
    if free <= 0:
        if mission.keeps_accepting and mission.status is MissionStatus.PUBLISHED:
            return _("All taken; the waiting list is open")
        return _("All taken")
    words = ngettext("%(free)s free", "%(free)s free", free, free=counted(free))
    if whole > free:
        words = ngettext(
            "%(free)s free of %(whole)s",
            "%(free)s free of %(whole)s",
            free,
            free=counted(free),
            whole=counted(whole),
        )
    return words[0].upper() + words[1:]


def room(mission: Mission, today: date) -> str:
    """Return what is left and until when, as a sentence of a card."""
    by = day(mission.apply_by, today)
    free = mission.seats_left
    if free <= 0:
        return _("All seats are taken; the waiting list is open until %(by)s.", by=by)
    words = ngettext(
        "%(free)s seat is left, until %(by)s.",
        "%(free)s seats are left, until %(by)s.",
        free,
        free=counted(free),
        by=by,
    )
    return words[0].upper() + words[1:]


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence, such as "a, b and c"."""
    # British sentences have no comma before the last of a list.
    style = str(get_locale()) if get_locale() else "en_GB"
    return str(format_list(list(words), locale="en_GB" if style.startswith("en") else style))


def support(found: Support, skill_name: Localized | None) -> str:
    """Return what a support would change, as a sentence."""
    becomes = BECOMES[found.zone_after]
    if found.kind is SupportKind.MENTOR:
        return _("With a mentor, it becomes %(zone)s.", zone=becomes)
    skill = localized(skill_name)
    if found.kind is SupportKind.VISIT:
        return _("After a visit about %(skill)s, it becomes %(zone)s.", skill=skill, zone=becomes)
    return _("After a training in %(skill)s, it becomes %(zone)s.", skill=skill, zone=becomes)


def standing(mission: Mission, today: date) -> str:
    """Return how a mission stands where it does not take people as usual, or nothing."""
    since = day(mission.since.date(), today)
    by_status = {
        MissionStatus.DRAFT: _("A draft: only those who own it read it."),
        MissionStatus.SUBMITTED: _("HR reads it before it is published."),
        MissionStatus.PAUSED: _("Paused since %(day)s: nobody can apply for now.", day=since),
        MissionStatus.STAFFED: _(
            "The team is complete. It starts on %(day)s.", day=day(mission.starts_on, today)
        ),
        MissionStatus.IN_PROGRESS: _(
            "It is running, until %(day)s.", day=day(mission.ends_on, today)
        ),
        MissionStatus.DEBRIEFING: _(
            "It ended on %(day)s. Those who took part are looking back.",
            day=day(mission.ends_on, today),
        ),
        MissionStatus.COMPLETED: _("Completed on %(day)s.", day=since),
        MissionStatus.CANCELLED: _("Cancelled on %(day)s.", day=since),
        MissionStatus.ARCHIVED: _("Archived on %(day)s.", day=since),
    }
    if mission.status is MissionStatus.PUBLISHED and mission.apply_by < today:
        return _("Applications closed on %(day)s.", day=day(mission.apply_by, today))
    return by_status.get(mission.status, "")


def counted(count: int) -> str:
    """Return a small number as a word; "one" is that of seats."""
    return localized(SEATS[count]) if 0 <= count < len(SEATS) else str(count)
