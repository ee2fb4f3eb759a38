"""Place jobs on a map: a disc for each family, springs inside, the same picture each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.picture.flows import family_matrix
from talentgrow.graph.picture.packing import pack_discs
from talentgrow.graph.picture.springs import Springs, settle

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NO_FAMILY = 0
_SMALLEST, _LARGEST = 5.0, 16.0
_ROOMY, _DENSE = 34.0, 10.0
_MANY = 150
_RIM = 14.0
_BETWEEN = 34.0
_MARGIN = 40.0
_SHAPE = 4 / 3


@dataclass(frozen=True)
class Layout:
    """Coordinates with the origin at the upper left; family 0 holds jobs without a family."""

    width: float
    height: float
    positions: dict[int, tuple[float, float]]
    sizes: dict[int, float]
    discs: dict[int, tuple[float, float, float]]

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and numbers for a JSON column."""
        return {
            "width": self.width,
            "height": self.height,
            "jobs": [[j, *self.positions[j], self.sizes[j]] for j in sorted(self.positions)],
            "discs": [[family, *self.discs[family]] for family in sorted(self.discs)],
        }

    @staticmethod
    def from_json(document: Mapping[str, Any]) -> "Layout":
        """Read back what `to_json` wrote."""
        return Layout(
            document["width"],
            document["height"],
            {int(job): (x, y) for job, x, y, _ in document["jobs"]},
            {int(job): size for job, _, _, size in document["jobs"]},
            {int(family): (x, y, r) for family, x, y, r in document["discs"]},
        )


def layout(mobility: Mobility, seed: int = 7) -> Layout:
    """Place all jobs; discs do not touch, jobs do not overlap, the sheet is 4 by 3.

    `seed` turns the picture a little; the same graph and seed give the same coordinates.
    """
    if not mobility.jobs:
        return Layout(4 * _MARGIN, 3 * _MARGIN, {}, {}, {})
    names = np.array([job.family or NO_FAMILY for job in mobility.jobs], dtype=np.int64)
    families, member = np.unique(names, return_inverse=True)
    sizes = node_sizes(mobility)
    within, radius = _inside(mobility, member, sizes, seed=seed)
    flows = family_matrix(mobility, member, len(families))
    centres = pack_discs(radius + _BETWEEN / 2, flows + flows.T, shape=_SHAPE)
    whole = _sheet(centres, radius)
    centres = centres - whole[:2]
    placed = np.round(centres[member] + within, 1)
    ids = [job.id for job in mobility.jobs]
    return Layout(
        round(float(whole[2]), 1),
        round(float(whole[3]), 1),
        {job: (float(x), float(y)) for job, (x, y) in zip(ids, placed, strict=True)},
        {job: float(size) for job, size in zip(ids, sizes, strict=True)},
        {
            int(family): (round(float(x), 1), round(float(y), 1), float(np.ceil(r)))
            for family, (x, y), r in zip(families, centres, radius, strict=True)
        },
    )


def node_sizes(mobility: Mobility) -> Floats:
    """Return the radius of each job: its area grows with its people; few of them look alike."""
    people = np.maximum(mobility.headcount, mobility.rules.few - 1)
    most = max(int(people.max(initial=1)), mobility.rules.few)
    share = np.sqrt((people - (mobility.rules.few - 1)) / max(1, most - (mobility.rules.few - 1)))
    return np.round(_SMALLEST + (_LARGEST - _SMALLEST) * share, 1)


def _inside(
    mobility: Mobility, member: NDArray[np.intp], sizes: Floats, *, seed: int
) -> tuple[Floats, Floats]:
    """Return positions relative to the centre of the family, and the radius of each family."""
    room = np.interp(len(sizes), (_MANY, 8 * _MANY), (_ROOMY, _DENSE))
    springs = _springs(mobility, member)
    placed = settle(member, sizes + room / 2, springs, seed=seed)
    reach = np.hypot(placed[:, 0], placed[:, 1]) + sizes
    radius = np.zeros(int(member.max()) + 1)
    np.maximum.at(radius, member, reach)
    return placed, np.ceil(radius + _RIM)


def _springs(mobility: Mobility, member: NDArray[np.intp]) -> Springs:
    """Pull together jobs of a family which people move between or which are alike."""
    pairs, twin = mobility.pairs, mobility.twin
    near = np.repeat(np.arange(len(twin.near)), twin.near.shape[1])
    one = np.concatenate([pairs.source, near])
    other = np.concatenate([pairs.target, twin.near.ravel()])
    weight = np.concatenate([1 + np.log1p(pairs.people), np.maximum(twin.nearness.ravel(), 0)])
    same = member[one] == member[other]
    return Springs(one[same], other[same], weight[same])


def _sheet(centres: Floats, radius: Floats) -> Floats:
    """Return left, top, width and height of a sheet of the right shape around all discs."""
    low = (centres - radius[:, None]).min(axis=0) - _MARGIN
    high = (centres + radius[:, None]).max(axis=0) + _MARGIN
    size = high - low
    full = np.array([max(size[0], size[1] * _SHAPE), max(size[1], size[0] / _SHAPE)])
    return np.concatenate([low - (full - size) / 2, full])
