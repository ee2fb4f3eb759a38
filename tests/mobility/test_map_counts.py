"""Sums that give nobody away, whoever does the subtraction."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentgrow.mobility.map.counts import total, totals

FEW = 5


def possible(rest, hidden):
    """All the ways in which hidden counts of moves can add up to what is left."""
    return [c for c in product(range(1, FEW), repeat=hidden) if sum(c) == rest]


@given(st.lists(st.integers(0, 12), max_size=6))
def test_subtraction_leaves_every_hidden_count_open(counts):
    shown = sum(count for count in counts if count >= FEW)
    hidden = sum(0 < count < FEW for count in counts)

    rest = total(np.array(counts, dtype=np.int64), FEW) - shown

    if rest:
        for place in range(hidden):
            assert {ways[place] for ways in possible(rest, hidden)} == {1, 2, 3, 4}


@given(st.lists(st.integers(0, 12), max_size=8))
def test_sum_lies_between_what_is_shown_and_what_is_true(counts):
    shown = sum(count for count in counts if count >= FEW)

    assert shown <= total(np.array(counts, dtype=np.int64), FEW) <= sum(counts)


@pytest.mark.parametrize(("counts", "said"), [([7, 6], 13), ([7, 1], 7), ([3, 2, 3], 8), ([], 0)])
def test_examples(counts, said):
    assert total(np.array(counts, dtype=np.int64), FEW) == said


def test_groups_are_added_up_each_by_itself():
    counts, member = np.array([9, 1, 6]), np.array([0, 0, 2])

    assert totals(counts, member, 3, few=FEW).tolist() == [9, 0, 6]
