"""Score every job as a next job from each job, before and after looking at real moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.model.signals import Signals
from talentgrow.graph.model.similarity import Similarity
from talentgrow.graph.rules import Rules

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


class TermKind(StrEnum):
    """What may count in a suggestion; nothing else ever does."""

    OBSERVED = "observed"
    BRIDGE = "bridge"
    OWN_SKILLS = "own_skills"
    HELD_SKILLS = "held_skills"
    NEARNESS = "nearness"
    FAMILY = "family"
    ONE_UP = "one_up"
    TWO_UP = "two_up"
    DOWN = "down"
    PAY_CHANGE = "pay_change"
    PAY_DROP = "pay_drop"
    UNIT = "unit"
    ARRIVALS = "arrivals"
    HEADCOUNT = "headcount"
    INCUMBENTS = "incumbents"


@dataclass(frozen=True)
class Amount:
    """One term of the prior: its weight and its amount, for each row and target."""

    kind: TermKind
    weight: float
    value: Floats | NDArray[np.bool_]


@dataclass(frozen=True)
class Prior:
    """The prior of next jobs; absent signals drop out because they are the same for all."""

    signals: Signals
    similarity: Similarity
    rules: Rules

    def amounts(
        self, rows: Rows, unit: int | None = None, *, similar: Floats | None = None
    ) -> Iterator[Amount]:
        """Yield the terms for the jobs in `rows` against all jobs; `similar` if it is known."""
        rules, signals = self.rules, self.signals
        near = self.similarity.rows(rows) if similar is None else similar
        yield Amount(TermKind.NEARNESS, rules.w_adjacency, near)
        family = signals.family[rows, None]
        same_family = (family == signals.family) & (family >= 0)
        yield Amount(TermKind.FAMILY, rules.w_family, same_family)
        rise = self._rise(rows, same_family)
        yield Amount(TermKind.ONE_UP, rules.w_one_up, rise == 1)
        yield Amount(TermKind.TWO_UP, rules.w_two_up, rise == 2)
        yield Amount(TermKind.DOWN, rules.w_down, rise < 0)
        if not np.isnan(signals.log_pay).all():
            change = signals.log_pay - signals.log_pay[rows, None]
            change = np.where(np.isnan(change), rules.usual_rise, change)
            far = np.minimum(np.abs(change - rules.usual_rise), rules.largest_pay_change)
            yield Amount(TermKind.PAY_CHANGE, rules.w_pay_change, far)
            yield Amount(TermKind.PAY_DROP, rules.w_pay_drop, change < -rules.pay_drop)
        yield from self.general(unit)

    def general(self, unit: int | None) -> Iterator[Amount]:
        """Yield the terms that are the same from wherever one starts."""
        rules, signals = self.rules, self.signals
        here = signals.in_unit(unit)
        if here is not None:
            yield Amount(TermKind.UNIT, rules.w_unit, here[None, :])
        yield Amount(TermKind.ARRIVALS, rules.w_arrivals, signals.arrivals[None, :])
        yield Amount(TermKind.HEADCOUNT, rules.w_headcount, signals.size[None, :])
        yield Amount(TermKind.INCUMBENTS, rules.w_incumbents, signals.has_incumbents[None, :])

    def _rise(self, rows: Rows, same_family: NDArray[np.bool_]) -> Ints:
        """Return how many grades each job lies above; 0 where the two do not compare."""
        signals = self.signals
        grade, rung = signals.grade[rows, None], signals.rung[rows, None]
        graded = same_family & (grade >= 0) & (signals.grade >= 0)
        laddered = (signals.ladder[rows, None] == signals.ladder) & (rung > 0) & (signals.rung > 0)
        by_title = np.where(laddered, signals.rung - rung, 0)
        rise: Ints = np.where(graded, signals.grade - grade, by_title)
        return rise

    def scores(
        self, rows: Rows, unit: int | None = None, *, similar: Floats | None = None
    ) -> Floats:
        """Return the sum of the terms; -inf for the job itself and for temporary jobs."""
        total = np.zeros((len(rows), len(self.signals.family)))
        for term in self.amounts(rows, unit, similar=similar):
            total += term.weight * term.value
        total[:, self.signals.is_temporary] = -np.inf
        total[np.arange(len(rows)), rows] = -np.inf
        return total

    def rows(self, rows: Rows, unit: int | None = None, *, similar: Floats | None = None) -> Floats:
        """Return the prior probabilities; each row sums to 1 unless there is nowhere to go."""
        spread, _ = softmax(self.scores(rows, unit, similar=similar))
        bridged = self.bridged(rows)
        spread += self.rules.bridge_mass * bridged
        spread /= 1 + self.rules.bridge_mass * bridged.sum(axis=1, keepdims=True)
        return spread

    def bridged(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell which jobs a declared bridge reaches from the jobs in `rows`."""
        result = np.zeros((len(rows), len(self.signals.family)), dtype=np.bool_)
        firsts = np.searchsorted(self.signals.bridge_source, rows)
        lasts = np.searchsorted(self.signals.bridge_source, rows, side="right")
        for at in np.flatnonzero(lasts > firsts):
            result[at, self.signals.bridge_target[firsts[at] : lasts[at]]] = True
        return result


def softmax(scores: Floats) -> tuple[Floats, Floats]:
    """Return probabilities and the logarithm of what they were divided by, row by row.

    >>> softmax(np.array([[0.0, -np.inf]]))[0].tolist()
    [[1.0, 0.0]]
    """
    top = scores.max(axis=1, keepdims=True, initial=-1e300)
    spread = np.exp(scores - top)
    whole = spread.sum(axis=1, keepdims=True)
    spread /= np.where(whole > 0, whole, 1)
    return spread, top + np.log(np.where(whole > 0, whole, 1))
