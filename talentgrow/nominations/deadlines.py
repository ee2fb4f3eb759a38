"""Who must act, by when, and what happens when they do not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from talentgrow.kernel.calendar import workday
from talentgrow.nominations.states import CandidacyStatus as K

# How long a nominee, or a manager who is asked about a pool member, may be silent.
SILENCE_DAYS = 10
# How long a nominator has to talk to a nominee who was silent.
RETURNED_DAYS = 10
# Drafts are reminded so many days before the campaign ends.
DRAFT_REMINDERS = (7, 2)
# HR answers within so many days after a campaign has closed.
REVIEW_DAYS = 45
# A pool membership is looked at so many days before it ends.
POOL_NOTICE_DAYS = 30


class Who(StrEnum):
    """Who has the word."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    MANAGER = "manager"
    HR = "hr"


class Then(StrEnum):
    """What happens on the day after, if nobody has acted."""

    GOES_BACK = "goes_back"
    LAPSES = "lapses"
    IS_ASKED_AGAIN = "is_asked_again"
    IS_SHOWN_AS_LATE = "is_shown_as_late"
    HR_GOES_ON = "hr_goes_on"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who must act, the last day for it, and the consequence."""

    who: Who
    by: date
    then: Then


def of_candidacy(
    status: K, since: datetime, *, closes_on: date, postponed_until: date | None = None
) -> Deadline | None:
    """Return who must act on a candidacy that came into `status` at `since`.

    None means that nobody owes an answer.

    >>> from datetime import UTC
    >>> asked = datetime(2026, 10, 8, tzinfo=UTC)
    >>> of_candidacy(K.INFORMED, asked, closes_on=date(2026, 10, 31)).by
    datetime.date(2026, 10, 19)
    """
    day = since.date()
    if status is K.INFORMED:
        return Deadline(Who.NOMINEE, workday(day + timedelta(days=SILENCE_DAYS)), Then.GOES_BACK)
    if status is K.RETURNED:
        by = workday(max(day + timedelta(days=RETURNED_DAYS), closes_on))
        return Deadline(Who.NOMINATOR, by, Then.LAPSES)
    if status is K.POSTPONED and postponed_until is not None:
        return Deadline(Who.NOMINEE, postponed_until, Then.IS_ASKED_AGAIN)
    if status is K.UNDER_REVIEW:
        return Deadline(Who.HR, reviewed_by(closes_on), Then.IS_SHOWN_AS_LATE)
    return None


def reviewed_by(closes_on: date) -> date:
    """Return by when HR answers everybody in a campaign that ends on a day."""
    return workday(closes_on + timedelta(days=REVIEW_DAYS))


def of_approach(asked_at: datetime) -> Deadline:
    """Return by when a manager says whether a pool member may be approached."""
    by = workday(asked_at.date() + timedelta(days=SILENCE_DAYS))
    return Deadline(Who.MANAGER, by, Then.HR_GOES_ON)
