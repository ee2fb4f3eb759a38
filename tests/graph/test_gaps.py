"""What is missing, and how long it takes."""

import pytest

from talentgrow.graph.gaps import effort, gap, total_effort
from talentgrow.graph.results import Effort
from talentgrow.graph.types import Importance, Need

NEEDS = [Need(1, 4), Need(2, 2, Importance.USEFUL)]


class TestGap:
    def test_is_the_weighted_share_that_is_missing(self):
        found = gap({1: 1, 2: 1}, NEEDS)

        assert found.value == pytest.approx((3 + 0.5) / (4 + 1))
        assert found.levels_missing == 4

    def test_more_than_needed_makes_up_for_nothing_else(self):
        assert gap({1: 5, 2: 0}, NEEDS).value == pytest.approx(1 / 5)

    def test_a_level_not_declared_may_be_assumed(self):
        rows = {row.skill: row for row in gap({2: 0}, NEEDS, assumed={1: 3, 2: 2}).rows}

        assert (rows[1].have, rows[1].is_assumed) == (3, True)
        assert (rows[2].have, rows[2].is_assumed) == (0, False)

    def test_a_job_without_needs_is_not_known(self):
        found = gap({1: 3}, [])

        assert (found.value, found.is_known, effort(found)) == (0.0, False, None)


class TestEffort:
    @pytest.mark.parametrize(
        ("levels", "needs", "expected"),
        [
            ({1: 3}, [Need(1, 3)], Effort(2, 3)),
            ({1: 4}, [Need(1, 5)], Effort(7, 12)),
            ({}, [Need(1, 2), Need(2, 2)], Effort(3, 5)),
            ({}, [Need(1, 3), Need(2, 3), Need(3, 3), Need(4, 3)], Effort(14, 23)),
            ({1: 1}, [Need(1, 3, Importance.USEFUL)], Effort(3, 5)),
        ],
    )
    def test_follows_the_rule(self, levels, needs, expected):
        assert effort(gap(levels, needs)) == expected

    def test_higher_levels_take_longer(self):
        low, high = effort(gap({1: 1}, [Need(1, 2)])), effort(gap({1: 4}, [Need(1, 5)]))

        assert high.low_months > low.high_months

    def test_one_unknown_part_makes_the_whole_unknown(self):
        assert total_effort([Effort(2, 3), None]) is None
        assert total_effort([]) is None
