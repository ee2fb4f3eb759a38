"""Why people are left out of a proposal, and what further hosts would change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentgrow.graph.swaps.proposing import propose, with_longer
from talentgrow.graph.swaps.values import Leg, Participant, RingRules, Round, is_stable
from talentgrow.graph.swaps.waiting import HostGroup, Missing, MoreHosts, more_hosts, unserved
from tests.graph.rounds import every_ring, most_by_trying, round_of, rounds

FEW = settings(max_examples=60, deadline=None)


def left_out(round_, rules, *, longer=False):
    found = propose(round_, rules)
    further = with_longer(round_, found) if longer else None
    return {one.person: one for one in unserved(round_, found, longer=further)}


class TestWhy:
    def test_nobody_they_wish_to_see_hosts(self):
        found = left_out(round_of((1, 2), places={1: 1, 2: 0}, wants_visit=True), RingRules(3))

        assert found[1].missing is Missing.NO_HOST
        assert (found[1].hosts, found[1].competitors) == ((2,), 0)

    def test_no_wish_at_all(self):
        found = left_out(round_of(places={1: 1}), RingRules(3))

        assert (found[1].missing, found[1].hosts) == (Missing.NO_HOST, ())

    def test_hosting_nobody_and_all_places_taken(self):
        found = left_out(round_of((1, 2), (2, 1), (3, 1), places={3: 0}), RingRules(3))

        assert found[3].missing is Missing.HOSTS_NOBODY
        assert found[3].competitors == 1

    def test_nobody_leads_back(self):
        found = left_out(round_of((1, 2), (2, 1), (3, 1)), RingRules(3))

        assert (found[3].missing, found[3].shortest) == (Missing.NO_WAY_BACK, 0)

    def test_a_longer_ring_would_serve_them(self):
        people = [Participant(one, hosts_one_way=False) for one in range(4)]
        round_ = Round(people, [Leg(one, (one + 1) % 4) for one in range(4)])

        plain, known = left_out(round_, RingRules(3)), left_out(round_, RingRules(3), longer=True)

        assert {one.missing for one in plain.values()} == {Missing.NO_WAY_BACK}
        assert {one.missing for one in known.values()} == {Missing.LONGER_RING}
        assert {one.shortest for one in known.values()} == {4}

    def test_those_they_need_are_taken(self):
        round_ = round_of((1, 2), (2, 1, 1), (3, 1, 2), (1, 3, 2), (3, 2, 1))

        found = left_out(round_, RingRules(2))

        assert found[3].missing is Missing.TAKEN
        assert (found[3].hosts, found[3].competitors) == ((2, 1), 2)

    def test_volunteers_miss_nothing(self):
        people = [Participant(1, wants_visit=False), Participant(2, wants_visit=False)]

        assert left_out(Round(people, []), RingRules(3)) == {}

    @FEW
    @given(rounds(), st.integers(2, 5))
    def test_everybody_is_served_or_told_why(self, round_, longest):
        found = propose(round_, RingRules(longest))
        left = unserved(round_, found)

        served = [leg.visitor for leg in found.visits(round_)]
        assert sorted([*served, *(one.person for one in left)]) == list(round_.visitors)

    @FEW
    @given(rounds(6), st.integers(2, 4))
    def test_the_shortest_ring_is_what_trying_finds(self, round_, longest):
        lengths = {}
        for ring in every_ring(round_, 6):
            for person in ring:
                lengths[person] = min(len(ring), lengths.get(person, 9))

        for one in unserved(round_, propose(round_, RingRules(longest))):
            assert one.shortest == lengths.get(one.person, 0)


class TestMoreHosts:
    def by_trying(self, round_, proposal, groups):
        """Everybody served with these groups, the rings kept."""
        ringed = {person for ring in proposal.rings for person in ring}
        places = {
            one.id: one.places - (one.id in ringed) if one.hosts_one_way else 0
            for one in round_.participants
        }
        legs = [leg for leg in round_.legs if leg.visitor not in ringed]
        for at, group in enumerate(groups):
            places[-1 - at] = group.places
            able = sorted(group.visitors & set(round_.visitors) - ringed)
            legs += [Leg(visitor, -1 - at) for visitor in able]
        return proposal.served_in_rings + most_by_trying(legs, places)

    @FEW
    @given(rounds(), st.data())
    def test_each_adds_what_no_other_adds_more_of(self, round_, data):
        ids = [one.id for one in round_.participants]
        people = st.frozensets(st.sampled_from(ids), max_size=4) if ids else st.just(frozenset())
        groups = [HostGroup(key, data.draw(people), data.draw(st.integers(1, 2))) for key in "abcd"]
        by_key = {group.key: group for group in groups}
        proposal = propose(round_, RingRules(3))

        found = more_hosts(round_, proposal, groups, count=3)

        chosen, served = [], proposal.served
        for step in found:
            best = max(
                self.by_trying(round_, proposal, [*chosen, one])
                for one in groups
                if one not in chosen
            )
            chosen.append(by_key[step.key])
            assert step.served == best == self.by_trying(round_, proposal, chosen)
            assert step.gain == step.served - served > 0
            served = step.served
        if len(found) < 3:
            others = [one for one in groups if one not in chosen]
            assert all(self.by_trying(round_, proposal, [*chosen, one]) == served for one in others)

    def test_a_place_helps_somebody_who_does_not_wish_it(self):
        people = [Participant(1, 0), Participant(2, 0), Participant(9, 1)]
        round_ = Round(people, [Leg(1, 9), Leg(2, 9, 3)])

        found = more_hosts(round_, propose(round_), [HostGroup("X", frozenset({1}))])

        assert found == (MoreHosts("X", 1, 2),)

    def test_of_equal_groups_the_one_more_wish_comes_first(self):
        round_ = round_of(places={1: 0, 2: 0, 3: 0})
        groups = [HostGroup("a", frozenset({1})), HostGroup("b", frozenset({1, 2}))]

        found = more_hosts(round_, propose(round_), groups)

        assert [(step.key, step.served) for step in found] == [("b", 1), ("a", 2)]

    def test_ends_where_everybody_is_served(self):
        round_ = round_of((1, 2), (2, 1))

        assert more_hosts(round_, propose(round_), [HostGroup("a", frozenset({1, 2, 77}))]) == ()


class TestStable:
    @pytest.mark.parametrize(
        ("changed", "holds"),
        [
            (round_of((1, 2), (2, 3), (3, 1)), True),
            (round_of((1, 2), (2, 3), (1, 3)), False),
            (round_of((1, 2), (2, 3), (3, 1), places={2: 0}), False),
            (round_of((1, 2), (2, 3), (3, 1), wants_visit=False), False),
            (round_of((1, 2), (2, 1)), False),
        ],
        ids=["unchanged", "a wish less", "a host less", "only hosting", "somebody left"],
    )
    def test_a_ring_holds_while_all_want_it(self, changed, holds):
        assert is_stable((1, 2, 3), changed) is holds
