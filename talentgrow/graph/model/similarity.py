"""Compare jobs by what describes them: cosines of weighted words and skills, blended."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from talentgrow.graph.model.titles import both_languages
from talentgrow.graph.rules import Rules
from talentgrow.graph.types import Importance, Job, Skill

Floats = NDArray[np.float64]
_SAMPLE = 400
_COMPARABLE = 2
_DRAWN = 0.1


@dataclass(frozen=True)
class View:
    """One way of describing jobs: unit rows, their weight, and what is usual for each job.

    `mean` and `deviation` are those of the cosines of a job with all others.
    """

    matrix: csr_array
    present: NDArray[np.bool_]
    weight: float
    mean: Floats
    deviation: Floats

    def cosines(self, rows: NDArray[np.intp]) -> Floats:
        """Return the cosines of some jobs with all jobs."""
        return np.asarray((self.matrix @ self.matrix[rows].toarray().T).T)

    def standard(self, rows: NDArray[np.intp]) -> Floats:
        """Return cosines as deviations from what is usual for both jobs; 0 where one is unknown."""
        steep, usual = 0.5 / self.deviation, 0.5 * self.mean / self.deviation
        result = self.cosines(rows) * (steep[rows, None] + steep)
        result -= usual[rows, None] + usual
        if not self.present.all():
            result *= self.known(rows)
        return result

    def known(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which pairs can be compared."""
        return self.present[rows][:, None] & self.present


@dataclass(frozen=True)
class Similarity:
    """How near jobs are to one another, row by row, on the scale of title cosines.

    `usual` and `spread` are mean and deviation of the first view, titles as a rule.
    """

    views: tuple[View, ...]
    jobs: int
    usual: float
    spread: float

    def rows(self, rows: NDArray[np.intp]) -> Floats:
        """Return how near some jobs are to all jobs."""
        if len(self.views) == 1:
            # One view alone needs no common scale: its cosines are the answer.
            return np.where(self.views[0].known(rows), self.views[0].cosines(rows), self.usual)
        total = np.zeros((len(rows), self.jobs))
        for view in self.views:
            total += view.weight * view.standard(rows)
        whole = sum(view.weight for view in self.views) or 1.0
        nearness: Floats = self.usual + self.spread * total / whole
        return nearness


def tf_idf(documents: Sequence[dict[str, float]]) -> csr_array:
    """Return unit rows of damped, rarity-weighted counts, columns in alphabetical order.

    >>> tf_idf([{"a": 1}, {"a": 1, "b": 1}]).toarray().round(2).tolist()
    [[1.0, 0.0], [0.58, 0.81]]
    """
    column = {word: at for at, word in enumerate(sorted({w for d in documents for w in d}))}
    rows = np.repeat(np.arange(len(documents)), [len(d) for d in documents])
    columns = np.array([column[w] for d in documents for w in sorted(d)], dtype=np.int64)
    counts = np.array([d[w] for d in documents for w in sorted(d)], dtype=np.float64)
    shape = (len(documents), max(len(column), 1))
    found = np.bincount(columns, minlength=shape[1])
    rarity = np.log((1 + shape[0]) / (1 + found)) + 1
    values = np.where(counts > 1, 1 + np.log(np.maximum(counts, 1)), counts) * rarity[columns]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=shape[0]))
    return csr_array((values / norms[rows], (rows, columns)), shape=shape)


def compare(jobs: Sequence[Job], skills: Sequence[Skill], rules: Rules) -> Similarity:
    """Blend the similarities that exist, each in standard deviations of its own.

    The blend keeps the spread of title cosines, so that one weight fits an organisation
    that knows only titles and one that knows the skills of every job.
    """
    described = (
        (rules.near_titles, [_counted(both_languages(job.title)) for job in jobs]),
        (rules.near_skills, [_skills(job, rules) for job in jobs]),
        (rules.near_labels, _labels(jobs, skills)),
        (rules.near_contexts, [_counted(job.contexts) for job in jobs]),
    )
    views: list[View] = []
    usual = spread = 0.0
    for weight, documents in described:
        present = np.array([bool(document) for document in documents], dtype=np.bool_)
        if present.sum() < _COMPARABLE:
            continue
        matrix = tf_idf(documents)
        mean, deviation, overall = _usual(matrix, present)
        if not overall:
            continue
        if not views:
            usual, spread = float(mean[present].mean()), overall
        views.append(View(matrix, present, weight, mean, deviation))
    return Similarity(tuple(views), len(jobs), usual, spread)


def _counted(entries: Sequence[str]) -> dict[str, float]:
    return {entry: float(entries.count(entry)) for entry in entries}


def _skills(job: Job, rules: Rules) -> dict[str, float]:
    return {
        f"{need.skill:09d}": 1.0 if need.importance is Importance.ESSENTIAL else rules.useful_weight
        for need in job.needs
    }


def _labels(jobs: Sequence[Job], skills: Sequence[Skill]) -> list[dict[str, float]]:
    named = {skill.id: both_languages(skill.name) for skill in skills}
    return [_counted([w for n in job.needs for w in named.get(n.skill, ())]) for job in jobs]


def _usual(matrix: csr_array, present: NDArray[np.bool_]) -> tuple[Floats, Floats, float]:
    """Return mean and deviation of the cosines of each job, and of all of them.

    They are taken over other jobs spread evenly over the list. The variance of a job is drawn
    a tenth of the way to that of all: a job like no other has hardly any of its own.
    """
    filled = np.flatnonzero(present)
    others = filled[np.unique(np.linspace(0, len(filled) - 1, _SAMPLE).round().astype(np.intp))]
    cosines = np.asarray(matrix @ matrix[others].toarray().T)
    cosines[others, np.arange(len(others))] = np.nan
    cosines[~present] = 0.0
    mean, variance = np.nanmean(cosines, axis=1), np.nanvar(cosines, axis=1)
    overall = float(np.nanvar(cosines[present]))
    return mean, np.sqrt((1 - _DRAWN) * variance + _DRAWN * overall), float(np.sqrt(overall))
