"""Mail that puts a visit into the calendars of its two sides, and takes it out again."""

from datetime import datetime

from flask import url_for

from talentgrow.infra.addresses import absolute, path_of
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.notifications import preferences
from talentgrow.notifications.deadlines import Wish
from talentgrow.notifications.models import Timing
from talentgrow.notifications.outbox import is_address, queue_mail
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.calendar import entries
from talentgrow.shadowing.calendar.entries import Method
from talentgrow.shadowing.states import FELL_THROUGH, VisitStatus
from talentgrow.shadowing.visits.models import Visit


def follow(visit: Visit, *, now: datetime) -> None:
    """Invite both sides once everybody has signed; call off what they were invited to.

    To be called after each step: it does nothing where calendars need not hear of it.
    """
    is_confirmed = visit.status is VisitStatus.CONFIRMED
    # One that nobody told about may well have taken place: calendars keep it.
    is_to_come = visit.ends_on >= now.date()
    is_called_off = visit.status in FELL_THROUGH and visit.invited_at is not None and is_to_come
    if not is_confirmed and not is_called_off:
        return
    full = queries.visit_in_full(visit.id)
    wishes = preferences.wishes_of([full.visitor_id, full.host_id])
    for person in (full.visitor, full.host):
        if _wants_mail(person, wishes.get(person.id, Wish()), now):
            _send(full, person, now=now)
    visit.invited_at = now


def _wants_mail(person: Person, wish: Wish, now: datetime) -> bool:
    """Tell whether somebody works here still, has an address, and wants to be told by mail."""
    has_left = person.left_on is not None and person.left_on < now.date()
    return is_address(person.email) and not has_left and wish.timing is not Timing.NEVER


def _send(visit: Visit, person: Person, *, now: datetime) -> None:
    with in_language(person.locale) as locale:
        method = entries.method_of(visit)
        url = absolute(path_of(url_for("visits.show", visit_id=visit.id)))
        queue_mail(
            person.email or "",
            subject=_subject(visit, person, method),
            text=_text(visit, method, url),
            locale=locale,
            key=f"invitation:{visit.id}:{visit.sequence}:{person.id}",
            now=now,
            person_id=person.id,
            invitation=entries.calendar([visit], reader=person, method=method).decode(),
        )


def _subject(visit: Visit, person: Person, method: Method) -> str:
    other = visit.host if person.id == visit.visitor_id else visit.visitor
    if method is Method.CANCEL:
        return _("Called off: Vis ma Vie with %(who)s", who=other.name)
    return _("For your calendar: Vis ma Vie with %(who)s", who=other.name)


def _text(visit: Visit, method: Method, url: str) -> str:
    del visit
    if method is Method.CANCEL:
        return _("This visit does not take place. Your calendar can take it out: %(url)s", url=url)
    return _(
        "Everybody has signed. Your calendar can take the visit from this mail: %(url)s", url=url
    )
