"""Paths as pages read them: jobs, skills and bridges looked up, small groups hidden."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from flask import current_app

from talentgrow.graph.gaps import gap
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Counterfactual, Effort, Gap, Path, PathLabel, Step
from talentgrow.graph.routes.standing import gap_to
from talentgrow.graph.types import Importance, Profile
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Bridge, Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries
from talentgrow.mobility.path_pages.evidence import Evidence, Place, evidence, place
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands today; `profile` has no job when the graph does not know it."""

    profile: Profile
    job_id: int | None
    manager: Person | None

    @property
    def has_levels(self) -> bool:
        """Tell whether anything is known of the person's skills."""
        return bool(self.profile.levels)


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill a job asks for, beside what the person holds.

    `is_assumed`: the person said nothing of it, so the level of their job stands in.
    """

    skill: Skill
    have: int
    need: int
    missing: int
    is_essential: bool
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a path, with everything the page says about it."""

    number: int
    source: Job | None
    job: Job
    place: Place
    evidence: Evidence
    effort: Effort | None
    lines: tuple[SkillLine, ...]
    levels_missing: int
    bridge: Bridge | None
    computed: Step

    @property
    def missing(self) -> tuple[SkillLine, ...]:
        """Return the skills to raise."""
        return tuple(line for line in self.lines if line.missing)


@dataclass(frozen=True, slots=True)
class PathView:
    """One path to a job; `start` is None for somebody without a job."""

    label: PathLabel
    start: Job | None
    steps: tuple[StepView, ...]
    effort: Effort | None
    levels_missing: int
    is_inferred: bool
    job_ids: tuple[int, ...]

    @property
    def growth(self) -> dict[int, tuple[int, int]]:
        """Return by skill id the level held now and the highest one asked for on the way."""
        found: dict[int, tuple[int, int]] = {}
        for line in (line for step in self.steps for line in step.missing):
            have, need = found.get(line.skill.id, (line.have, line.need))
            found[line.skill.id] = (min(have, line.have), max(need, line.need))
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """One skill level which would bring `job` nearer, and the jobs it would also open."""

    job: Job
    skill: Skill
    have: int
    wanted: int
    rank_before: int
    rank_after: int
    opens: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in suggestions stand for, read in a few statements."""

    jobs: Mapping[int, Job]
    skills: Mapping[int, Skill]
    places: Mapping[int, Place]
    bridges: Mapping[tuple[int, int], Bridge]


def smallest_group() -> int:
    """Return the size below which a group of people stays hidden."""
    return int(current_app.config["SMALLEST_GROUP"])


def standing(person_id: int, mobility: Mobility) -> Standing:
    """Return where a person stands, as far as the graph knows."""
    assignment = people.current_assignment(person_id)
    job_id = assignment.job_id if assignment else None
    profile = Profile(
        job=job_id,
        unit=assignment.unit_id if assignment else None,
        levels=skills.levels_of(person_id),
    )
    return Standing(as_known(profile, mobility), job_id, assignment.manager if assignment else None)


def missing_for(mobility: Mobility, profile: Profile, job_id: int) -> Gap:
    """Return what a person misses for a job; a job the graph does not know asks for nothing."""
    if job_id not in mobility.index:
        return gap(profile.levels, ())
    return gap_to(mobility, as_known(profile, mobility), job_id)


def as_known(profile: Profile, mobility: Mobility) -> Profile:
    """Return a profile without a job that came after the graph was computed: skills speak alone."""
    return profile if profile.job in mobility.index else replace(profile, job=None)


def standing_of(actor: Actor, mobility: Mobility) -> Standing:
    """Return where the reader stands."""
    return standing(actor.person_id or 0, mobility)


def names(job_ids: Collection[int], skill_ids: Collection[int]) -> Names:
    """Look up everything the pages say about some jobs and skills."""
    smallest = smallest_group()
    sites = queries.people_by_site(job_ids)
    return Names(
        jobs=jobs.by_ids(job_ids),
        skills=skills.by_ids(skill_ids),
        places={job_id: place(sites[job_id], smallest) for job_id in job_ids},
        bridges=queries.bridges_among(job_ids),
    )


def names_for(
    paths: Iterable[Path],
    changes: Iterable[Counterfactual] = (),
    *,
    others: Collection[int] = (),
) -> Names:
    """Look up what some paths, changes and `others`, ids of jobs, stand for."""
    job_ids, skill_ids = set(others), set()
    for path in paths:
        job_ids |= set(path.jobs)
        skill_ids |= {row.skill for step in path.steps for row in step.gap.rows}
    for change in changes:
        job_ids |= set(change.opens)
        skill_ids.add(change.skill)
    return names(job_ids, skill_ids)


def path_views(paths: Iterable[Path], known: Names) -> tuple[PathView, ...]:
    """Return paths for a page; those through a job which is gone are left out."""
    return tuple(_path_view(path, known) for path in paths if set(path.jobs) <= set(known.jobs))


def _path_view(path: Path, known: Names) -> PathView:
    source = path.steps[0].source
    return PathView(
        label=path.label,
        start=known.jobs[source] if source is not None else None,
        steps=tuple(
            step_view(step, number, known=known) for number, step in enumerate(path.steps, 1)
        ),
        effort=path.effort,
        levels_missing=path.levels_missing,
        is_inferred=path.is_inferred,
        job_ids=path.jobs,
    )


def step_view(step: Step, number: int, *, known: Names) -> StepView:
    """Return one step for a page."""
    source = step.source
    return StepView(
        number=number,
        source=known.jobs[source] if source is not None else None,
        job=known.jobs[step.target],
        place=known.places[step.target],
        evidence=evidence(step, smallest_group()),
        effort=step.effort,
        lines=skill_lines(step.gap, known.skills),
        levels_missing=step.gap.levels_missing,
        bridge=known.bridges.get((source, step.target)) if source is not None else None,
        computed=step,
    )


def skill_lines(missing: Gap, known: Mapping[int, Skill]) -> tuple[SkillLine, ...]:
    """Return a gap for a page: what is missing most first."""
    return tuple(
        SkillLine(
            skill=known[row.skill],
            have=row.have,
            need=row.need,
            missing=row.missing,
            is_essential=row.importance is Importance.ESSENTIAL,
            is_assumed=row.is_assumed,
        )
        for row in missing.rows
        if row.skill in known
    )


def changes_for(job_id: int, changes: Iterable[Counterfactual], known: Names) -> tuple[Change, ...]:
    """Return for a page what would bring a job nearer."""
    return tuple(
        Change(
            job=known.jobs[job_id],
            skill=known.skills[change.skill],
            have=change.have,
            wanted=change.wanted,
            rank_before=change.rank_before,
            rank_after=change.rank_after,
            opens=tuple(known.jobs[job_id] for job_id in change.opens if job_id in known.jobs),
        )
        for change in changes
        if change.skill in known.skills and job_id in known.jobs
    )


def opened(paths: Iterable[PathView], label: str) -> PathView | None:
    """Return the path with that label, else the first one."""
    ordered = sorted(paths, key=lambda path: path.label != label)
    return ordered[0] if ordered else None
