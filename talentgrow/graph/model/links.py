"""Look up what is known between two jobs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.model.grouping import group
from talentgrow.graph.model.moves import Tallies
from talentgrow.graph.model.signals import Signals
from talentgrow.graph.model.twin import Observed
from talentgrow.graph.results import Link

if TYPE_CHECKING:
    from talentgrow.graph.mobility import Mobility

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PairTable:
    """Pairs of jobs with moves or a bridge, sorted by source and target; 0 and NaN for none."""

    source: Ints
    target: Ints
    people: Ints
    first_year: Ints
    last_year: Ints
    months: NDArray[np.float64]
    is_bridge: NDArray[np.bool_]
    left: Ints
    observed: Observed

    def find(self, source: int, target: int) -> int | None:
        """Return the place of a pair, or `None`."""
        first, last = np.searchsorted(self.source, (source, source + 1))
        place = int(first + np.searchsorted(self.target[first:last], target))
        return place if place < last and self.target[place] == target else None

    def link(self, mobility: "Mobility", source: int, target: int) -> Link | None:
        """Return the link between two rows, if there is any."""
        place = self.find(source, target)
        if place is None:
            return None
        adjacency = mobility.prior_model.similarity.rows(np.array([source]))[0, target]
        return self._link(mobility, place, adjacency=float(adjacency))

    def links(self, mobility: "Mobility", row: int, *, outward: bool) -> tuple[Link, ...]:
        """Return the links out of a row, or into it, by people and then by id."""
        one, other = (self.source, self.target) if outward else (self.target, self.source)
        places = np.flatnonzero(one == row)
        places = places[np.lexsort((other[places], -self.people[places]))]
        similar = mobility.prior_model.similarity.rows(np.array([row]))[0, other[places]]
        return tuple(
            self._link(mobility, place, adjacency=near)
            for place, near in zip(places.tolist(), similar.tolist(), strict=True)
        )

    def _link(self, mobility: "Mobility", place: int, *, adjacency: float) -> Link:
        moved = bool(self.people[place])
        months = float(self.months[place])
        return Link(
            source=mobility.jobs[int(self.source[place])].id,
            target=mobility.jobs[int(self.target[place])].id,
            count=int(self.people[place]),
            departures=int(self.left[self.source[place]]),
            first_year=int(self.first_year[place]) if moved else None,
            last_year=int(self.last_year[place]) if moved else None,
            median_months=None if np.isnan(months) else round(months),
            is_bridge=bool(self.is_bridge[place]),
            adjacency=adjacency,
        )


def pair_table(tallies: Tallies, signals: Signals, jobs: int) -> PairTable:
    """Bring moves and bridges together, pair by pair."""
    flows = tallies.flows
    pairs = group(
        np.concatenate([flows.source, signals.bridge_source]),
        np.concatenate([flows.target, signals.bridge_target]),
    )
    source, target = pairs.keys
    moved = pairs.member[: len(flows.source)]
    people = np.bincount(moved, flows.people, minlength=len(source)).astype(np.int64)
    first, last = np.full(len(source), 9999), np.zeros(len(source), dtype=np.int64)
    np.minimum.at(first, moved, flows.year)
    np.maximum.at(last, moved, flows.year)
    is_bridge = np.zeros(len(source), dtype=np.bool_)
    is_bridge[pairs.member[len(flows.source) :]] = True
    key = source * jobs + target
    months = np.full(len(source), np.nan)
    timed = tallies.pair_source * jobs + tallies.pair_target
    months[np.searchsorted(key, timed)] = tallies.pair_months
    counted = people > 0
    return PairTable(
        source,
        target,
        people,
        first,
        last,
        months,
        is_bridge,
        np.bincount(flows.source, flows.people, minlength=jobs).astype(np.int64),
        Observed(
            np.searchsorted(source[counted], np.arange(jobs + 1)).astype(np.int64),
            target[counted],
            people[counted].astype(np.float64),
        ),
    )
