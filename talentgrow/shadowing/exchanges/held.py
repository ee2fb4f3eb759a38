"""Take hold of a swap or ring and all it is made of, in the order that everybody keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talentgrow.shadowing import booking, queries
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import places
from talentgrow.shadowing.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Held:
    """An exchange which nobody else changes until we are done, with its legs in their order."""

    exchange: Exchange
    legs: Sequence[Visit]


def hold(exchange_id: int) -> Held:
    """Hold an exchange, its legs, the offers they use and the people in it, read anew."""
    exchange, legs = queries.hold_exchange(exchange_id)
    hold_offers(legs)
    queries.hold_people({one.person_id for one in exchange.members})
    return Held(exchange, legs)


def hold_offers(legs: Sequence[Visit]) -> list[Offer]:
    """Hold the offers that legs use, by id."""
    return booking.hold_all({leg.offer_id for leg in legs if leg.offer_id is not None})


def settle_places(legs: Sequence[Visit], *, now: datetime) -> None:
    """Let offers be full or open again as the places of legs came and went."""
    places.settle_all(hold_offers(legs), now=now)
