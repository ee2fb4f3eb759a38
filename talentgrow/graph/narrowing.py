"""The same graph counted in a part of the organisation only."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.grouping import group
from talentgrow.graph.model.links import pair_table
from talentgrow.graph.model.memory import Memory
from talentgrow.graph.model.moves import Flows, Renamed, Tallies, tally
from talentgrow.graph.model.prior import Prior
from talentgrow.graph.model.signals import signals
from talentgrow.graph.model.twin import make_twin
from talentgrow.graph.types import Careers

Ints = NDArray[np.int64]


def narrowed(mobility: Mobility, careers: Careers) -> Mobility:
    """Return the graph of a part: its people, the moves out of its posts, the ways they open.

    `careers` tell who ever worked in the part; what they did elsewhere has the unit ELSEWHERE.
    Jobs, skills and bridges are those of the whole, and so is what counts as a renaming.
    Everybody may read the counts of the whole: a count of the part that differs from it by less
    than `few` people is made a small one, or a subtraction would tell of those elsewhere.
    """
    whole, few = mobility.tallies, mobility.rules.few
    found = tally(
        careers,
        np.array([job.id for job in mobility.jobs], dtype=np.int64),
        temporary=np.array([job.is_temporary for job in mobility.jobs], dtype=np.bool_),
        as_of=mobility.as_of,
        rules=mobility.rules,
        renamed=whole.renamed,
    )
    tallies = replace(
        found,
        headcount=_with_small_rests(found.headcount, whole.headcount, few),
        flows=_masked(found.flows, whole.flows, few),
        renamed=_of_enough_people(found.renamed, few),
    )
    return _assembled(mobility, tallies)


def _assembled(mobility: Mobility, tallies: Tallies) -> Mobility:
    """Put the graph together again around other counts."""
    rules = mobility.rules
    prior = Prior(
        signals(mobility.jobs, mobility.bridges, tallies), mobility.prior_model.similarity, rules
    )
    pairs = pair_table(tallies, prior.signals, len(mobility.jobs))
    return replace(
        mobility,
        tallies=tallies,
        prior_model=prior,
        twin=make_twin(prior, pairs.observed, mobility.needs),
        pairs=pairs,
        data_hash=_mark(mobility, tallies),
        memory=Memory(),
    )


def _mark(mobility: Mobility, tallies: Tallies) -> str:
    """Return a mark of what was counted, and from which data."""
    flows = tallies.flows
    counted = (tallies.headcount, flows.source, flows.target, flows.unit, flows.year, flows.people)
    digest = sha256(mobility.data_hash.encode())
    for column in counted:
        digest.update(np.ascontiguousarray(column, dtype=np.int64).tobytes())
    return digest.hexdigest()


def _with_small_rests(part: Ints, whole: Ints, few: int) -> Ints:
    """Lower the counts that leave a small rest of the whole.

    >>> _with_small_rests(np.array([10, 10, 3]), np.array([12, 10, 9]), 5).tolist()
    [4, 10, 3]
    """
    rest = whole - part
    tells = (part >= few) & (rest > 0) & (rest < few)
    return np.where(tells, few - 1, part).astype(np.int64)


def _masked(part: Flows, whole: Flows, few: int) -> Flows:
    """Do the same for the people between two jobs: of such a pair one person a line is left."""
    both = group(
        np.concatenate([part.source, whole.source]), np.concatenate([part.target, whole.target])
    )
    here, there = both.member[: len(part.people)], both.member[len(part.people) :]
    counted = np.bincount(here, part.people, minlength=len(both.sizes)).astype(np.int64)
    known = np.bincount(there, whole.people, minlength=len(both.sizes)).astype(np.int64)
    tells = (_with_small_rests(counted, known, few) != counted)[here]
    # The lines of a pair, newest first, so that at most few - 1 of them can be kept.
    order = np.lexsort((part.unit, -part.year, here))
    first = np.searchsorted(here[order], here[order], side="left")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - first
    kept = ~tells | (place < few - 1)
    columns = (part.source, part.target, part.unit, part.year, np.where(tells, 1, part.people))
    return Flows(*(column[kept] for column in columns))


def _of_enough_people(renamed: Renamed, few: int) -> Renamed:
    """Leave out renamings of a few people: the share of a post would tell who did not change."""
    kept = renamed.flows.people >= few
    flows = renamed.flows
    columns = (flows.source, flows.target, flows.unit, flows.year, flows.people)
    return Renamed(Flows(*(column[kept] for column in columns)), renamed.incumbents[kept])
