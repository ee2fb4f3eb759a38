"""How far a mission stretches somebody: the values, the rules, the zones and the band."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from talentgrow.graph.types import Importance

RULE_VERSION = "1"


class Zone(StrEnum):
    """How hard a mission would be for somebody, the easiest first."""

    COMFORT = "comfort"
    STRETCH = "stretch"
    RISK = "risk"
    OVERREACH = "overreach"


ZONES = tuple(Zone)


class SupportKind(StrEnum):
    """What makes a mission less hard, the lightest first."""

    VISIT = "visit"
    MENTOR = "mentor"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class StretchRules:
    """Weights and limits; HR may move the three thresholds, the rest is documented."""

    # Where the zones begin, as gaps; an essential skill this many levels short is too far.
    comfort_below: float = 0.08
    stretch_below: float = 0.30
    risk_below: float = 0.40
    too_far: int = 3
    useful_weight: float = 0.5

    # The gap from which one learns most, how far an appetite moves it, how fast it fades.
    best_gap: float = 0.18
    appetite_step: float = 0.06
    spread_below: float = 0.10
    spread_above: float = 0.08

    w_growth: float = 0.55
    w_wishes: float = 0.25
    w_novelty: float = 0.20
    # As many levels towards one's aim, and as many wished skills, count in full.
    full_growth: int = 3
    full_wishes: int = 2
    # What is left of a score for each skill one wants to be kept out of.
    avoid_factor: float = 0.5

    mentor_relief: float = 0.30
    visit_levels: int = 1
    training_levels: int = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """One skill which a mission needs at a level, or grows to a level, or both."""

    skill: int
    needed: int | None = None
    grown_to: int | None = None
    importance: Importance = Importance.ESSENTIAL


@dataclass(frozen=True, slots=True)
class Seeker:
    """What counts of a person: levels, what they aim at and wish, and nothing else.

    `assumed` stands in where they said nothing of a skill. Without `aims` every level gained is
    growth. `appetite` is -1 for smaller steps, 1 for larger ones.
    """

    levels: Mapping[int, int] = field(default_factory=dict)
    assumed: Mapping[int, int] = field(default_factory=dict)
    aims: Mapping[int, int] = field(default_factory=dict)
    develop: frozenset[int] = frozenset()
    use: frozenset[int] = frozenset()
    avoid: frozenset[int] = frozenset()
    appetite: int = 0

    def have(self, skill: int) -> int:
        """Return the level that counts for a skill."""
        return self.levels.get(skill, self.assumed.get(skill, 0))


@dataclass(frozen=True, slots=True)
class Line:
    """One skill of a mission beside what is held: what is missing, what would be gained."""

    skill: int
    have: int
    needed: int | None
    grown_to: int | None
    importance: Importance
    missing: int
    gains: int
    # Levels gained towards what the person aims at.
    towards: int
    is_assumed: bool = False
    is_wished: bool = False
    is_avoided: bool = False

    @property
    def is_essential(self) -> bool:
        """Tell whether the mission cannot do without it."""
        return self.importance is Importance.ESSENTIAL


@dataclass(frozen=True, slots=True)
class Support:
    """What would bring a mission into an easier zone; a mentor helps with all of its skills."""

    kind: SupportKind
    skill: int | None
    gap_after: float
    zone_after: Zone


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of, each from 0 to 1, and the counts behind them.

    score = band · kept · (w_growth · growth + w_wishes · wishes + w_novelty · novelty)
    """

    growth: float
    wishes: float
    novelty: float
    band: float
    kept: float
    levels_towards: int
    skills_wished: int
    skills_new: int
    skills_grown: int
    skills_avoided: int

    def score(self, rules: StretchRules) -> float:
        """Add the parts up."""
        merit = (
            rules.w_growth * self.growth
            + rules.w_wishes * self.wishes
            + rules.w_novelty * self.novelty
        )
        return self.band * self.kept * merit


@dataclass(frozen=True, slots=True)
class Fit:
    """How one mission fits one person, with every reason; `lines` hold what is missing most first.

    `score` is None outside the stretch zone, and when the mission needs a skill of which the
    person wants to be kept out. `makes` are the two or three skills that make the zone, `brings`
    those which are met, `learns` those which grow.
    """

    mission: int
    zone: Zone
    gap: float
    score: float | None
    lines: tuple[Line, ...]
    makes: tuple[int, ...]
    brings: tuple[int, ...]
    learns: tuple[int, ...]
    parts: Parts
    supports: tuple[Support, ...]
    is_kept_out: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether the mission says anything of skills."""
        return bool(self.lines)

    @property
    def levels_missing(self) -> int:
        """Return how many levels are missing to come in."""
        return sum(line.missing for line in self.lines)


def zone_of(gap: float, *, is_too_far: bool, rules: StretchRules) -> Zone:
    """Return the zone of a gap.

    >>> str(zone_of(0.08, is_too_far=False, rules=StretchRules()))
    'stretch'
    """
    if is_too_far or gap >= rules.risk_below:
        return Zone.OVERREACH
    if gap >= rules.stretch_below:
        return Zone.RISK
    return Zone.STRETCH if gap >= rules.comfort_below else Zone.COMFORT


def band(gap: float, appetite: int, rules: StretchRules) -> float:
    """Return how near a gap is to the one from which this person learns most: 1 at best.

    >>> round(band(0.18, 0, StretchRules()), 2), round(band(0.26, 0, StretchRules()), 2)
    (1.0, 0.37)
    """
    away = gap - (rules.best_gap + rules.appetite_step * appetite)
    return math.exp(-((away / (rules.spread_below if away < 0 else rules.spread_above)) ** 2))
