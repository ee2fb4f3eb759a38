"""Rings and visits one way: exact, disjoint, within places, and the same for the same wishes."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from talentgrow.graph.errors import LongestReached, NotInRing, UnknownParticipant
from talentgrow.graph.swaps import choosing, proposing
from talentgrow.graph.swaps.one_way import most_served, one_way
from talentgrow.graph.swaps.proposing import propose, with_longer
from talentgrow.graph.swaps.rings import all_rings
from talentgrow.graph.swaps.values import (
    Leg,
    Merit,
    Participant,
    RingRules,
    Round,
    turned,
    visits_of,
    without_leg,
    without_person,
)
from tests.graph.rounds import (
    best_merit,
    every_ring,
    merit_of,
    most_by_trying,
    round_of,
    rounds,
)

ALL_RULES = st.builds(RingRules, st.integers(2, 5), st.sampled_from([1.0, 0.9, 0.5]))
FEW = settings(max_examples=60, deadline=None)


def crowd(people, wishes, seed=1):
    """A larger round: everybody wishes to see some others, drawn by lot."""
    random = np.random.default_rng(seed)
    legs = [
        Leg(visitor, int(host), 1 + rank % 3)
        for visitor in range(people)
        for rank, host in enumerate(random.permutation(people)[:wishes])
    ]
    return Round([Participant(one, 1, one % 3) for one in range(people)], legs)


class TestRings:
    @FEW
    @given(rounds(), ALL_RULES)
    def test_all_are_found(self, round_, rules):
        found = all_rings(round_, rules)

        assert found.is_complete
        assert found.named(np.arange(len(found))) == tuple(
            sorted(every_ring(round_, rules.longest))
        )

    @FEW
    @given(rounds(), ALL_RULES)
    def test_the_choice_is_as_good_as_any(self, round_, rules):
        found = propose(round_, rules)

        assert found.merit == best_merit(round_, rules)
        assert found.is_optimal and found.all_columns
        assert found.bound_in_rings == found.served_in_rings

    @settings(max_examples=6, deadline=None)
    @given(st.integers(0, 10**6), ALL_RULES)
    def test_of_ten_people_too(self, seed, rules):
        round_ = crowd(10, 4, seed)

        assert propose(round_, rules).merit == best_merit(round_, rules)

    @FEW
    @given(rounds(), ALL_RULES)
    def test_are_disjoint_and_of_wishes_and_worth_what_is_said(self, round_, rules):
        found = propose(round_, rules)

        people = Counter(person for ring in found.rings for person in ring)
        assert set(people.values()) <= {1}
        assert all(ring == turned(ring) and len(ring) <= rules.longest for ring in found.rings)
        assert list(found.rings) == sorted(found.rings)
        assert found.merit == merit_of(round_, found.rings, rules)

    def test_two_pairs_come_before_a_ring_of_four(self):
        round_ = round_of((1, 2), (2, 1), (3, 4), (4, 3), (2, 3), (4, 1))

        assert propose(round_, RingRules(4, acceptance=0.8)).rings == ((1, 2), (3, 4))

    def test_more_people_come_before_shorter_rings(self):
        round_ = round_of((1, 2), (2, 1), (2, 3), (3, 1))

        assert propose(round_, RingRules(3, acceptance=0.1)).rings == ((1, 2, 3),)

    def test_waiting_longer_comes_before_better_wishes(self):
        people = [Participant(1), Participant(2), Participant(3, waiting_credit=1)]
        legs = [Leg(1, 2, 1), Leg(2, 1, 1), Leg(1, 3, 3), Leg(3, 1, 3)]

        assert propose(Round(people, legs)).rings == ((1, 3),)

    def test_better_wishes_decide_between_equals(self):
        assert propose(round_of((1, 2, 2), (2, 1, 1), (1, 3, 1), (3, 1, 1))).rings == ((1, 3),)

    def test_the_credit_of_somebody_is_capped(self):
        people = [Participant(one, waiting_credit=10**9) for one in (1, 2)]

        assert propose(Round(people, [Leg(1, 2), Leg(2, 1)])).merit.credit == 200


class TestWhoIsInARing:
    @pytest.mark.parametrize(
        "round_",
        [
            Round([], []),
            round_of(places={1: 1}),
            round_of(places={1: 1, 2: 1, 3: 1}),
            round_of((1, 2), (2, 1), places={1: 0, 2: 0}),
            round_of((1, 2), (2, 1), wants_visit=False),
        ],
        ids=["nobody", "one", "no wishes", "no places", "only hosts"],
    )
    def test_nobody(self, round_):
        found = propose(round_)

        assert (found.rings, found.one_way) == ((), ())
        assert found.is_optimal
        assert (found.bound_in_rings, found.bound_in_all) == (0, 0)

    def test_who_hosts_nobody_visits_one_way(self):
        found = propose(round_of((1, 2), (2, 1), places={1: 0}))

        assert found.rings == ()
        assert [leg.visit for leg in found.one_way] == [(1, 2)]

    def test_everybody_in_a_dense_round(self):
        everybody = [(a, b) for a in range(9) for b in range(9) if a != b]

        found = propose(round_of(*everybody), RingRules(3, acceptance=0.9))

        assert found.served_in_rings == found.bound_in_all == 9
        assert Counter(map(len, found.rings)) == {2: 3, 3: 1}

    def test_nobody_twice_however_many_places(self):
        found = propose(round_of((1, 2), (2, 1), (1, 3), (3, 1), places={1: 5, 2: 1, 3: 1}))

        assert len(found.rings) == 1
        assert found.served == 3

    def test_a_leg_of_somebody_unknown_is_refused(self):
        with pytest.raises(UnknownParticipant):
            Round([Participant(1)], [Leg(1, 2)])


class TestVisitsOneWay:
    @FEW
    @given(rounds(), ALL_RULES)
    def test_nobody_visits_twice_and_no_place_is_taken_twice(self, round_, rules):
        found = propose(round_, rules)
        visits = found.visits(round_)

        assert set(Counter(leg.visitor for leg in visits).values()) <= {1}
        taken = Counter(leg.host for leg in visits)
        assert all(count <= round_.people[host].places for host, count in taken.items())
        assert all(round_.people[leg.host].hosts_one_way for leg in found.one_way)
        assert len(visits) == found.served <= found.bound_in_all

    @FEW
    @given(rounds(), ALL_RULES)
    def test_are_as_many_as_can_be_with_these_rings(self, round_, rules):
        found = propose(round_, rules)
        ringed = {person for ring in found.rings for person in ring}
        free = {
            one.id: one.places - (one.id in ringed) if one.hosts_one_way else 0
            for one in round_.participants
        }
        left = [leg for leg in round_.legs if leg.visitor not in ringed]

        assert len(found.one_way) == most_by_trying(left, free)

    @FEW
    @given(rounds())
    def test_the_bound_on_all_is_what_trying_finds(self, round_):
        places = {one.id: one.places for one in round_.participants}

        assert most_served(round_.legs, places) == most_by_trying(round_.legs, places)

    def test_waiting_longer_goes_first_then_the_better_wish(self):
        people = [Participant(1, 0), Participant(2, 0, 2), Participant(3, 0), Participant(9, 1)]
        people += [Participant(8, 1, wants_visit=False)]
        legs = [Leg(1, 9), Leg(2, 9, 3), Leg(1, 8, 2), Leg(3, 8, 1)]

        assert [leg.visit for leg in one_way(Round(people, legs), [])] == [(2, 9), (3, 8)]

    @pytest.mark.parametrize("ranks", [(1, 2), (2, 1)])
    def test_the_better_wish_is_granted(self, ranks):
        people = [Participant(1, 0), Participant(8, wants_visit=False), Participant(9, 1)]
        round_ = Round(
            people, [Leg(1, host, rank) for host, rank in zip((8, 9), ranks, strict=True)]
        )

        assert [leg.rank for leg in one_way(round_, [])] == [1]

    def test_one_person_more_outweighs_a_hundred_rounds_of_waiting(self):
        people = [Participant(1, 0, 100), Participant(2, 0), Participant(8, 1), Participant(9, 1)]
        round_ = Round(people, [Leg(1, 8), Leg(1, 9, 100), Leg(2, 8, 100)])

        assert [leg.visit for leg in one_way(round_, [])] == [(1, 9), (2, 8)]

    def test_who_hosts_in_return_only_hosts_in_a_ring_only(self):
        people = [Participant(1, 3, hosts_one_way=False), Participant(2), Participant(3, 0)]

        found = propose(Round(people, [Leg(1, 2), Leg(2, 1), Leg(3, 1)]))

        assert found.rings == ((1, 2),)
        assert found.one_way == ()


class TestOrder:
    @FEW
    @given(rounds(), ALL_RULES, st.randoms(use_true_random=False))
    def test_of_what_is_given_changes_nothing(self, round_, rules, random):
        people, legs = list(round_.participants), list(round_.legs)
        random.shuffle(people)
        random.shuffle(legs)

        again = propose(Round(people, legs), rules)

        assert replace(again, seconds=0) == replace(propose(round_, rules), seconds=0)


class TestTooManyRings:
    """A few columns only: priced, chosen among the best priced, bettered in parts."""

    def proposals(self, round_, longest=3, **limits):
        whole = propose(round_, RingRules(longest, seconds=5))
        return whole, propose(round_, RingRules(longest, **{"seconds": 5, **limits}))

    @pytest.mark.parametrize("seed", range(4))
    def test_bounds_stay_honest(self, seed):
        whole, found = self.proposals(crowd(40, 6, seed), columns=20, seconds=0.3)

        assert found.columns == whole.columns > 20
        assert found.greedy.served <= found.served_in_rings <= whole.served_in_rings
        assert whole.served_in_rings <= found.bound_in_rings
        assert not found.is_optimal or found.merit == whole.merit

    def test_the_best_priced_prove_the_best(self):
        hubs = range(5)
        pairs = [(hub, 10 + 3 * hub + spoke) for hub in hubs for spoke in range(3)]
        pairs += [(a, b) for a in hubs for b in hubs if a < b]
        round_ = round_of(*pairs, *((b, a) for a, b in pairs))

        found = propose(round_, RingRules(2, columns=15))

        assert found.columns == 25
        assert found.is_optimal
        assert found.served_in_rings == found.bound_in_rings == 10

    def test_an_equal_ring_that_was_not_offered_is_no_proof(self):
        round_ = round_of((1, 2, 2), (2, 1), (1, 3), (3, 1))

        found = propose(round_, RingRules(2, columns=1))

        assert found.rings == ((1, 3),)
        assert not found.is_optimal

    @pytest.mark.parametrize("seed", range(3))
    def test_rings_of_the_best_wishes_only_prove_nothing(self, seed, monkeypatch):
        round_ = crowd(20, 5, seed)
        whole = propose(round_, RingRules(4))
        few = all_rings(round_, RingRules(4), most=40)
        monkeypatch.setattr(proposing, "all_rings", lambda *_: few)

        found = propose(round_, RingRules(4, seconds=0.5))

        assert not few.is_complete and not found.is_optimal and not found.all_columns
        assert found.served_in_rings <= whole.served_in_rings <= found.bound_in_rings

    def test_no_ring_listed_is_no_proof(self, monkeypatch):
        round_ = crowd(8, 7)
        few = all_rings(round_, RingRules(3), most=0)
        monkeypatch.setattr(proposing, "all_rings", lambda *_: few)

        found = propose(round_, RingRules(3))

        assert (found.rings, found.bound_in_rings, found.is_optimal) == ((), 8, False)


class TestWithoutTheSolver:
    def test_scarce_first_answers_when_there_is_no_time(self):
        round_ = crowd(60, 8)

        found = propose(round_, RingRules(3, seconds=0))

        assert found.merit == found.greedy
        assert 0 < found.served_in_rings <= found.bound_in_rings
        assert not found.is_optimal

    def test_scarce_first_answers_when_the_solver_fails(self, monkeypatch):
        answer = scipy.optimize.OptimizeResult(x=None, status=4, mip_dual_bound=None)
        monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: answer)

        found = propose(round_of((1, 2), (2, 1)))

        assert (found.rings, found.is_optimal) == (((1, 2),), False)

    def test_scarce_first_begins_with_who_can_be_in_the_fewest_rings(self):
        round_ = round_of(
            *((1, 2, 2), (2, 1), (2, 3), (3, 1, 2), (3, 4), (4, 2), (4, 7), (7, 6), (6, 4))
        )

        assert propose(round_, RingRules(3, seconds=0)).greedy.served == 6

    @FEW
    @given(rounds(), ALL_RULES)
    def test_scarce_first_leaves_no_ring_that_could_be_added(self, round_, rules):
        rings = all_rings(round_, rules)
        chosen = choosing.scarce_first(rings)
        taken = {person for ring in rings.named(chosen) for person in ring}

        assert len(taken) == rings.merit(chosen).served
        assert all(taken & set(ring) for ring in every_ring(round_, rules.longest))
        assert not rings.merit(chosen).beats(propose(round_, rules).merit)


class TestLonger:
    @settings(max_examples=20, deadline=None)
    @given(rounds(), st.integers(2, 4))
    def test_rings_never_serve_fewer(self, round_, longest):
        found = propose(round_, RingRules(longest))

        assert with_longer(round_, found).served_in_rings >= found.served_in_rings

    def test_keep_the_shorter_ones_when_time_ran_out(self, monkeypatch):
        round_ = round_of((1, 2), (2, 1))
        found = propose(round_, RingRules(3))
        worse = replace(found, rings=(), merit=Merit(0, 0, 0, 0), is_optimal=False)
        monkeypatch.setattr(proposing, "propose", lambda *_: worse)

        assert with_longer(round_, found).rings == ((1, 2),)

    def test_end_at_five(self):
        round_ = round_of((1, 2))

        with pytest.raises(LongestReached):
            with_longer(round_, propose(round_, RingRules(5)))


class TestLostLegs:
    @given(st.permutations(range(5)), st.integers(2, 5), st.integers(0, 4))
    def test_all_others_remain(self, order, length, at):
        ring = turned(tuple(order[:length]))
        lost = visits_of(ring)[at % length]

        assert set(without_leg(ring, lost)) == set(visits_of(ring)) - {lost}

    def test_a_visit_of_another_ring_is_refused(self):
        with pytest.raises(NotInRing):
            without_leg((1, 2, 3), (2, 1))

    def test_somebody_of_another_ring_is_refused(self):
        with pytest.raises(NotInRing):
            without_person((1, 2, 3), 4)


class TestRules:
    @pytest.mark.parametrize(
        "wrong",
        [{"longest": 1}, {"longest": 6}, {"acceptance": 0.0}, {"acceptance": 1.1}, {"columns": 0}],
    )
    def test_out_of_range_are_refused(self, wrong):
        with pytest.raises(ValueError, match="longest"):
            RingRules(**wrong)
