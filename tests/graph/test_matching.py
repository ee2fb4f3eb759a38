"""How far a mission stretches somebody, in what order missions come, and why."""

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from talentgrow.graph.matching import (
    ZONES,
    Ask,
    Seeker,
    StretchRules,
    SupportKind,
    Zone,
    band,
    zone_of,
)
from talentgrow.graph.stretch.everybody import everybodys_gaps, gap_blocks, held_by
from talentgrow.graph.stretch.fitting import fit
from talentgrow.graph.stretch.open_missions import compile_missions, rank
from talentgrow.graph.stretch.thresholds import FEWEST_MOVES, proposed
from talentgrow.graph.types import Importance

RULES = StretchRules()
USEFUL = Importance.USEFUL
some = settings(max_examples=60, deadline=None)
SKILLS = st.integers(1, 8)
LEVELS = st.dictionaries(SKILLS, st.integers(0, 5))
SOME = st.frozensets(SKILLS, max_size=3)


@st.composite
def asks(draw, skill=SKILLS):
    needed = draw(st.none() | st.integers(1, 5))
    lowest = needed or 1
    grown_to = draw(
        st.integers(lowest, 5) if needed is None else st.none() | st.integers(lowest, 5)
    )
    return Ask(draw(skill), needed, grown_to, draw(st.sampled_from(Importance)))


MISSION = st.lists(asks(), max_size=6, unique_by=lambda ask: ask.skill)
MISSIONS = st.dictionaries(st.integers(1, 50), MISSION, max_size=12)
SEEKERS = st.builds(
    Seeker,
    levels=LEVELS,
    assumed=LEVELS,
    aims=LEVELS,
    develop=SOME,
    use=SOME,
    avoid=SOME,
    appetite=st.integers(-1, 1),
)


def mixed(values, random):
    found = list(values)
    random.shuffle(found)
    return found


class TestZones:
    @pytest.mark.parametrize(
        ("gap", "zone"),
        [
            (0.0, Zone.COMFORT),
            (0.079, Zone.COMFORT),
            (0.08, Zone.STRETCH),
            (0.299, Zone.STRETCH),
            (0.30, Zone.RISK),
            (0.399, Zone.RISK),
            (0.40, Zone.OVERREACH),
            (1.0, Zone.OVERREACH),
        ],
    )
    def test_begin_where_the_rules_say(self, gap, zone):
        assert zone_of(gap, is_too_far=False, rules=RULES) is zone

    def test_begin_exactly_at_a_gap_that_is_computed(self):
        # 2 of 25 levels are missing: 0.08.
        needs = [Ask(skill, 5) for skill in range(1, 6)]

        found = fit(Seeker({1: 3, 2: 5, 3: 5, 4: 5, 5: 5}), 1, needs)

        assert (found.gap, found.zone) == (0.08, Zone.STRETCH)

    def test_one_essential_skill_three_levels_short_is_too_far_whatever_the_gap(self):
        held = dict.fromkeys(range(2, 7), 5)
        needs = [Ask(skill, 5) for skill in range(2, 7)]

        essential = fit(Seeker(held), 1, [*needs, Ask(1, 3)])
        useful = fit(Seeker(held), 1, [*needs, Ask(1, 3, importance=USEFUL)])

        assert (essential.gap < 0.12, essential.zone) == (True, Zone.OVERREACH)
        assert useful.zone is Zone.COMFORT

    def test_follow_the_thresholds_which_hr_has_set(self):
        needs = [Ask(1, 4), Ask(2, 4)]
        strict = replace(RULES, comfort_below=0.02, stretch_below=0.10, risk_below=0.20)

        usual, moved = (fit(Seeker({1: 3, 2: 4}), 1, needs, rules=r) for r in (RULES, strict))

        assert (usual.zone, moved.zone) == (Zone.STRETCH, Zone.RISK)
        assert (usual.score is None, moved.score is None) == (False, True)


class TestReasons:
    NEEDS = (
        Ask(1, 2, 3),
        Ask(2, 1, 2),
        Ask(3, 2, 3, USEFUL),
        Ask(4, 2),
        Ask(5, None, 1),
    )
    INES = Seeker({1: 2, 2: 1, 3: 1, 4: 4}, aims={1: 3, 3: 2, 9: 5}, develop=frozenset({2, 3}))

    def test_say_what_makes_the_zone_what_one_brings_and_what_one_would_learn(self):
        found = fit(self.INES, 1, self.NEEDS)

        assert found.gap == pytest.approx(0.5 / 6)
        assert found.zone is Zone.STRETCH
        assert found.makes == (3,)
        assert found.brings == (1, 4, 2)
        # Towards the aim first, then the most levels.
        assert found.learns == (3, 1, 2, 5)
        assert found.levels_missing == 1

    def test_the_score_is_summed_up_by_hand(self):
        found = fit(self.INES, 1, self.NEEDS)

        # One level towards each of two aims of 3; two wished skills; one of four grown is new.
        merit = 0.55 * 2 / 3 + 0.25 * 1 + 0.20 * 1 / 4
        nearness = math.exp(-(((0.5 / 6 - 0.18) / 0.10) ** 2))
        assert found.score == pytest.approx(nearness * merit)
        assert found.score == found.parts.score(RULES)

    def test_without_an_aim_every_level_gained_is_growth(self):
        aimless = fit(replace(self.INES, aims={}), 1, self.NEEDS)

        assert aimless.parts.levels_towards == 1 + 1 + 2 + 1
        assert aimless.parts.growth == 1.0

    def test_a_level_not_declared_is_assumed_and_says_so(self):
        found = fit(Seeker({1: 1}, assumed={1: 5, 2: 2}), 1, [Ask(1, 2), Ask(2, 2)])

        by_skill = {line.skill: line for line in found.lines}
        assert (by_skill[1].have, by_skill[1].is_assumed) == (1, False)
        assert (by_skill[2].have, by_skill[2].is_assumed) == (2, True)

    def test_a_mission_that_says_nothing_of_skills_is_not_known(self):
        found = fit(self.INES, 1, [])

        assert (found.is_known, found.zone, found.lines) == (False, Zone.COMFORT, ())

    def test_where_nothing_is_missing_what_is_met_makes_the_zone(self):
        found = fit(Seeker({1: 3, 2: 5, 3: 5}), 1, [Ask(1, 3), Ask(2, 5), Ask(3, 4)])

        assert (found.zone, found.makes) == (Zone.COMFORT, (2, 3))

    def test_the_appetite_moves_the_best_gap(self):
        for appetite, best in ((-1, 0.12), (0, 0.18), (1, 0.24)):
            assert band(best, appetite, RULES) == 1.0
            assert band(best + 0.08, appetite, RULES) == pytest.approx(math.exp(-1))
            assert band(best - 0.10, appetite, RULES) == pytest.approx(math.exp(-1))

    @some
    @given(SEEKERS, MISSION)
    def test_each_explanation_recomputes_to_its_score(self, seeker, mission):
        found = fit(seeker, 1, mission)

        weight = {line.skill: 1.0 if line.is_essential else 0.5 for line in found.lines}
        whole = sum(weight[line.skill] * (line.needed or 0) for line in found.lines)
        short = sum(weight[line.skill] * line.missing for line in found.lines)
        assert found.gap == pytest.approx(short / whole if whole else 0)
        growth = min(1, sum(line.towards for line in found.lines) / 3)
        wishes = min(1, sum(line.is_wished for line in found.lines) / 2)
        grown = [line for line in found.lines if line.grown_to]
        new = [line for line in grown if line.have == 0 and line.gains]
        merit = 0.55 * growth + 0.25 * wishes + 0.20 * (len(new) / len(grown) if grown else 0)
        merit *= 0.5 ** sum(line.is_avoided for line in found.lines)
        expected = merit * band(found.gap, seeker.appetite, RULES)
        assert found.parts.score(RULES) == pytest.approx(expected)
        is_scored = found.zone is Zone.STRETCH and not found.is_kept_out
        assert found.score == (found.parts.score(RULES) if is_scored else None)


class TestSupport:
    def test_a_mentor_takes_three_tenths_of_the_gap_away(self):
        found = fit(Seeker({1: 3, 2: 3}), 1, [Ask(1, 5), Ask(2, 4)])

        mentor = next(s for s in found.supports if s.kind is SupportKind.MENTOR)
        assert (found.zone, found.gap) == (Zone.RISK, pytest.approx(3 / 9))
        assert (mentor.zone_after, mentor.skill) == (Zone.STRETCH, None)
        assert mentor.gap_after == pytest.approx(0.7 * 3 / 9)

    def test_a_mentor_does_not_make_up_for_a_skill_that_is_too_far(self):
        needs = [Ask(1, 3), *(Ask(skill, 5) for skill in (2, 3, 4, 5))]
        found = fit(Seeker(dict.fromkeys((2, 3, 4, 5), 5)), 1, needs)

        # One level learned beforehand is enough: the visit comes first, it is the lightest.
        kinds = [(s.kind, s.skill, s.zone_after) for s in found.supports]
        assert found.zone is Zone.OVERREACH
        assert kinds == [
            (SupportKind.VISIT, 1, Zone.STRETCH),
            (SupportKind.TRAINING, 1, Zone.COMFORT),
        ]

    def test_is_about_the_skill_with_which_it_helps_most(self):
        needs = [Ask(1, 3, importance=USEFUL), Ask(2, 5), Ask(3, 5), Ask(4, 4, importance=USEFUL)]
        found = fit(Seeker({1: 0, 2: 3, 3: 4, 4: 4}), 1, needs)

        visit, mentor, training = found.supports
        assert found.gap == pytest.approx(4.5 / 13.5)
        assert (visit.skill, visit.gap_after) == (2, pytest.approx(3.5 / 13.5))
        assert (training.skill, training.gap_after) == (2, pytest.approx(2.5 / 13.5))
        assert mentor.zone_after is Zone.STRETCH

    @some
    @given(SEEKERS, MISSION)
    def test_always_leads_into_an_easier_zone_and_is_told_once_of_each_kind(self, seeker, mission):
        found = fit(seeker, 1, mission)

        for support in found.supports:
            assert ZONES.index(support.zone_after) < ZONES.index(found.zone)
            assert support.gap_after < found.gap
        assert len({s.kind for s in found.supports}) == len(found.supports)

    @some
    @given(SEEKERS, MISSION)
    def test_does_what_it_promises(self, seeker, mission):
        found = fit(seeker, 1, mission)

        for support in found.supports:
            if support.kind is SupportKind.MENTOR:
                continue
            levels = 1 if support.kind is SupportKind.VISIT else 2
            needed = next(line for line in found.lines if line.skill == support.skill)
            raised = min(needed.needed, needed.have + levels)
            after = fit(
                replace(seeker, levels={**seeker.levels, support.skill: raised}), 1, mission
            )
            assert (after.zone, after.gap) == (support.zone_after, support.gap_after)


class TestWhatDoesNotCount:
    def test_nothing_but_levels_aims_wishes_and_appetite_is_known_of_a_person(self):
        known = {field.name for field in fields(Seeker)}

        assert known == {"levels", "assumed", "aims", "develop", "use", "avoid", "appetite"}

    @some
    @given(SEEKERS, MISSION, st.dictionaries(st.integers(9, 99), st.integers(0, 5)), st.data())
    def test_skills_the_mission_does_not_name_change_nothing(self, seeker, mission, other, data):
        aims = {**seeker.aims, **other} if seeker.aims else {}
        more = replace(
            seeker,
            levels={**seeker.levels, **other},
            assumed={**seeker.assumed, **other},
            aims=aims,
            avoid=seeker.avoid | frozenset(other),
            develop=seeker.develop | frozenset(other),
        )

        assert fit(more, 1, mission) == fit(seeker, 1, mission)

    @some
    @given(SEEKERS, MISSIONS, st.randoms())
    def test_the_order_in_which_things_are_told(self, seeker, missions, random):
        told = {number: mixed(missions[number], random) for number in mixed(missions, random)}
        again = replace(
            seeker,
            levels=dict(mixed(seeker.levels.items(), random)),
            aims=dict(mixed(seeker.aims.items(), random)),
        )

        first = rank(compile_missions(missions), seeker, rules=RULES)
        second = rank(compile_missions(told), again, rules=RULES)

        assert first.ids() == second.ids()
        assert first.value.tolist() == second.value.tolist()
        for number, mission in missions.items():
            assert fit(seeker, number, mission) == fit(again, number, told[number])


class TestMoreSkill:
    @some
    @given(SEEKERS, MISSION, SKILLS)
    def test_never_leads_into_a_harder_zone(self, seeker, mission, skill):
        assume(seeker.have(skill) < 5)
        more = replace(seeker, levels={**seeker.levels, skill: seeker.have(skill) + 1})

        before, after = fit(seeker, 1, mission), fit(more, 1, mission)

        assert ZONES.index(after.zone) <= ZONES.index(before.zone)
        assert after.gap <= before.gap

    @some
    @given(SEEKERS, MISSIONS, SKILLS)
    def test_never_lowers_a_mission_that_only_needs_it_and_stays_hard_enough(
        self, seeker, missions, skill
    ):
        """Among the missions that do not name the skill, and down to the gap that is best."""
        assume(seeker.have(skill) < 5)
        more = replace(seeker, levels={**seeker.levels, skill: seeker.have(skill) + 1})
        others = {
            number for number, asks in missions.items() if skill not in {ask.skill for ask in asks}
        }
        best = RULES.best_gap + RULES.appetite_step * seeker.appetite
        compiled = compile_missions(missions)
        before, after = (rank(compiled, one, rules=RULES) for one in (seeker, more))
        for number, asks in missions.items():
            grown = any(ask.skill == skill and ask.grown_to for ask in asks)
            if number in others or grown or fit(more, number, asks).gap < best:
                continue
            places = [r.ids(among={*others, number}).index(number) for r in (before, after)]
            assert places[1] <= places[0]


class TestOrder:
    def test_stretch_first_then_comfort_risk_overreach_and_last_what_one_stays_out_of(self):
        missions = {
            1: [Ask(1, 5, 5)],
            2: [Ask(2, 3, 4)],
            3: [Ask(3, 3, 4)],
            4: [Ask(4, 3, 4), Ask(2, 3)],
            5: [Ask(5, 2, 3), Ask(2, 3), Ask(3, 3)],
        }
        seeker = Seeker({1: 2, 2: 3, 3: 2, 4: 2, 5: 2}, avoid=frozenset({5}))

        found = rank(compile_missions(missions), seeker, rules=RULES)

        assert found.ids() == (4, 2, 3, 1, 5)
        assert [found.zone_of(row) for row in range(5)] == [
            Zone.OVERREACH,
            Zone.COMFORT,
            Zone.RISK,
            Zone.STRETCH,
            Zone.STRETCH,
        ]
        assert found.ids(among=[1, 2, 5]) == (2, 1, 5)
        assert found.within_reach() == (4, 2, 3)

    def test_equal_missions_come_by_id(self):
        missions = {number: [Ask(1, 3, 4), Ask(2, 3)] for number in (9, 3, 7)}

        found = rank(compile_missions(missions), Seeker({1: 2, 2: 3}), rules=RULES)

        assert found.ids() == (3, 7, 9)

    def test_a_skill_one_wants_to_be_kept_out_of_halves_the_score_or_ends_it(self):
        seeker = Seeker({1: 2, 2: 3})
        kept_out = replace(seeker, avoid=frozenset({1}))
        needs = [Ask(1, 3, 4, USEFUL), Ask(2, 3)]
        essential = [Ask(1, 3, 4), Ask(2, 3)]

        assert fit(kept_out, 1, needs).score == pytest.approx(fit(seeker, 1, needs).score / 2)
        assert fit(kept_out, 1, essential).score is None
        assert fit(kept_out, 1, essential).is_kept_out

    def test_no_mission_no_order(self):
        assert rank(compile_missions({}), Seeker({1: 3}), rules=RULES).ids() == ()

    @some
    @given(SEEKERS, MISSIONS)
    def test_arrays_say_what_one_mission_at_a_time_says(self, seeker, missions):
        compiled = compile_missions(missions)
        found = rank(compiled, seeker, rules=RULES)

        one_by_one = {number: fit(seeker, number, asks) for number, asks in missions.items()}
        for number, expected in one_by_one.items():
            row = compiled.row_of(number)
            assert compiled.fit(seeker, number, rules=RULES) == expected
            assert found.gap[row] == expected.gap
            assert found.zone_of(row) is expected.zone
            assert found.value[row] == pytest.approx(expected.parts.score(RULES), abs=1e-12)
            assert (found.score_of(row) is None) == (expected.score is None)
        assert list(found.ids()) == sorted(one_by_one, key=lambda n: _place(one_by_one[n], seeker))


def _place(found, seeker):
    """The order in words: what one stays out of last, zones, the sum, the nearest to the best."""
    zones = [Zone.STRETCH, Zone.COMFORT, Zone.RISK, Zone.OVERREACH]
    best = RULES.best_gap + RULES.appetite_step * seeker.appetite
    return (
        found.is_kept_out,
        zones.index(found.zone),
        -round(found.parts.score(RULES), 12),
        round(abs(found.gap - best), 12),
        found.mission,
    )


class TestEverybody:
    @some
    @given(st.dictionaries(st.integers(1, 9), LEVELS, max_size=6), MISSIONS)
    def test_the_product_equals_the_formula(self, people, missions):
        compiled = compile_missions(missions)
        ids, held = held_by(people)

        found = everybodys_gaps(compiled, held, rules=RULES)

        assert ids.tolist() == sorted(people)
        assert found.tolist() == [
            [fit(Seeker(people[who]), number, missions[number]).gap for number in sorted(missions)]
            for who in sorted(people)
        ]

    def test_people_come_in_blocks(self):
        missions = compile_missions({1: [Ask(1, 4)], 2: [Ask(2, 5, importance=USEFUL)]})
        random = np.random.default_rng(1)
        levels = random.integers(0, 6, 2500)
        people = {n: {1: int(level), 2: 5, 3: 2} for n, level in enumerate(levels)}
        _ids, held = held_by(people)

        blocks = list(gap_blocks(missions, held, rules=RULES))

        assert [(start, len(block)) for start, block in blocks] == [
            (0, 1000),
            (1000, 1000),
            (2000, 500),
        ]
        whole = np.concatenate([block for _start, block in blocks])
        assert whole[:, 0].tolist() == (np.maximum(4 - levels, 0) / 4).tolist()
        assert not whole[:, 1].any()


class TestThresholds:
    def test_come_from_quantiles_of_real_moves(self):
        found = proposed([n / 200 for n in range(201)])

        assert (found.comfort_below, found.stretch_below, found.risk_below) == (0.15, 0.80, 0.92)
        assert found.moves == 201

    def test_are_not_proposed_from_a_few_moves(self):
        assert proposed([0.2] * (FEWEST_MOVES - 1)) is None

    @some
    @given(st.lists(st.floats(0, 1), min_size=FEWEST_MOVES, max_size=80), st.randoms())
    def test_are_always_in_order_and_inside_the_scale(self, gaps, random):
        found = proposed(gaps)

        assert 0 < found.comfort_below < found.stretch_below < found.risk_below < 1
        assert proposed(mixed(gaps, random)) == found
