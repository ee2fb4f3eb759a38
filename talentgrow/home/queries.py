"""What the home page shows to a reader; nothing here changes anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.reach import reachable
from talentgrow.graph.results import Gap, Reach, SkillGap
from talentgrow.graph.types import Profile
from talentgrow.imports import queries as imports
from talentgrow.imports.models import ImportRun
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries, snapshot, suggestions
from talentgrow.mobility.map import counts, part
from talentgrow.mobility.models import JobWish, SavedPath
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill

SHOWN_REACH = 6
SHOWN_SKILLS = 3
SHOWN_SHARED = 5


@dataclass(frozen=True, slots=True)
class SkillStep:
    """A skill to raise for the next step."""

    skill: Skill
    have: int
    need: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """The saved path somebody is on, and what its next job still asks of them."""

    path: SavedPath
    jobs: tuple[Job, ...]
    position: int
    gap: Gap
    skills: tuple[SkillStep, ...]

    @property
    def next_job(self) -> Job | None:
        """Return the next job, None when the path has been walked to its end."""
        return self.jobs[self.position + 1] if self.position + 1 < len(self.jobs) else None


@dataclass(frozen=True, slots=True)
class ReachableJob:
    """A job within reach, and through which jobs."""

    job: Job
    via: tuple[Job, ...]
    reach: Reach


@dataclass(frozen=True, slots=True)
class Overview:
    """What HR sees first: the newest graph, or their part of it, and the newest import.

    Files tell of the whole organisation: HR of a part is not shown any.
    """

    jobs: int
    people: int
    moves: int
    renamed: int
    built_at: datetime
    is_part: bool
    newest_import: ImportRun | None


@dataclass(frozen=True, slots=True)
class Home:
    """The home page of one reader; parts which do not concern them are None or empty."""

    next_step: NextStep | None
    reach: tuple[ReachableJob, ...]
    shared: tuple[SavedPath, ...]
    overview: Overview | None
    wants_levels: bool
    is_ready: bool


def home(actor: Actor) -> Home:
    """Return what waits for the actor and what they could try."""
    person_id = actor.person_id or 0
    profile, interests = queries.standing_of(person_id)
    saved, shared = queries.own_and_shared(actor)
    try:
        graph = snapshot.current()
    except snapshot.NoSnapshot:
        wants_levels = not profile.levels and jobs.has_needs()
        return Home(None, (), (), None, wants_levels, is_ready=False)
    reach = _reach(interests, suggestions.as_known(profile, graph.mobility), graph.mobility)
    named = {job for one in reach for job in (one.job, *one.via)}
    # Jobs of both parts are read together: the page has few statements to spare.
    known = jobs.by_ids(named.union(saved[0].steps if saved else ()))
    return Home(
        next_step=_next_step(saved[0], profile, graph.mobility, known) if saved else None,
        reach=_reachable(reach, known),
        shared=tuple(shared[:SHOWN_SHARED]),
        overview=_overview(actor, graph) if actor.is_hr else None,
        wants_levels=not profile.levels and any(job.needs for job in graph.mobility.jobs),
        is_ready=True,
    )


def _next_step(
    path: SavedPath, profile: Profile, mobility: Mobility, known: Mapping[int, Job]
) -> NextStep | None:
    """Return where a person stands on a path; a job that is no longer there ends it."""
    if any(job_id not in known for job_id in path.steps):
        return None
    position = path.steps.index(profile.job) if profile.job in path.steps else 0
    following = path.steps[position + 1] if position + 1 < len(path.steps) else path.steps[-1]
    missing = suggestions.missing_for(mobility, profile, following)
    rows = sorted(
        (row for row in missing.rows if row.missing), key=lambda row: (-row.missing, row.skill)
    )[:SHOWN_SKILLS]
    return NextStep(
        path,
        tuple(known[job_id] for job_id in path.steps),
        position,
        missing,
        _skill_steps(rows, skills.by_ids([row.skill for row in rows])),
    )


def _skill_steps(rows: list[SkillGap], known: Mapping[int, Skill]) -> tuple[SkillStep, ...]:
    return tuple(
        SkillStep(known[row.skill], row.have, row.need) for row in rows if row.skill in known
    )


def _reach(
    interests: Mapping[int, JobWish], profile: Profile, mobility: Mobility
) -> Sequence[Reach]:
    return reachable(
        mobility,
        profile,
        wished=frozenset(job for job, wish in interests.items() if wish is JobWish.WISHED),
        unwanted=frozenset(job for job, wish in interests.items() if wish is JobWish.UNWANTED),
        count=SHOWN_REACH,
    )


def _reachable(found: Iterable[Reach], known: Mapping[int, Job]) -> tuple[ReachableJob, ...]:
    return tuple(
        ReachableJob(known[reach.job], tuple(known[job] for job in reach.via), reach)
        for reach in found
        if all(job in known and known[job].retired_at is None for job in (reach.job, *reach.via))
    )


def _overview(actor: Actor, whole: snapshot.Graph) -> Overview:
    graph = part.as_read_by(actor, whole)
    mobility = graph.mobility
    numbers = counts.numbers(mobility)
    return Overview(
        jobs=len(mobility.jobs),
        people=numbers.people,
        moves=numbers.moves,
        renamed=len(mobility.renamings),
        built_at=graph.built_at,
        is_part=actor.scope is not None,
        newest_import=imports.newest() if actor.is_hr_for_all else None,
    )
