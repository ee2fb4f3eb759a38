"""Where jobs stand on the map."""

import itertools

import numpy as np
import pytest

from talentgrow.graph.layout import Layout, layout
from talentgrow.graph.mobility import build
from talentgrow.graph.picture.packing import pack_discs
from tests.graph.organisations import company, inputs, job, shuffled


@pytest.fixture(scope="module", params=[(30, 4), (200, 12), (1, 1)])
def placed(request):
    jobs, families = request.param
    found = build(company(jobs, families=families, people=3 * jobs))
    return found, layout(found)


class TestLayout:
    def test_discs_do_not_overlap(self, placed):
        for one, other in itertools.combinations(placed[1].discs.values(), 2):
            assert np.hypot(one[0] - other[0], one[1] - other[1]) >= one[2] + other[2]

    def test_jobs_do_not_overlap(self, placed):
        spots = [(*placed[1].positions[j.id], placed[1].sizes[j.id]) for j in placed[0].jobs]
        for one, other in itertools.combinations(spots, 2):
            assert np.hypot(one[0] - other[0], one[1] - other[1]) >= one[2] + other[2]

    def test_jobs_lie_in_the_disc_of_their_family(self, placed):
        found, where = placed
        for own in found.jobs:
            x, y, r = where.discs[own.family or 0]
            spot = where.positions[own.id]
            assert np.hypot(spot[0] - x, spot[1] - y) + where.sizes[own.id] <= r + 1

    def test_all_lies_on_a_sheet_of_four_by_three(self, placed):
        where = placed[1]
        assert where.width / where.height == pytest.approx(4 / 3, rel=0.01)
        for x, y, r in where.discs.values():
            assert r <= x <= where.width - r
            assert r <= y <= where.height - r

    def test_is_stored_and_read_back(self, placed):
        assert Layout.from_json(placed[1].to_json()) == placed[1]

    def test_the_order_of_what_is_told_does_not_matter(self):
        assert layout(build(company())) == layout(build(shuffled(company(), seed=2)))

    def test_another_seed_is_another_picture(self):
        found = build(company())

        assert layout(found, seed=1) != layout(found, seed=2)

    def test_small_headcounts_look_alike(self, placed):
        found, where = placed
        few = {where.sizes[j.id] for j, n in zip(found.jobs, found.headcount, strict=True) if n < 5}

        assert len(few) == 1

    def test_no_jobs_is_an_empty_sheet(self):
        assert layout(build(inputs([]))).positions == {}

    def test_bigger_families_have_bigger_discs(self):
        jobs = [job(n, f"titre t{n}t", 1 if n < 20 else 2) for n in range(1, 24)]
        discs = layout(build(inputs(jobs))).discs

        assert discs[1][2] > discs[2][2]


def test_discs_that_exchange_people_stand_near_each_other():
    flows = np.zeros((12, 12))
    flows[0, 11] = flows[11, 0] = 50
    near = pack_discs(np.ones(12), flows, shape=4 / 3)

    distances = np.hypot(*(near - near[11]).T)

    assert np.argsort(distances)[1] == 0
