"""Measure how many people rings of visits serve, and how fast, beside peers."""

import time
from importlib.util import find_spec

import networkx as nx
import numpy as np

from benchmarks.edge_formulation import extended_edges
from benchmarks.report import Table, section
from benchmarks.timing import Timings
from talentgrow.graph.swaps.proposing import propose
from talentgrow.graph.swaps.values import (
    Leg,
    Participant,
    Proposal,
    RingRules,
    Round,
)
from talentgrow.graph.swaps.waiting import HostGroup, more_hosts, unserved

_PEOPLE, _SEEDS, _SECONDS = 1_000, (1, 2, 3), 10.0
# How unequally hosts are wished for: standard deviation of log popularity. At 1.5, pairs serve
# about a tenth of 1,000 people with 12 wishes, as in the reference this is measured against.
_UNEQUAL, _EQUAL = 1.5, 0.0
_HEADINGS = ("", "served", "at best", "spread", "seconds", "greedy")


def round_of(hosts: int, seed: int, *, unequal: float = _UNEQUAL) -> Round:
    """Make up a round in which everybody hosts once and wishes to see some hosts."""
    random = np.random.default_rng(seed)
    popularity = np.exp(random.normal(0, unequal, _PEOPLE))
    legs = []
    for visitor in range(_PEOPLE):
        likely = popularity.copy()
        likely[visitor] = 0
        wished = random.choice(_PEOPLE, hosts, replace=False, p=likely / likely.sum())
        legs += [Leg(visitor, host, 1 + at * 3 // hosts) for at, host in enumerate(wished.tolist())]
    waited = random.integers(0, 3, _PEOPLE).tolist()
    return Round([Participant(one, 1, waited[one]) for one in range(_PEOPLE)], legs)


def proposing(hosts: int, longest: int, *, unequal: float = _UNEQUAL) -> tuple[str, ...]:
    """Propose rounds of some seeds: people served in rings, the bound, seconds, scarce-first."""
    rules = RingRules(longest, acceptance=0.8, seconds=_SECONDS)
    found: list[Proposal] = []
    for seed in _SEEDS:
        round_ = round_of(hosts, seed, unequal=unequal)
        found.append(propose(round_, rules))
    seconds = [one.seconds for one in found]
    return (
        *_row([one.served_in_rings for one in found], [one.bound_in_rings for one in found]),
        f"{np.median(seconds):.1f}",
        f"{np.median([one.greedy.served for one in found]):.0f}",
    )


def _row(served: list[int], bounds: list[int] | None = None) -> tuple[str, ...]:
    best = f"{np.median(bounds):.0f}" if bounds else ""
    return f"{np.median(served):.0f}", best, f"{min(served)}-{max(served)}"


def pairs(hosts: int) -> tuple[str, ...]:
    """Match pairs of people who wish to see each other with networkx."""
    served, timings = [], Timings()
    for seed in _SEEDS:
        wished = round_of(hosts, seed).leg_of.keys()
        mutual = nx.Graph((a, b) for a, b in wished if a < b and (b, a) in wished)
        timings.of(
            lambda g=mutual: served.append(2 * len(nx.max_weight_matching(g, maxcardinality=True)))
        )
    return *_row(served), f"{timings.median:.1f}", ""


def by_edges(hosts: int, longest: int) -> tuple[str, ...]:
    """Solve the extended edge formulation with the same solver and the same time."""
    found: list[tuple[int, int]] = []
    timings = Timings()
    for seed in _SEEDS:
        wished = round_of(hosts, seed).leg_of.keys()
        timings.of(lambda w=wished: found.append(extended_edges(w, longest, seconds=_SECONDS)))
    served, bounds = zip(*found, strict=True)
    return *_row(list(served), list(bounds)), f"{timings.median:.1f}", ""


def by_kep_solver(hosts: int, longest: int) -> tuple[str, ...]:
    """Solve with kep-solver, where somebody has installed it: it is AGPL, so nothing needs it.

    Whoever visits is its recipient, whoever hosts its donor; both are one person.
    """
    from kep_solver.entities import Donor, Instance, Transplant
    from kep_solver.model import TransplantCount
    from kep_solver.programme import Programme

    programme = Programme([TransplantCount()], longest, 0, "rings", full_details=False)
    served, timings = [], Timings()
    for seed in _SEEDS:
        known = Instance()
        donors = {one: Donor(str(one)) for one in range(_PEOPLE)}
        for one, donor in donors.items():
            donor.recipient = known.recipient(str(one))
            donor.recipient.addDonor(donor)
            known.addDonor(donor)
        for visitor, host in round_of(hosts, seed).leg_of:
            known.addTransplant(Transplant(donors[host], known.recipient(str(visitor)), 1.0))

        def solve(instance: Instance = known) -> None:
            solution, _model = programme.solve_single(instance)
            served.append(round(solution.values[0]))

        timings.of(solve)
    return *_row(served), f"{timings.median:.1f}", ""


def hosting(hosts: int) -> tuple[str, ...]:
    """Say why people are left out, and add five hosts out of a hundred groups."""
    round_ = round_of(hosts, _SEEDS[0])
    proposal = propose(round_, RingRules(3, seconds=_SECONDS))
    random = np.random.default_rng(_SEEDS[0])
    groups = [
        HostGroup(key, frozenset(random.choice(_PEOPLE, 30, replace=False).tolist()), 2)
        for key in range(100)
    ]
    begun = time.perf_counter()
    left = unserved(round_, proposal)
    asked = time.perf_counter()
    steps = more_hosts(round_, proposal, groups)
    ended = time.perf_counter()
    gained = " ".join(f"{step.served} (+{step.gain})" for step in steps)
    return (
        f"{proposal.served} served, {len(left)} left out: reasons {asked - begun:.2f} s,",
        f"five more hosts {ended - asked:.2f} s: {gained}.",
    )


def run() -> None:
    """Print how many people are served, beside peers; seconds are medians of three rounds."""
    section("Rings")
    table = Table(
        f"{_PEOPLE:,} people x 25 hosts, rings of up to three (budget 10 s, 0.1 % from the best)",
        _HEADINGS,
    )
    table.add("ours", *proposing(25, 3))
    table.add("ours, all hosts equally wished for", *proposing(25, 3, unequal=_EQUAL))
    table.add("networkx max_weight_matching: pairs only", *pairs(25))
    table.add("extended edge formulation, same solver", *by_edges(25, 3))
    if find_spec("kep_solver"):
        table.add("kep-solver (installed by hand)", *by_kep_solver(25, 3))
    else:
        table.note("kep-solver is AGPL and no part of this: install it by hand to see it here.")
    for line in hosting(25):
        table.note(line)
    table.show()
    table = Table(f"{_PEOPLE:,} people x 12 hosts, and longer rings ({_SECONDS:.0f} s)", _HEADINGS)
    table.add("12 hosts, networkx: pairs only", *pairs(12))
    for hosts, longest in ((12, 3), (12, 4), (25, 4), (25, 5)):
        table.add(f"{hosts} hosts, up to {longest}", *proposing(hosts, longest))
    table.show()
