"""Group rows of integer columns, as a database would, in numpy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """Distinct rows in ascending order, how often each occurs, and the group of each input row."""

    keys: tuple[Ints, ...]
    sizes: Ints
    member: NDArray[np.intp]


def group(*columns: Ints) -> Groups:
    """Find the distinct combinations of `columns`.

    >>> found = group(np.array([2, 1, 2]), np.array([7, 7, 7]))
    >>> found.keys[0].tolist(), found.sizes.tolist(), found.member.tolist()
    ([1, 2], [1, 2], [1, 0, 1])
    """
    order = np.lexsort(columns[::-1])
    sorted_columns = [column[order] for column in columns]
    opens = np.ones(len(order), dtype=np.bool_)
    if len(order):
        opens[1:] = np.any([column[1:] != column[:-1] for column in sorted_columns], axis=0)
    number = np.cumsum(opens) - 1
    member = np.empty(len(order), dtype=np.intp)
    member[order] = number
    sizes = np.bincount(number, minlength=int(opens.sum())).astype(np.int64)
    return Groups(tuple(column[opens] for column in sorted_columns), sizes, member)


def medians(groups: Groups, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the median of `values` in each group.

    >>> medians(group(np.array([1, 1, 1, 2])), np.array([5.0, 1.0, 2.0, 8.0])).tolist()
    [2.0, 8.0]
    """
    order = np.lexsort((values, groups.member))
    ordered = values[order]
    first = np.cumsum(groups.sizes) - groups.sizes
    low, high = first + (groups.sizes - 1) // 2, first + groups.sizes // 2
    middle: NDArray[np.float64] = (ordered[low] + ordered[high]) / 2
    return middle
