"""The swap or ring of which a visit is a part, as the page of the visit shows it."""

from dataclasses import dataclass
from datetime import datetime

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.exchanges.shown import pages
from talentgrow.shadowing.exchanges.shown.drawing import Ring
from talentgrow.shadowing.exchanges.shown.pages import Leg
from talentgrow.shadowing.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Context:
    """What the page of a visit says about the exchange it belongs to."""

    exchange: Exchange
    # The reader's other visit in it; None for HR and managers.
    other: Leg | None
    # Once all have agreed.
    ring: Ring | None

    @property
    def count(self) -> int:
        """Return how many people are in it."""
        return len(self.exchange.members)


def context(actor: Actor, visit: Visit, *, now: datetime) -> Context | None:
    """Return the exchange of a visit, if it has one which the actor may read.

    Put it into a template as `ring_of` and include exchanges/_context.html.
    """
    if visit.exchange_id is None:
        return None
    found = queries.exchanges_visible_to(actor).where(Exchange.id == visit.exchange_id)
    exchange = db.session.scalar(found.options(*queries.EXCHANGE))
    # A manager reads the visit, not the ring.
    if exchange is None:
        return None
    page = pages.page(actor, exchange, now=now)
    other = next((leg for leg in page.mine if leg.visit.id != visit.id), None)
    return Context(exchange, other, page.ring)
