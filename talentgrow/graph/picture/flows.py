"""Flows between families: what people exchange, counted."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.mobility import Mobility

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FamilyFlow:
    """People who went from one family to another, or within one; 0 stands for no family."""

    source: int
    target: int
    people: int


def chosen_flows(
    mobility: Mobility, *, units: Collection[int] | None, since: int | None, until: int | None
) -> NDArray[np.bool_]:
    """Mark the flows out of some units and within years, both ends included."""
    flows = mobility.flows
    chosen = np.ones(len(flows.year), dtype=np.bool_)
    if units is not None:
        chosen &= np.isin(flows.unit, sorted(units))
    if since is not None:
        chosen &= flows.year >= since
    if until is not None:
        chosen &= flows.year <= until
    return chosen


def family_flows(
    mobility: Mobility,
    *,
    units: Collection[int] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> tuple[FamilyFlow, ...]:
    """Count moves between families, largest first, then by ids; moves within one included."""
    names = np.array([job.family or 0 for job in mobility.jobs], dtype=np.int64)
    families, member = np.unique(names, return_inverse=True)
    chosen = chosen_flows(mobility, units=units, since=since, until=until)
    matrix = family_matrix(mobility, member, len(families), chosen=chosen)
    found = [
        FamilyFlow(int(families[s]), int(families[t]), int(matrix[s, t]))
        for s, t in zip(*np.nonzero(matrix), strict=True)
    ]
    return tuple(sorted(found, key=lambda flow: (-flow.people, flow.source, flow.target)))


def family_matrix(
    mobility: Mobility,
    member: NDArray[np.intp],
    families: int,
    *,
    chosen: NDArray[np.bool_] | None = None,
) -> Floats:
    """Return people by family left and family joined."""
    flows = mobility.flows
    kept = slice(None) if chosen is None else chosen
    matrix = np.zeros((families, families))
    places = (member[flows.source[kept]], member[flows.target[kept]])
    np.add.at(matrix, places, flows.people[kept].astype(np.float64))
    return matrix
