"""The drawing of what was said about one skill: where its points, lines and years stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from talentgrow.skills.models import CONFIRMING, ClaimSource, SkillClaim

WIDTH, HEIGHT = 330, 168
LEFT, RIGHT, BOTTOM, STEP = 34.0, 318.0, 132.0, 24.0
# Labels closer than this would lie on each other.
LABEL_ROOM = 46.0
MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One claim on the drawing; a label only where there is room."""

    claim: SkillClaim
    x: float
    y: float
    is_confirmed: bool
    has_label: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The mark of a year's first day."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Points, the dashed line of what was declared, the solid one of what was confirmed."""

    points: tuple[Point, ...]
    declared: str
    confirmed: str
    years: tuple[Year, ...]


def height_of(level: int) -> float:
    """Return how high a level stands.

    >>> height_of(0), height_of(5)
    (132.0, 12.0)
    """
    return BOTTOM - STEP * level


def chart(claims: Sequence[SkillClaim], now: datetime) -> Chart:
    """Return the drawing of claims, oldest first, up to now."""
    scale = _Scale(claims[0].at, max(now, claims[-1].at))
    confirmed = [claim for claim in claims if claim.source in CONFIRMING]
    declared = [claim for claim in claims if claim.source is ClaimSource.SELF]
    return Chart(
        points=_points(claims, scale),
        declared=_steps(declared, scale, until=_end_of_dashes(declared, confirmed)),
        confirmed=_steps(confirmed, scale, until=None),
        years=scale.years(),
    )


class _Scale:
    """Where a moment stands between the first claim and today."""

    def __init__(self, first: datetime, last: datetime) -> None:
        self.first = first
        self.last = last
        self.seconds = max((last - first).total_seconds(), 1.0)

    def x(self, moment: datetime) -> float:
        share = (moment - self.first).total_seconds() / self.seconds
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def years(self) -> tuple[Year, ...]:
        """Return the years that begin inside, every second or third one where they are many."""
        years = range(self.first.year + 1, self.last.year + 1)
        every = -(-len(years) // MOST_YEARS) or 1
        shown = years[::-1][::every][::-1]
        return tuple(Year(self.x(datetime(year, 1, 1, tzinfo=UTC)), year) for year in shown)


def _points(claims: Sequence[SkillClaim], scale: _Scale) -> tuple[Point, ...]:
    """Return a point for each claim; where two are close, the later one keeps its label."""
    points: list[Point] = []
    taken: list[tuple[float, float]] = []
    for claim in reversed(claims):
        x, y = scale.x(claim.at), height_of(claim.level)
        is_free = all(abs(x - a) >= LABEL_ROOM or abs(y - b) > STEP for a, b in taken)
        if is_free:
            taken.append((x, y))
        points.append(Point(claim, x, y, claim.source in CONFIRMING, is_free))
    return tuple(reversed(points))


def _end_of_dashes(
    declared: Sequence[SkillClaim], confirmed: Sequence[SkillClaim]
) -> datetime | None:
    """Return when what was declared last stopped being the last word; None means it still is."""
    if not declared:
        return None
    return next((claim.at for claim in confirmed if claim.at >= declared[-1].at), None)


def _steps(claims: Sequence[SkillClaim], scale: _Scale, *, until: datetime | None) -> str:
    """Return the path of a line that goes level until the next claim."""
    if not claims:
        return ""
    first = claims[0]
    parts = [f"M{scale.x(first.at)} {height_of(first.level)}"]
    parts += [f"H{scale.x(claim.at)}V{height_of(claim.level)}" for claim in claims[1:]]
    end = RIGHT if until is None else scale.x(until)
    return "".join([*parts, f"H{end}"])
