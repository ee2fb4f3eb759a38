"""What the graph functions answer: values with ids, which pages put into words."""

from dataclasses import dataclass
from enum import StrEnum

from talentgrow.graph.types import Importance


@dataclass(frozen=True, slots=True)
class Renaming:
    """A post that got another name: most of its holders "moved" in one year; not counted."""

    source: int
    target: int
    unit: int | None
    year: int
    people: int
    share: float


@dataclass(frozen=True, slots=True)
class Link:
    """What is known between two jobs: real moves, a declared bridge, nearness."""

    source: int
    target: int
    count: int
    departures: int
    first_year: int | None
    last_year: int | None
    median_months: int | None
    is_bridge: bool
    adjacency: float


@dataclass(frozen=True, slots=True)
class SkillGap:
    """One skill a job asks for, beside what is held.

    `is_assumed`: the person said nothing of it, so the level of their job stands in.
    """

    skill: int
    have: int
    need: int
    importance: Importance
    missing: int
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """How far needs are from being met: 0 nothing is missing, 1 everything is."""

    value: float
    rows: tuple[SkillGap, ...]
    levels_missing: int

    @property
    def is_known(self) -> bool:
        """Tell whether the job states what it needs."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many months of learning beside the work, from and to."""

    low_months: int
    high_months: int


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a path, with what speaks for it; `source` is `None` without a present job."""

    source: int | None
    target: int
    probability: float
    low: float
    high: float
    count: int
    departures: int
    first_year: int | None
    last_year: int | None
    median_months: int | None
    is_bridge: bool
    rank: int
    gap: Gap
    effort: Effort | None


class PathLabel(StrEnum):
    """Why a path is proposed."""

    TRAVELLED = "travelled"
    CLOSEST = "closest"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from where somebody stands to a job; `is_inferred` when a step was never seen."""

    label: PathLabel
    steps: tuple[Step, ...]
    cost: float
    probability: float
    effort: Effort | None
    levels_missing: int
    is_inferred: bool

    @property
    def jobs(self) -> tuple[int, ...]:
        """Return the jobs of the path in order, the present one first when there is one."""
        start = (self.steps[0].source,) if self.steps else ()
        present = tuple(job for job in start if job is not None)
        return present + tuple(step.target for step in self.steps)


@dataclass(frozen=True, slots=True)
class PathChoice:
    """Up to three really different paths, the most travelled one first."""

    target: int
    paths: tuple[Path, ...]


class ReachReason(StrEnum):
    """How a job comes into reach."""

    DIRECT = "direct"
    VIA = "via"


@dataclass(frozen=True, slots=True)
class Reach:
    """A job within three moves, without having been asked for; `via` are the jobs between."""

    job: int
    probability: float
    hops: int
    reason: ReachReason
    via: tuple[int, ...]
    is_surprise: bool
    is_wished: bool
    gap: Gap


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A skill level which would move a job up among the next jobs; `opens` others to the top."""

    skill: int
    have: int
    wanted: int
    rank_before: int
    rank_after: int
    opens: tuple[int, ...]
