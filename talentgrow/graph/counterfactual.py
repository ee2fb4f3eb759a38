"""Find the one or two skill levels that would change most."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Counterfactual
from talentgrow.graph.routes.standing import gap_to, outlook
from talentgrow.graph.types import Profile

Ints = NDArray[np.int64]
_FURTHEST = 2


def counterfactuals(
    mobility: Mobility, profile: Profile, target: int, *, limit: int = 2
) -> tuple[Counterfactual, ...]:
    """Return skills that, grown by one or two levels, would bring a job nearer.

    The best rank comes first; of equal ones the smaller growth, then the skill id. A skill is
    left out when growing it neither moves the target up nor brings another job to the top.
    """
    before = outlook(mobility, profile).ranks()
    row = mobility.row(target)
    found = []
    for missing in gap_to(mobility, profile, target).rows:
        wanted = range(missing.have + 1, min(missing.need, missing.have + _FURTHEST) + 1)
        grown = [
            _grown(
                mobility,
                profile,
                missing.skill,
                have=missing.have,
                wanted=level,
                before=before,
                row=row,
            )
            for level in wanted
        ]
        useful = [c for c in grown if c.rank_after < c.rank_before or c.opens]
        if useful:
            found.append(min(useful, key=lambda c: (c.rank_after, -len(c.opens), c.wanted)))
    found.sort(key=lambda c: (c.rank_after, c.wanted - c.have, -len(c.opens), c.skill))
    return tuple(found[:limit])


def _grown(
    mobility: Mobility,
    profile: Profile,
    skill: int,
    *,
    have: int,
    wanted: int,
    before: Ints,
    row: int,
) -> Counterfactual:
    after = outlook(mobility, replace(profile, levels={**profile.levels, skill: wanted})).ranks()
    top = mobility.rules.top_rank
    opens = np.flatnonzero((after <= top) & (before > top))
    opened = tuple(mobility.jobs[at].id for at in opens.tolist() if at != row)
    return Counterfactual(skill, have, wanted, int(before[row]), int(after[row]), opened)
