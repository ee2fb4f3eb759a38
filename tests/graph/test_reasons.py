"""Explanations, counterfactuals, and what must never matter."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentgrow.graph.counterfactual import counterfactuals
from talentgrow.graph.explain import explain
from talentgrow.graph.mobility import build
from talentgrow.graph.model.prior import TermKind
from talentgrow.graph.paths import best_paths, find_paths, next_jobs, reachable
from talentgrow.graph.routes.standing import held, outlook
from talentgrow.graph.types import Profile
from talentgrow.kernel.localized import Localized
from tests.graph.organisations import careers, company, inputs, job

COMPANY = company(seed=1)
BUILT = build(COMPANY)
PERMANENT = [j.id for j in BUILT.jobs if not j.is_temporary]
levels = st.dictionaries(st.integers(1, 12), st.integers(0, 5), max_size=6)
profiles = st.builds(
    Profile, st.none() | st.sampled_from(PERMANENT), st.none() | st.integers(0, 4), levels
)


class TestExplain:
    @settings(max_examples=60, deadline=None)
    @given(profiles)
    def test_every_explanation_recomputes_to_its_score(self, profile):
        for step in next_jobs(BUILT, profile, 40):
            found = explain(BUILT, profile, step)

            assert found.recompute() == pytest.approx(step.probability, rel=1e-9)
            assert sum(term.share for term in found.terms) == pytest.approx(1)
            assert all(0 <= term.share <= 1 for term in found.terms)
            assert all(t.contribution == pytest.approx(t.amount * t.weight) for t in found.terms)

    def test_later_steps_recompute_as_well(self):
        profile = Profile(PERMANENT[0], 1, {2: 4})
        for path in best_paths(BUILT, profile, PERMANENT[9], 40):
            for step in path.steps:
                assert explain(BUILT, profile, step).recompute() == pytest.approx(step.probability)

    def test_observed_moves_are_told_with_their_counts(self):
        profile = Profile(PERMANENT[0])
        for step in next_jobs(BUILT, profile, 40):
            found = explain(BUILT, profile, step)
            kinds = {term.kind: term for term in found.terms}

            assert found.observed == (step.count, step.departures)
            assert (TermKind.OBSERVED in kinds) == (step.count > 0)

    def test_a_bridge_is_a_reason(self):
        profile = Profile(2)
        step = next(s for s in next_jobs(BUILT, profile, 40) if s.target == 3)

        assert TermKind.BRIDGE in {
            t.kind for t in explain(BUILT, profile, step).terms if t.share > 0
        }

    def test_what_counts_for_nothing_is_not_listed(self):
        profile = Profile(PERMANENT[0])
        for step in next_jobs(BUILT, profile, 5):
            assert all(term.contribution for term in explain(BUILT, profile, step).terms)


def rank(found, profile, target):
    return int(outlook(found, profile).ranks()[found.row(target)])


class TestSkills:
    @settings(max_examples=200, deadline=None)
    @given(profiles, st.sampled_from(PERMANENT), st.data())
    def test_adding_a_needed_skill_never_lowers_a_rank(self, profile, target, data):
        needs = BUILT.jobs[BUILT.row(target)].needs
        if not needs or target == profile.job:
            return
        need = data.draw(st.sampled_from(needs))
        column = int(np.searchsorted(BUILT.needs.skill, need.skill))
        have = int(held(BUILT, profile)[column])
        if have >= need.level:
            return
        wanted = data.draw(st.integers(have + 1, need.level))

        grown = replace(profile, levels={**profile.levels, need.skill: wanted})

        assert rank(BUILT, grown, target) <= rank(BUILT, profile, target)

    @settings(max_examples=50, deadline=None)
    @given(profiles, st.integers(0, 5))
    def test_a_skill_no_job_asks_for_changes_nothing(self, profile, level):
        other = replace(profile, levels={**profile.levels, 777: level})

        assert np.array_equal(
            outlook(BUILT, profile).probability, outlook(BUILT, other).probability
        )


class TestIrrelevant:
    def test_who_people_are_changes_nothing(self):
        """Numbers of people are all that is known of them; other numbers, same answer."""
        mixed = np.random.default_rng(3).permutation(100_000)[COMPANY.careers.person]
        other = build(replace(COMPANY, careers=replace(COMPANY.careers, person=mixed)))

        for own in PERMANENT:
            assert np.array_equal(BUILT.posterior(own), other.posterior(own))

    def test_names_and_colours_of_families_change_nothing(self):
        painted = tuple(
            replace(f, colour=9 - f.colour, code="ZZ", name=Localized("Autre", "Other"))
            for f in COMPANY.families
        )
        other = build(replace(COMPANY, families=painted))

        profile = Profile(PERMANENT[0], 1, {1: 3})
        assert find_paths(BUILT, profile, PERMANENT[5]) == find_paths(other, profile, PERMANENT[5])
        assert reachable(BUILT, profile) == reachable(other, profile)

    def test_numbers_of_units_change_nothing(self):
        moved = replace(COMPANY.careers, unit=COMPANY.careers.unit + 50)
        other = build(replace(COMPANY, careers=moved))

        assert np.array_equal(BUILT.posterior(PERMANENT[0], 1), other.posterior(PERMANENT[0], 51))


class TestCounterfactuals:
    def jobs(self):
        jobs = [job(n, f"titre t{n}t", needs=[(1, 3), (2, 1 + n % 4)]) for n in range(1, 30)]
        return [*jobs, job(30, "titre autre", needs=[(3, 3), (4, 2)])]

    def test_the_skill_that_helps_most_comes_first(self):
        found = build(inputs(self.jobs()))

        best = counterfactuals(found, Profile(1), 30)

        assert [c.skill for c in best] == [3, 4]
        assert (best[0].rank_before, best[0].rank_after) == (29, 1)
        assert best[0].wanted == 1

    def test_ranks_are_those_one_would_see(self):
        profile = Profile(PERMANENT[0], None, {1: 1})
        for target in PERMANENT[1:]:
            for found in counterfactuals(BUILT, profile, target, limit=9):
                grown = replace(profile, levels={**profile.levels, found.skill: found.wanted})

                assert rank(BUILT, profile, target) == found.rank_before
                assert rank(BUILT, grown, target) == found.rank_after
                assert all(rank(BUILT, grown, other) <= 10 for other in found.opens)
                assert all(rank(BUILT, profile, other) > 10 for other in found.opens)

    def test_nothing_missing_is_nothing_to_change(self):
        found = build(inputs([job(1, "alpha"), job(2, "beta", needs=[(1, 3)])]))

        assert counterfactuals(found, Profile(1, None, {1: 5}), 2) == ()

    def test_no_more_than_asked_for(self):
        assert len(counterfactuals(build(inputs(self.jobs())), Profile(1), 30, limit=1)) == 1


def test_careers_of_nobody_are_no_trouble():
    assert build(inputs([job(1, "a1"), job(2, "b2")], careers())).moves_seen == 0
