"""The graph counted in a part of the organisation."""

import numpy as np
import pytest

from talentgrow.graph.mobility import Mobility, build
from talentgrow.graph.model.moves import ELSEWHERE
from talentgrow.graph.narrowing import narrowed
from talentgrow.graph.paths import find_paths
from talentgrow.graph.types import Profile
from tests.graph.organisations import careers, company, inputs, job

HERE, THERE = 1, 2


def part(history):
    """The same careers as somebody reads them who looks after the unit HERE only."""
    rows = [
        (
            person,
            job,
            str(start),
            None if np.isnat(end) else str(end),
            HERE if unit == HERE else ELSEWHERE,
        )
        for person, job, unit, start, end in zip(
            history.person, history.job, history.unit, history.started, history.ended, strict=True
        )
        if HERE in history.unit[history.person == person]
    ]
    return careers(*rows)


def movers(first, count, source, target, unit, *, to=None, year=2020):
    """People who went from one job to another, no more than four of a unit in a year."""
    rows = []
    for index in range(count):
        day = f"{year - index // 4}-01-01"
        rows += [
            (first + index, source, "2010-01-01", f"{year - 1 - index // 4}-12-31", unit),
            (first + index, target, day, None, to or unit),
        ]
    return rows


def both(*rows):
    history = careers(*rows)
    whole = build(inputs([job(1), job(2), job(3)], history))
    return whole, narrowed(whole, part(history))


def counted(mobility):
    link = mobility.link(1, 2)
    return link.count if link else 0


class TestCounts:
    def test_are_those_of_the_part(self):
        whole, found = both(*movers(1, 9, 1, 2, HERE), *movers(50, 7, 1, 2, THERE))

        assert (counted(whole), counted(found)) == (16, 9)
        assert found.headcount.tolist() == [0, 9, 0]

    def test_a_move_counts_where_it_began(self):
        _whole, found = both(
            *movers(1, 6, 1, 2, HERE, to=THERE), *movers(50, 8, 1, 2, THERE, to=HERE)
        )

        assert counted(found) == 6
        assert found.headcount.tolist() == [0, 8, 0]

    @pytest.mark.parametrize(("elsewhere", "shown"), [(0, 9), (1, 4), (4, 4), (5, 9)])
    def test_a_small_rest_elsewhere_cannot_be_told(self, elsewhere, shown):
        whole, found = both(*movers(1, 9, 1, 2, HERE), *movers(50, elsewhere, 1, 2, THERE))

        assert counted(whole) == 9 + elsewhere
        assert counted(found) <= shown
        assert int(found.headcount[1]) == shown

    def test_the_whole_counted_as_a_part_is_the_whole(self):
        found = company()
        whole = build(found)

        again = narrowed(whole, found.careers)

        assert again.headcount.tolist() == whole.headcount.tolist()
        assert again.flows.people.tolist() == whole.flows.people.tolist()
        assert again.time_in_job(3) == whole.time_in_job(3)
        assert again.posterior(3).tolist() == whole.posterior(3).tolist()

    def test_nobody_there_gives_a_graph_without_people(self):
        whole, found = both(*movers(1, 9, 1, 2, THERE))

        assert int(found.headcount.sum()) == found.moves_counted == 0
        assert [one.title for one in found.jobs] == [one.title for one in whole.jobs]


class TestRenamings:
    def rows(self, here, there):
        return [
            row
            for first, count, unit in ((1, here, HERE), (50, there, THERE))
            for index in range(count)
            for row in (
                (first + index, 1, "2010-01-01", "2019-12-31", unit),
                (first + index, 2, "2020-01-01", None, unit),
            )
        ]

    def test_of_the_whole_are_none_of_the_moves_of_a_part(self):
        whole, found = both(*self.rows(8, 0))

        assert len(whole.renamings) == len(found.renamings) == 1
        assert found.renamings[0].people == 8
        assert found.moves_counted == 0

    def test_of_other_units_are_not_told(self):
        whole, found = both(*self.rows(0, 8), *movers(80, 3, 2, 3, HERE))

        assert len(whole.renamings) == 1
        assert found.renamings == ()


class TestGraph:
    def test_of_a_part_has_a_mark_of_its_own_and_can_be_stored(self):
        whole, found = both(*movers(1, 9, 1, 2, HERE), *movers(50, 7, 1, 2, THERE))

        assert found.data_hash != whole.data_hash
        assert Mobility.load(found.dump()).headcount.tolist() == found.headcount.tolist()

    def test_finds_paths_over_the_moves_of_the_part(self):
        _whole, found = both(*movers(1, 9, 1, 2, HERE), *movers(50, 9, 2, 3, THERE))

        (step, *_rest) = find_paths(found, Profile(1), 2).paths[0].steps

        assert step.count == 9
