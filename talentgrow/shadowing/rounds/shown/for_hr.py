"""Rounds as HR reads them: the list, and which page shows one where it stands."""

from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.exchanges.policy import may_see_proposal
from talentgrow.shadowing.rounds import members, wording
from talentgrow.shadowing.rounds.shown import computing, following, participation, proposal
from talentgrow.shadowing.rounds.shown.lists import Asked
from talentgrow.shadowing.states import RoundStatus

R = RoundStatus
FollowPage = (
    participation.ParticipationPage
    | computing.ComputingPage
    | proposal.ProposalPage
    | following.FollowingPage
)


@dataclass(frozen=True, slots=True)
class HrLine:
    """One round in the list of HR."""

    round: Round
    standing: str
    for_whom: str
    span: str
    people: int
    # Whether the reader answers for all of its part.
    is_theirs: bool

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the round stands where it does."""
        return wording.LOOKS[self.round.status]


def listed(actor: Actor, number: int, *, today: date) -> Page[HrLine]:
    """Return the rounds which touch the actor's part, the newest first."""
    found = queries.rounds_visible_to(actor).options(*queries.ROUND)
    page = paginate(found.order_by(Round.join_by.desc(), Round.id.desc()), number)
    counts = members.counts([one.id for one in page.items])
    lines = [
        HrLine(
            one,
            wording.standing(one, today),
            wording.for_whom(one),
            wording.span(one.visits_from, one.visits_to, today),
            counts.get(one.id, 0),
            may_see_proposal(actor, one),
        )
        for one in page.items
    ]
    return Page(lines, page.number, page.size, page.total)


def shown(actor: Actor, one: Round, *, now: datetime, asked: Asked) -> FollowPage:
    """Return how a round goes: who joins, then what is proposed, then what became of it."""
    if one.status in {R.DRAFT, R.OPEN, R.CANCELLED}:
        return participation.page(one, now=now)
    if one.status in {R.PUBLISHED, R.FINISHED}:
        return following.page(one, now=now, asked=asked)
    run = members.newest_run(one.id)
    if run is None or run.computed_at is None or run.failed:
        return computing.page(one, run, now=now)
    return proposal.page(actor, one, run, now=now, asked=asked)
