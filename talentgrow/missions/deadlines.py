"""Who must act, by when, and what happens when they do not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from talentgrow.kernel.calendar import workday, workdays_after
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M

REVIEW_DAYS = 10
OFFER_DAYS = 5
TALK_DAYS = 5
DEBRIEF_DAYS = 14
EXPIRY_DAYS = 30
# A nightly job that slept for weeks still finds what fell due meanwhile.
LOOK_BACK = timedelta(days=EXPIRY_DAYS + 90)


class Who(StrEnum):
    """Who has the word."""

    APPLICANT = "applicant"
    MANAGER = "manager"
    HR = "hr"
    OWNER = "owner"


class Then(StrEnum):
    """What happens on the day after, if nobody has acted."""

    HR_TAKES_OVER = "hr_takes_over"
    EXPIRES = "expires"
    SEAT_MOVES_ON = "seat_moves_on"
    IS_SHOWN_AS_LATE = "is_shown_as_late"
    COMPLETES_WITHOUT = "completes_without"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who must act, the last day for it, and the consequence."""

    who: Who
    by: date
    then: Then


def moderation(submitted_at: datetime, working_days: int) -> Deadline:
    """Return by when HR answers a mission that somebody submitted."""
    return Deadline(
        Who.HR, workdays_after(submitted_at.date(), working_days), Then.IS_SHOWN_AS_LATE
    )


def of_application(
    status: A,
    since: datetime,
    *,
    silence_days: int,
    climbed_at: datetime | None = None,
    talk_on: date | None = None,
) -> Deadline | None:
    """Return who must act on an application that came into `status` at `since`.

    `silence_days` is how long a manager may be silent; `climbed_at` says that HR has the word.
    None means that nobody owes an answer.

    >>> from datetime import UTC
    >>> of_application(A.MANAGER_PENDING, datetime(2026, 10, 8, tzinfo=UTC), silence_days=10).by
    datetime.date(2026, 10, 19)
    """
    day = since.date()
    if status is A.MANAGER_PENDING and climbed_at is None:
        by = workday(day + timedelta(days=silence_days))
        return Deadline(Who.MANAGER, by, Then.HR_TAKES_OVER)
    if status is A.MANAGER_PENDING and climbed_at is not None:
        by = workday(climbed_at.date() + timedelta(days=REVIEW_DAYS))
        return Deadline(Who.HR, by, Then.EXPIRES)
    if status in {A.UNDER_REVIEW, A.MANAGER_DEFERRED}:
        by = workday(day + timedelta(days=REVIEW_DAYS))
        return Deadline(Who.OWNER, by, Then.IS_SHOWN_AS_LATE)
    if status is A.TALK_PLANNED:
        by = workday(max(day, talk_on or day) + timedelta(days=TALK_DAYS))
        return Deadline(Who.OWNER, by, Then.IS_SHOWN_AS_LATE)
    if status is A.OFFERED:
        by = workday(day + timedelta(days=OFFER_DAYS))
        return Deadline(Who.APPLICANT, by, Then.SEAT_MOVES_ON)
    return None


def expires_on(since: datetime) -> date:
    """Return the day on which silence ends an application: nobody waits for ever."""
    return workday(since.date() + timedelta(days=EXPIRY_DAYS))


def debrief(status: M, ended_at: datetime) -> Deadline | None:
    """Return by when both sides write their debrief, of a mission that has ended."""
    if status is not M.DEBRIEFING:
        return None
    by = workday(ended_at.date() + timedelta(days=DEBRIEF_DAYS))
    return Deadline(Who.OWNER, by, Then.COMPLETES_WITHOUT)
