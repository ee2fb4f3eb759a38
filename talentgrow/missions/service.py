"""Lead missions through their lives. Functions flush; the caller commits.

A mission comes held and in full (`queries.get_to_change`), so that what was read and
judged is still true when it is written.
"""

from collections.abc import Mapping
from datetime import date, datetime

from talentgrow.auth import queries as accounts
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, IllegalTransition
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions import deadlines, house, hr, notices, queries, steps
from talentgrow.missions.applications import waiting_list
from talentgrow.missions.editing import applicants
from talentgrow.missions.explore import alerts
from talentgrow.missions.models import HouseRules, Mission
from talentgrow.missions.states import MissionStatus
from talentgrow.missions.values import (
    MissionValues,
    WrongValues,
    missing_to_publish,
)
from talentgrow.people.models import Person


class MissionChanged(DomainError):
    """Somebody else changed the mission since the page was read."""


class TooFewWords(DomainError):
    """A comment or a reason says too little to help anybody."""


class NobodyTakesPart(DomainError):
    """A team of nobody is not complete."""


class NoFreeSeat(DomainError):
    """More people are looked for than there are seats."""


def submit_or_publish(mission: Mission, *, by: Actor, now: datetime) -> None:
    """Publish a draft, or hand it in to HR where it lies above what owners decide alone.

    :raises IllegalTransition: it is no draft
    :raises WrongValues: colleagues would miss something
    """
    if mission.status is not MissionStatus.DRAFT:
        # What HR reads is published by HR, even if the rules have changed meanwhile.
        raise IllegalTransition
    known = house.rules()
    if not house.needs_review(mission, known):
        publish(mission, by=by, now=now)
        return
    _refuse_unfinished(mission, today=now.date())
    steps.take(mission, "submit", by=by, now=now)
    notices.hand_in(
        mission,
        _person(by),
        hr=accounts.hr_of(mission.owner_id, besides=queries.owner_ids(mission)),
        by=answer_by(mission, known),
        now=now,
    )


def publish(mission: Mission, *, by: Actor, now: datetime, seen: int | None = None) -> None:
    """Open a mission to applications; `seen` is what HR read, so that nothing else is published.

    :raises IllegalTransition: it is neither a draft nor handed in
    :raises Forbidden: HR would publish what they have handed in
    :raises MissionChanged: its owner changed it since `seen`
    :raises WrongValues: colleagues would miss something
    """
    hr.refuse_own_work(mission, by)
    _refuse_unread_version(mission, seen)
    _refuse_unfinished(mission, today=now.date())
    steps.take(mission, "publish", by=by, now=now)
    owners = queries.owner_ids(mission) - {by.person_id}
    notices.tell_published(mission, _person(by), owners, now)
    alerts.tell_similar(mission, now=now)


def send_back(
    mission: Mission, comment: str, *, by: Actor, now: datetime, seen: int | None = None
) -> None:
    """Give a mission back to its owners and say what should be different.

    :raises IllegalTransition: it was not handed in, or somebody has answered
    :raises MissionChanged: its owner changed it since `seen`
    :raises TooFewWords: the comment helps nobody
    """
    _refuse_unread_version(mission, seen)
    check_words(comment)
    steps.take(mission, "send_back", by=by, now=now, reason=comment)
    notices.tell_sent_back(mission, _person(by), queries.owner_ids(mission), now)


def pause(mission: Mission, reason: str, *, by: Actor, now: datetime) -> None:
    """Let nobody apply for a while; what was sent stays.

    :raises IllegalTransition: it is not open
    :raises TooFewWords: no reason was given
    """
    if not reason:
        raise TooFewWords(_("Say in a few words why: those who applied read it."))
    steps.take(mission, "pause", by=by, now=now, reason=reason)
    notices.tell_paused(mission, _person(by), applicants.waiting(mission.id), now)


def resume(mission: Mission, *, by: Actor, now: datetime) -> None:
    """Open a mission again after a pause.

    :raises IllegalTransition: it makes no pause
    """
    steps.take(mission, "resume", by=by, now=now)
    notices.tell_resumed(mission, _person(by), applicants.waiting(mission.id), now)
    waiting_list.move_up(mission, now=now)


def staff(mission: Mission, *, by: Actor, now: datetime) -> None:
    """Say that the team is complete.

    :raises IllegalTransition: it is not open
    :raises NobodyTakesPart: nobody has a seat
    :raises SeatFree: somebody waits for one
    """
    if not mission.taken:
        raise NobodyTakesPart(_("Nobody has a seat yet: offer one first."))
    waiting_list.refuse_to_close(mission)
    steps.take(mission, "staff", by=by, now=now)


def reopen(mission: Mission, *, by: Actor, now: datetime) -> None:
    """Look for more people after the team was complete.

    :raises IllegalTransition: the team is not complete, or it has started
    :raises NoFreeSeat: every seat is taken
    """
    if not mission.seats_left:
        raise NoFreeSeat(_("Every seat is taken. Add one in “Change” first, then look for more."))
    steps.take(mission, "reopen", by=by, now=now)


def archive(mission: Mission, *, by: Actor, now: datetime) -> None:
    """Put away a mission that is over.

    :raises IllegalTransition: it is not over
    """
    steps.take(mission, "archive", by=by, now=now, reason=mission.comment)


def answer_by(mission: Mission, known: HouseRules) -> date:
    """Return the day by which HR answers a mission that waits for it."""
    return deadlines.moderation(mission.since, known.review_days).by


def check_words(words: str) -> None:
    """Refuse a comment or a reason that says nothing.

    :raises TooFewWords: it has fewer than 20 characters
    """
    if len(words) < SHORTEST_REASON:
        raise TooFewWords(_("Write 20 characters at least, so that it helps who reads it."))


def _refuse_unfinished(mission: Mission, *, today: date) -> None:
    errors: Mapping[str, str] = missing_to_publish(MissionValues.of(mission), today=today)
    if errors:
        raise WrongValues(errors)


def _refuse_unread_version(mission: Mission, seen: int | None) -> None:
    if seen is not None and mission.version != seen:
        raise MissionChanged(_("The mission has just changed. Read it again, then decide."))


def _person(by: Actor) -> Person:
    return db.session.get_one(Person, by.person_id)
