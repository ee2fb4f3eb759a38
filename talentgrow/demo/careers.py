"""Draw careers, in months, that add up to the flows and headcounts of the scenario."""

import heapq
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random

from talentgrow.demo import months
from talentgrow.demo.content import Unit
from talentgrow.demo.dice import dice
from talentgrow.demo.scenario import Flow, Renaming, Scenario, Story

OLDEST_MOVE = -71
USUAL_STAY = 12
SHORT_STAY = 6
LONGEST_CAREER = 4
UNKNOWN = -1000


@dataclass(slots=True)
class Spell:
    """A stay in one job from a month on; the unit is found later unless it is written."""

    job: str
    start: int = UNKNOWN
    unit: str = ""


@dataclass(slots=True)
class Career:
    """The spells of one person, oldest first, and the month of leaving."""

    spells: list[Spell]
    story: Story | None = None
    left: int | None = None

    @property
    def last(self) -> Spell:
        """Return the newest spell."""
        return self.spells[-1]


def draw_careers(
    scenario: Scenario, units: tuple[Unit, ...], *, today: date, seed: int
) -> list[Career]:
    """Return one career for each person, present or gone, in a fixed order."""
    written = [_written(story, today) for story in scenario.stories]
    flows = _unwritten_flows(scenario, written)
    pool = _starters(scenario, flows, finals=_finals(scenario, units, written))
    rng = dice(seed, "careers")
    _move_everybody(pool, flows, rng=rng)
    _let_leave(pool, scenario.leavers, rng=rng)
    _date_beginnings(pool, scenario, rng=rng)
    return written + pool


def _written(story: Story, today: date) -> Career:
    """Return the career of a story."""
    return Career(
        spells=[
            Spell(
                stage.job,
                months.month_of(today, years_ago=stage.years_ago, month=stage.month),
                stage.unit,
            )
            for stage in story.path
        ],
        story=story,
    )


def _unwritten_flows(scenario: Scenario, written: list[Career]) -> Counter[Flow]:
    """Return the moves that are left to draw."""
    flows = Counter(scenario.flows)
    for career in written:
        flows.subtract((old.job, new.job) for old, new in pairwise(career.spells))
    return +flows


def headcount(units: tuple[Unit, ...]) -> Counter[str]:
    """Return how many people hold each job today."""
    seats = Counter(unit.lead for unit in units)
    for unit in units:
        seats.update(unit.seats)
    return seats


def _finals(scenario: Scenario, units: tuple[Unit, ...], written: list[Career]) -> Counter[str]:
    """Return how many drawn careers end in each job, leavers included."""
    finals = headcount(units)
    finals.update(scenario.leavers)
    finals.subtract(career.last.job for career in written)
    return finals


def _starters(scenario: Scenario, flows: Counter[Flow], *, finals: Counter[str]) -> list[Career]:
    """Return people in their first job, as many as the flows and the last jobs ask for."""
    balance = Counter(finals)
    for (source, target), people in flows.items():
        balance[source] += people
        balance[target] -= people
    balance[scenario.renaming.target] -= scenario.renaming.people
    newcomers = [Career([Spell(job)]) for job in sorted(balance) for _ in range(balance[job])]
    return _renamed(scenario.renaming) + newcomers


def _renamed(renaming: Renaming) -> list[Career]:
    """Return the people of one unit whose job all got a new title on one day."""
    return [
        Career(
            [
                Spell(renaming.source, unit=renaming.unit),
                Spell(renaming.target, -renaming.months_ago, renaming.unit),
            ]
        )
        for _ in range(renaming.people)
    ]


def _move_everybody(pool: list[Career], flows: Counter[Flow], *, rng: Random) -> None:
    """Carry out each move at a month drawn at random, later when nobody is ready for it."""
    queue = [
        (rng.randint(OLDEST_MOVE, -1), rng.random(), flow)
        for flow, people in sorted(flows.items())
        for _ in range(people)
    ]
    heapq.heapify(queue)
    late: list[Flow] = []
    while queue:
        month, order, flow = heapq.heappop(queue)
        if _move_one(pool, flow, month=month, rng=rng):
            continue
        if month + 3 < 0:
            heapq.heappush(queue, (month + 3, order, flow))
        else:
            late.append(flow)
    _move_late(pool, late, rng=rng)


def _move_one(pool: list[Career], flow: Flow, *, month: int, rng: Random) -> bool:
    """Move somebody who has stayed long enough and never held the new job, if there is one.

    Whoever has moved before is twice as likely to move again: that makes careers of several steps.
    """
    source, target = flow
    ready = [
        career
        for career in pool
        if career.last.job == source
        and career.last.start <= month - USUAL_STAY
        and len(career.spells) < LONGEST_CAREER
        and not _has_held(career, target)
    ]
    if not ready:
        return False
    weights = [1 if career.last.start == UNKNOWN else 2 for career in ready]
    rng.choices(ready, weights)[0].spells.append(Spell(target, month))
    return True


def _has_held(career: Career, job: str) -> bool:
    """Tell whether somebody holds a job or once did."""
    return any(spell.job == job for spell in career.spells)


def _move_late(pool: list[Career], flows: list[Flow], *, rng: Random) -> None:
    """Carry out the moves that found nobody ready, with whoever has stayed longest."""
    waiting = list(flows)
    while waiting:
        left = [flow for flow in waiting if not _move_longest(pool, flow, rng=rng)]
        if len(left) == len(waiting):
            raise ValueError(f"These moves find nobody: {left}")
        waiting = left


def _move_longest(pool: list[Career], flow: Flow, *, rng: Random) -> bool:
    """Move whoever has held the first job longest; tell whether anybody could."""
    source, target = flow
    ready = [career for career in pool if career.last.job == source and career.last.start < -1]
    if not ready:
        return False
    longest = min(ready, key=lambda career: (_has_held(career, target), career.last.start))
    earliest = min(max(longest.last.start + SHORT_STAY, OLDEST_MOVE), -1)
    longest.spells.append(Spell(target, rng.randint(earliest, -1)))
    return True


def _let_leave(pool: list[Career], leavers: dict[str, int], *, rng: Random) -> None:
    """Let people leave each job as often as the scenario says, after half a year if possible."""
    for job, people in leavers.items():
        longest_first = sorted(
            (career for career in pool if career.last.job == job),
            key=lambda career: career.last.start,
        )
        settled = sum(career.last.start < -SHORT_STAY - 2 for career in longest_first)
        for career in rng.sample(longest_first[: max(settled, people)], people):
            earliest = min(max(career.last.start + SHORT_STAY, OLDEST_MOVE), -2)
            career.left = max(career.last.start, rng.randint(earliest, -2))


def _date_beginnings(pool: list[Career], scenario: Scenario, *, rng: Random) -> None:
    """Give each first spell its month, from what came after it."""
    for career in pool:
        first = career.spells[0]
        if len(career.spells) > 1:
            first.start = career.spells[1].start - round(rng.triangular(10, 66, 22))
        elif career.left is not None:
            first.start = career.left - round(rng.triangular(8, 110, 24))
        elif first.job in scenario.settled:
            first.start = -rng.randint(75, 160)
        else:
            first.start = -round(rng.triangular(2, 150, 26))
