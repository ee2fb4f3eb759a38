"""Measure what is missing between what somebody holds and what a job asks for."""

import math
from collections.abc import Iterable, Mapping

from talentgrow.graph.results import Effort, Gap, SkillGap
from talentgrow.graph.rules import Rules
from talentgrow.graph.types import Importance, Need

SHORTEST_MONTHS = 2
_DEFAULT = Rules()


def gap(
    levels: Mapping[int, int],
    needs: Iterable[Need],
    *,
    assumed: Mapping[int, int] | None = None,
    useful_weight: float = _DEFAULT.useful_weight,
) -> Gap:
    """Compare levels held with levels asked for, what is missing most first.

    Of a skill that `levels` does not name, the level in `assumed` counts, else 0.

    >>> from talentgrow.graph.types import Need
    >>> found = gap({1: 2}, [Need(1, 3), Need(2, 1, Importance.USEFUL)])
    >>> round(found.value, 3), found.levels_missing, [row.skill for row in found.rows]
    (0.429, 2, [1, 2])
    """
    assumed = assumed or {}
    rows = []
    short = whole = 0.0
    for need in needs:
        have = levels.get(need.skill, assumed.get(need.skill, 0))
        missing = max(0, need.level - have)
        weight = 1.0 if need.importance is Importance.ESSENTIAL else useful_weight
        short, whole = short + weight * missing, whole + weight * need.level
        guess = need.skill not in levels and need.skill in assumed
        rows.append(SkillGap(need.skill, have, need.level, need.importance, missing, guess))
    rows.sort(key=lambda row: (-row.missing, row.importance, -row.need, row.skill))
    return Gap(short / whole if whole else 0.0, tuple(rows), sum(row.missing for row in rows))


def effort(found: Gap) -> Effort | None:
    """Say how long closing a gap takes beside the work; `None` when the job states no needs.

    Growing from level a to level b takes b² - a² months, half of it for a useful skill. Two
    skills grow at the same time. The range is 20 % below to 25 % above, never under 2 months.

    >>> from talentgrow.graph.types import Need
    >>> effort(gap({1: 1}, [Need(1, 3)]))
    Effort(low_months=6, high_months=10)
    """
    if not found.rows:
        return None
    months = [
        (row.need**2 - row.have**2) * (1 if row.importance is Importance.ESSENTIAL else 0.5)
        for row in found.rows
        if row.missing
    ]
    middle = max(sum(months) / 2, max(months, default=0))
    low = max(SHORTEST_MONTHS, math.floor(middle * 0.8))
    return Effort(low, max(low + 1, math.ceil(middle * 1.25)))


def total_effort(parts: Iterable[Effort | None]) -> Effort | None:
    """Add up the efforts of steps; `None` as soon as one is not known.

    >>> total_effort([Effort(2, 3), Effort(6, 10)])
    Effort(low_months=8, high_months=13)
    """
    known = list(parts)
    if not known or None in known:
        return None
    certain = [part for part in known if part is not None]
    return Effort(sum(p.low_months for p in certain), sum(p.high_months for p in certain))
