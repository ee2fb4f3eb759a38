"""What happens to missions and applications with time. Safe to run twice, and after a pause."""

from talentgrow.infra.db import db, reading
from talentgrow.missions.time import (
    application_reminders,
    mission_reminders,
    of_applications,
    of_missions,
    reminders,
)
from talentgrow.missions.time.running import Tally

TASK = "missions.follow_up"


def follow_up() -> str:
    """Take every step that is due, each in its own transaction; say how many were taken.

    Missions come first: who applied is answered by what became of the mission.
    """
    tally = Tally()
    of_missions.follow(tally)
    of_applications.follow(tally)
    with reading():
        due = [*application_reminders.due(), *mission_reminders.due()]
        db.session.rollback()
    reminders.send(due, tally)
    return str(tally)
