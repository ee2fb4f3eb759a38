"""What owners decide about those who applied. Functions flush; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions import seats
from talentgrow.missions.applications import held, notices, queries, steps
from talentgrow.missions.applications.models import Application, DeclineReason, NextStep
from talentgrow.missions.models import Mission
from talentgrow.missions.states import SHOWN_TO_ALL, WITH_OWNER, ApplicationStatus, MissionStatus

# Seats are offered until the work is over.
OFFERING = frozenset(SHOWN_TO_ALL - {MissionStatus.DEBRIEFING})
# What a batch decides about: what waits for the owners, and who waits for a seat.
DECIDABLE = WITH_OWNER | {ApplicationStatus.WAITLISTED}


class FeedbackMissing(DomainError):
    """A no has a reason, a word of 20 characters and a next step."""


class TalkInThePast(DomainError):
    """A talk lies before us."""


class SeatFree(DomainError):
    """Nobody waits for a seat while one is free."""


class NotOpen(DomainError):
    """The mission gives no seats now."""


class ChangedSince(DomainError):
    """Something else happened to one of the applications in between."""


@dataclass(frozen=True, kw_only=True)
class Decline:
    """Why somebody is not chosen, what they read, and the door that opens."""

    reason: DeclineReason
    feedback: str
    next_step: NextStep
    next_note: str = ""
    next_mission_id: int | None = None
    offers_talk: bool = False


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Who gets a seat, and who does not and why; by the ids of the applications."""

    chosen: Sequence[int] = ()
    declined: Mapping[int, Decline] = field(default_factory=dict)


def plan_talk(
    application: Application, at: datetime, note: str = "", *, by: Actor, now: datetime
) -> None:
    """Propose a moment to talk; a second time moves it.

    :raises TalkInThePast: the moment is over
    """
    if at <= now:
        raise TalkInThePast(_("Choose a moment that is still to come."))
    mission = held.hold(application)
    application.talk_at, application.talk_note = at, note
    steps.take(application, "plan_talk", mission, by=by, now=now)
    notices.tell_talk(application, mission, by=by, now=now)


def offer(application: Application, *, by: Actor, now: datetime) -> None:
    """Offer a seat, which is kept until the person answers.

    :raises NoSeatLeft: somebody else was given the last one
    :raises NotOpen: the mission gives no seats now
    """
    _offer(application, held.hold(application), by=by, now=now)


def waitlist(application: Application, *, by: Actor, now: datetime) -> None:
    """Let somebody wait for a seat that becomes free; the list moves up by itself.

    :raises SeatFree: one is free now
    """
    mission = held.hold(application)
    if mission.seats_left > 0:
        raise SeatFree(_("A seat is free: offer it, or say no with a reason."))
    application.waitlisted_at = now
    steps.take(application, "waitlist", mission, by=by, now=now)
    notices.tell_waitlist(application, mission, by=by, now=now)


def decline(application: Application, said: Decline, *, by: Actor, now: datetime) -> None:
    """Say no with a reason, a word to the person and a next step.

    :raises FeedbackMissing: one of them is missing
    """
    check(said)
    mission = held.hold(application)
    _decline(application, mission, said, by=by, now=now)


def decide_all(mission: Mission, batch: Batch, *, by: Actor, now: datetime) -> None:
    """Choose some and say no to others at once: all of it is done, or nothing.

    Whoever applied in between is in neither list and is left as they are.

    :raises ChangedSince: one of them took it back, or was answered, in between
    :raises NoSeatLeft: more are chosen than seats are left
    :raises FeedbackMissing: a no lacks its reason, word or next step
    """
    for said in batch.declined.values():
        check(said)
    mission = seats.hold(mission.id)
    ids = {*batch.chosen, *batch.declined}
    others = (one for one in queries.by_ids(mission.id, ids) if not by.is_person(one.person_id))
    found = {one.id: one for one in others}
    if found.keys() != ids or any(one.status not in DECIDABLE for one in found.values()):
        raise ChangedSince(_("Something has changed since you looked. Nothing was done."))
    if len(batch.chosen) > mission.seats_left:
        raise seats.NoSeatLeft(
            ngettext(
                "Only one seat is left. Nothing was done.",
                "Only %(num)s seats are left. Nothing was done.",
                mission.seats_left,
            )
        )
    for application in found.values():
        if application.id in batch.declined:
            _decline(application, mission, batch.declined[application.id], by=by, now=now)
        else:
            _offer(application, mission, by=by, now=now)


def check(said: Decline) -> None:
    """Refuse a no that opens no door.

    :raises FeedbackMissing: the reason, the word of 20 characters or the next step is missing
    """
    if said.reason is DeclineReason.MISSION_CANCELLED:
        raise FeedbackMissing(_("Choose a reason."))
    if len(said.feedback.strip()) < SHORTEST_REASON:
        raise FeedbackMissing(_("Write 20 characters at least: the person reads them."))
    if said.next_step is NextStep.MISSION and said.next_mission_id is None:
        raise FeedbackMissing(_("Choose the mission which you propose."))
    if said.next_step is not NextStep.MISSION and not said.next_note.strip():
        raise FeedbackMissing(_("Say in a few words what the next step is."))


def _offer(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    if mission.status not in OFFERING:
        raise NotOpen(_("This mission gives no seats any more."))
    steps.take(application, "offer", mission, by=by, now=now)
    notices.tell_offer(application, mission, by=by, now=now)


def _decline(
    application: Application, mission: Mission, said: Decline, *, by: Actor, now: datetime
) -> None:
    proposed = said.next_mission_id if said.next_step is NextStep.MISSION else None
    if proposed is not None and not _can_be_proposed(proposed, mission):
        raise FeedbackMissing(_("Choose the mission which you propose."))
    application.declined_reason = said.reason
    application.feedback = said.feedback.strip()
    application.next_step = said.next_step
    application.next_note = said.next_note.strip()
    application.next_mission_id = proposed
    application.offers_talk = said.offers_talk
    db.session.flush()
    steps.take(application, "decline", mission, by=by, now=now)
    notices.tell_decline(application, mission, by=by, now=now)


def _can_be_proposed(mission_id: int, instead_of: Mission) -> bool:
    """Tell whether everybody may read a mission, and it is another one."""
    proposed = db.session.get(Mission, mission_id)
    is_other = mission_id != instead_of.id
    return proposed is not None and is_other and proposed.status in SHOWN_TO_ALL
