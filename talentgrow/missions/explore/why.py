"""Why a mission lies in its zone, number by number, so that anybody can redo the sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.graph.matching import RULE_VERSION, Fit, Line, StretchRules, Zone
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions.explore import choices, wording
from talentgrow.missions.explore.choices import Choice
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend.fits import fits
from talentgrow.missions.recommend.seekers import seeker, stretch_rules


@dataclass(frozen=True, slots=True)
class GapRow:
    """What one skill adds to the gap: its weight times the levels missing, of those needed."""

    name: Localized
    line: Line
    weight: float

    @property
    def is_new(self) -> bool:
        """Tell whether one would begin this skill here."""
        return self.line.have == 0 and self.line.gains > 0

    @property
    def short(self) -> float:
        """Return the weighted levels missing."""
        return self.weight * self.line.missing

    @property
    def whole(self) -> float:
        """Return the weighted levels needed."""
        return self.weight * (self.line.needed or 0)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the score: what was counted, its share, its weight and their product."""

    words: str
    counted: str
    share: float
    weight: float

    @property
    def product(self) -> float:
        """Return what the term adds."""
        return self.share * self.weight


@dataclass(frozen=True, slots=True)
class Limit:
    """A zone and the gap below which one is in it; the last has none."""

    zone: Zone
    words: str
    below: float | None


@dataclass(frozen=True, slots=True)
class Help:
    """What a support would change: the sentence, and the gap it leaves."""

    words: str
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The page of reasons; without a fit the reader has chosen no suggestions."""

    mission: Mission
    fit: Fit | None
    choice: Choice
    rows: Sequence[GapRow]
    terms: Sequence[Term]
    limits: Sequence[Limit]
    supports: Sequence[Help]
    rules: StretchRules
    best_gap: float
    rule_version: str
    as_of: date
    has_aims: bool
    zone_words: str

    @property
    def short(self) -> float:
        """Return all weighted levels missing."""
        return sum(row.short for row in self.rows)

    @property
    def whole(self) -> float:
        """Return all weighted levels needed."""
        return sum(row.whole for row in self.rows)

    @property
    def merit(self) -> float:
        """Return the terms of the score together."""
        return sum(term.product for term in self.terms)

    @property
    def is_far_short(self) -> bool:
        """Tell whether one essential skill alone makes it too far."""
        return any(
            row.line.is_essential and row.line.missing >= self.rules.too_far for row in self.rows
        )


def page(actor: Actor, mission: Mission, *, now: datetime) -> Why:
    """Return the reasons for a mission that was loaded in full."""
    choice, rules = choices.of(actor.person_id), stretch_rules()
    person = seeker(actor.person_id or 0)
    found = fits(actor.person_id or 0, [mission], known=person).get(mission.id)
    fit = None if choice.opted_out else found
    names = {row.skill_id: row.skill.name for row in mission.skills}
    return Why(
        mission=mission,
        fit=fit,
        choice=choice,
        rows=_rows(fit, names, rules) if fit else (),
        terms=_terms(fit, rules) if fit else (),
        limits=_limits(rules),
        supports=_helps(fit, names) if fit else (),
        rules=rules,
        best_gap=rules.best_gap + rules.appetite_step * person.appetite,
        rule_version=RULE_VERSION,
        as_of=now.date(),
        has_aims=bool(person.aims),
        zone_words=str(wording.FOR_YOU[fit.zone]) if fit else "",
    )


def _rows(fit: Fit, names: dict[int, Localized], rules: StretchRules) -> tuple[GapRow, ...]:
    return tuple(
        GapRow(names[line.skill], line, 1.0 if line.is_essential else rules.useful_weight)
        for line in fit.lines
        if line.skill in names
    )


def _terms(fit: Fit, rules: StretchRules) -> tuple[Term, ...]:
    parts = fit.parts
    return (
        Term(
            _("Growth towards your aim"),
            _(
                "%(count)s levels; %(full)s count in full",
                count=parts.levels_towards,
                full=rules.full_growth,
            ),
            parts.growth,
            rules.w_growth,
        ),
        Term(
            _("Your wishes"),
            _(
                "%(count)s skills; %(full)s count in full",
                count=parts.skills_wished,
                full=rules.full_wishes,
            ),
            parts.wishes,
            rules.w_wishes,
        ),
        Term(
            _("What is new to you"),
            _(
                "%(count)s of %(full)s skills that grow",
                count=parts.skills_new,
                full=parts.skills_grown,
            ),
            parts.novelty,
            rules.w_novelty,
        ),
    )


def _limits(rules: StretchRules) -> tuple[Limit, ...]:
    below = {
        Zone.COMFORT: rules.comfort_below,
        Zone.STRETCH: rules.stretch_below,
        Zone.RISK: rules.risk_below,
    }
    return tuple(Limit(zone, str(words), below.get(zone)) for zone, words in wording.ZONES.items())


def _helps(fit: Fit, names: dict[int, Localized]) -> tuple[Help, ...]:
    return tuple(
        Help(wording.support(one, names.get(one.skill or 0)), one.gap_after) for one in fit.supports
    )
