"""The compact twin of the mobility graph: the edges worth walking, as arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.model.prior import Prior
from talentgrow.graph.model.signals import Needs

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_BLOCK = 200


@dataclass(frozen=True)
class Observed:
    """Counted moves between two jobs over all years, sorted by source and target."""

    first: Ints
    target: Ints
    people: Floats

    def add_to(self, block: Floats, rows: NDArray[np.intp]) -> Floats:
        """Add the counts of `rows` to a block in place, and return departures by row."""
        departures = np.zeros((len(rows), 1))
        for at, row in enumerate(rows):
            chosen = slice(self.first[row], self.first[row + 1])
            block[at, self.target[chosen]] += self.people[chosen]
            departures[at] = self.people[chosen].sum()
        return departures


@dataclass(frozen=True)
class Twin:
    """Out-edges of every job: `first[r]:first[r + 1]` are those of row r, by target.

    `near` and `nearness`: the most similar jobs of each job, best first.
    """

    first: Ints
    target: Ints
    probability: Floats
    prior: Floats
    gap: Floats
    near: Ints
    nearness: Floats


def posterior_rows(
    prior: Prior, observed: Observed, rows: NDArray[np.intp], unit: int | None = None
) -> Floats:
    """Return where people in the jobs `rows` go next: counts and prior, weighed by alpha."""
    alpha = prior.rules.alpha
    block = prior.rows(rows, unit)
    block *= alpha
    departures = observed.add_to(block, rows)
    block /= departures + alpha
    return block


def make_twin(prior: Prior, observed: Observed, needs: Needs) -> Twin:
    """Keep the likeliest edges out of each job, all bridges, and a few ways into each job."""
    jobs = len(prior.signals.family)
    kept: list[tuple[Ints, Ints, Floats, Floats]] = []
    width = min(prior.rules.near_kept, jobs)
    near = [(np.zeros((0, width), dtype=np.int64), np.zeros((0, width)))]
    ways_in = _WaysIn(jobs, prior.rules.ways_in)
    for begin in range(0, jobs, _BLOCK):
        rows = np.arange(begin, min(begin + _BLOCK, jobs))
        similar = prior.similarity.rows(rows)
        before = prior.rows(rows, similar=similar)
        after = before * prior.rules.alpha
        departures = observed.add_to(after, rows)
        after /= departures + prior.rules.alpha
        ways_in.see(rows, after, before)
        chosen = largest(after, prior.rules.top_edges) | prior.bridged(rows)
        chosen &= after > 0
        at, target = np.nonzero(chosen)
        kept.append((rows[at], target, after[at, target], before[at, target]))
        near.append(_nearest(prior, rows, similar))
    kept.append(ways_in.edges())
    source, target, probability, before = (np.concatenate(c) for c in zip(*kept, strict=True))
    order = np.unique(source * jobs + target, return_index=True)[1]
    source, target = source[order], target[order]
    return Twin(
        np.searchsorted(source, np.arange(jobs + 1)).astype(np.int64),
        target.astype(np.int64),
        probability[order],
        before[order],
        gaps_between(needs, source, target),
        np.concatenate([n[0] for n in near]),
        np.concatenate([n[1] for n in near]),
    )


def largest(values: Floats, count: int) -> NDArray[np.bool_]:
    """Mark the `count` largest values of each row, of equal ones the leftmost.

    >>> largest(np.array([[1.0, 3.0, 3.0, 3.0]]), 2).tolist()
    [[False, True, True, False]]
    """
    if count >= values.shape[1]:
        return np.ones(values.shape, dtype=np.bool_)
    bound = np.partition(values, values.shape[1] - count, axis=1)[:, -count, None]
    above = values > bound
    level = values == bound
    room = count - above.sum(axis=1, keepdims=True)
    marked: NDArray[np.bool_] = above | (level & (np.cumsum(level, axis=1) <= room))
    return marked


def _nearest(prior: Prior, rows: NDArray[np.intp], similar: Floats) -> tuple[Ints, Floats]:
    """Return the most similar jobs of each row; `similar` is used up."""
    similar[np.arange(len(rows)), rows] = -np.inf
    similar[:, prior.signals.is_temporary] = -np.inf
    count = min(prior.rules.near_kept, similar.shape[1])
    target = np.nonzero(largest(similar, count))[1].reshape(len(rows), count)
    values = np.take_along_axis(similar, target, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return np.take_along_axis(target, order, axis=1), np.take_along_axis(values, order, axis=1)


class _WaysIn:
    """The likeliest sources of every job, so that no job is out of reach."""

    def __init__(self, jobs: int, count: int) -> None:
        self.source = np.full((count, jobs), -1, dtype=np.int64)
        self.probability = np.zeros((count, jobs))
        self.prior = np.zeros((count, jobs))

    def see(self, rows: NDArray[np.intp], after: Floats, before: Floats) -> None:
        """Take the best of what is known and one more block of sources."""
        count = len(self.source)
        block = (
            np.argsort(-after, axis=0, kind="stable")[:count]
            if len(rows) <= count
            else (_top_of_columns(after, count))
        )
        source = np.concatenate([self.source, rows[block]])
        probability = np.concatenate([self.probability, np.take_along_axis(after, block, axis=0)])
        prior = np.concatenate([self.prior, np.take_along_axis(before, block, axis=0)])
        best = np.argsort(-probability, axis=0, kind="stable")[:count]
        self.source = np.take_along_axis(source, best, axis=0)
        self.probability = np.take_along_axis(probability, best, axis=0)
        self.prior = np.take_along_axis(prior, best, axis=0)

    def edges(self) -> tuple[Ints, Ints, Floats, Floats]:
        """Return the edges kept, where there are any."""
        at, target = np.nonzero((self.source >= 0) & (self.probability > 0))
        return (
            self.source[at, target],
            target,
            self.probability[at, target],
            self.prior[at, target],
        )


def _top_of_columns(values: Floats, count: int) -> NDArray[np.intp]:
    """Return the rows of the largest values of each column, one pass each."""
    rest = values.copy()
    found = []
    for _ in range(count):
        best = rest.argmax(axis=0)
        found.append(best)
        rest[best, np.arange(values.shape[1])] = -1
    return np.stack(found)


def gaps_between(needs: Needs, source: Ints, target: Ints) -> Floats:
    """Return the gap from the needs of one job to those of another; NaN where one states none."""
    counts = np.diff(needs.first)
    repeated = counts[target]
    edge = np.repeat(np.arange(len(source)), repeated)
    offset = np.arange(len(edge)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
    at = needs.first[target][edge] + offset
    key = needs.row * len(needs.skill) + needs.column
    asked = source[edge] * len(needs.skill) + needs.column[at]
    place = np.minimum(np.searchsorted(key, asked), max(len(key) - 1, 0))
    have = np.where(key[place] == asked, needs.level[place], 0) if len(key) else np.zeros(0)
    missing = needs.weight[at] * np.maximum(0, needs.level[at] - have)
    short = np.bincount(edge, missing, minlength=len(source))
    whole = np.bincount(edge, needs.weight[at] * needs.level[at], minlength=len(source))
    known = (counts[source] > 0) & (whole > 0)
    return np.where(known, short / np.where(whole > 0, whole, 1), np.nan)
