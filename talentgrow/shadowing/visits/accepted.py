"""Both sides want a visit: from here on it is booked."""

from datetime import datetime

from talentgrow.kernel.access import Actor
from talentgrow.shadowing import steps
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.visits import clashes, notices, words
from talentgrow.shadowing.visits.models import Visit


def accepted(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Book a visit that is held and loaded with its words: asked for, or a leg of a swap.

    Longer than a day, the managers of both sides are asked; else they only hear of it, and the
    agreement is signed. Who books several legs holds everybody in them first, by id.

    :raises Clash: one of the two is elsewhere at that time
    :raises IllegalTransition: nobody waits for this answer any more
    """
    clashes.check(visit)
    steps.take(visit, "accept", by=by, now=now)
    if needs_word(visit.half_days):
        words.ask(visit, now=now)
        words.go_on(visit, by=by, now=now)
        return
    steps.take(visit, "clear", by=by, now=now)
    notices.tell_managers(visit, now=now)
    notices.ask_to_sign(visit, by=by, now=now)
