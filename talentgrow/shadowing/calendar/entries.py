"""Visits as calendars read them (RFC 5545), written by the library icalendar."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from icalendar import Alarm, Calendar, Event, vCalAddress, vText
from icalendar.prop import vRecur

from talentgrow.infra import clock
from talentgrow.infra.addresses import absolute, path_of
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.people.models import Person
from talentgrow.shadowing.states import BOOKED, FELL_THROUGH, VisitStatus
from talentgrow.shadowing.visits.models import Visit

HALF_DAYS_A_DAY = 2
WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]
REMIND_BEFORE = timedelta(days=1)


class Method(StrEnum):
    """What a calendar is to do with a file (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def method_of(visit: Visit) -> Method:
    """Return whether one visit is to be put into a calendar, or taken out of it."""
    return Method.CANCEL if visit.status in FELL_THROUGH else Method.REQUEST


def calendar(visits: Iterable[Visit], *, reader: Person, method: Method) -> bytes:
    """Return an .ics of visits with both sides and the place loaded, in the present language."""
    found = Calendar()
    found.add("PRODID", f"-//TalentGrow//{current_app.config['ORGANISATION']}//")
    found.add("VERSION", "2.0")
    found.add("CALSCALE", "GREGORIAN")
    found.add("METHOD", method.value)
    if method is Method.PUBLISH:
        found.calendar_name = _("Vis ma Vie")
        found.add("REFRESH-INTERVAL", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for visit in visits:
        for entry in _entries(visit, reader, has_guests=method is not Method.PUBLISH):
            found.add_component(entry)
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _entries(visit: Visit, reader: Person, *, has_guests: bool) -> Iterable[Event]:
    """Return one entry for all days, and one more where the last of them is half a day."""
    entry = _entry(visit, reader, has_guests=has_guests)
    start = _moment(datetime.combine(visit.starts_on, visit.begins_at))
    entry.add("DTSTART", start)
    entry.add("DTEND", datetime.combine(visit.starts_on, visit.ends_at, start.tzinfo))
    days = (visit.half_days + 1) // HALF_DAYS_A_DAY
    if days > 1:
        entry.add("RRULE", vRecur(FREQ="DAILY", COUNT=days, BYDAY=WORKDAYS))
    yield entry
    if days > 1 and visit.half_days % HALF_DAYS_A_DAY:
        last = _entry(visit, reader, has_guests=has_guests)
        begins = datetime.combine(visit.ends_on, visit.begins_at, start.tzinfo)
        whole = datetime.combine(visit.ends_on, visit.ends_at, start.tzinfo) - begins
        last.add("RECURRENCE-ID", begins)
        last.add("DTSTART", begins)
        last.add("DTEND", begins + whole / HALF_DAYS_A_DAY)
        yield last


def _entry(visit: Visit, reader: Person, *, has_guests: bool) -> Event:
    url = absolute(path_of(url_for("visits.show", visit_id=visit.id)))
    entry = Event()
    entry.add("UID", f"visit-{visit.id}@{_domain()}")
    entry.add("SEQUENCE", visit.sequence)
    entry.add("DTSTAMP", clock.now())
    entry.add("LAST-MODIFIED", visit.since)
    entry.add("SUMMARY", _summary(visit, reader))
    entry.add("DESCRIPTION", "\n".join(_lines(visit, url)))
    entry.add("URL", url)
    entry.add("STATUS", _status(visit))
    entry.add("CLASS", "PRIVATE")
    place = " · ".join(
        part for part in (visit.site.name if visit.site else "", visit.meeting_point) if part
    )
    if place:
        entry.add("LOCATION", place)
    if has_guests:
        _add_guests(entry, visit)
    elif visit.status in BOOKED:
        entry.add_component(_reminder(visit, reader))
    return entry


def _summary(visit: Visit, reader: Person) -> str:
    """Say in a few words who visits whom; calendars show little room."""
    if reader.id == visit.visitor_id:
        return _("Vis ma Vie: a visit to %(who)s", who=visit.host.name)
    if reader.id == visit.host_id:
        return _("Vis ma Vie: %(who)s visits you", who=visit.visitor.name)
    return _("Vis ma Vie: %(who)s visits %(whom)s", who=visit.visitor.name, whom=visit.host.name)


def _lines(visit: Visit, url: str) -> Iterable[str]:
    if visit.job is not None:
        yield _("To discover: %(job)s", job=localized(visit.job.title))
    if visit.status is not VisitStatus.CONFIRMED and visit.status in BOOKED:
        yield _("Not signed by everybody yet.")
    yield _("Everything about it: %(url)s", url=url)


def _status(visit: Visit) -> str:
    if visit.status in FELL_THROUGH:
        return "CANCELLED"
    if visit.status in BOOKED and visit.status is not VisitStatus.CONFIRMED:
        return "TENTATIVE"
    return "CONFIRMED"


def _add_guests(entry: Event, visit: Visit) -> None:
    """Name who takes part; the house invites, so that nobody has to answer by mail."""
    organizer = vCalAddress(f"mailto:{_sender()}")
    organizer.params["CN"] = vText(current_app.config["ORGANISATION"])
    entry["ORGANIZER"] = organizer
    for person in (visit.visitor, visit.host):
        if person.email:
            guest = vCalAddress(f"mailto:{person.email}")
            guest.params["CN"] = vText(person.name)
            guest.params["ROLE"] = vText("REQ-PARTICIPANT")
            guest.params["PARTSTAT"] = vText("ACCEPTED")
            guest.params["RSVP"] = vText("FALSE")
            entry.add("ATTENDEE", guest)


def _reminder(visit: Visit, reader: Person) -> Alarm:
    reminder = Alarm()
    reminder.add("ACTION", "DISPLAY")
    reminder.add("DESCRIPTION", _summary(visit, reader))
    reminder.add("TRIGGER", -REMIND_BEFORE)
    return reminder


def _moment(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(str(current_app.config["TIMEZONE"])))


def _sender() -> str:
    return parseaddr(str(current_app.config["MAIL_SENDER"]))[1]


def _domain() -> str:
    """Return what makes an entry’s name unique in the world."""
    return _sender().rpartition("@")[2] or "localhost"
