"""The mobility graph of an organisation: real moves, declared bridges, nearness of jobs."""

from dataclasses import dataclass, field, replace
from datetime import date

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.errors import UnknownJob
from talentgrow.graph.model import network, snapshot
from talentgrow.graph.model.fingerprint import fingerprint
from talentgrow.graph.model.links import PairTable, pair_table
from talentgrow.graph.model.memory import Memory
from talentgrow.graph.model.moves import Flows, Tallies, tally
from talentgrow.graph.model.prior import Prior
from talentgrow.graph.model.signals import Needs, needs, signals
from talentgrow.graph.model.similarity import compare
from talentgrow.graph.model.twin import Twin, make_twin, posterior_rows
from talentgrow.graph.results import Link, Renaming
from talentgrow.graph.rules import RULE_VERSION, Rules
from talentgrow.graph.types import Bridge, Family, Inputs, Job, Skill

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Mobility:
    """The compact twin of the graph and what it was made from; jobs are sorted by id.

    A row is the place of a job in `jobs`. Nothing changes after building.
    """

    jobs: tuple[Job, ...]
    families: tuple[Family, ...]
    skills: tuple[Skill, ...]
    bridges: tuple[Bridge, ...]
    rules: Rules
    as_of: date
    data_hash: str
    tallies: Tallies
    prior_model: Prior
    needs: Needs
    twin: Twin
    pairs: PairTable
    index: dict[int, int]
    rule_version: str = RULE_VERSION
    memory: Memory = field(default_factory=Memory, repr=False)

    @property
    def headcount(self) -> Ints:
        """Return how many people hold each job on the day of the data, by row."""
        return self.tallies.headcount

    @property
    def flows(self) -> Flows:
        """Return the counted moves by source, target, unit and year."""
        return self.tallies.flows

    @property
    def renamings(self) -> tuple[Renaming, ...]:
        """Return what was taken for a renaming of posts and so not counted."""
        flows, incumbents = self.tallies.renamed.flows, self.tallies.renamed.incumbents
        columns = (flows.source, flows.target, flows.unit, flows.year, flows.people, incumbents)
        return tuple(
            Renaming(
                self.jobs[s].id, self.jobs[t].id, None if u < 0 else u, year, n, min(n / held, 1.0)
            )
            for s, t, u, year, n, held in zip(*(c.tolist() for c in columns), strict=True)
        )

    @property
    def moves_counted(self) -> int:
        """Return how many moves speak in the graph."""
        return int(self.flows.people.sum())

    @property
    def moves_seen(self) -> int:
        """Return how many changes of job there were, renamings included."""
        return self.moves_counted + int(self.tallies.renamed.flows.people.sum())

    def row(self, job_id: int) -> int:
        """Return the row of a job.

        :raises UnknownJob: the job was not among the inputs
        """
        if job_id not in self.index:
            raise UnknownJob(job_id)
        return self.index[job_id]

    def posterior(self, job_id: int, unit: int | None = None) -> Floats:
        """Return where holders of a job go next, over rows; sums to 1, the own row is 0."""
        row = self.row(job_id)
        return self.memory.recall(("posterior", row, unit), lambda: self._posterior(row, unit))

    def _posterior(self, row: int, unit: int | None) -> Floats:
        found: Floats = posterior_rows(
            self.prior_model, self.pairs.observed, np.array([row]), unit
        )[0]
        found.flags.writeable = False
        return found

    def prior(self, job_id: int, unit: int | None = None) -> Floats:
        """Return the same as `posterior` without the real moves out of this job."""
        found: Floats = self.prior_model.rows(np.array([self.row(job_id)]), unit)[0]
        return found

    def adjacency(self, source: int, target: int) -> float:
        """Return how near two jobs are, on the scale of title cosines; symmetric."""
        similar = self.prior_model.similarity.rows(np.array([self.row(source)]))
        return float(similar[0, self.row(target)])

    def link(self, source: int, target: int) -> Link | None:
        """Return what is known between two jobs; `None` without a move and without a bridge."""
        return self.pairs.link(self, self.row(source), self.row(target))

    def departures(self, job_id: int) -> tuple[Link, ...]:
        """Return the links out of a job, by people and then by id."""
        return self.pairs.links(self, self.row(job_id), outward=True)

    def arrivals(self, job_id: int) -> tuple[Link, ...]:
        """Return the links into a job, by people and then by id."""
        return self.pairs.links(self, self.row(job_id), outward=False)

    def time_in_job(self, job_id: int) -> int | None:
        """Return the median months of stays that have ended."""
        months = float(self.tallies.stay_months[self.row(job_id)])
        return None if np.isnan(months) else round(months)

    def to_networkx(self) -> "nx.DiGraph[int]":
        """Return the graph that people read, export and test."""
        return network.digraph(self)

    def dump(self) -> bytes:
        """Return the whole as compressed bytes for a snapshot."""
        return snapshot.dump(self)

    @classmethod
    def load(cls, content: bytes) -> "Mobility":
        """Read back what `dump` wrote."""
        return snapshot.load(cls, content)


def build(inputs: Inputs, rules: Rules | None = None) -> Mobility:
    """Build the mobility graph; the same inputs in any order give the same graph."""
    rules = rules or Rules()
    jobs = sorted(inputs.jobs, key=lambda job: job.id)
    tallies = tally(
        inputs.careers,
        np.array([job.id for job in jobs], dtype=np.int64),
        temporary=np.array([job.is_temporary for job in jobs], dtype=np.bool_),
        as_of=inputs.as_of,
        rules=rules,
    )
    return assemble(inputs, tallies, rules=rules)


def assemble(inputs: Inputs, tallies: Tallies, *, rules: Rules | None = None) -> Mobility:
    """Build the graph from counts made elsewhere; rows are those of the jobs sorted by id."""
    rules, known = rules or Rules(), in_order(inputs)
    compared = compare(known.jobs, known.skills, rules)
    prior = Prior(signals(known.jobs, known.bridges, tallies), compared, rules)
    asked = needs(known.jobs, rules.useful_weight)
    pairs = pair_table(tallies, prior.signals, len(known.jobs))
    return Mobility(
        jobs=known.jobs,
        families=known.families,
        skills=known.skills,
        bridges=known.bridges,
        rules=rules,
        as_of=known.as_of,
        data_hash=fingerprint(known, tallies),
        tallies=tallies,
        prior_model=prior,
        needs=asked,
        twin=make_twin(prior, pairs.observed, asked),
        pairs=pairs,
        index={job.id: row for row, job in enumerate(known.jobs)},
    )


def in_order(inputs: Inputs) -> Inputs:
    """Return the same inputs sorted by id, except careers, which are sorted when counted."""
    jobs = (
        replace(
            job,
            needs=tuple(sorted(job.needs, key=lambda n: (n.skill, n.level, n.importance))),
            contexts=tuple(sorted(job.contexts)),
        )
        for job in inputs.jobs
    )
    return replace(
        inputs,
        jobs=tuple(sorted(jobs, key=lambda job: job.id)),
        families=tuple(sorted(inputs.families, key=lambda family: family.id)),
        skills=tuple(sorted(inputs.skills, key=lambda skill: skill.id)),
        bridges=tuple(sorted(set(inputs.bridges), key=lambda b: (b.source, b.target))),
    )
