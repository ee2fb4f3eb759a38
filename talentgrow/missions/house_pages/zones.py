"""Where the zones of difficulty could begin, read from the organisation's own moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from talentgrow.graph.stretch import thresholds
from talentgrow.missions.house_pages import own_moves

NAMES = ("comfort_below", "stretch_below", "risk_below")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where zones could begin, by name of the rule, and how many moves say so."""

    moves: int
    shares: Mapping[str, float]


def proposed(today: date) -> Proposal | None:
    """Return where the zones could begin; None where too few people have moved to tell."""
    found = thresholds.proposed(own_moves.gaps(today))
    if found is None:
        return None
    return Proposal(found.moves, {name: getattr(found, name) for name in NAMES})
