"""Turn jobs and tallies into arrays, one place per job, for the prior to read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.model.moves import Tallies
from talentgrow.graph.model.titles import ladder
from talentgrow.graph.types import Bridge, Importance, Job

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Signals:
    """What the prior knows of each job; -1 or NaN where nothing is known.

    `arrivals` and `size` are logarithms of shares, relative to an even spread over all jobs.
    """

    family: Ints
    grade: Ints
    ladder: Ints
    rung: Ints
    log_pay: Floats
    arrivals: Floats
    size: Floats
    has_incumbents: NDArray[np.bool_]
    is_temporary: NDArray[np.bool_]
    unit: Ints
    unit_row: Ints
    bridge_source: Ints
    bridge_target: Ints

    def in_unit(self, unit: int | None) -> NDArray[np.bool_] | None:
        """Tell which jobs exist in a unit; `None` when the unit is unknown."""
        first, last = np.searchsorted(self.unit, (unit, unit + 1)) if unit is not None else (0, 0)
        if first == last:
            return None
        result = np.zeros(len(self.family), dtype=np.bool_)
        result[self.unit_row[first:last]] = True
        return result


def signals(jobs: Sequence[Job], bridges: Sequence[Bridge], tallies: Tallies) -> Signals:
    """Read the signals of jobs sorted by id."""
    index = {job.id: row for row, job in enumerate(jobs)}
    names, rungs = zip(*(ladder(job.title) for job in jobs), strict=True) if jobs else ((), ())
    known = sorted(
        {
            (index[b.source], index[b.target])
            for b in bridges
            if b.source in index and b.target in index and b.source != b.target
        }
    )
    flows = tallies.flows
    return Signals(
        family=_numbers([job.family for job in jobs]),
        grade=_numbers([job.grade for job in jobs]),
        ladder=np.unique(np.array(names, dtype=np.str_), return_inverse=True)[1].astype(np.int64),
        rung=np.array(rungs, dtype=np.int64),
        log_pay=np.log([job.pay if job.pay and job.pay > 0 else np.nan for job in jobs]),
        arrivals=_log_share(np.bincount(flows.target, flows.people, minlength=len(jobs))),
        size=_log_share(tallies.headcount),
        has_incumbents=tallies.headcount > 0,
        is_temporary=np.array([job.is_temporary for job in jobs], dtype=np.bool_),
        unit=tallies.unit,
        unit_row=tallies.unit_row,
        bridge_source=np.array([source for source, _ in known], dtype=np.int64),
        bridge_target=np.array([target for _, target in known], dtype=np.int64),
    )


def _numbers(values: Sequence[int | None]) -> Ints:
    return np.array([-1 if value is None else value for value in values], dtype=np.int64)


def _log_share(counts: NDArray[np.float64] | Ints) -> Floats:
    weights = counts + 0.5
    shares: Floats = np.log(weights / weights.sum() * len(weights))
    return shares


@dataclass(frozen=True)
class Needs:
    """What jobs ask for, as columns sorted by job: row, skill column, level, importance.

    `skill` holds the ids behind the columns, `total` the levels asked for by row,
    `typical` the mean of `total` over the jobs that state needs.
    """

    skill: Ints
    row: Ints
    column: Ints
    level: Ints
    weight: Floats
    first: Ints
    total: Floats
    typical: float

    def of(self, row: int) -> slice:
        """Return where the needs of one job stand in the columns."""
        return slice(int(self.first[row]), int(self.first[row + 1]))

    def levels(self, row: int) -> Ints:
        """Return the level one job asks for, by skill column."""
        asked = np.zeros(len(self.skill), dtype=np.int64)
        asked[self.column[self.of(row)]] = self.level[self.of(row)]
        return asked

    def covered(self, have: Ints) -> Floats:
        """Return how many of the levels that each job asks for are held."""
        held = np.minimum(have[self.column], self.level)
        return np.bincount(self.row, held, minlength=len(self.total)).astype(np.float64)


def needs(jobs: Sequence[Job], useful_weight: float) -> Needs:
    """Read the needs of jobs sorted by id; of two needs for one skill the higher one counts."""
    rows: list[tuple[int, int, int, float]] = []
    for row, job in enumerate(jobs):
        highest = {n.skill: n for n in sorted(job.needs, key=lambda n: (n.level, n.importance))}
        rows += [
            (row, skill, n.level, 1.0 if n.importance is Importance.ESSENTIAL else useful_weight)
            for skill, n in sorted(highest.items())
        ]
    row_of, skill_of, level, weight = (
        (np.array(c) for c in zip(*rows, strict=True))
        if rows
        else (np.zeros(0, dtype=np.int64) for _ in range(4))
    )
    skill, column = np.unique(skill_of, return_inverse=True)
    total = np.bincount(row_of, level, minlength=len(jobs)).astype(np.float64)
    return Needs(
        skill.astype(np.int64),
        row_of.astype(np.int64),
        column.astype(np.int64),
        level.astype(np.int64),
        weight.astype(np.float64),
        np.searchsorted(row_of, np.arange(len(jobs) + 1)).astype(np.int64),
        total,
        float(total[total > 0].mean()) if rows else 1.0,
    )
