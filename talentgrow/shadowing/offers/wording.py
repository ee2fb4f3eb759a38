"""How an offer is put in words, in the language of the reader."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from flask_babel import format_date

from talentgrow.infra.i18n import gettext, hour, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.missions import days
from talentgrow.shadowing.models import Format, Offer, Pause, Reciprocal
from talentgrow.shadowing.offers.room import Day
from talentgrow.shadowing.states import OfferStatus

# By half-days.
LENGTHS: Mapping[int, Any] = {
    1: _("Half a day"),
    2: _("One day"),
    3: _("A day and a half"),
    4: _("Two days"),
    5: _("Two and a half days"),
    6: _("Three days"),
    7: _("Three and a half days"),
    8: _("Four days"),
    9: _("Four and a half days"),
    10: _("Five days"),
}
# What one does there.
FORMATS: Mapping[Format, Any] = {
    Format.OBSERVE: _("You watch and ask"),
    Format.TAKE_PART: _("You take part in the work"),
    Format.BRIEFING: _("A guided visit, in a small group"),
}
# The same, for the host who chooses.
FORMATS_TO_CHOOSE: Mapping[Format, Any] = {
    Format.OBSERVE: _("The visitor watches and asks"),
    Format.TAKE_PART: _("The visitor takes part in the work"),
    Format.BRIEFING: _("I guide several people at once, at fixed times"),
}
# What the host would like in return, for the reader.
IN_RETURN: Mapping[Reciprocal, Any] = {
    Reciprocal.NO: _("Nothing in return"),
    Reciprocal.YES: _("Would like to see your job in return"),
    Reciprocal.REQUIRED: _("Asks to see your job in return"),
}
IN_RETURN_TO_CHOOSE: Mapping[Reciprocal, Any] = {
    Reciprocal.NO: _("Nothing in return"),
    Reciprocal.YES: _("I would like to see the visitor’s job too"),
    Reciprocal.REQUIRED: _("I ask to see the visitor’s job too"),
}


def title(offer: Offer) -> str:
    """Return what one sees: a job, or for who has none yet the work of somebody."""
    if offer.job is None:
        return gettext("The work of %(name)s", name=offer.host.name)
    return localized(offer.job.title)


def where(offer: Offer) -> str:
    """Return where one goes: a site, anywhere, or both."""
    site = offer.site.name if offer.site else ""
    if offer.is_remote:
        return gettext("%(site)s, or remotely", site=site) if site else gettext("Remotely")
    return site or offer.meeting_point


def hours(begins_at: time, ends_at: time) -> str:
    """Return when one comes and goes on a day."""
    return gettext("%(begin)s to %(end)s", begin=hour(begins_at), end=hour(ends_at))


def day(one: Day, today: date) -> str:
    """Return a day with room, or the first and the last of several."""
    first = days.in_words(one.starts_on, today)
    if one.ends_on == one.starts_on:
        return first
    last = days.in_words(one.ends_on, today)
    return gettext("%(first)s to %(last)s", first=first, last=last)


def month(first: date, today: date) -> str:
    """Return a month by its name, with the year where that is another."""
    return str(format_date(first, "MMMM" if first.year == today.year else "MMMM y"))


def facts(offer: Offer) -> str:
    """Return where and how long, in one line, and how where one does more than watch."""
    how = "" if offer.format is Format.OBSERVE else str(FORMATS[offer.format])
    return " · ".join(filter(None, (where(offer), str(LENGTHS[offer.half_days]), how)))


def standing(offer: Offer, today: date) -> str:
    """Return why nobody can ask now, as a sentence; empty while one can."""
    if offer.status is OfferStatus.PAUSED:
        if offer.paused_until is not None:
            until = days.in_words(offer.paused_until, today)
            return gettext("Paused until %(day)s: nobody asks before.", day=until)
        return gettext("Paused for now: nobody asks.")
    return str(STANDING.get(offer.status, ""))


STANDING: Mapping[OfferStatus, Any] = {
    OfferStatus.DRAFT: _("A draft, which nobody else sees."),
    OfferStatus.FULL: _("No day is free for now."),
    OfferStatus.CLOSED: _("Closed: nobody else sees it."),
}


def paused_itself(offer: Offer) -> bool:
    """Tell whether an offer is paused because requests stayed unanswered."""
    return offer.status is OfferStatus.PAUSED and offer.pause_reason is Pause.UNANSWERED
