"""The inbox, and the bell in the header of every page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time, to_user_timezone

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.templates import day, moment
from talentgrow.infra.web import LARGEST_ID, authorize, current_actor, safe_next
from talentgrow.notifications import policy, queries, service, words
from talentgrow.notifications.models import Notice

bp = Blueprint("notifications", __name__, url_prefix="/notices", template_folder="templates")


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as the inbox shows it."""

    id: int
    sentence: str
    when: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Notices under one heading: what waits, or those of a day."""

    title: str
    lines: list[Line]


@bp.app_context_processor
def bell() -> dict[str, object]:
    """Give the layout the number of unread notices, asked for only where a bell is drawn."""
    return {"unread_notices": lambda: queries.unread(current_actor())}


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the reader's notices, first what waits for them."""
    authorize(policy.may_browse)
    page = paginate(queries.inbox(current_actor()), page_number())
    groups = [
        Group(title, [_line(notice) for notice in notices])
        for title, notices in groupby(page, key=_title)
    ]
    newest = max((notice.id for notice in page), default=0)
    return render_template("notifications/index.html", page=page, groups=groups, newest=newest)


@bp.post("/<int:notice_id>/open")
def follow(notice_id: int) -> ResponseReturnValue:
    """Note that the reader has seen a notice, and lead them to what it is about."""
    notice = queries.get_visible(current_actor(), notice_id)
    authorize(policy.may_open, notice)
    service.read(notice, now=clock.now())
    return redirect(safe_next(notice.url, url_for("notifications.index")))


@bp.post("/read")
def read_all() -> ResponseReturnValue:
    """Note that the reader has seen everything up to the newest notice on their page."""
    authorize(policy.may_browse)
    until = min(request.form.get("until", 0, type=int), LARGEST_ID)
    person_id = current_actor().person_id or 0
    number = service.read_all(person_id, until=until, now=clock.now())
    flash(ngettext("One notice is marked as read.", "%(num)s notices are marked as read.", number))
    return redirect(url_for("notifications.index"))


def _line(notice: Notice) -> Line:
    # Under the heading of a day the hour says enough.
    is_dated = not words.needs_action(notice) or _day_of(notice.at) == _day_of(clock.now())
    when = format_time(notice.at, "short") if is_dated else moment(notice.at)
    return Line(notice.id, words.sentence(notice), when, notice.read_at is None)


def _title(notice: Notice) -> str:
    """Return the heading under which a notice stands."""
    if words.needs_action(notice):
        return _("For you to do")
    return _day_name(_day_of(notice.at))


def _day_of(at: datetime) -> date:
    """Return the day on which something happened, by the clock of the house."""
    local: datetime = to_user_timezone(at)
    return local.date()


def _day_name(value: date) -> str:
    today = _day_of(clock.now())
    if value == today:
        return _("Today")
    if value == today - timedelta(days=1):
        return _("Yesterday")
    return day(value, weekday=True)
