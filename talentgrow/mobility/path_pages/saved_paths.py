"""What pages say about saved paths: the picture of that day, and the gap of today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from talentgrow.audit.models import StatusChange
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Gap
from talentgrow.graph.routes.standing import gap_to
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Bridge, Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries, snapshot, suggestions
from talentgrow.mobility.models import SavedPath
from talentgrow.mobility.path_pages.evidence import Place
from talentgrow.mobility.states import PathStatus
from talentgrow.mobility.suggestions import Names, SkillLine, Standing


@dataclass(frozen=True, slots=True)
class Stage:
    """One job of a saved path; `lines` is what the person lacks for it today.

    `job` is None when the job no longer exists, `lines` when it is held or was reached.
    """

    number: int
    job: Job | None
    place: Place | None
    lines: tuple[SkillLine, ...]
    bridge: Bridge | None
    is_present: bool
    is_behind: bool

    @property
    def missing(self) -> tuple[SkillLine, ...]:
        """Return the skills to raise."""
        return tuple(line for line in self.lines if line.missing)

    @property
    def levels_missing(self) -> int:
        """Return how many levels there are to gain."""
        return sum(line.missing for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """Everything a page says about one saved path."""

    path: SavedPath
    standing: Standing
    stages: tuple[Stage, ...]
    is_own: bool
    is_current: bool
    shared_at: datetime | None
    history: tuple[StatusChange, ...]

    @property
    def is_shared(self) -> bool:
        """Tell whether the manager may read the path."""
        return self.path.status is PathStatus.SHARED

    @property
    def has_left_it(self) -> bool:
        """Tell whether the person now holds a job which is not on the path."""
        job_id = self.standing.job_id
        return job_id is not None and job_id not in self.path.steps

    @property
    def ahead(self) -> tuple[Stage, ...]:
        """Return the stages still to come."""
        return tuple(stage for stage in self.stages if not stage.is_present and not stage.is_behind)


@dataclass(frozen=True, slots=True)
class SavedPaths:
    """The reader's own paths, the newest one at length, and those shared with them."""

    first: SavedView | None
    others: tuple[SavedPath, ...]
    shared: tuple[SavedPath, ...]
    titles: Mapping[int, Job]


def saved_paths(actor: Actor) -> SavedPaths:
    """Return the paths the reader saved, and those which their reports share with them."""
    own = queries.saved_by(actor, actor.person_id or 0)
    shared = queries.shared_with(actor) if actor.report_ids else []
    first = view(actor, own[0]) if own else None
    listed = {job for path in (*own[1:], *shared) for job in path.steps}
    return SavedPaths(first, tuple(own[1:]), tuple(shared), jobs.by_ids(listed))


def view(actor: Actor, path: SavedPath) -> SavedView:
    """Return one saved path, with what its owner lacks today.

    :raises NoSnapshot: the graph was not computed yet
    """
    mobility = snapshot.current().mobility
    standing = suggestions.standing(path.person_id, mobility)
    history = queries.history_of(path)
    shares = [change.at for change in history if change.after == PathStatus.SHARED]
    return SavedView(
        path=path,
        standing=standing,
        stages=_stages(mobility, standing, path),
        is_own=actor.is_person(path.person_id),
        is_current=path.data_hash == mobility.data_hash,
        shared_at=shares[-1] if shares and path.status is PathStatus.SHARED else None,
        history=tuple(history),
    )


def _stages(mobility: Mobility, standing: Standing, path: SavedPath) -> tuple[Stage, ...]:
    present = path.steps.index(standing.job_id) if standing.job_id in path.steps else -1
    gaps = _gaps(mobility, standing, path.steps[present + 1 :])
    skill_ids = {row.skill for found in gaps.values() for row in found.rows}
    known = suggestions.names(set(path.steps), skill_ids)
    return tuple(
        Stage(
            number=number,
            job=known.jobs.get(job_id),
            place=known.places.get(job_id),
            lines=suggestions.skill_lines(gaps[job_id], known.skills) if job_id in gaps else (),
            bridge=_bridge(known, path.steps, number),
            is_present=number == present,
            is_behind=number < present,
        )
        for number, job_id in enumerate(path.steps)
    )


def _gaps(mobility: Mobility, standing: Standing, ahead: Iterable[int]) -> dict[int, Gap]:
    """Return what is missing today for each job ahead which the graph knows."""
    return {
        job_id: gap_to(mobility, standing.profile, job_id)
        for job_id in ahead
        if job_id in mobility.index
    }


def _bridge(known: Names, steps: list[int], number: int) -> Bridge | None:
    return known.bridges.get((steps[number - 1], steps[number])) if number else None
