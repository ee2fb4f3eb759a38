"""What loading some groups of a pack would add, and what it would leave alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from talentgrow.graph.types import Importance
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.packs.loading.catalogue import Catalogue, Known, Why
from talentgrow.packs.pack import Move, Pack

ESSENTIAL_LEVEL = 3
OPTIONAL_LEVEL = 2
LEFT_OUT = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Which groups to load, and at which level their jobs ask for skills; 0 leaves them out."""

    groups: tuple[str, ...]
    essential_level: int = ESSENTIAL_LEVEL
    optional_level: int = OPTIONAL_LEVEL


@dataclass(frozen=True)
class Plan:
    """What would happen; jobs and skills are named by their places in the pack."""

    pack: Pack
    choice: Choice
    new_jobs: tuple[int, ...]
    known_jobs: dict[int, Known]
    # The place of the skill that is written, for each skill that is new; twins in it share one.
    new_skills: dict[int, int]
    known_skills: dict[int, Known]
    # For each new job, its needs: the id of a known skill or the place of a new one.
    needs: dict[int, dict[tuple[str, int], bool]]
    moves: tuple[Move, ...]
    # The ids of jobs which came from this pack before, by place.
    jobs_of_pack: dict[int, int]

    @property
    def skills_added(self) -> int:
        """Return how many skills would be written."""
        return len(set(self.new_skills.values()))

    @property
    def needs_added(self) -> int:
        """Return how often new jobs would ask for a skill."""
        return sum(map(len, self.needs.values()))

    @property
    def counts(self) -> dict[str, int]:
        """Return all numbers by name."""
        return {
            "jobs_added": len(self.new_jobs),
            "skills_added": self.skills_added,
            "needs_added": self.needs_added,
            "bridges_added": len(self.moves),
            "jobs_known": _count(self.known_jobs.values(), Why.CODE),
            "jobs_named": _count(self.known_jobs.values(), Why.NAME),
            "skills_known": _count(self.known_skills.values(), Why.CODE),
            "skills_named": _count(self.known_skills.values(), Why.NAME),
        }

    @property
    def adds_something(self) -> bool:
        """Tell whether loading would change anything at all."""
        return any((self.new_jobs, self.moves, self.new_skills, self.counts["jobs_named"]))


def level_of(choice: Choice, *, is_essential: bool) -> int:
    """Return the level at which a skill is asked for; 0 when it is left out."""
    return choice.essential_level if is_essential else choice.optional_level


def importance_of(*, is_essential: bool) -> Importance:
    """Return how much a skill matters to a job."""
    return Importance.ESSENTIAL if is_essential else Importance.USEFUL


def plan(pack: Pack, choice: Choice, catalogue: Catalogue) -> Plan:
    """Work out what loading would do.

    What is there already is left alone: a job by its public code, or by its title when that is the
    company's own. So loading twice adds nothing, and nothing of the company's is overwritten.
    """
    known_jobs: dict[int, Known] = {}
    new_jobs: list[int] = []
    for place in pack.chosen(choice.groups):
        job = pack.jobs[place]
        known = catalogue.job(job.code, job.title)
        if known is None:
            new_jobs.append(place)
        else:
            known_jobs[place] = known
    asked = _asked(pack, choice, new_jobs)
    new_skills, known_skills = _skills(pack, catalogue, asked)
    there = {
        pack.places[code]: job_id
        for code, job_id in catalogue.jobs_of_pack.items()
        if code in pack.places
    }
    return Plan(
        pack=pack,
        choice=choice,
        new_jobs=tuple(new_jobs),
        known_jobs=known_jobs,
        new_skills=new_skills,
        known_skills=known_skills,
        needs=_needs(pack, choice, new_jobs, new=new_skills, known=known_skills),
        moves=_moves(pack, there.keys(), set(new_jobs)),
        jobs_of_pack=there,
    )


def _asked(pack: Pack, choice: Choice, jobs: Iterable[int]) -> list[int]:
    return sorted(
        {
            skill
            for job in jobs
            for skill, is_essential in pack.needs[job]
            if level_of(choice, is_essential=is_essential)
        }
    )


def _skills(
    pack: Pack, catalogue: Catalogue, asked: Iterable[int]
) -> tuple[dict[int, int], dict[int, Known]]:
    """Part the skills into new ones and known ones; two of the same name become one."""
    new: dict[int, int] = {}
    known: dict[int, Known] = {}
    twins: dict[tuple[str, str], int] = {}
    for place in asked:
        skill = pack.skills[place]
        found = catalogue.skill(skill.code, skill.name)
        if found is not None:
            known[place] = found
        else:
            new[place] = twins.setdefault(_key(skill.name), place)
    return new, known


def _key(name: Localized) -> tuple[str, str]:
    return search_key(name.fr), search_key(name.en)


def _needs(
    pack: Pack,
    choice: Choice,
    jobs: Iterable[int],
    *,
    new: dict[int, int],
    known: dict[int, Known],
) -> dict[int, dict[tuple[str, int], bool]]:
    needs: dict[int, dict[tuple[str, int], bool]] = defaultdict(dict)
    for job in jobs:
        for skill, is_essential in pack.needs[job]:
            if not level_of(choice, is_essential=is_essential):
                continue
            target = ("new", new[skill]) if skill in new else ("known", known[skill].id)
            # Of two that became one, the stronger word counts.
            needs[job][target] = needs[job].get(target, False) or is_essential
    return dict(needs)


def _moves(pack: Pack, there: Collection[int], new_jobs: set[int]) -> tuple[Move, ...]:
    """Return the ways between jobs of the pack of which at least one end is new.

    The company's own jobs get none: which ways it opens from them is for people to say.
    """
    known = new_jobs | set(there)
    return tuple(
        move
        for move in pack.moves
        if {move.source, move.target} <= known and {move.source, move.target} & new_jobs
    )


def _count(known: Iterable[Known], why: Why) -> int:
    return sum(one.why is why for one in known)
