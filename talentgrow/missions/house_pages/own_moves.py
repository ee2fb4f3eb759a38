"""How large the steps were that people here have taken: gaps of their moves from job to job."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain

from sqlalchemy import func, select

from talentgrow.graph.gaps import gap
from talentgrow.graph.types import Need
from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.people.models import Assignment

YEARS = 10
DAYS_A_YEAR = 365
Needs = Mapping[int, list[Need]]


def gaps(today: date) -> list[float]:
    """Return one gap for each move of the last years between two jobs that say what they ask.

    What somebody held is taken to be what their job asked for: their own levels of that time
    are not looked at, so that no person stands behind a figure.
    """
    moves, needs = _moves(today), _needs()
    sizes = (
        [_size(needs, source, target)] * people
        for (source, target), people in sorted(moves.items())
        if needs.get(source) and needs.get(target)
    )
    return list(chain.from_iterable(sizes))


def _size(needs: Needs, source: int, target: int) -> float:
    return gap({need.skill: need.level for need in needs[source]}, needs[target]).value


def _moves(today: date) -> Counter[tuple[int, int]]:
    """Count who went from one job straight to another."""
    before = func.lag(Assignment.job_id).over(
        partition_by=Assignment.person_id, order_by=(Assignment.started_on, Assignment.id)
    )
    stints = select(before.label("source"), Assignment.job_id, Assignment.started_on).subquery()
    since = today - timedelta(days=YEARS * DAYS_A_YEAR)
    counted = (
        select(stints.c.source, stints.c.job_id, func.count())
        .where(
            stints.c.source.is_not(None),
            stints.c.source != stints.c.job_id,
            stints.c.started_on >= since,
        )
        .group_by(stints.c.source, stints.c.job_id)
    )
    return Counter({(a, b): people for a, b, people in db.session.execute(counted)})


def _needs() -> Needs:
    found: dict[int, list[Need]] = {}
    rows = select(
        Requirement.job_id, Requirement.skill_id, Requirement.level, Requirement.importance
    )
    for job_id, skill_id, level, importance in db.session.execute(rows):
        found.setdefault(job_id, []).append(Need(skill_id, level, importance))
    return found
