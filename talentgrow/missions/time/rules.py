"""What is due on a day for one application or one mission, as time alone decides it."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from talentgrow.kernel.calendar import workday
from talentgrow.missions import deadlines
from talentgrow.missions.applications import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.deadlines import REVIEW_DAYS, expires_on
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, OVER, UNANSWERED, WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M

ARCHIVE_AFTER = timedelta(days=90)
# Nobody may send an application to these any more, whatever the last day was.
CLOSED = OVER | {M.IN_PROGRESS, M.DEBRIEFING}


class Due(StrEnum):
    """A step which time takes with an application."""

    CLIMB = "climb"
    LOSE_OFFER = "lose_offer"
    EXPIRE = "expire"
    DROP_DRAFT = "drop_draft"
    START = "start"
    MISS_SEAT = "miss_seat"
    NEVER_BEGAN = "never_began"
    LEAVE = "leave"


def of_application(
    application: Application,
    mission: Mission,
    *,
    today: date,
    silence_days: int,
    is_full: bool,
    has_left: bool = False,
) -> Due | None:
    """Return what is due for an application; `is_full`: no seat will be free any more.

    `has_left`: the person works here no more.
    """
    status = application.status
    if has_left and status in ALIVE and mission.status is not M.DEBRIEFING:
        return Due.LEAVE
    if status is A.DRAFT:
        is_late = mission.apply_by < today or mission.status in CLOSED
        return Due.DROP_DRAFT if is_late else None
    if status is A.ACCEPTED:
        return _accepted(application, mission, today=today)
    if status not in UNANSWERED:
        return None
    if mission.status in CLOSED - {M.IN_PROGRESS}:
        return Due.MISS_SEAT
    if is_full and mission.status is M.IN_PROGRESS and status is not A.OFFERED:
        return Due.MISS_SEAT
    return _unanswered(application, today=today, silence_days=silence_days)


def _accepted(application: Application, mission: Mission, *, today: date) -> Due | None:
    if mission.status is M.IN_PROGRESS and may_begin(application, today=today):
        return Due.START
    return Due.NEVER_BEGAN if mission.status is M.DEBRIEFING else None


def may_begin(application: Application, *, today: date) -> bool:
    """Tell whether the manager can spare the person already."""
    return application.available_from is None or application.available_from <= today


def _unanswered(application: Application, *, today: date, silence_days: int) -> Due | None:
    due = queries.deadline(application, silence_days=silence_days)
    if due is not None and today > due.by and due.then in _AFTER:
        return _AFTER[due.then]
    if application.status in WITH_OWNER and today > expires_on(heard_at(application)):
        return Due.EXPIRE
    return None


_AFTER = {
    deadlines.Then.HR_TAKES_OVER: Due.CLIMB,
    deadlines.Then.SEAT_MOVES_ON: Due.LOSE_OFFER,
    deadlines.Then.EXPIRES: Due.EXPIRE,
}


def heard_at(application: Application) -> datetime:
    """Return from when an application waits for its owners: from the talk, where one is planned."""
    if application.status is A.TALK_PLANNED and application.talk_at is not None:
        return max(application.since, application.talk_at)
    return application.since


def must_begin(mission: Mission, *, today: date) -> bool:
    """Tell whether the day has come on which a mission was to begin."""
    return mission.starts_on <= today and mission.status in {M.PUBLISHED, M.PAUSED, M.STAFFED}


def must_end(mission: Mission, *, today: date) -> bool:
    """Tell whether the last day of a mission is over."""
    return mission.ends_on < today and mission.status is M.IN_PROGRESS


def must_close(mission: Mission, *, today: date) -> bool:
    """Tell whether the debriefs of a mission were waited for long enough."""
    return mission.status is M.DEBRIEFING and today > expires_on(mission.since)


def must_be_put_away(mission: Mission, *, now: datetime) -> bool:
    """Tell whether a mission is over for so long that nobody looks for it in the lists."""
    return mission.status in {M.COMPLETED, M.CANCELLED} and mission.since <= now - ARCHIVE_AFTER


def is_silent(mission: Mission, oldest: datetime | None, *, today: date) -> bool:
    """Tell whether the owners are silent: the last day to apply is over, and so is their time.

    `oldest` is since when the first application waits for them. Who opens a mission again gets
    the same time anew.
    """
    if mission.status is not M.PUBLISHED or oldest is None:
        return False
    begun = max(mission.apply_by, oldest.date(), mission.since.date())
    return today > workday(begun + timedelta(days=REVIEW_DAYS))
