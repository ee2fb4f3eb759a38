"""Pack discs onto a sheet: none overlaps, those that exchange people lie near each other."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ANGLES = 48
_TOGETHER = 0.8
_TRIED_AT_ONCE = 64


def pack_discs(radius: Floats, flows: Floats, *, shape: float) -> Floats:
    """Return the centres of discs; `flows` is symmetric, `shape` is width by height.

    Discs are set down one by one, large and much linked ones first, each where it touches
    another one: near the middle of the sheet and near the discs it exchanges people with.

    >>> centres = pack_discs(np.array([2.0, 1.0]), np.zeros((2, 2)), shape=4 / 3)
    >>> float(np.hypot(*(centres[1] - centres[0])).round(6))
    3.0
    """
    shares = _shares(flows)
    centres = np.zeros((len(radius), 2))
    linked = flows.sum(axis=1) - flows.diagonal()
    size = np.round(np.log2(np.maximum(radius, 1e-9)))
    order = np.lexsort((np.arange(len(radius)), -radius, -linked, -size))
    whole = float(np.sqrt((radius**2).sum()))
    for turn in range(1, len(order)):
        placed, disc = order[:turn], int(order[turn])
        spots = _touching(centres[placed], radius[placed] + radius[disc])
        aside = np.hypot(spots[:, 0] / np.sqrt(shape), spots[:, 1] * np.sqrt(shape))
        drawn = _distance(spots, centres[placed]) @ shares[disc, placed]
        wish = np.round((aside + _TOGETHER * drawn) / whole, 9)
        ranked = spots[np.argsort(wish, kind="stable")]
        centres[disc] = _first_free(ranked, centres[placed], radius[placed] + radius[disc])
    return centres


def _shares(flows: Floats) -> Floats:
    """Return with whom each disc exchanges people, as shares."""
    between = flows * (1 - np.eye(len(flows)))
    shares: Floats = between / np.maximum(between.sum(axis=1, keepdims=True), 1)
    return shares


def _touching(centres: Floats, reach: Floats) -> Floats:
    """Return spots all around discs, at the distance where the next disc touches them."""
    angle = np.arange(_ANGLES) * 2 * np.pi / _ANGLES - np.pi / 2
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    spots: Floats = centres[:, None, :] + (reach * (1 + 1e-9))[:, None, None] * around
    return spots.reshape(-1, 2)


def _distance(spots: Floats, centres: Floats) -> Floats:
    between = spots[:, None, :] - centres[None, :, :]
    distance: Floats = np.hypot(between[..., 0], between[..., 1])
    return distance


def _first_free(spots: Floats, centres: Floats, reach: Floats) -> Floats:
    """Return the first spot where the disc overlaps no other; the outermost ones are free."""
    for begin in range(0, len(spots), _TRIED_AT_ONCE):
        tried = spots[begin : begin + _TRIED_AT_ONCE]
        free = (_distance(tried, centres) >= reach).all(axis=1)
        if free.any():
            found: Floats = tried[int(free.argmax())]
            return found
    outside: Floats = centres[np.argmax(centres[:, 0])] + np.array([2 * float(reach.max()), 0.0])
    return outside
