"""What happens when nobody answers: reminders, then the end of waiting. Safe to run twice."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.claims import deadlines, endorsements, notices, waiting
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.calendar import reminder_due
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import is_current
from talentgrow.skills.models import Endorsement, Skill, SkillClaim
from talentgrow.skills.states import EndorsementStatus

TASK = "claims.follow_up"


def follow_up() -> int:
    """Remind managers and colleagues, and end what waited too long; return how much waits."""
    return _follow_managers() + _follow_peers()


def _follow_managers() -> int:
    now = clock.now()
    rows = db.session.execute(waiting.awaiting(now=now)).all()
    by_day: defaultdict[tuple[int, date], list[SkillClaim]] = defaultdict(list)
    known: dict[int, Person] = {}
    for claim, person, skill in rows:
        if deadlines.is_over(claim.at, now.date()):
            notices.tell_expiry(claim, skill, now=now)
            continue
        known[person.id] = person
        by_day[person.id, claim.at.date()].append(claim)
    managers = _managers(known)
    for (person_id, day), claims in by_day.items():
        after = reminder_due(claims[0].at, now.date())
        for manager_id in managers[person_id] if after else ():
            notices.remind_manager(known[person_id], manager_id, on=day, after=after or 0, now=now)
    return len(by_day)


def _managers(people: dict[int, Person]) -> dict[int, set[int]]:
    """Return the managers of people today, those who work here."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, manager_id in db.session.execute(
        select(Assignment.person_id, Person.id)
        .join(Person, Person.id == Assignment.manager_id)
        .where(Assignment.person_id.in_(sorted(people)), is_current(), Person.left_on.is_(None))
    ):
        found[person_id].add(manager_id)
    return found


def _follow_peers() -> int:
    now = clock.now()
    count = 0
    requests = db.session.scalars(
        select(Endorsement)
        .where(Endorsement.status == EndorsementStatus.ASKED)
        .options(joinedload(Endorsement.claim), joinedload(Endorsement.peer))
        .order_by(Endorsement.id)
    ).all()
    for request in requests:
        skill = db.session.get_one(Skill, request.claim.skill_id)
        asker = db.session.get_one(Person, request.claim.person_id)
        gone = asker.left_on is not None or request.peer.left_on is not None
        if gone or deadlines.is_over(request.asked_at, now.date()):
            endorsements.expire(request, by=SYSTEM, now=now)
            notices.tell_peer_expiry(request, skill, request.peer, now=now)
            continue
        count += 1
        after = reminder_due(request.asked_at, now.date())
        if after:
            notices.remind_peer(request, skill, asker, after=after, now=now)
    return count
