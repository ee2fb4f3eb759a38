"""Visits for calendars: one as a file, all under a secret link."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.addresses import absolute, path_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.infra.web import authorize, belongs_to, current_actor, public
from talentgrow.kernel.errors import NotFound
from talentgrow.people.models import Person
from talentgrow.shadowing import policy, queries
from talentgrow.shadowing.calendar import entries, feeds
from talentgrow.shadowing.calendar.entries import Method
from talentgrow.shadowing.states import ALIVE, BOOKED, FELL_THROUGH
from talentgrow.shadowing.visits import policy as visit_policy

bp = Blueprint("calendar", __name__, template_folder="../templates")


@bp.get("/visits/<int:visit_id>.ics")
def visit_file(visit_id: int) -> ResponseReturnValue:
    """Give one visit as a file which calendars open."""
    visit = queries.get_visit(current_actor(), visit_id)
    authorize(visit_policy.may_read, visit)
    is_asked_for = visit.status in ALIVE - BOOKED
    was_never_there = visit.status in FELL_THROUGH and visit.invited_at is None
    if is_asked_for or was_never_there:
        raise NotFound(_("This visit is not agreed: there is nothing for a calendar yet."))
    reader = db.session.get_one(Person, current_actor().person_id)
    file = entries.calendar([visit], reader=reader, method=entries.method_of(visit))
    return _calendar(file, f"vis-ma-vie-{visit.id}.ics", method=entries.method_of(visit))


@bp.get("/visits/calendar")
def show() -> ResponseReturnValue:
    """Say how to have one's visits in one's calendar, and whether there is a link."""
    authorize(policy.may_keep_calendar)
    belongs_to("visits.mine")
    return render_template("calendar/show.html", feed=feeds.live(_reader_id()), secret_url="")


@bp.post("/visits/calendar/link")
def make() -> ResponseReturnValue:
    """Make a secret link; it is shown once, on the answer itself."""
    authorize(policy.may_keep_calendar)
    belongs_to("visits.mine")
    secret = feeds.make(_reader_id(), by=current_actor(), now=clock.now())
    url = absolute(path_of(url_for("calendar.feed", secret=secret)))
    return render_template("calendar/show.html", feed=feeds.live(_reader_id()), secret_url=url)


@bp.post("/visits/calendar/revoke")
def revoke() -> ResponseReturnValue:
    """Make one's link worthless at once."""
    authorize(policy.may_keep_calendar)
    if feeds.revoke(_reader_id(), by=current_actor(), now=clock.now()):
        flash(_("The link works no longer. Calendars that read it find nothing."), "success")
    return redirect(url_for("calendar.show"))


@bp.get("/calendar/<secret>.ics")
@public
def feed(secret: str) -> ResponseReturnValue:
    """Give the visits of whose link it is to a calendar, which cannot sign in."""
    person = feeds.reader_of(secret)
    with in_language(person.locale):
        visits = feeds.visits_for(person, now=clock.now())
        file = entries.calendar(visits, reader=person, method=Method.PUBLISH)
    answer = _calendar(file, "vis-ma-vie.ics", method=Method.PUBLISH)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _calendar(file: bytes, name: str, *, method: Method) -> Response:
    answer = Response(file, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _reader_id() -> int:
    return current_actor().person_id or 0
