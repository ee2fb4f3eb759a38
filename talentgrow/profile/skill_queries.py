"""What the page of one's own skills shows; nothing here changes anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.mobility import queries as mobility
from talentgrow.people import queries as people
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill
from talentgrow.skills.queries import HeldSkill

SHOWN_TARGETS = 2
SHOWN_FIRST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One skill: the level one has, the level a job asks for, the level just chosen, if any."""

    skill: Skill
    held: HeldSkill | None
    need: int | None
    chosen: int | None = None

    @property
    def level(self) -> int | None:
        """Return the level which the page marks: the one just chosen, else the one held."""
        if self.chosen is not None:
            return self.chosen
        return self.held.level if self.held else None


@dataclass(frozen=True, slots=True)
class Group:
    """Skills which belong together: of a job, found, a first choice, all others one has."""

    kind: str
    job: Job | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All groups of one person's page, their number of levels, and whether any job reads them."""

    groups: tuple[Group, ...]
    held: int
    do_levels_count: bool


class _Lines:
    """Makes the lines of one page; a skill that one group shows, the next leaves out."""

    def __init__(
        self, held: Mapping[int, HeldSkill], needs: Mapping[int, int], chosen: Mapping[int, int]
    ) -> None:
        self.held = held
        self.needs = needs
        self.chosen = chosen
        self.shown: set[int] = set()

    def of(self, wanted: Iterable[Skill]) -> tuple[Line, ...]:
        """Return a line for each skill that no group before has shown."""
        fresh = [skill for skill in wanted if skill.id not in self.shown]
        self.shown.update(skill.id for skill in fresh)
        return tuple(
            Line(
                skill,
                self.held.get(skill.id),
                self.needs.get(skill.id),
                self.chosen.get(skill.id),
            )
            for skill in fresh
        )


def sheet(actor: Actor, *, words: str, target_id: int | None, chosen: Mapping[int, int]) -> Sheet:
    """Return the skills to show: found by `words`, of the present job, of targets, and others.

    `chosen` are levels picked on the page and not saved yet: a search keeps them.
    """
    held = {one.skill.id: one for one in skills.held_by(actor.person_id or 0)}
    found_jobs = _jobs(actor, target_id)
    lines = _Lines(held, _needs([job for _kind, job in found_jobs]), chosen)
    groups = [Group("found", None, lines.of(skills.search(words)))] if words else []
    for kind, job in found_jobs:
        groups.append(Group(kind, job, lines.of(need.skill for need in jobs.needs(job))))
    if not words and not any(group.lines for group in groups):
        # The jobs ask for nothing yet: offer a first choice rather than an empty page.
        groups.append(Group("first", None, lines.of(skills.search("", limit=SHOWN_FIRST))))
    picked = skills.by_ids(chosen.keys() - held.keys() - lines.shown)
    others = [*(one.skill for one in held.values()), *picked.values()]
    groups.append(Group("others", None, lines.of(others)))
    shown_groups = tuple(group for group in groups if group.lines or group.kind == "found")
    return Sheet(shown_groups, len(held), jobs.has_needs())


def _needs(found: Iterable[Job]) -> dict[int, int]:
    """Return the level asked for by skill; the present job, which comes first, wins."""
    needs: dict[int, int] = {}
    for job in found:
        for need in job.requirements:
            needs.setdefault(need.skill_id, need.level)
    return needs


def _jobs(actor: Actor, target_id: int | None) -> list[tuple[str, Job]]:
    """Return the present job and the targets: the one asked for, else those of saved paths."""
    person_id = actor.person_id or 0
    current = people.current_assignment(person_id)
    found = [("present", jobs.get(current.job_id))] if current else []
    targets = [target_id] if target_id else []
    if not targets:
        targets = [path.target_id for path in mobility.saved_by(actor, person_id)]
    for target in list(dict.fromkeys(targets))[:SHOWN_TARGETS]:
        try:
            found.append(("target", jobs.get(target)))
        except NotFound:
            continue
    return found
