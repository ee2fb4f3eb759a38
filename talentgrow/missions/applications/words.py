"""The manager's word, or that of HR in their place. Functions flush; the caller commits."""

from datetime import date, datetime, timedelta

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions import days, house
from talentgrow.missions.applications import held, notices, queries, steps
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import OVER, ApplicationStatus, MissionStatus


class ReasonMissing(DomainError):
    """A no says why."""


class TooLate(DomainError):
    """Agreeing "from that date" has a limit, which HR sets."""


class MissionOver(DomainError):
    """The mission takes nobody any more."""


def agree(application: Application, *, by: Actor, now: datetime) -> None:
    """Say yes: the owners have the word now.

    :raises MissionOver: the mission takes nobody any more
    """
    mission = _hold(application, now=now)
    _note(application, by=by, now=now)
    application.available_from = None
    steps.take(application, "agree", mission, by=by, now=now)
    notices.tell_agreement(application, mission, by=by, now=now)
    notices.ask_owners(application, mission, now=now)


def defer(
    application: Application, from_day: date, *, reason: str = "", by: Actor, now: datetime
) -> None:
    """Say yes from a day on: the owners read it and have the word.

    :raises TooLate: the day lies behind us, or beyond the limit of the house
    :raises MissionOver: the mission takes nobody any more
    """
    mission = _hold(application, now=now)
    check_day(mission, from_day, today=now.date())
    _note(application, by=by, now=now, reason=reason)
    application.available_from = from_day
    steps.take(application, "defer", mission, by=by, now=now, reason=reason)
    notices.tell_agreement(application, mission, by=by, now=now)
    notices.ask_owners(application, mission, now=now)


def refuse(application: Application, reason: str, *, by: Actor, now: datetime) -> None:
    """Say no and why: the person and HR read it, and HR may see it otherwise.

    :raises ReasonMissing: the reason is shorter than 20 characters
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissing(too_short())
    mission = _hold(application, now=now)
    _note(application, by=by, now=now, reason=reason)
    steps.take(application, "refuse", mission, by=by, now=now, reason=reason)
    notices.tell_refusal(application, mission, by=by, now=now)


def last_day(mission: Mission) -> date:
    """Return the latest day from which a manager may let somebody go to a mission."""
    limit = mission.starts_on + timedelta(weeks=house.rules().defer_weeks)
    return min(limit, mission.ends_on)


def check_day(mission: Mission, from_day: date, *, today: date) -> None:
    """Refuse a day which is no answer.

    :raises TooLate: the day lies behind us, or beyond the limit of the house
    """
    latest = last_day(mission)
    if not today < from_day <= latest:
        raise TooLate(
            _("Choose a day between tomorrow and %(day)s.", day=days.in_words(latest, today))
        )


def too_short() -> str:
    """Say that a reason is too short."""
    return ngettext(
        "Say why in one character at least.",
        "Say why in %(num)s characters at least.",
        SHORTEST_REASON,
    )


def _hold(application: Application, *, now: datetime) -> Mission:
    mission = held.hold(application)
    if mission.status in OVER or mission.status is MissionStatus.DEBRIEFING:
        raise MissionOver(_("This mission takes nobody any more."))
    if application.person_id in queries.owner_ids_of(mission):
        raise MissionOver(_("This person owns the mission now: there is nothing to answer."))
    if application.status is ApplicationStatus.MANAGER_REFUSED:
        _make_room(application, mission, now=now)
    return mission


def _make_room(application: Application, mission: Mission, *, now: datetime) -> None:
    """Let a refused application live again, where no newer one was sent; a draft gives way."""
    newer = queries.alive_of(mission.id, application.person_id)
    if newer is None:
        return
    if newer.status is not ApplicationStatus.DRAFT:
        raise MissionOver(_("There is a newer application: answer that one."))
    steps.take(newer, "expire", mission, by=SYSTEM, now=now)


def _note(application: Application, *, by: Actor, now: datetime, reason: str = "") -> None:
    application.word_by_id, application.word_at = by.person_id, now
    application.word_reason = reason
    db.session.flush()
