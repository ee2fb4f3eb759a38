"""Apply to a mission, and answer an offer. Functions flush; the caller commits."""

from datetime import datetime

from talentgrow.claims.queries import manager_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import deadlines, house, seats
from talentgrow.missions.applications import (
    eligibility,
    held,
    notices,
    queries,
    steps,
    waiting_list,
)
from talentgrow.missions.applications.models import Application
from talentgrow.missions.hr import hr_of
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend import logs
from talentgrow.missions.states import OVER, SEATED, ApplicationStatus, MissionStatus

LONGEST_MESSAGE = 2000


class AlreadyApplied(DomainError):
    """One person has one application to a mission that is alive."""


class OwnMission(DomainError):
    """Nobody applies to a mission they own."""


class OfferOver(DomainError):
    """The days to accept an offer are over."""


def save_draft(mission: Mission, message: str, *, by: Actor, now: datetime) -> Application:
    """Keep what somebody began to write; nobody else reads it.

    :raises AlreadyApplied: they have sent one already
    :raises NotEligible: nothing can come of it any more
    :raises OwnMission: the mission is theirs
    """
    mission = seats.hold(mission.id)
    if mission.status in OVER:
        eligibility.check(by.person_id or 0, mission, now=now)
    return _draft(mission, message, by=by, now=now)


def send(mission: Mission, message: str, *, by: Actor, now: datetime) -> Application:
    """Apply: the manager has the word where the house asks for it, else the owners have.

    :raises NotEligible: a condition of the mission is not met
    :raises AlreadyApplied: they have sent one already
    :raises OwnMission: the mission is theirs
    """
    mission = seats.hold(mission.id)
    application = _draft(mission, message, by=by, now=now)
    eligibility.check(application.person_id, mission, now=now)
    manager, owners = manager_of(application.person_id), queries.owner_ids_of(mission)
    application.sent_at = now
    application.manager_id = manager.id if manager else None
    application.needs_word = house.needs_word(mission, house.rules())
    steps.take(application, "send", mission, by=by, now=now)
    logs.note(application.person_id, mission, logs.Act.APPLIED, now=now)
    if application.needs_word and application.manager_id not in owners:
        _ask_for_word(application, mission, by=by, now=now)
    else:
        steps.take(application, "forward", mission, by=by, now=now)
        notices.ask_owners(application, mission, now=now)
        notices.tell_manager_of_sending(application, mission, now=now)
    return application


def withdraw(application: Application, *, reason: str = "", by: Actor, now: datetime) -> None:
    """Take an application back, at any time; a seat that was kept for it goes to the next."""
    mission = held.hold(application)
    was_sent, had_seat = application.sent_at is not None, application.status in SEATED
    steps.take(application, "withdraw", mission, by=by, now=now, reason=reason)
    if was_sent:
        notices.tell_withdrawal(application, mission, now=now)
    if had_seat:
        waiting_list.move_up(mission, now=now)


def accept(application: Application, *, by: Actor, now: datetime) -> None:
    """Take the seat that was offered.

    :raises OfferOver: the days to accept it are over
    """
    mission = held.hold(application)
    _check_in_time(application, mission, now)
    steps.take(application, "accept", mission, by=by, now=now)
    if mission.status is MissionStatus.IN_PROGRESS:
        steps.take(application, "start", mission, by=SYSTEM, now=now)
    notices.tell_acceptance(application, mission, now=now)
    waiting_list.close_when_complete(mission, now=now)


def decline_offer(application: Application, *, reason: str = "", by: Actor, now: datetime) -> None:
    """Say no to a seat that was offered: it goes to the next."""
    mission = held.hold(application)
    steps.take(application, "decline_offer", mission, by=by, now=now, reason=reason)
    notices.tell_declined_offer(application, mission, now=now)
    waiting_list.move_up(mission, now=now)


def _draft(mission: Mission, message: str, *, by: Actor, now: datetime) -> Application:
    """Return the draft of whoever asks, with their message, for a mission that is held."""
    mine = by.person_id or 0
    if mine in queries.owner_ids_of(mission):
        raise OwnMission(_("This mission is yours: ask colleagues instead."))
    application = queries.alive_of(mission.id, mine)
    if application is None:
        application = Application(mission_id=mission.id, person_id=mine, since=now)
        db.session.add(application)
    elif application.status is not ApplicationStatus.DRAFT:
        raise AlreadyApplied(_("You have applied to this mission already."))
    application.message = message
    db.session.flush()
    return application


def _ask_for_word(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Give the word to the manager; without one HR has it at once."""
    steps.take(application, "ask_manager", mission, by=by, now=now)
    if application.manager_id is not None:
        notices.ask_manager(application, mission, now=now)
        return
    application.climbed_at = now
    db.session.flush()
    owners = queries.owner_ids_of(mission)
    for person in hr_of(application.person_id, besides=owners):
        notices.ask_hr(application, mission, person.id, now=now)


def _check_in_time(application: Application, mission: Mission, now: datetime) -> None:
    if application.status is not ApplicationStatus.OFFERED:
        return
    if mission.status is MissionStatus.DEBRIEFING:
        raise OfferOver(_("This mission takes nobody any more."))
    due = deadlines.of_application(application.status, application.since, silence_days=0)
    if due is not None and now.date() > due.by:
        raise OfferOver(_("The days to accept are over: the seat has moved on."))
