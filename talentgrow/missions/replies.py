"""How reliably somebody answers those who apply to their missions, and in how many days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import String, cast, literal, or_, select

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import workday
from talentgrow.missions.applications.models import Application
from talentgrow.missions.deadlines import REVIEW_DAYS
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A

YEAR = timedelta(days=365)
# Below this a rate would say more about chance than about somebody.
FEW = 5
_ANSWERS = frozenset({"offer", "decline", "waitlist"})
# When it happened, by which step, to which status, by whom.
Change = tuple[datetime, str, str, int | None]


@dataclass(frozen=True, slots=True)
class Replies:
    """What somebody answered in a year; `days` is the median time it took, None: never.

    Where `is_few`, the numbers are not to be shown.
    """

    asked: int
    answered: int
    days: int | None

    @property
    def is_few(self) -> bool:
        """Tell whether there were too few requests to speak of a rate."""
        return self.asked < FEW


def replies_of(person_id: int) -> Replies | None:
    """Return how somebody answered in the last year; None: nobody has asked them anything.

    A request counts from when the owners had the word: once they have answered, or once their
    time is over. What was withdrawn before, or called off, was nobody's to answer.
    """
    today = clock.today()
    found = [
        answer
        for changes in _changes(person_id).values()
        if (answer := _answer(changes, today)) is not None
    ]
    if not found:
        return None
    waited = [days for days in found if days >= 0]
    return Replies(len(found), len(waited), round(median(waited)) if waited else None)


def _changes(person_id: int) -> dict[str, list[Change]]:
    """Return what became of each application to somebody's missions in a year, in order."""
    beside = select(MissionOwner.mission_id).where(MissionOwner.person_id == person_id)
    subject = literal("application:").concat(cast(Application.id, String))
    rows = db.session.execute(
        select(
            StatusChange.subject,
            StatusChange.at,
            StatusChange.move,
            StatusChange.after,
            StatusChange.actor_id,
        )
        .join(Application, StatusChange.subject == subject)
        .join(Mission, Mission.id == Application.mission_id)
        .where(
            or_(Mission.owner_id == person_id, Mission.id.in_(beside)),
            Application.sent_at > clock.now() - YEAR,
        )
        .order_by(StatusChange.at, StatusChange.id)
    )
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for name, at, move, after, actor_id in rows:
        found[name].append((at, move, after, actor_id))
    return found


_NEVER = -1


def _answer(changes: Iterable[Change], today: date) -> int | None:
    """Return after how many days an application was answered; None: there was no answer to owe."""
    asked_at: datetime | None = None
    for at, move, after, actor_id in changes:
        if asked_at is None:
            asked_at = at if after in WITH_OWNER else None
        elif move in _ANSWERS and actor_id is not None:
            return (at.date() - asked_at.date()).days
        elif after == A.EXPIRED:
            return _NEVER
        elif after not in WITH_OWNER:
            return None
    if asked_at is None or today <= workday(asked_at.date() + timedelta(days=REVIEW_DAYS)):
        return None
    return _NEVER
