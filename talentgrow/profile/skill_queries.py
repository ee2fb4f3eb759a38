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
    """One skill: the level one has, if any, and the level a job asks for, if one does."""

    skill: Skill
    held: HeldSkill | None
    need: int | None


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


def sheet(actor: Actor, *, words: str, target_id: int | None) -> Sheet:
    """Return the skills to show: of the present job, of targets, found by `words`, and others."""
    person_id = actor.person_id or 0
    held = {one.skill.id: one for one in skills.held_by(person_id)}
    shown: set[int] = set()
    groups = []
    if words:
        found = skills.search(words)
        groups.append(Group("found", None, _lines(found, held, needs={}, shown=shown)))
    for kind, job in _jobs(actor, target_id):
        needs = {need.skill_id: need.level for need in job.requirements}
        wanted = [need.skill for need in jobs.needs(job)]
        groups.append(Group(kind, job, _lines(wanted, held, needs=needs, shown=shown)))
    if not words and not any(group.lines for group in groups):
        # The jobs ask for nothing yet: offer a first choice rather than an empty page.
        first = skills.search("", limit=SHOWN_FIRST)
        groups.append(Group("first", None, _lines(first, held, needs={}, shown=shown)))
    others = [one.skill for one in held.values()]
    groups.append(Group("others", None, _lines(others, held, needs={}, shown=shown)))
    shown_groups = tuple(group for group in groups if group.lines or group.kind == "found")
    return Sheet(shown_groups, len(held), jobs.has_needs())


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


def _lines(
    wanted: Iterable[Skill],
    held: Mapping[int, HeldSkill],
    *,
    needs: Mapping[int, int],
    shown: set[int],
) -> tuple[Line, ...]:
    """Return a line for each skill that no group before has shown."""
    lines = []
    for skill in wanted:
        if skill.id not in shown:
            shown.add(skill.id)
            lines.append(Line(skill, held.get(skill.id), needs.get(skill.id)))
    return tuple(lines)
