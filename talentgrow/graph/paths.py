"""Development paths: the most travelled, the closest and a bold way to a job."""

import math
from collections.abc import Iterator

from talentgrow.graph.gaps import total_effort
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.reach import next_jobs, reachable
from talentgrow.graph.results import Path, PathChoice, PathLabel, Step
from talentgrow.graph.routes import ways
from talentgrow.graph.routes.alternatives import Candidate, choose, diverse
from talentgrow.graph.routes.standing import assumed_levels, gap_from, outlook
from talentgrow.graph.routes.steps import describe
from talentgrow.graph.routes.ways import Start, Taste
from talentgrow.graph.types import Profile

__all__ = ["best_paths", "find_paths", "next_jobs", "reachable"]

_SHORT_LIST = 12
_FEW, _MANY = 3, 400


def find_paths(
    mobility: Mobility, profile: Profile, target: int, *, appetite: float = 0.0
) -> PathChoice:
    """Return up to three really different ways to a job, of at most four steps.

    `appetite` runs from -1 (easier: small gaps) over 0 to 1 (faster: few steps). A direct step
    is always a candidate, so a job where nobody ever went is found as well, by inference.

    :raises UnknownJob: the target or the present job is not in the graph
    """
    row = mobility.row(target)
    begun = ways.start(mobility, profile, row, appetite=appetite)
    if row == begun.seen.row:
        return PathChoice(target, ())

    def more(closed: set[int]) -> Iterator[list[Candidate]]:
        for count, shut in ((_FEW, closed), (_MANY, ())):
            found = ways.search(mobility, begun, Taste.LIKELY, count=count, closed=shut)
            yield [ways.measure(mobility, begun, rows) for _, rows in found]

    labelled = choose(_candidates(mobility, begun), mobility.rules.overreach, more)
    paths = tuple(_path(mobility, profile, way, label=label) for label, way in labelled)
    return PathChoice(target, paths)


def best_paths(
    mobility: Mobility, profile: Profile, target: int, count: int = 20, *, appetite: float = 0.0
) -> tuple[Path, ...]:
    """Return the cheapest ways to a job, alike or not, cheapest first."""
    begun = ways.start(mobility, profile, mobility.row(target), appetite=appetite)
    if begun.target == begun.seen.row:
        return ()
    found = ways.search(mobility, begun, Taste.LIKELY, count=count)
    return tuple(
        _path(mobility, profile, ways.measure(mobility, begun, rows), label=PathLabel.TRAVELLED)
        for _, rows in found
    )


def _candidates(mobility: Mobility, begun: Start) -> list[Candidate]:
    """Return a short list of ways for each taste, the most travelled way first."""
    rules = mobility.rules
    found: dict[tuple[int, ...], None] = {}
    for taste in Taste:
        walks = ways.search(mobility, begun, taste, count=rules.pool)
        for _, rows in diverse(walks, _SHORT_LIST, weight=rules.diversity):
            found[rows] = None
    return [ways.measure(mobility, begun, rows) for rows in found]


def _path(mobility: Mobility, profile: Profile, way: Candidate, *, label: PathLabel) -> Path:
    steps = _steps(mobility, profile, way.rows[1:])
    return Path(
        label=label,
        steps=steps,
        cost=way.cost,
        probability=math.prod(step.probability for step in steps),
        effort=total_effort(step.effort for step in steps),
        levels_missing=sum(step.gap.levels_missing for step in steps),
        is_inferred=any(step.count == 0 for step in steps),
    )


def _steps(mobility: Mobility, profile: Profile, rows: tuple[int, ...]) -> tuple[Step, ...]:
    """Describe the steps one by one; after each the person holds what that job asks for."""
    steps = []
    here, assumed = profile, assumed_levels(mobility, profile.job)
    for row in rows:
        job = mobility.jobs[row]
        found = gap_from(mobility, here.levels, job.id, assumed=assumed)
        # Only the first step starts from the person: later ones start from the job reached.
        seen = outlook(mobility, here if here is profile else Profile(here.job))
        steps.append(describe(mobility, seen, row, found=found))
        levels = {**assumed, **here.levels}
        for skill, level in assumed_levels(mobility, job.id).items():
            levels[skill] = max(level, levels.get(skill, 0))
        here, assumed = Profile(job.id, None, levels), {}
    return tuple(steps)
