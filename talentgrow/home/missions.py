"""The missions which the home page suggests: those that would make the reader grow most."""

from datetime import datetime

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions.explore import cards
from talentgrow.missions.explore.cards import Card
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend.ranking import suggested
from talentgrow.missions.recommend.seekers import asker

SHOWN = 3


def missions(actor: Actor, *, now: datetime) -> tuple[Card, ...]:
    """Return a few missions to try, the most useful first; none for who wants no suggestion."""
    person_id = actor.person_id or 0
    reader = asker(person_id)
    ids = [fit.mission for fit in suggested(person_id, SHOWN, reader=reader)]
    if not ids:
        return ()
    found = select(Mission).where(Mission.id.in_(ids)).options(*cards.FOR_CARDS)
    by_id = {mission.id: mission for mission in db.session.scalars(found)}
    return cards.cards(actor, [by_id[one] for one in ids], now=now, reader=reader)
