"""The page on how suggestions are computed: one step summed up by hand."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from talentgrow.graph.explain import Explanation, Term, explain
from talentgrow.graph.matching import StretchRules
from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.prior import TermKind
from talentgrow.graph.paths import find_paths
from talentgrow.graph.reach import next_jobs
from talentgrow.graph.results import Step
from talentgrow.graph.rules import Rules
from talentgrow.graph.types import Profile
from talentgrow.kernel.access import Actor
from talentgrow.missions.recommend.seekers import stretch_rules
from talentgrow.mobility import snapshot, suggestions
from talentgrow.mobility.map import counts
from talentgrow.mobility.path_pages import destinations
from talentgrow.mobility.path_pages.destinations import APPETITES, Basis, Pace
from talentgrow.mobility.path_pages.evidence import may_be_computed_by_hand
from talentgrow.mobility.path_pages.rule_words import Chapter, chapters, mission_chapters
from talentgrow.mobility.suggestions import Standing, StepView

CANDIDATES = 40
OUTSIDE_PRIOR = frozenset({TermKind.OBSERVED, TermKind.BRIDGE, TermKind.OWN_SKILLS})


@dataclass(frozen=True, slots=True)
class Asked:
    """The step somebody wants to compute by hand: which path to which job, and which step of it."""

    target_id: int
    label: str
    pace: Pace
    number: int


@dataclass(frozen=True, slots=True)
class Example:
    """One step with all numbers of its sum; `is_own` when it is a step of the reader."""

    step: StepView
    explanation: Explanation
    is_own: bool

    @property
    def prior_terms(self) -> tuple[Term, ...]:
        """Return the terms that are added up before any move is counted."""
        return tuple(t for t in self.explanation.terms if t.kind not in OUTSIDE_PRIOR)

    @property
    def prior_sum(self) -> float:
        """Return what they add up to."""
        return sum(term.contribution for term in self.prior_terms)

    @property
    def soft(self) -> float:
        """Return the share which that sum alone gives, before bridges."""
        return math.exp(self.prior_sum - self.explanation.log_total)

    @property
    def is_bridge(self) -> bool:
        """Tell whether HR declared the step."""
        return any(term.kind is TermKind.BRIDGE for term in self.explanation.terms)


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the page says; `is_hidden` when the step asked for rests on too few people."""

    rules: Rules
    stretch: StretchRules
    chapters: tuple[Chapter, ...]
    basis: Basis
    jobs: int
    moves: int
    example: Example | None
    is_hidden: bool


def method(actor: Actor, asked: Asked | None) -> Method:
    """Return the rules, and the sum of the step asked for or of another one that may be shown.

    :raises NoSnapshot: the graph was not computed yet
    """
    mobility = snapshot.current().mobility
    standing = suggestions.standing_of(actor, mobility)
    smallest = suggestions.smallest_group()
    wanted = _step(mobility, standing, asked) if asked else None
    is_hidden = wanted is not None and not may_be_computed_by_hand(wanted, smallest)
    candidates = [] if wanted is None or is_hidden else [(standing.profile, wanted)]
    candidates += _candidates(mobility, standing.profile)
    found = next((c for c in candidates if may_be_computed_by_hand(c[1], smallest)), None)
    stretch = stretch_rules()
    return Method(
        rules=mobility.rules,
        stretch=stretch,
        chapters=(*chapters(mobility.rules), *mission_chapters(stretch)),
        basis=destinations.basis(mobility),
        jobs=len(mobility.jobs),
        moves=counts.numbers(mobility).moves,
        example=_example(mobility, *found, own=standing.profile) if found else None,
        is_hidden=is_hidden,
    )


def _step(mobility: Mobility, standing: Standing, asked: Asked) -> Step | None:
    """Return the step of the path asked for, if there is still such a path."""
    if asked.target_id not in mobility.index:
        return None
    found = find_paths(mobility, standing.profile, asked.target_id, appetite=APPETITES[asked.pace])
    paths = sorted(found.paths, key=lambda path: path.label != asked.label)
    steps = paths[0].steps if paths else ()
    return steps[asked.number - 1] if 0 < asked.number <= len(steps) else None


def _candidates(mobility: Mobility, own: Profile) -> list[tuple[Profile, Step]]:
    """Return next steps of the reader, else of holders of the job most people leave."""
    return [
        (profile, step)
        for profile in (own, *_most_left(mobility))
        for step in next_jobs(mobility, profile, CANDIDATES)
        if profile is own or step.count
    ]


def _most_left(mobility: Mobility) -> Iterator[Profile]:
    """Yield somebody in the job from which one counted move was made most often."""
    flows = mobility.flows
    if len(flows.source):
        yield Profile(mobility.jobs[int(flows.source[int(flows.people.argmax())])].id)


def _example(mobility: Mobility, profile: Profile, step: Step, *, own: Profile) -> Example:
    ids = {step.target} | ({step.source} if step.source is not None else set())
    known = suggestions.names(ids, {row.skill for row in step.gap.rows})
    return Example(
        step=suggestions.step_view(step, 1, known=known),
        explanation=explain(mobility, profile, step),
        is_own=profile is own,
    )
