"""Development paths and what lies ahead."""

import itertools
import math

import numpy as np
import pytest

from talentgrow.graph.errors import UnknownJob
from talentgrow.graph.mobility import build
from talentgrow.graph.paths import best_paths, find_paths, next_jobs, reachable
from talentgrow.graph.results import PathLabel, ReachReason
from talentgrow.graph.routes.alternatives import diverse, overlap
from talentgrow.graph.types import Family, Profile
from talentgrow.kernel.localized import Localized
from tests.graph.organisations import careers, company, inputs, job, shuffled


@pytest.fixture(scope="module")
def made_up():
    return build(company())


def stones(path):
    return frozenset(path.jobs[1:-1])


def line_of_jobs(people=6):
    """People go 1 → 2 → 3; nobody ever goes to 4. Skills 1 and 2 grow on the way."""
    jobs = [
        job(1, "alpha", 1, needs=[(1, 2)]),
        job(2, "beta", 1, needs=[(1, 3), (2, 2)]),
        job(3, "gamma", 2, needs=[(1, 4), (2, 3)]),
        job(4, "delta", 2, needs=[(3, 5)]),
        job(5, "omega", 3),
    ]
    rows = []
    for person in range(people):
        rows += [
            (person, 1, f"2015-0{person + 1}-01", "2017-12-31"),
            (person, 2, "2018-01-01", f"2020-0{person + 1}-01"),
            (person, 3, f"2020-0{person + 1}-10", None),
        ]
    # Others stay, so that nothing looks like a renaming.
    rows += [(100 + n, 1 + n % 2, "2014-01-01", None) for n in range(40)]
    return inputs(jobs, careers(*rows))


class TestFindPaths:
    def test_the_travelled_way_comes_first(self):
        path = find_paths(build(line_of_jobs()), Profile(1), 3).paths[0]

        assert path.label is PathLabel.TRAVELLED
        assert path.jobs == (1, 2, 3)
        assert not path.is_inferred
        assert [step.count for step in path.steps] == [6, 6]

    def test_a_job_nobody_went_to_is_found_by_inference(self):
        choice = find_paths(build(line_of_jobs()), Profile(1), 4)

        assert choice.paths
        assert all(path.is_inferred for path in choice.paths)
        assert all(path.jobs[-1] == 4 for path in choice.paths)

    def test_three_ways_differ(self, made_up):
        for target in range(2, 30):
            if made_up.jobs[made_up.row(target)].is_temporary:
                continue
            paths = find_paths(made_up, Profile(1), target).paths

            assert [path.label for path in paths] == list(PathLabel)
            for one, other in itertools.combinations(paths, 2):
                assert overlap(stones(one), stones(other)) < 0.5

    def test_when_there_are_fewer_ways_fewer_are_given(self):
        found = build(inputs([job(1, "alpha"), job(2, "beta")]))

        assert [p.jobs for p in find_paths(found, Profile(1), 2).paths] == [(1, 2)]

    def test_the_present_job_needs_no_path(self, made_up):
        assert find_paths(made_up, Profile(1), 1).paths == ()

    def test_an_unknown_target_is_said_to_be_unknown(self, made_up):
        with pytest.raises(UnknownJob):
            find_paths(made_up, Profile(1), 999)

    def test_ways_have_at_most_four_steps_and_visit_no_job_twice(self, made_up):
        for path in best_paths(made_up, Profile(4), 9, 200):
            assert 1 <= len(path.steps) <= 4
            assert len(set(path.jobs)) == len(path.jobs)

    def test_the_cost_is_that_of_the_steps(self, made_up):
        for path in best_paths(made_up, Profile(4, 1, {1: 3}), 9, 30):
            expected = -sum(math.log(step.probability) for step in path.steps)

            assert path.cost == pytest.approx(expected)
            assert path.probability == pytest.approx(math.exp(-expected))

    def test_best_paths_come_cheapest_first(self, made_up):
        costs = [path.cost for path in best_paths(made_up, Profile(4), 9, 50)]

        assert costs == sorted(costs)

    def test_the_order_of_what_is_told_does_not_matter(self):
        one, other = build(company()), build(shuffled(company(), seed=9))

        assert find_paths(one, Profile(2, 1, {1: 2}), 17) == find_paths(
            other, Profile(2, 1, {1: 2}), 17
        )

    def test_faster_has_no_more_steps_and_easier_no_larger_gaps(self):
        found = build(line_of_jobs())
        ways = {a: find_paths(found, Profile(1), 3, appetite=a).paths[0] for a in (-1, 0, 1)}

        assert len(ways[1].steps) <= len(ways[0].steps)
        assert max(s.gap.value for s in ways[-1].steps) <= max(s.gap.value for s in ways[1].steps)

    def test_a_bridge_is_always_open(self):
        jobs = [job(n, f"titre t{n}t") for n in range(1, 80)]
        history = careers(*[(n, n, "2020-01-01", None) for n in range(1, 60) for _ in range(3)])
        found = build(inputs(jobs, history, bridges=[(1, 79)]))

        first = find_paths(found, Profile(1), 79).paths[0]

        assert first.jobs == (1, 79)
        assert first.steps[0].is_bridge


class TestSkills:
    def test_the_gap_shrinks_along_the_way(self):
        path = find_paths(build(line_of_jobs()), Profile(1, None, {1: 2, 2: 0}), 3).paths[0]

        rows = {row.skill: row for row in path.steps[1].gap.rows}

        assert rows[1].have == 3
        assert rows[2].have == 2
        assert path.levels_missing == sum(step.gap.levels_missing for step in path.steps)

    def test_what_was_never_declared_is_taken_from_the_present_job(self):
        step = next_jobs(build(line_of_jobs()), Profile(1))[0]

        rows = {row.skill: row for row in step.gap.rows}

        assert (rows[1].have, rows[1].is_assumed) == (2, True)
        assert (rows[2].have, rows[2].is_assumed) == (0, False)

    def test_effort_is_unknown_where_a_job_states_no_needs(self):
        path = find_paths(build(line_of_jobs()), Profile(1), 5).paths[0]

        assert path.steps[-1].effort is None
        assert path.effort is None

    def test_own_skills_bring_a_job_nearer(self):
        found = build(line_of_jobs())
        without = {s.target: s.probability for s in next_jobs(found, Profile(1))}
        skilled = {s.target: s.probability for s in next_jobs(found, Profile(1, None, {3: 5}))}

        assert skilled[4] > without[4]

    def test_without_a_job_skills_lead_the_way(self):
        found = build(line_of_jobs())

        skilled = {s.target: s for s in next_jobs(found, Profile(None, None, {3: 5}))}
        without = {s.target: s for s in next_jobs(found, Profile(None))}

        assert skilled[4].probability > 5 * without[4].probability
        assert skilled[4].source is None
        assert (4,) in {p.jobs for p in find_paths(found, Profile(None, None, {3: 5}), 4).paths}

    def test_the_closest_way_asks_for_the_least_within_reach(self, made_up):
        for target in range(2, 30):
            paths = {p.label: p for p in find_paths(made_up, Profile(1), target).paths}
            if len(paths) == 3 and all(s.gap.is_known for p in paths.values() for s in p.steps):
                leaps = {label: max(s.gap.value for s in p.steps) for label, p in paths.items()}
                if max(leaps.values()) < 0.4:
                    closest, bold = paths[PathLabel.CLOSEST], paths[PathLabel.BOLD]
                    assert closest.levels_missing <= bold.levels_missing


class TestNextJobs:
    def test_come_likeliest_first_with_their_rank(self, made_up):
        steps = next_jobs(made_up, Profile(3, 2, {1: 3, 4: 2}), 12)

        assert [step.rank for step in steps] == list(range(1, 13))
        assert all(step.low <= step.probability <= step.high for step in steps)

    def test_temporary_jobs_are_never_suggested(self, made_up):
        temporary = {j.id for j in made_up.jobs if j.is_temporary}

        assert temporary
        assert not temporary & {step.target for step in next_jobs(made_up, Profile(1), 100)}

    def test_twelve_of_48_left_for_it(self):
        jobs = [job(1, "alpha"), job(2, "beta"), job(3, "gamma")]
        rows = []
        for person in range(48):
            after = 2 if person < 12 else 3
            month = person % 12 + 1
            rows += [
                (person, 1, "2010-01-01", f"{2015 + person // 12}-{month:02}-01"),
                (person, after, f"{2015 + person // 12}-{month:02}-10", None),
            ]
        rows += [(100 + n, 1, "2009-01-01", None) for n in range(60)]
        step = {s.target: s for s in next_jobs(build(inputs(jobs, careers(*rows))), Profile(1))}[2]

        assert (step.count, step.departures) == (12, 48)
        assert 0.13 < step.low < 0.25 < step.high < 0.40


class TestReachable:
    def test_spreads_over_families_and_ends_with_a_surprise(self, made_up):
        found = reachable(made_up, Profile(1), count=6)
        family = {j.id: j.family for j in made_up.jobs}

        assert len({reach.job for reach in found}) == 6
        assert len({family[reach.job] for reach in found}) > 2
        assert all(not reach.is_surprise for reach in found[:-1])

    def test_the_surprise_is_from_a_family_not_shown(self):
        families = [Family(n, f"F{n}", Localized(f"F{n}", "")) for n in (1, 2, 3)]
        jobs = [job(n, f"titre t{n}t", 1 + n // 5) for n in range(1, 15)]
        found = reachable(build(inputs(jobs, families=families)), Profile(1), count=3)
        family = {j.id: j.family for j in jobs}

        assert found[-1].is_surprise
        assert family[found[-1].job] not in {family[r.job] for r in found[:-1]} | {family[1]}

    def test_wishes_come_up_and_what_is_unwanted_goes(self, made_up):
        plain = [reach.job for reach in reachable(made_up, Profile(1))]
        wish = next(j.id for j in made_up.jobs if j.id not in {*plain, 1} and not j.is_temporary)

        found = reachable(made_up, Profile(1), wished={wish}, unwanted={plain[0]})

        likely = {r.job: r.probability for r in reachable(made_up, Profile(1), count=30)}
        assert plain[0] not in {reach.job for reach in found}
        assert [
            r.is_wished
            for r in reachable(made_up, Profile(1), wished={plain[1]})
            if r.job == plain[1]
        ] == [True]
        assert wish in likely

    def test_a_job_further_off_says_through_which_jobs(self):
        found = {reach.job: reach for reach in reachable(build(line_of_jobs()), Profile(1))}

        assert found[2].reason is ReachReason.DIRECT
        assert (found[3].reason, found[3].via, found[3].hops) == (ReachReason.VIA, (2,), 2)
        assert 1 not in found

    def test_unknown_wishes_are_ignored(self, made_up):
        assert reachable(made_up, Profile(1), wished={999}, unwanted={998})

    def test_without_a_job_there_is_something_to_see(self, made_up):
        assert len(reachable(made_up, Profile(None, None, {1: 4}), count=5)) == 5


class TestDiverse:
    def test_prefers_ways_over_other_stones(self):
        walks = [(1.0, (0, 1, 2, 9)), (1.1, (0, 2, 1, 9)), (1.2, (0, 5, 9))]

        assert [rows for _, rows in diverse(walks, 2, weight=1.0)] == [(0, 1, 2, 9), (0, 5, 9)]

    def test_without_weight_keeps_the_order(self):
        walks = [(float(n), (0, n, 9)) for n in range(1, 5)]

        assert diverse(walks, 3, weight=0.0) == walks[:3]

    def test_never_invents_any(self):
        assert np.size(diverse([], 3, weight=1.0)) == 0
