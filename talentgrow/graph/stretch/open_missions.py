"""All open missions as arrays, to be put in order for one person at a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.matching import ZONES, Ask, Fit, Seeker, StretchRules, Zone
from talentgrow.graph.stretch.fitting import fit
from talentgrow.graph.types import Importance

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# Values that differ less than this are the same: the order must not hang on the last digit.
_DIGITS = 12


@dataclass(frozen=True, eq=False)
class OpenMissions:
    """Missions sorted by id (their place is their row), and one entry for each of their skills.

    `column` is the place of the entry's skill in `skills`; a level that is not stated is 0.
    """

    ids: Ints
    skills: Ints
    asks: tuple[tuple[Ask, ...], ...]
    row: Ints
    column: Ints
    needed: Ints
    grown_to: Ints
    is_essential: Flags

    def row_of(self, mission: int) -> int | None:
        """Return the row of a mission, None when it is not among these."""
        at = int(np.searchsorted(self.ids, mission))
        return at if at < len(self.ids) and self.ids[at] == mission else None

    def fit(self, seeker: Seeker, mission: int, *, rules: StretchRules) -> Fit:
        """Return how one of the missions fits a person, with every reason.

        :raises KeyError: the mission is not among these
        """
        row = self.row_of(mission)
        if row is None:
            raise KeyError(mission)
        return fit(seeker, mission, self.asks[row], rules=rules)

    def total(self, values: NDArray[np.generic]) -> Floats:
        """Add up a value of each entry by mission, in the order of the skills."""
        weights = values.astype(np.float64, copy=False)
        found: Floats = np.bincount(self.row, weights, len(self.ids)).astype(np.float64, copy=False)
        return found


@dataclass(frozen=True, eq=False)
class Ranking:
    """Every open mission for one person: `order` holds rows, the most useful stretch first.

    Then come comfort, risk and overreach, and last what needs a skill the person stays out of;
    inside each by the same sum, nearest to the best gap first where sums are equal.
    """

    missions: OpenMissions
    order: Ints
    zone: Ints
    gap: Floats
    value: Floats
    is_kept_out: Flags

    def ids(self, *, among: Collection[int] | None = None) -> tuple[int, ...]:
        """Return the ids of the missions in order, or of some of them."""
        found = self.missions.ids[self.order]
        if among is not None:
            found = found[np.isin(found, np.fromiter(among, np.int64, len(among)))]
        return tuple(found.tolist())

    def within_reach(self) -> tuple[int, ...]:
        """Return the ids in order, without what is too far or needs a skill one stays out of."""
        is_near = self.zone[self.order] < ZONES.index(Zone.OVERREACH)
        kept = self.order[is_near & ~self.is_kept_out[self.order]]
        return tuple(self.missions.ids[kept].tolist())

    def zone_of(self, row: int) -> Zone:
        """Return the zone of a mission by row."""
        return ZONES[int(self.zone[row])]

    def score_of(self, row: int) -> float | None:
        """Return the score of a mission by row, None where there is none."""
        has_none = self.is_kept_out[row] or self.zone_of(row) is not Zone.STRETCH
        return None if has_none else float(self.value[row])


def compile_missions(asks: Mapping[int, Iterable[Ask]]) -> OpenMissions:
    """Turn missions, by id with their skills, into arrays; those without skills stay in."""
    ids = sorted(asks)
    kept = tuple(tuple(sorted(asks[one], key=lambda ask: ask.skill)) for one in ids)
    entries = [ask for some in kept for ask in some]
    skills, column = np.unique(_column(ask.skill for ask in entries), return_inverse=True)
    return OpenMissions(
        ids=np.array(ids, dtype=np.int64),
        skills=skills,
        asks=kept,
        row=np.repeat(np.arange(len(ids)), [len(some) for some in kept]),
        column=column.astype(np.int64),
        needed=_column(ask.needed or 0 for ask in entries),
        grown_to=_column(ask.grown_to or 0 for ask in entries),
        is_essential=np.array(
            [ask.importance is Importance.ESSENTIAL for ask in entries], dtype=np.bool_
        ),
    )


def rank(missions: OpenMissions, seeker: Seeker, *, rules: StretchRules) -> Ranking:
    """Put all missions in order for a person."""
    held = _spread(missions, {**seeker.assumed, **seeker.levels})
    gap, is_too_far = _gaps(missions, held, rules)
    kept_out = _spread(missions, dict.fromkeys(seeker.avoid, 1)) > 0
    is_kept_out = missions.total(kept_out & missions.is_essential & (missions.needed > 0)) > 0
    value = _band(gap, seeker.appetite, rules) * _merit(missions, seeker, held=held, rules=rules)
    value *= rules.avoid_factor ** missions.total(kept_out)
    zone = np.searchsorted(
        (rules.comfort_below, rules.stretch_below, rules.risk_below), gap, side="right"
    )
    zone[is_too_far] = len(ZONES) - 1
    best = rules.best_gap + rules.appetite_step * seeker.appetite
    # In the order of the zones, but what stretches comes before what is easy.
    place = np.array([1, 0, 2, 3])[zone]
    away = np.round(np.abs(gap - best), _DIGITS)
    order = np.lexsort((missions.ids, away, -np.round(value, _DIGITS), place, is_kept_out))
    return Ranking(missions, order, zone, gap, value, is_kept_out)


def _column(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _spread(missions: OpenMissions, by_skill: Mapping[int, int]) -> Ints:
    """Return a number known by skill for each entry, 0 where nothing is known."""
    found = np.zeros(len(missions.skills), dtype=np.int64)
    if by_skill and len(found):
        skills = _column(by_skill)
        at = np.minimum(np.searchsorted(missions.skills, skills), len(found) - 1)
        is_there = missions.skills[at] == skills
        found[at[is_there]] = _column(by_skill.values())[is_there]
    return found[missions.column]


def _gaps(missions: OpenMissions, held: Ints, rules: StretchRules) -> tuple[Floats, Flags]:
    weight = np.where(missions.is_essential, 1.0, rules.useful_weight)
    missing = np.maximum(missions.needed - held, 0)
    short, whole = missions.total(weight * missing), missions.total(weight * missions.needed)
    gap = np.divide(short, whole, out=np.zeros(len(short)), where=whole > 0)
    return gap, missions.total(missions.is_essential & (missing >= rules.too_far)) > 0


def _band(gap: Floats, appetite: int, rules: StretchRules) -> Floats:
    away = gap - (rules.best_gap + rules.appetite_step * appetite)
    return np.exp(-((away / np.where(away < 0, rules.spread_below, rules.spread_above)) ** 2))


def _merit(missions: OpenMissions, seeker: Seeker, *, held: Ints, rules: StretchRules) -> Floats:
    """Return what speaks for each mission, the band aside."""
    grows = missions.grown_to > held
    aim = _spread(missions, seeker.aims) if seeker.aims else missions.grown_to
    towards = np.maximum(np.minimum(missions.grown_to, aim) - held, 0)
    develop = _spread(missions, dict.fromkeys(seeker.develop, 1)) > 0
    use = _spread(missions, dict.fromkeys(seeker.use, 1)) > 0
    wished = (develop & grows) | (use & (missions.needed > 0))
    grown = missions.total(missions.grown_to > 0)
    new = missions.total(grows & (held == 0))
    growth = np.minimum(1.0, missions.total(towards) / rules.full_growth)
    wishes = np.minimum(1.0, missions.total(wished) / rules.full_wishes)
    novelty = np.divide(new, grown, out=np.zeros(len(new)), where=grown > 0)
    return rules.w_growth * growth + rules.w_wishes * wishes + rules.w_novelty * novelty
