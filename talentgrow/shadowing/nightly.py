"""What happens to offers, visits, swaps and rounds with time. Safe to run twice, and late."""

from talentgrow.infra.db import db, reading
from talentgrow.missions.time.reminders import send
from talentgrow.missions.time.running import Tally
from talentgrow.shadowing.time import (
    later_reminders,
    of_offers,
    of_rounds,
    of_visits,
    reminders,
    words,
)

TASK = "shadowing.follow_up"


def follow_up() -> str:
    """Take every step that is due, each in its own transaction; say how many were taken.

    Swaps come before visits, as a leg nobody answered is no visit any more; what is full is seen
    once all places were given back, and who is reminded follows from where everything stands.
    """
    tally = Tally()
    of_offers.wake(tally)
    of_rounds.close(tally)
    of_rounds.lose_silent(tally)
    words.follow(tally)
    of_visits.follow(tally)
    of_rounds.finish(tally)
    of_offers.settle(tally)
    with reading():
        due = [*reminders.due(), *later_reminders.due()]
        db.session.rollback()
    send(due, tally)
    return str(tally)
