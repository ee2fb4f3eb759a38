"""A round of which no proposal is there yet: it is being computed, or could not be."""

from dataclasses import dataclass
from datetime import datetime

from talentgrow.shadowing.exchanges.models import Round, RoundRun
from talentgrow.shadowing.rounds import members, wording


@dataclass(frozen=True, slots=True)
class ComputingPage:
    """What HR reads while a proposal is computed."""

    round: Round
    standing: str
    span: str
    members: int
    is_running: bool
    has_failed: bool
    template: str = "computing"


def page(one: Round, run: RoundRun | None, *, now: datetime) -> ComputingPage:
    """Return how far a proposal is."""
    return ComputingPage(
        round=one,
        standing=wording.standing(one, now.date()),
        span=wording.span(one.visits_from, one.visits_to, now.date()),
        members=members.counts([one.id]).get(one.id, 0),
        is_running=run is not None and run.computed_at is None,
        has_failed=run is not None and bool(run.failed),
    )
