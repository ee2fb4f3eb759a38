"""Draw the skill levels people have, from the needs of the jobs they hold and held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from talentgrow.demo import months
from talentgrow.demo.careers import Career
from talentgrow.demo.content import Job
from talentgrow.demo.records import SkillLevel, Source
from talentgrow.demo.scenario import StatedLevel

LOWEST, HIGHEST = 0, 5
RECENT_DAYS = 900

# How far from the need people are, by how long they have held the job.
NEWCOMER = (-2, -1, -1, -1, 0, 0)
SETTLED = (-1, 0, 0, 0, 0, 1)
SEASONED = (-1, 0, 0, 0, 1, 1)

# What people know beside their jobs, now and then.
EXTRAS = (
    "professional-english",
    "second-language",
    "spreadsheets",
    "meeting-facilitation",
    "passing-on",
    "project-management",
    "adaptability",
    "initiative",
    "pull-flow",
    "delegation",
    "pump-range",
    "water-networks",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody present whose levels are drawn, and who may confirm them from which day on."""

    number: str
    career: Career
    manager: str | None
    manager_since: date


def claim_levels(
    holder: Holder, jobs: Mapping[str, Job], *, today: date, rng: Random
) -> list[SkillLevel]:
    """Return what is stated about one person, oldest first for each skill."""
    written = holder.career.story.skills if holder.career.story else ()
    levels = _drawn_levels(holder.career, jobs, rng=rng)
    for stated in written:
        levels.pop(stated.skill, None)
    drawn = [
        claim
        for skill, level in levels.items()
        for claim in _history(holder, skill, level=level, today=today, rng=rng)
    ]
    return [_as_written(holder, stated, today=today) for stated in written] + drawn


def _drawn_levels(career: Career, jobs: Mapping[str, Job], *, rng: Random) -> dict[str, int]:
    """Return a level for most needs of the present job, some of earlier jobs and a few extras."""
    levels: dict[str, int] = {}
    for need in jobs[career.last.job].needs:
        if need.importance == "essential" or rng.random() < 0.88:
            levels[need.skill] = _bounded(need.level + rng.choice(_offsets(career)))
    for skill, level in _kept_skills(career, jobs).items():
        if skill in levels:
            levels[skill] = max(levels[skill], level - 1)
        elif rng.random() < 0.7:
            levels[skill] = _bounded(level - rng.choice((0, 0, 1, 1, 2)))
    for skill in rng.sample(EXTRAS, rng.choice((0, 1, 1, 2))):
        levels.setdefault(skill, rng.randint(1, 3))
    return levels


def _offsets(career: Career) -> Sequence[int]:
    """Return how far from the needs of their job people are after so long in it."""
    if career.last.start > -12:
        return NEWCOMER
    return SETTLED if career.last.start > -40 else SEASONED


def _kept_skills(career: Career, jobs: Mapping[str, Job]) -> dict[str, int]:
    """Return the highest need of each skill among earlier jobs."""
    kept: dict[str, int] = {}
    for spell in career.spells[:-1]:
        for need in jobs[spell.job].needs:
            kept[need.skill] = max(need.level, kept.get(need.skill, LOWEST))
    return kept


def _bounded(level: int) -> int:
    """Return a level that somebody would state."""
    return min(HIGHEST, max(1, level))


def _history(
    holder: Holder, skill: str, *, level: int, today: date, rng: Random
) -> list[SkillLevel]:
    """Return one statement on a skill, or a declared level and what the manager said later."""
    said_on = _some_day(holder, today=today, rng=rng)
    if holder.manager is None or said_on < holder.manager_since or rng.random() < 0.45:
        return [_claim(holder, skill, level=level, source="self", on=said_on)]
    confirmed = _claim(holder, skill, level=level, source="manager", on=said_on)
    declared_on = said_on - timedelta(days=rng.randint(20, 300))
    if rng.random() < 0.7 or declared_on < _since(holder, today):
        return [confirmed]
    declared = _bounded(level + rng.choice((-1, 0, 0, 1)))
    return [_claim(holder, skill, level=declared, source="self", on=declared_on), confirmed]


def _some_day(holder: Holder, *, today: date, rng: Random) -> date:
    """Return a day since the person took the job, not too long ago."""
    earliest = max(_since(holder, today), today - timedelta(days=RECENT_DAYS))
    return today - timedelta(days=rng.randint(0, (today - earliest).days))


def _since(holder: Holder, today: date) -> date:
    """Return the day on which the person took their present job."""
    return months.first_day(today, holder.career.last.start)


def _as_written(holder: Holder, stated: StatedLevel, *, today: date) -> SkillLevel:
    """Return a statement of a story, which nobody made before the person was hired."""
    month = max(-stated.months_ago, holder.career.spells[0].start)
    on = months.last_day(today, month)
    return _claim(holder, stated.skill, level=stated.level, source=stated.source, on=on)


def _claim(holder: Holder, skill: str, *, level: int, source: Source, on: date) -> SkillLevel:
    """Return one statement, made by the person or by their manager."""
    author = holder.manager if source == "manager" and holder.manager else holder.number
    return SkillLevel(holder.number, skill, level, source, author, on)
