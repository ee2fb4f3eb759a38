"""Measure how fast missions are put in order for a person, and compared with everybody."""

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from benchmarks.report import Table, section
from benchmarks.timing import HEADINGS, Timings, peak_megabytes
from talentgrow.graph.matching import Ask, Fit, Seeker, StretchRules, Zone
from talentgrow.graph.stretch.everybody import Held, everybodys_gaps, held_by
from talentgrow.graph.stretch.fitting import fit
from talentgrow.graph.stretch.open_missions import OpenMissions, compile_missions, rank
from talentgrow.graph.types import Importance

_OPEN, _ALL, _PEOPLE, _SKILLS = 10_000, 2_000, 10_000, 600
_READERS, _NAIVE_READERS, _NAIVE_PEOPLE, _PAGE = 200, 5, 10, 20
_RULES = StretchRules()
_ORDER = (Zone.STRETCH, Zone.COMFORT, Zone.RISK, Zone.OVERREACH)
Missions = Mapping[int, tuple[Ask, ...]]
Floats = NDArray[np.float64]


def missions(count: int, random: np.random.Generator) -> Missions:
    """Make up missions that need four skills and grow three or four, one of them new."""
    return {number: _asks(random) for number in range(1, count + 1)}


def _asks(random: np.random.Generator) -> tuple[Ask, ...]:
    skills = random.choice(_SKILLS, 5, replace=False).tolist()
    needed = [*random.integers(1, 5, 4).tolist(), None]
    grown = [min(5, (level or 0) + 1) for level in needed]
    return tuple(
        Ask(
            skill + 1,
            level,
            None if at == 1 else to,
            Importance.ESSENTIAL if at < 2 else Importance.USEFUL,
        )
        for at, (skill, level, to) in enumerate(zip(skills, needed, grown, strict=True))
    )


def people(count: int, random: np.random.Generator) -> list[Seeker]:
    """Make up people who hold sixty skills, aim at forty and wish a few."""
    return [_seeker(random) for _ in range(count)]


def _seeker(random: np.random.Generator) -> Seeker:
    skills = (random.choice(_SKILLS, 100, replace=False) + 1).tolist()
    levels = random.integers(1, 6, 60).tolist()
    return Seeker(
        levels=dict(zip(skills[:50], levels[:50], strict=True)),
        assumed=dict(zip(skills[40:60], levels[40:], strict=True)),
        aims=dict.fromkeys(skills[30:70], 4),
        develop=frozenset(skills[:5]),
        use=frozenset(skills[5:8]),
        avoid=frozenset(skills[98:]),
        appetite=int(random.integers(-1, 2)),
    )


def top_page(compiled: OpenMissions, seeker: Seeker) -> list[Fit]:
    """Return the first missions with their reasons, as the product finds them."""
    found = rank(compiled, seeker, rules=_RULES)
    return [compiled.fit(seeker, number, rules=_RULES) for number in found.ids()[:_PAGE]]


def one_by_one(known: Missions, seeker: Seeker) -> list[Fit]:
    """Return the same by a plain loop."""
    found = [fit(seeker, number, asks, rules=_RULES) for number, asks in known.items()]
    best = _RULES.best_gap + _RULES.appetite_step * seeker.appetite
    found.sort(
        key=lambda one: (
            one.is_kept_out,
            _ORDER.index(one.zone),
            -round(one.parts.score(_RULES), 12),
            round(abs(one.gap - best), 12),
            one.mission,
        )
    )
    return found[:_PAGE]


def ranking(random: np.random.Generator) -> Table:
    """Put ten thousand open missions in order for one person, beside a loop."""
    known = missions(_OPEN, random)
    readers = people(_READERS, random)
    compiled = compile_missions(known)
    ours, naive = Timings(), Timings()
    for reader in readers:
        ours.of(partial(top_page, compiled, reader))
    for reader in readers[:_NAIVE_READERS]:
        naive.of(partial(one_by_one, known, reader))
    same = [top_page(compiled, r) == one_by_one(known, r) for r in readers[:_NAIVE_READERS]]
    table = Table(
        f"{_OPEN:,} open missions in order for one person, {_PAGE} with reasons "
        "(budget p95 25 ms, 50 x faster than the loop)",
        (*HEADINGS, "ratio to ours", "same answer"),
    )
    ratio = naive.median / ours.median
    table.add(f"ours, {_READERS} people", *ours.cells(), "1", "")
    table.add(
        f"a loop, {_NAIVE_READERS} people", *naive.cells(), f"{ratio:.0f}", f"{np.mean(same):.2f}"
    )
    table.add(
        "compile, once after a change",
        *Timings().of(lambda: compile_missions(known), 5).cells(),
        "",
        "",
    )
    return table


def comparing(random: np.random.Generator) -> Table:
    """Compare everybody with every mission, beside five sparse products and a loop."""
    known = missions(_ALL, random)
    compiled = compile_missions(known)
    levels = {at: one.levels for at, one in enumerate(people(_PEOPLE, random))}
    _ids, held = held_by(levels)
    gaps = everybodys_gaps(compiled, held, rules=_RULES)
    some = {at: levels[at] for at in range(_NAIVE_PEOPLE)}
    loop: list[list[float]] = []
    naive = Timings().of(lambda: loop.extend(_loop(known, some)))
    products: list[Floats] = []
    five = Timings().of(lambda: products.append(_five_products(compiled, held)), 2)
    ours = Timings().of(lambda: everybodys_gaps(compiled, held, rules=_RULES), 5)
    table = Table(
        f"Exact gaps of {_PEOPLE:,} people to {_ALL:,} missions (budget 4 s)",
        (*HEADINGS, "ratio to ours", "same gaps"),
    )
    table.add("ours", *ours.cells(), "1", "")
    for label, timings, times, is_same in (
        ("five products of sparse tables", five, 1, np.allclose(products[-1], gaps)),
        (
            f"a loop, {_NAIVE_PEOPLE} people; ratio as if for all",
            naive,
            _PEOPLE / _NAIVE_PEOPLE,
            loop == gaps[:_NAIVE_PEOPLE].tolist(),
        ),
    ):
        ratio = timings.median * times / ours.median
        table.add(label, *timings.cells(), f"{ratio:.1f}", "yes" if is_same else "no")
    memory = peak_megabytes(lambda: everybodys_gaps(compiled, held, rules=_RULES))
    table.note(f"peak memory {memory:.0f} MB, of which the answer takes {gaps.nbytes / 2**20:.0f}")
    return table


def _loop(known: Missions, levels: Mapping[int, Mapping[int, int]]) -> list[list[float]]:
    return [[_gap(held, asks) for asks in known.values()] for held in levels.values()]


def _gap(held: Mapping[int, int], asks: tuple[Ask, ...]) -> float:
    short = whole = 0.0
    for ask in asks:
        if ask.needed:
            weight = 1.0 if ask.importance is Importance.ESSENTIAL else _RULES.useful_weight
            short += weight * max(0, ask.needed - held.get(ask.skill, 0))
            whole += weight * ask.needed
    return short / whole if whole else 0.0


def _five_products(compiled: OpenMissions, held: Held) -> Floats:
    """Return the gaps by one product of two sparse tables for each level of the scale."""
    from_zero = _SKILLS + 1
    weight = np.where(compiled.is_essential, 1.0, _RULES.useful_weight)
    skill = compiled.skills[compiled.column]
    met = csr_array((held.people, len(compiled.ids)))
    for level in range(1, 6):
        need, have = compiled.needed >= level, held.level >= level
        needs = csr_array(
            (weight[need], (compiled.row[need], skill[need])), (len(compiled.ids), from_zero)
        )
        haves = csr_array(
            (np.ones(have.sum()), (held.person[have], held.skill[have])), (held.people, from_zero)
        )
        met = met + haves @ needs.T
    whole = compiled.total(weight * compiled.needed)
    gaps: Floats = 1 - met.toarray() / whole
    return gaps


def run() -> None:
    """Print both tables."""
    section("Missions")
    random = np.random.default_rng(7)
    ranking(random).show()
    comparing(random).show()
