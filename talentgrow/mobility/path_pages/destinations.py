"""What the page of one target says: the paths to it, or kindly why there are none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from talentgrow.graph.counterfactual import counterfactuals
from talentgrow.graph.explain import Explanation, explain
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.paths import find_paths
from talentgrow.graph.results import Counterfactual, Path
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries, snapshot, suggestions
from talentgrow.mobility.models import SavedPath
from talentgrow.mobility.path_pages.evidence import Place
from talentgrow.mobility.states import PathStatus
from talentgrow.mobility.suggestions import Change, PathView, Standing
from talentgrow.skills.models import Skill


class Pace(StrEnum):
    """What a person prefers: small gaps, or few steps."""

    EASIER = "easier"
    BALANCED = "balanced"
    FASTER = "faster"


APPETITES = {Pace.EASIER: -1.0, Pace.BALANCED: 0.0, Pace.FASTER: 1.0}


class Reachability(StrEnum):
    """Whether there are paths to a job, and if not, why."""

    OPEN = "open"
    OWN = "own"
    NEW = "new"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What suggestions were computed from."""

    rule_version: str
    data_hash: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Everything the page of one target says."""

    job: Job
    place: Place
    standing: Standing
    reachability: Reachability
    pace: Pace
    basis: Basis
    paths: tuple[PathView, ...] = ()
    opened: PathView | None = None
    changes: tuple[Change, ...] = ()
    explanation: Explanation | None = None
    saved: tuple[SavedPath, ...] = ()

    @property
    def kept(self) -> SavedPath | None:
        """Return the saved path which is the opened one, if it was saved."""
        steps = list(self.opened.job_ids) if self.opened else []
        return next((path for path in self.saved if path.steps == steps), None)

    @property
    def growing(self) -> tuple[Skill, ...]:
        """Return the skills to raise on any of the paths, those on the way of most paths first."""
        ways = Counter(skill_id for path in self.paths for skill_id in path.growth)
        named = {
            line.skill.id: line.skill
            for path in self.paths
            for step in path.steps
            for line in step.missing
        }
        return tuple(
            named[skill_id] for skill_id in sorted(named, key=lambda one: (-ways[one], one))
        )

    @property
    def shared(self) -> SavedPath | None:
        """Return a path to this target which the manager may read, if there is one."""
        return next((path for path in self.saved if path.status is PathStatus.SHARED), None)


def pace_called(name: str | None) -> Pace:
    """Return the pace of that name; nonsense means balanced."""
    return Pace(name) if name in set(Pace) else Pace.BALANCED


def basis(mobility: Mobility) -> Basis:
    """Return what the present suggestions were computed from."""
    return Basis(
        rule_version=mobility.rule_version,
        data_hash=mobility.data_hash,
        as_of=mobility.as_of,
    )


def destination(actor: Actor, job_id: int, *, pace: Pace, label: str = "") -> Destination:
    """Return the page of one target, with the path called `label` opened, else the first.

    :raises NotFound: no such job
    :raises NoSnapshot: the graph was not computed yet
    """
    job = jobs.get(job_id)
    mobility = snapshot.current().mobility
    standing = suggestions.standing_of(actor, mobility)
    paths = _paths(mobility, standing, job_id, pace=pace)
    ordered = sorted(paths, key=lambda path: path.label != label)
    nearest = [path.steps[0].target for path in ordered[:1]]
    changing, changes = _changes(mobility, standing, [*nearest, job_id])
    known = suggestions.names_for(paths, changes, others={job_id})
    views = suggestions.path_views(paths, known)
    opened = suggestions.opened(views, label)
    return Destination(
        job=job,
        place=known.places[job_id],
        standing=standing,
        reachability=_reachability(mobility, standing, job_id, found=bool(views)),
        pace=pace,
        basis=basis(mobility),
        paths=views,
        opened=opened,
        changes=suggestions.changes_for(changing, changes, known),
        explanation=explain(mobility, standing.profile, opened.steps[0].computed)
        if opened
        else None,
        saved=tuple(queries.saved_to(actor, job_id)),
    )


def _paths(mobility: Mobility, standing: Standing, job_id: int, *, pace: Pace) -> tuple[Path, ...]:
    if job_id not in mobility.index or job_id == standing.job_id:
        return ()
    return find_paths(mobility, standing.profile, job_id, appetite=APPETITES[pace]).paths


def _changes(
    mobility: Mobility, standing: Standing, candidates: Iterable[int]
) -> tuple[int, tuple[Counterfactual, ...]]:
    """Return what would bring the first of some jobs nearer which anything brings nearer."""
    for job_id in candidates:
        if job_id in mobility.index and job_id != standing.job_id:
            found = counterfactuals(mobility, standing.profile, job_id)
            telling = tuple(change for change in found if _is_telling(change))
            if telling:
                return job_id, telling
    return 0, ()


def _is_telling(change: Counterfactual) -> bool:
    """Tell whether a change is worth a sentence: it opens a job, or halves a rank."""
    return bool(change.opens) or 2 * change.rank_after <= change.rank_before


def _reachability(
    mobility: Mobility, standing: Standing, job_id: int, *, found: bool
) -> Reachability:
    if found:
        return Reachability.OPEN
    if job_id == standing.job_id:
        return Reachability.OWN
    return Reachability.CLOSED if job_id in mobility.index else Reachability.NEW
