"""Let linked points find their place inside discs, without touching one another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_GOLDEN = np.pi * (3 - np.sqrt(5))
_ROUNDS = 60
_LAST_ROUNDS = 200
_ENOUGH = 0.02
_MIDDLE_ROUNDS = 40


@dataclass(frozen=True)
class Springs:
    """Links that pull two points together, each as strong as its weight."""

    one: Ints
    other: Ints
    weight: Floats


def settle(member: NDArray[np.intp], radius: Floats, springs: Springs, *, seed: int) -> Floats:
    """Return positions around the centre of each group; no two points of a group overlap.

    Points start on a sunflower, the best linked ones inside; links pull, neighbours push, and
    the centre draws all of them in. Groups do not see one another.
    """
    ends = np.concatenate([springs.one, springs.other])
    weights = np.concatenate([springs.weight, springs.weight])
    strength: Floats = np.bincount(ends, weights, minlength=len(member)).astype(np.float64)
    place = _sunflower(member, radius, strength, seed=seed)
    # Groups stand far apart on one line, so that one search for neighbours serves all.
    reach = 4 * float(np.hypot(*place.T).max(initial=1.0)) + 8 * float(radius.max(initial=1.0))
    aside = np.zeros_like(place)
    aside[:, 0] = member * reach
    for turn in range(_ROUNDS):
        calm = 1 - turn / _ROUNDS
        place += 0.35 * calm * _pull(place, springs, strength)
        place *= 1 - 0.04 * calm
        _push(place, aside, radius)
    for _ in range(_LAST_ROUNDS):
        if _push(place, aside, radius) < _ENOUGH:
            break
    return _spread_out(place, aside, radius, member)


def _sunflower(member: NDArray[np.intp], radius: Floats, strength: Floats, *, seed: int) -> Floats:
    order = np.lexsort((np.arange(len(member)), -strength, member))
    first = np.searchsorted(member[order], np.arange(int(member.max(initial=0)) + 2))
    number = np.empty(len(member))
    number[order] = np.arange(len(member)) - first[member[order]]
    mean = np.bincount(member, radius) / np.maximum(np.bincount(member), 1)
    far = 1.9 * mean[member] * np.sqrt(number)
    angle = number * _GOLDEN + seed + 2.4 * member
    return np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1)


def _pull(place: Floats, springs: Springs, strength: Floats) -> Floats:
    """Return the way of each point to the weighted middle of its neighbours."""
    whole = np.where(strength > 0, strength, 1)
    result = np.empty_like(place)
    for axis in (0, 1):
        there, here = place[springs.other, axis], place[springs.one, axis]
        drawn = np.bincount(springs.one, springs.weight * (there - here), minlength=len(place))
        drawn -= np.bincount(springs.other, springs.weight * (there - here), minlength=len(place))
        result[:, axis] = drawn / whole
    return result


def _push(place: Floats, aside: Floats, radius: Floats) -> float:
    """Move overlapping points apart, in place; return the largest overlap, as a share."""
    found = KDTree(place + aside).query_pairs(2 * float(radius.max()), output_type="ndarray")
    found = found[np.lexsort(found.T[::-1])]
    one, other = found[:, 0], found[:, 1]
    between = place[other] + aside[other] - place[one] - aside[one]
    distance = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-6)
    overlap = np.maximum(0, radius[one] + radius[other] - distance)
    moved = between * (0.5 * overlap / distance)[:, None]
    for axis in (0, 1):
        place[:, axis] += np.bincount(other, moved[:, axis], minlength=len(place))
        place[:, axis] -= np.bincount(one, moved[:, axis], minlength=len(place))
    return float((overlap / (radius[one] + radius[other])).max(initial=0.0))


def _spread_out(place: Floats, aside: Floats, radius: Floats, member: NDArray[np.intp]) -> Floats:
    """Stretch each group until none of its points overlap, after centring it."""
    place = place - _middles(place, radius, member)[member]
    found = KDTree(place + aside).query_pairs(2 * float(radius.max()), output_type="ndarray")
    one, other = found[:, 0], found[:, 1]
    same = member[one] == member[other]
    one, other = one[same], other[same]
    distance = np.maximum(np.hypot(*(place[other] - place[one]).T), 1e-6)
    stretch = np.ones(int(member.max(initial=0)) + 1)
    np.maximum.at(stretch, member[one], (radius[one] + radius[other]) / distance)
    return place * np.minimum(stretch, 3.0)[member][:, None]


def _middles(place: Floats, radius: Floats, member: NDArray[np.intp]) -> Floats:
    """Return the centre of the smallest disc around each group, nearly: step to the furthest."""
    middle = np.zeros((int(member.max(initial=0)) + 1, 2))
    last = np.cumsum(np.bincount(member)) - 1
    for turn in range(1, _MIDDLE_ROUNDS):
        way = place - middle[member]
        far = np.hypot(way[:, 0], way[:, 1]) + radius
        furthest = np.lexsort((far, member))[last]
        middle += way[furthest] / (turn + 1)
    return middle
