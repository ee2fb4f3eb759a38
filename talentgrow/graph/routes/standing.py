"""Where a person stands: what they hold, and where they in particular go next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.gaps import gap
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.prior import Amount, TermKind, softmax
from talentgrow.graph.results import Gap
from talentgrow.graph.types import Profile

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outlook:
    """The next jobs of one person, over rows.

    `probability` = `base` · exp(`exponent`) / `total`; `row` is the present job, -1 for none.
    """

    row: int
    base: Floats
    exponent: Floats
    total: float
    probability: Floats

    def ranks(self) -> Ints:
        """Return the rank of every job, 1 for the likeliest; of equal ones the smaller id leads."""
        order = np.argsort(-self.probability, kind="stable")
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(1, len(order) + 1)
        return ranks


def outlook(mobility: Mobility, profile: Profile) -> Outlook:
    """Return where a person goes next, from their job and from their own skills.

    Each level held beyond (or short of) what the present job asks for, and which a target asks
    for, changes the odds of that target by the same factor. So raising a skill up to what a
    job needs never lowers the rank of that job.
    """
    if profile.job is None:
        row, base = -1, skills_alone(mobility, profile)
        exponent = np.zeros(len(base))
    else:
        row, base = mobility.row(profile.job), mobility.posterior(profile.job, profile.unit)
        exponent = _advantage(mobility, profile, row)
    weighed = base * np.exp(exponent)
    total = float(weighed.sum()) or 1.0
    return Outlook(row, base, exponent, total, weighed / total)


def skills_alone(mobility: Mobility, profile: Profile) -> Floats:
    """Return next jobs for somebody without a job: what they hold, and how many do each job."""
    spread: Floats = softmax(alone_scores(mobility, profile))[0][0]
    return spread


def alone_scores(mobility: Mobility, profile: Profile) -> Floats:
    """Return the scores behind `skills_alone`, as one row."""
    score = np.zeros((1, len(mobility.jobs)))
    for term in alone_amounts(mobility, profile):
        score += term.weight * term.value
    score[:, mobility.prior_model.signals.is_temporary] = -np.inf
    return score


def alone_amounts(mobility: Mobility, profile: Profile) -> Iterator[Amount]:
    """Yield the terms for somebody without a job.

    Skills count as levels that are not missing, beyond those of the mean job, in needs of a
    typical job. A job that states no needs counts as the mean: nothing is known of it.
    """
    needs = mobility.needs
    missing = needs.total - needs.covered(held(mobility, profile))
    stated = needs.total > 0
    usual = float(missing[stated].mean()) if stated.any() else 0.0
    ahead = np.where(stated, usual - missing, 0.0) / needs.typical
    yield Amount(TermKind.HELD_SKILLS, mobility.rules.w_skills_alone, ahead[None, :])
    yield from mobility.prior_model.general(profile.unit)


def held(mobility: Mobility, profile: Profile) -> Ints:
    """Return the levels of a person by skill column.

    A skill of which nothing was ever said is taken at the level of the present job.
    """
    columns = mobility.needs.skill
    levels = (
        np.zeros(len(columns), dtype=np.int64)
        if profile.job is None
        else mobility.needs.levels(mobility.row(profile.job))
    )
    for skill, level in profile.levels.items():
        at = int(np.searchsorted(columns, skill))
        if at < len(columns) and columns[at] == skill:
            levels[at] = level
    return levels


def held_after(mobility: Mobility, have: Ints, row: int) -> Ints:
    """Return the levels held after a time in a job: one's own, and what the job asks for."""
    return np.maximum(have, mobility.needs.levels(row))


def assumed_levels(mobility: Mobility, job_id: int | None) -> dict[int, int]:
    """Return the levels a job asks for, which stand in for what its holder never declared."""
    if job_id is None:
        return {}
    needs = mobility.jobs[mobility.row(job_id)].needs
    return {need.skill: need.level for need in sorted(needs, key=lambda need: need.level)}


def gap_to(mobility: Mobility, profile: Profile, job_id: int) -> Gap:
    """Return what a person misses for a job."""
    return gap_from(mobility, profile.levels, job_id, assumed=assumed_levels(mobility, profile.job))


def gap_from(
    mobility: Mobility,
    levels: Mapping[int, int],
    job_id: int,
    *,
    assumed: Mapping[int, int] | None = None,
) -> Gap:
    """Return what levels held leave missing for a job."""
    needs = mobility.jobs[mobility.row(job_id)].needs
    return gap(levels, needs, assumed=assumed, useful_weight=mobility.rules.useful_weight)


def _advantage(mobility: Mobility, profile: Profile, row: int) -> Floats:
    needs = mobility.needs
    if not profile.levels:
        return np.zeros(len(mobility.jobs))
    own, usual = held(mobility, profile), needs.levels(row)
    ahead = needs.covered(own) - needs.covered(usual)
    advantage: Floats = mobility.rules.w_own_skills * ahead / needs.typical
    return advantage
