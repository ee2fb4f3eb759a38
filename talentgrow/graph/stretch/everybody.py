"""How far every mission is from every person, exactly and at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from talentgrow.graph.matching import StretchRules
from talentgrow.graph.stretch.open_missions import OpenMissions

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_PEOPLE_AT_ONCE = 1000


@dataclass(frozen=True, eq=False)
class Held:
    """The levels of many people as columns, one row for each skill of a person, in any order.

    `person` is the place of somebody among `people` of them.
    """

    people: int
    person: Ints
    skill: Ints
    level: Ints


def held_by(levels: Mapping[int, Mapping[int, int]]) -> tuple[Ints, Held]:
    """Return people in the order of their ids, and what they hold, as columns."""
    ids = sorted(levels)
    rows = [(at, *pair) for at, one in enumerate(ids) for pair in sorted(levels[one].items())]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return np.array(ids, dtype=np.int64), Held(len(ids), *columns)


def everybodys_gaps(missions: OpenMissions, held: Held, *, rules: StretchRules) -> Floats:
    """Return the gap of each person (rows) to each mission (columns): 8 bytes for each pair."""
    found = np.empty((held.people, len(missions.ids)))
    for start, block in gap_blocks(missions, held, rules=rules):
        found[start : start + len(block)] = block
    return found


def gap_blocks(
    missions: OpenMissions, held: Held, *, rules: StretchRules
) -> Iterator[tuple[int, Floats]]:
    """Yield the gaps of a thousand people after the other, with the place of the first of them.

    What is met is Σ min(need, have) over skills, and min(need, have) is the number of levels l
    with need ≥ l and have ≥ l. So it is the product of two tables of zeros and ones over skills
    and levels, the weight of each skill in one of them: the five products, one for each level,
    are done side by side in one.
    """
    needs, skill, level = _needs(missions, rules)
    whole = needs.sum(axis=1)
    order = np.argsort(held.person, kind="stable")
    person, at, high = held.person[order], _places(missions, held.skill[order]), held.level[order]
    for start in range(0, held.people, _PEOPLE_AT_ONCE):
        stop = min(start + _PEOPLE_AT_ONCE, held.people)
        first, last = np.searchsorted(person, (start, stop))
        # The last row takes what no mission asks for.
        table = np.zeros((len(missions.skills) + 1, stop - start), dtype=np.int8)
        table[at[first:last], person[first:last] - start] = high[first:last]
        met = needs @ (table[skill] >= level[:, None]).astype(np.float64)
        missing = np.maximum(whole[:, None] - met, 0.0)
        yield (
            start,
            np.divide(missing, whole[:, None], out=np.zeros_like(met), where=whole[:, None] > 0).T,
        )


def _needs(missions: OpenMissions, rules: StretchRules) -> tuple[csr_array, Ints, Ints]:
    """Return missions × (skill, level), weighted, and the skill and level of each column."""
    entry = np.repeat(np.arange(len(missions.row)), missions.needed)
    first = np.concatenate(([0], np.cumsum(missions.needed)))[:-1]
    level = np.arange(len(entry)) - first[entry] + 1
    pairs, column = np.unique(missions.column[entry] * 8 + level, return_inverse=True)
    weight = np.where(missions.is_essential, 1.0, rules.useful_weight)[entry]
    shape = (len(missions.ids), len(pairs))
    needs = csr_array((weight, (missions.row[entry], column)), shape=shape)
    return needs, pairs // 8, pairs % 8


def _places(missions: OpenMissions, skills: Ints) -> Ints:
    """Return the place of each skill among those of the missions, or the one after the last."""
    known = missions.skills
    if not len(known):
        return np.zeros(len(skills), dtype=np.int64)
    at = np.minimum(np.searchsorted(known, skills), len(known) - 1)
    return np.where(known[at] == skills, at, len(known))
