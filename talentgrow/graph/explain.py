"""Say why a job is suggested: terms with shares, which add up to the score again."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.model.prior import Amount, TermKind, softmax
from talentgrow.graph.results import Step
from talentgrow.graph.routes.standing import Outlook, alone_amounts, alone_scores, outlook
from talentgrow.graph.types import Profile

_NOT_PRIOR = frozenset({TermKind.OBSERVED, TermKind.BRIDGE, TermKind.OWN_SKILLS})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that counted: how much there was of it, its weight, and its share of the score.

    Shares of all terms sum to 1; what speaks against a job has share 0. `contribution` is
    weight · amount.
    """

    kind: TermKind
    share: float
    amount: float
    weight: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything one suggestion was computed from, the largest share first.

    prior = (exp(sum of prior terms - `log_total`) + bridge) / (1 + bridge mass · `bridges`),
    posterior = (n_st + alpha · prior) / (n_s + alpha) with `observed` = (n_st, n_s),
    probability = posterior · `personal_factor` / `personal_total`.
    """

    terms: tuple[Term, ...]
    observed: tuple[int, int]
    alpha: float
    log_total: float
    bridge_mass: float
    bridges: int
    prior: float
    posterior: float
    personal_factor: float
    personal_total: float
    probability: float

    def recompute(self) -> float:
        """Compute the probability again from the terms alone."""
        by_kind = {term.kind: term.contribution for term in self.terms}
        score = sum(value for kind, value in by_kind.items() if kind not in _NOT_PRIOR)
        bridge = by_kind.get(TermKind.BRIDGE, 0.0)
        prior = (math.exp(score - self.log_total) + bridge) / (1 + self.bridge_mass * self.bridges)
        posterior = by_kind.get(TermKind.OBSERVED, 0.0) + self.alpha * prior
        posterior /= self.observed[1] + self.alpha
        return posterior * math.exp(by_kind.get(TermKind.OWN_SKILLS, 0.0)) / self.personal_total


def explain(mobility: Mobility, profile: Profile, step: Step) -> Explanation:
    """Return why a step has its probability.

    A step out of the present job counts the person's own skills and unit; a later step starts
    from the job reached before.
    """
    here = profile if step.source == profile.job else Profile(step.source)
    seen, target = outlook(mobility, here), mobility.row(step.target)
    model, rules = mobility.prior_model, mobility.rules
    if seen.row < 0:
        amounts: Iterable[Amount] = alone_amounts(mobility, here)
        scores, bridges, is_bridge = alone_scores(mobility, here), 0, False
    else:
        rows = np.array([seen.row])
        amounts, scores = model.amounts(rows, here.unit), model.scores(rows, here.unit)
        bridged = model.bridged(rows)[0]
        bridges, is_bridge = int(bridged.sum()), bool(bridged[target])
    log_total = float(softmax(scores)[1][0, 0])
    found = [_term(amount, target) for amount in amounts]
    soft = math.exp(sum(term.contribution for term in found) - log_total)
    mass = rules.bridge_mass
    if is_bridge:
        found.append(Term(TermKind.BRIDGE, 0.0, 1.0, mass, mass))
    prior = (soft + mass * is_bridge) / (1 + mass * bridges)
    moved, left = _observed(mobility, seen, target)
    if moved:
        found.append(Term(TermKind.OBSERVED, 0.0, float(moved), 1.0, float(moved)))
    personal = float(seen.exponent[target])
    if personal:
        weight = rules.w_own_skills
        found.append(Term(TermKind.OWN_SKILLS, 0.0, personal / weight, weight, personal))
    return Explanation(
        terms=_with_shares(found, rules.alpha * prior, soft),
        observed=(moved, left),
        alpha=rules.alpha,
        log_total=log_total,
        bridge_mass=mass,
        bridges=bridges,
        prior=prior,
        posterior=(moved + rules.alpha * prior) / (left + rules.alpha),
        personal_factor=math.exp(personal),
        personal_total=seen.total,
        probability=float(seen.probability[target]),
    )


def _term(amount: Amount, target: int) -> Term:
    value = float(amount.value[0, target])
    return Term(amount.kind, 0.0, value, amount.weight, amount.weight * value)


def _observed(mobility: Mobility, seen: Outlook, target: int) -> tuple[int, int]:
    if seen.row < 0:
        return 0, 0
    place = mobility.pairs.find(seen.row, target)
    moved = 0 if place is None else int(mobility.pairs.people[place])
    return moved, int(mobility.pairs.left[seen.row])


def _with_shares(terms: list[Term], inferred: float, soft: float) -> tuple[Term, ...]:
    """Share the score out: own skills first, then counts against the prior, then its terms."""
    by_kind = {term.kind: term.contribution for term in terms}
    kept = min(1.0, math.exp(-by_kind.get(TermKind.OWN_SKILLS, 0.0)))
    moved = by_kind.get(TermKind.OBSERVED, 0.0)
    bridge = by_kind.get(TermKind.BRIDGE, 0.0)
    from_prior = kept * inferred / (moved + inferred)
    shares = {
        TermKind.OWN_SKILLS: 1 - kept,
        TermKind.OBSERVED: kept * moved / (moved + inferred),
        TermKind.BRIDGE: from_prior * bridge / (soft + bridge),
    }
    rest = {term.kind: term.contribution for term in terms if term.kind not in _NOT_PRIOR}
    speaking = {kind: value for kind, value in rest.items() if value > 0}
    if not speaking:
        speaking = {max(rest, key=lambda kind: rest[kind]): 1.0}
    left = from_prior * soft / (soft + bridge) / sum(speaking.values())
    shares |= {kind: left * value for kind, value in speaking.items()}
    shared = [
        Term(t.kind, shares.get(t.kind, 0.0), t.amount, t.weight, t.contribution) for t in terms
    ]
    counted = [term for term in shared if term.contribution or term.share]
    return tuple(sorted(counted, key=lambda term: (-term.share, term.kind)))
