"""What happens to campaigns, nominations and pools with time. Safe to run twice, and late."""

from talentgrow.infra.db import db, reading
from talentgrow.missions.time.reminders import send
from talentgrow.missions.time.running import Tally
from talentgrow.nominations.time import (
    later_reminders,
    of_campaigns,
    of_candidacies,
    of_pools,
    reminders,
)

TASK = "nominations.follow_up"


def follow_up() -> str:
    """Take every step that is due, each in its own transaction; say how many were taken.

    Campaigns come first: who is asked, and what is recalled, follows from where they stand.
    """
    tally = Tally()
    of_campaigns.follow(tally)
    of_candidacies.follow(tally)
    of_pools.follow(tally)
    with reading():
        due = [*reminders.due(), *later_reminders.due()]
        db.session.rollback()
    send(due, tally)
    return str(tally)
