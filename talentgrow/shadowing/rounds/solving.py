"""Have a proposal computed for a round: in the background, kept with all that HR reads of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import has_request_context
from sqlalchemy import func, select

from talentgrow.graph.swaps.proposing import propose, with_longer
from talentgrow.graph.swaps.values import LONGEST, Ring, RingRules, visits_of
from talentgrow.graph.swaps.waiting import more_hosts, unserved
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, reading, writing
from talentgrow.infra.logs import log
from talentgrow.infra.web import after_commit
from talentgrow.kernel.access import Actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import LeftOver, Round, RoundLeg, RoundRun
from talentgrow.shadowing.rounds import members
from talentgrow.shadowing.rounds.matching import figures, reasons, teams
from talentgrow.shadowing.rounds.matching.edges import Edge, Problem
from talentgrow.shadowing.rounds.matching.figures import Found
from talentgrow.shadowing.rounds.matching.gathering import read
from talentgrow.shadowing.rounds.matching.scene import Shown
from talentgrow.shadowing.rounds.weeks import shared
from talentgrow.shadowing.visits.models import Says, Visit

TASK = "rounds.compute"
BROKEN = "broken"
SECONDS = 10.0
HOSTS_MORE = 5
# Until so many answers are known, nine of ten people are thought to agree.
FEWEST_ANSWERS = 20
USUAL_ACCEPTANCE = 0.9
LEAST_ACCEPTANCE = 0.5


def ask(one: Round, *, by: Actor, now: datetime) -> RoundRun:
    """Ask for a proposal; while one is being computed there is no second. It may be left alone."""
    waiting = members.newest_run(one.id)
    if waiting is not None and waiting.computed_at is None:
        return waiting
    run = RoundRun(round_id=one.id, asked_at=now, asked_by_id=by.person_id)
    db.session.add(run)
    db.session.flush()
    if has_request_context():
        after_commit(lambda: tasks.ask(TASK))
    return run


def compute_waiting() -> None:
    """Compute what waits, the oldest first; as a task, and every night."""
    while (run_id := _next()) is not None:
        compute(run_id)


def compute(run_id: int) -> None:
    """Compute one proposal in transactions of its own; nothing is held while it is searched."""
    try:
        with reading():
            known = _read(run_id, clock.now())
            db.session.rollback()
        if known is not None:
            found = _search(known)
            with writing():
                _store(run_id, found, now=clock.now())
                db.session.commit()
    # Whatever breaks is told on the page, and the queue goes on.
    except Exception:
        log.exception("round not computed", run=run_id)
        db.session.rollback()
        _give_up(run_id)


def compute_within(run_id: int, *, now: datetime) -> None:
    """Compute one proposal inside the present transaction, for a moment that may be past."""
    known = _read(run_id, now)
    if known is not None:
        _store(run_id, _search(known), now=now)


def _give_up(run_id: int) -> None:
    with writing():
        run = db.session.get_one(RoundRun, run_id, with_for_update=True)
        run.computed_at, run.failed = run.computed_at or clock.now(), BROKEN
        db.session.commit()


def _next() -> int | None:
    run_id = db.session.scalar(
        select(RoundRun.id).where(RoundRun.computed_at.is_(None)).order_by(RoundRun.id).limit(1)
    )
    # Ends the transaction that read; the one that stores begins as a writer.
    db.session.rollback()
    return run_id


@dataclass(frozen=True)
class _Read:
    """What is read before the search, so that it needs no database."""

    problem: Problem
    teams: Mapping[teams.Team, Shown]
    rules: RingRules
    invited: int


def _read(run_id: int, now: datetime) -> _Read | None:
    run = db.session.get_one(RoundRun, run_id)
    if run.computed_at is not None:
        return None
    one = db.session.get_one(Round, run.round_id)
    scene = read(one, now=now)
    invited = select(func.count()).select_from(queries.people_in(one).subquery())
    return _Read(
        Problem(scene),
        teams.read(scene, one.id),
        RingRules(longest=one.longest, acceptance=_acceptance(), seconds=SECONDS),
        db.session.scalars(invited).one(),
    )


def _acceptance() -> float:
    """Return which share of the people who were asked about a leg of a swap agreed."""
    said = Counter[Says]()
    for column in (Visit.visitor_says, Visit.host_says):
        rows = db.session.execute(
            select(column, func.count())
            .where(Visit.exchange_id.is_not(None), column.is_not(None))
            .group_by(column)
        )
        said.update({says: count for says, count in rows if says is not None})
    if said.total() < FEWEST_ANSWERS:
        return USUAL_ACCEPTANCE
    return max(LEAST_ACCEPTANCE, said[Says.YES] / said.total())


def _search(known: _Read) -> Found:
    """Search rings, a longer one, and teams that would help: pure, and the part that lasts."""
    ringed, scene = known.problem.ringed, known.problem.scene
    proposal = propose(ringed, known.rules)
    longer = with_longer(ringed, proposal) if known.rules.longest < LONGEST else None
    left = unserved(ringed, proposal, longer=longer)
    groups = list(teams.could_host(scene, known.teams, [one.person for one in left]))
    more = more_hosts(ringed, proposal, groups, count=HOSTS_MORE) if groups else ()
    return Found(known.problem, proposal, longer, left, tuple(more), known.invited)


def _store(run_id: int, found: Found, *, now: datetime) -> None:
    run = db.session.get_one(RoundRun, run_id, with_for_update=True, populate_existing=True)
    if run.computed_at is not None:
        return
    db.session.add_all(_legs(run, found))
    db.session.add_all(_left_over(run, found))
    run.computed_at, run.digest = now, found.problem.digest
    run.figures = figures.of(found)
    db.session.flush()


def _legs(run: RoundRun, found: Found) -> Iterator[RoundLeg]:
    """Yield all visits proposed; those of a ring in one week where one suits everybody in it."""
    edges = found.problem.edges
    for number, ring in enumerate(_in_order(found.proposal.rings), 1):
        visits = [edges[visit] for visit in visits_of(ring)]
        common = shared(*(edge.weeks for edge in visits))
        for place, edge in enumerate(visits, 1):
            monday = common[0] if common else edge.weeks[0]
            yield _leg(run, edge, monday, ring=number, place=place)
    for leg in found.proposal.one_way:
        edge = edges[leg.visit]
        yield _leg(run, edge, edge.weeks[0])


def _in_order(rings: Sequence[Ring]) -> list[Ring]:
    """Return rings, those with more people first."""
    return sorted(rings, key=lambda ring: (-len(ring), ring))


def _leg(
    run: RoundRun, edge: Edge, monday: date, *, ring: int | None = None, place: int | None = None
) -> RoundLeg:
    return RoundLeg(
        run_id=run.id,
        ring=ring,
        place=place,
        visitor_id=edge.visitor_id,
        host_id=edge.host_id,
        rank=edge.rank,
        monday=monday,
    )


def _left_over(run: RoundRun, found: Found) -> Iterator[LeftOver]:
    scene = found.problem.scene
    for person_id, missing in reasons.reasons(scene, found.unserved):
        job_id = reasons.first_job(scene.members[person_id])
        yield LeftOver(run_id=run.id, person_id=person_id, missing=missing, job_id=job_id)
