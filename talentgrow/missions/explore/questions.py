"""Questions that everybody reads, with the answers of the owners. Functions flush."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.missions import queries, seats
from talentgrow.missions.explore import notices
from talentgrow.missions.models import Mission, MissionQuestion
from talentgrow.missions.states import OVER
from talentgrow.people.models import Person

ASKED = audit.Kind("missions.question_asked", "mission")
ANSWERED = audit.Kind("missions.question_answered", "mission")
# As many questions as one person may have waiting on one mission.
MOST_WAITING = 3
FEWEST_ANSWERS = 3
YEAR = timedelta(days=365)


class MissionOver(DomainError):
    """Nobody reads questions about a mission that is over."""


class TooManyWaiting(DomainError):
    """Somebody asks on and on before the first answer."""


def ask(
    mission: Mission, text: str, *, is_signed: bool, by: Actor, now: datetime
) -> MissionQuestion:
    """Ask about a mission, and tell those who own it. The same question twice is one.

    :raises MissionOver: nobody would answer any more
    :raises TooManyWaiting: three questions of the same person wait already
    """
    # Before the mission is read anew, which leaves nothing loaded beside it.
    owner_ids = sorted(queries.owner_ids(mission))
    seats.hold(mission.id)
    if mission.status in OVER:
        raise MissionOver(_("This mission is over: nobody answers questions about it any more."))
    waiting = _waiting(mission.id, by)
    again = next((one for one in waiting if one.text == text), None)
    if again is not None:
        return again
    if len(waiting) >= MOST_WAITING:
        raise TooManyWaiting(_("Three questions of yours wait for an answer here. Give it time."))
    question = MissionQuestion(
        mission_id=mission.id, author_id=by.person_id, text=text, is_signed=is_signed, asked_at=now
    )
    db.session.add(question)
    db.session.flush()
    audit.record(ASKED, question, by=by, now=now, mission=mission.id)
    author = db.session.get_one(Person, by.person_id)
    for owner_id in owner_ids:
        notices.tell_question(question, mission, owner_id, author.name if is_signed else "")
    return question


def answer(
    question: MissionQuestion, mission: Mission, text: str, *, by: Actor, now: datetime
) -> None:
    """Answer a question, or word an answer anew; whoever asked is told of the first one."""
    question.answer = text
    question.answered_by_id = by.person_id
    question.answered_at = question.answered_at or now
    db.session.flush()
    audit.record(ANSWERED, question, by=by, now=now, mission=mission.id)
    owner = db.session.get_one(Person, by.person_id)
    notices.tell_answer(question, mission, owner.name, now=now)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions about a mission, and in how many days its owner answers, where one can say."""

    questions: Sequence[MissionQuestion]
    days: int | None


def asked(mission: Mission, *, now: datetime) -> Asked:
    """Return the questions about a mission, answered ones first, then in the order of asking.

    How fast its owner answers is the median of a year over all their missions.
    """
    theirs = select(Mission.id).where(Mission.owner_id == mission.owner_id)
    lately = MissionQuestion.answered_at.is_not(None) & (MissionQuestion.asked_at >= now - YEAR)
    rows = db.session.scalars(
        select(MissionQuestion)
        .where(
            or_(
                MissionQuestion.mission_id == mission.id,
                MissionQuestion.mission_id.in_(theirs) & lately,
            )
        )
        .options(joinedload(MissionQuestion.author), joinedload(MissionQuestion.answered_by))
        .order_by(MissionQuestion.answered_at.is_(None), MissionQuestion.id)
    ).all()
    here = tuple(row for row in rows if row.mission_id == mission.id)
    return Asked(here, _days(rows, now))


def get(mission: Mission, question_id: int) -> MissionQuestion:
    """Return one question about a mission.

    :raises NotFound: there is none with that number about this mission
    """
    found = db.session.get(MissionQuestion, question_id)
    if found is None or found.mission_id != mission.id:
        raise NotFound(_("This question does not exist."))
    return found


def _days(rows: Sequence[MissionQuestion], now: datetime) -> int | None:
    took = [
        (row.answered_at - row.asked_at) / timedelta(days=1)
        for row in rows
        if row.answered_at is not None and row.asked_at >= now - YEAR
    ]
    return math.ceil(median(took)) if len(took) >= FEWEST_ANSWERS else None


def _waiting(mission_id: int, by: Actor) -> Sequence[MissionQuestion]:
    return db.session.scalars(
        select(MissionQuestion).where(
            MissionQuestion.mission_id == mission_id,
            MissionQuestion.author_id == by.person_id,
            MissionQuestion.answered_at.is_(None),
        )
    ).all()
