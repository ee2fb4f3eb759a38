"""Under which keys people are reminded: the night writes them, the home page looks them up."""

from datetime import date, datetime

from talentgrow.kernel.calendar import REMINDER_DAYS
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission


def word(application: Application) -> str:
    """Return the key of a manager's word."""
    return _dated(f"application:{application.id}:word", application.since)


def hr_word(application: Application) -> str:
    """Return the key of the word which climbed to HR."""
    since = application.climbed_at or application.since
    return _dated(f"application:{application.id}:hr_word", since)


def review(mission: Mission, since: datetime) -> str:
    """Return the key of the owners' answer to all who came to them on one day."""
    return _dated(f"mission:{mission.id}:review", since)


def offer(application: Application) -> str:
    """Return the key of an answer to an offer."""
    return _dated(f"application:{application.id}:offer", application.since)


def question(mission: Mission, asked_at: datetime) -> str:
    """Return the key of the questions of one day."""
    return _dated(f"mission:{mission.id}:question", asked_at)


def moderation(mission: Mission) -> str:
    """Return the key of HR's word before a mission is published."""
    return _dated(f"mission:{mission.id}:moderation", mission.since)


def after(record: str, days: int) -> str:
    """Return the key of the reminder that comes after so many days."""
    return f"{record}:after:{days}"


def all_after(record: str) -> tuple[str, ...]:
    """Return the keys of all reminders of one thing."""
    return tuple(after(record, days) for days in REMINDER_DAYS)


def _dated(record: str, since: date) -> str:
    return f"{record}:{since:%Y-%m-%d}"
