"""Who must act, by when, and what happens when they do not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from talentgrow.kernel.calendar import workday, workdays_before
from talentgrow.shadowing.states import LEG_ASKED, TOLD
from talentgrow.shadowing.states import VisitStatus as V

# How long a host, a manager or somebody in a swap may be silent.
SILENCE_DAYS = 10
# After so many requests in a row without an answer an offer pauses itself.
UNANSWERED_REQUESTS = 2
# Signatures are asked for so many working days before the day.
SIGN_WORKDAYS = 2
# Debriefs are asked for so many days after the visit, and it closes after the last.
DEBRIEF_REMINDERS = (3, 10)
DEBRIEF_DAYS = 21
# HR answers a manager's silence within so many days.
HR_DAYS = 5
# A longer visit needs the word of managers: more half-days than these.
HALF_DAYS_WITHOUT_WORD = 2


class Who(StrEnum):
    """Who has the word."""

    HOST = "host"
    BOTH = "both"
    MANAGER = "manager"
    HR = "hr"


class Then(StrEnum):
    """What happens on the day after, if nobody has acted."""

    EXPIRES = "expires"
    IS_LOST = "is_lost"
    HR_TAKES_OVER = "hr_takes_over"
    IS_CALLED_OFF = "is_called_off"
    CLOSES = "closes"
    CLOSES_WITHOUT = "closes_without"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who must act, the last day for it, and the consequence."""

    who: Who
    by: date
    then: Then


def of_visit(
    status: V,
    since: datetime,
    *,
    starts_on: date,
    ends_on: date,
    climbed_at: datetime | None = None,
) -> Deadline | None:
    """Return who must act on a visit that came into `status` at `since`.

    None means that nobody owes anything before the day.

    >>> from datetime import UTC
    >>> asked = datetime(2026, 10, 8, tzinfo=UTC)
    >>> of_visit(V.REQUESTED, asked, starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 9)).by
    datetime.date(2026, 10, 19)
    """
    if status is V.REQUESTED:
        return Deadline(Who.HOST, _within(since, starts_on), Then.EXPIRES)
    if status in LEG_ASKED:
        return Deadline(Who.BOTH, _within(since, starts_on), Then.IS_LOST)
    if status is V.HOST_ACCEPTED and climbed_at is None:
        return Deadline(Who.MANAGER, _within(since, starts_on), Then.HR_TAKES_OVER)
    if status is V.HOST_ACCEPTED and climbed_at is not None:
        return Deadline(Who.HR, _within(climbed_at, starts_on, HR_DAYS), Then.EXPIRES)
    if status is V.TO_SIGN:
        return Deadline(Who.BOTH, sign_by(starts_on), Then.IS_CALLED_OFF)
    if status is V.CONFIRMED:
        return Deadline(Who.BOTH, told_by(ends_on), Then.CLOSES)
    if status in TOLD:
        return Deadline(Who.BOTH, told_by(ends_on), Then.CLOSES_WITHOUT)
    return None


def _within(since: datetime, starts_on: date, days: int = SILENCE_DAYS) -> date:
    """Return when a silence ends: after so many days, and before the visit would begin."""
    by = workday(since.date() + timedelta(days=days))
    latest = workdays_before(starts_on, 1)
    return max(min(by, latest), since.date())


def sign_by(starts_on: date) -> date:
    """Return the day by which everybody has signed: two working days before the visit.

    >>> sign_by(date(2026, 11, 9))
    datetime.date(2026, 11, 5)
    """
    return workdays_before(starts_on, SIGN_WORKDAYS)


def told_by(ends_on: date) -> date:
    """Return by when both sides have told how it went, and written their debrief."""
    return workday(ends_on + timedelta(days=DEBRIEF_DAYS))


def answer_by(asked_on: date) -> date:
    """Return by when everybody in a swap or ring has answered."""
    return workday(asked_on + timedelta(days=SILENCE_DAYS))


def needs_word(half_days: int) -> bool:
    """Tell whether the managers of both sides must agree."""
    return half_days > HALF_DAYS_WITHOUT_WORD
