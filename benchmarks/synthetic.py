"""Make up large organisations, the same each time for the same seed."""

from datetime import date

import numpy as np

from talentgrow.graph.types import Careers, Family, Inputs, Job, Need, Skill
from talentgrow.kernel.localized import Localized

_WORDS = [f"{first}{last}" for first in ("ka", "lo", "mi", "ru", "te") for last in "bcdfghjklmnp"]
_FIRST_DAY = np.datetime64("2012-01-01", "D")


def catalogue(jobs: int, *, families: int = 50, skills: int = 2000, seed: int = 1) -> Inputs:
    """Return jobs with titles, grades, pay and eight needs each, and nobody in them."""
    random = np.random.default_rng(seed)
    family = random.integers(1, families + 1, jobs)
    made = []
    for row in range(jobs):
        base = int(family[row]) * skills // (families + 1)
        near = (base + random.integers(0, 60, 6)) % skills
        wanted = np.unique(np.concatenate([near, random.integers(0, skills, 2)]))
        title = " ".join(_WORDS[n] for n in random.integers(0, len(_WORDS), 3))
        made.append(
            Job(
                row + 1,
                Localized(title, ""),
                int(family[row]),
                int(random.integers(1, 7)),
                tuple(Need(int(s) + 1, int(random.integers(1, 6))) for s in wanted),
                float(random.integers(25, 90) * 1000),
            )
        )
    return Inputs(
        tuple(made),
        tuple(Family(n, f"F{n}", Localized(f"F{n}", "")) for n in range(1, families + 1)),
        tuple(Skill(n + 1, Localized(f"savoir {_WORDS[n % 60]} {n}", "")) for n in range(skills)),
        (),
        Careers(*(np.zeros(0, dtype=np.int64),) * 3, *(np.zeros(0, dtype="datetime64[D]"),) * 2),
        date(2026, 1, 1),
    )


def careers(assignments: int, inputs: Inputs, *, units: int = 200, seed: int = 2) -> Careers:
    """Return stints of people, 2.5 each; two moves in three stay within the family."""
    random = np.random.default_rng(seed)
    person = np.sort(random.integers(0, int(assignments / 2.5), assignments))
    first = np.searchsorted(person, person)
    order = np.arange(assignments) - first
    families = np.array([job.family for job in inputs.jobs])
    row = _popular(random, len(families), assignments)
    inside = np.argsort(families, kind="stable")
    start, end = (
        np.searchsorted(families[inside], families[row[first]], side=s) for s in ("left", "right")
    )
    stays = (random.random(assignments) < 2 / 3) | (order == 0)
    sibling = inside[start + (random.random(assignments) ** 2 * (end - start)).astype(np.int64)]
    row = np.where(stays, sibling, row)
    started = _FIRST_DAY + random.integers(0, 1500, assignments)[first] + order * 900
    is_last = np.append(person[1:] != person[:-1], True)
    ended = np.where(is_last, np.datetime64("NaT", "D"), started + 890)
    unit = random.integers(0, units, assignments)[first]
    shuffled = random.permutation(assignments)
    columns = (person, row + 1, unit, started, ended)
    return Careers(*(column[shuffled] for column in columns))


def _popular(random: np.random.Generator, jobs: int, count: int) -> np.ndarray:
    """Draw jobs, a few of them often."""
    return (random.random(count) ** 2 * jobs).astype(np.int64)
