"""The mobility graph as a whole."""

import io
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from talentgrow.graph.errors import UnknownJob, UnreadableSnapshot
from talentgrow.graph.mobility import Mobility, build
from talentgrow.graph.rules import Rules
from tests.graph.organisations import careers, company, inputs, job, shuffled


@pytest.fixture(scope="module")
def made_up():
    return build(company())


class TestPosterior:
    def test_sums_to_one_without_the_job_itself_and_temporary_ones(self, made_up):
        for row, own in enumerate(made_up.jobs):
            found = made_up.posterior(own.id, unit=1)

            assert found.sum() == pytest.approx(1)
            assert found[row] == 0
            assert not found[[other.is_temporary for other in made_up.jobs]].any()

    def test_weighs_counts_against_the_prior_by_alpha(self, made_up):
        link = next(made_up.departures(j.id)[0] for j in made_up.jobs if made_up.departures(j.id))
        row = made_up.row(link.target)
        prior = made_up.prior(link.source)[row]

        expected = (link.count + 10 * prior) / (link.departures + 10)

        assert made_up.posterior(link.source)[row] == pytest.approx(expected)

    def test_cannot_be_changed_by_its_reader(self, made_up):
        with pytest.raises(ValueError, match="read-only"):
            made_up.posterior(1)[0] = 1

    def test_an_unknown_job_is_said_to_be_unknown(self, made_up):
        with pytest.raises(UnknownJob):
            made_up.posterior(999)

    def test_a_job_alone_has_nowhere_to_go(self):
        assert build(inputs([job(1)])).posterior(1).tolist() == [0.0]

    def test_titles_alone_are_enough_on_the_first_day(self):
        jobs = [
            job(1, "technicien qualité II"),
            job(2, "technicien qualité III"),
            job(3, "acheteur"),
        ]
        found = build(inputs(jobs))

        assert found.posterior(1)[1] > 0.9
        assert found.moves_seen == 0

    def test_a_bridge_lifts_a_job(self):
        jobs = [job(n) for n in range(1, 6)]
        without, with_bridge = build(inputs(jobs)), build(inputs(jobs, bridges=[(1, 4)]))

        assert with_bridge.posterior(1)[3] > without.posterior(1)[3]
        assert with_bridge.link(1, 4).is_bridge
        assert with_bridge.posterior(1).sum() == pytest.approx(1)

    def test_a_job_of_the_own_unit_is_likelier(self):
        jobs = [job(n) for n in range(1, 4)]
        history = careers(
            (1, 1, "2020-01-01", None, 5),
            (2, 2, "2020-01-01", None, 5),
            (3, 3, "2020-01-01", None, 6),
        )
        found = build(inputs(jobs, history))

        here, anywhere = found.posterior(1, unit=5), found.posterior(1)

        assert here[1] > here[2]
        assert anywhere[1] == pytest.approx(anywhere[2])
        assert found.posterior(1, unit=99).tolist() == anywhere.tolist()

    @pytest.mark.parametrize("grades", [(3, 4, 3), (3, 4, None)])
    def test_one_grade_up_in_the_family_is_likelier(self, grades):
        jobs = [
            job(n, f"mot{n}", family=1, grade=g) for n, g in zip((1, 2, 3), grades, strict=True)
        ]
        found = build(inputs(jobs)).posterior(1)

        assert found[1] > found[2]

    def test_less_pay_is_less_likely(self):
        jobs = [job(1, "a1", pay=100.0), job(2, "a2", pay=108.0), job(3, "a3", pay=80.0)]
        found = build(inputs(jobs)).posterior(1)

        assert found[1] > found[2]


class TestDeterminism:
    def test_the_order_of_what_is_told_does_not_matter(self):
        one, other = build(company()), build(shuffled(company(), seed=4))

        assert one.data_hash == other.data_hash
        assert one.dump() == other.dump()

    def test_other_data_has_another_hash(self):
        found = company()

        assert build(found).data_hash != build(replace(found, bridges=())).data_hash


class TestSnapshot:
    def test_what_is_read_back_answers_the_same(self, made_up):
        again = Mobility.load(made_up.dump())

        assert again.jobs == made_up.jobs
        assert again.families == made_up.families
        assert again.skills == made_up.skills
        assert again.data_hash == made_up.data_hash
        assert again.as_of == made_up.as_of
        assert again.renamings == made_up.renamings
        for own in made_up.jobs:
            assert np.array_equal(again.posterior(own.id, 2), made_up.posterior(own.id, 2))
            assert again.departures(own.id) == made_up.departures(own.id)
            assert again.time_in_job(own.id) == made_up.time_in_job(own.id)
        assert again.dump() == made_up.dump()

    def test_rules_are_kept(self):
        assert Mobility.load(build(company(), Rules(alpha=3)).dump()).rules == Rules(alpha=3)

    @pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 cut off"])
    def test_other_bytes_are_refused(self, content):
        with pytest.raises(UnreadableSnapshot):
            Mobility.load(content)

    def test_python_objects_are_refused(self):
        stream = io.BytesIO()
        np.savez(stream, document=np.array([{"a": 1}], dtype=object))

        with pytest.raises(UnreadableSnapshot):
            Mobility.load(stream.getvalue())


class TestLinks:
    def test_departures_come_by_people_and_then_by_id(self):
        jobs = [job(n) for n in range(1, 5)]
        rows = []
        for person, target in enumerate([4, 4, 3, 2]):
            rows += [(person, 1, "2019-01-01", "2019-12-31"), (person, target, "2020-01-01", None)]
        found = build(inputs(jobs, careers(*rows), bridges=[(1, 3)]))

        assert [(k.target, k.count, k.is_bridge) for k in found.departures(1)] == [
            (4, 2, False),
            (2, 1, False),
            (3, 1, True),
        ]
        assert [(k.source, k.departures) for k in found.arrivals(4)] == [(1, 4)]

    def test_nothing_known_is_no_link(self):
        assert build(inputs([job(1), job(2)])).link(1, 2) is None

    def test_nearness_is_symmetric(self, made_up):
        assert made_up.adjacency(1, 7) == pytest.approx(made_up.adjacency(7, 1))


class TestModel:
    def test_has_all_jobs_and_tells_the_layers_apart(self, made_up):
        graph = made_up.to_networkx()

        assert isinstance(graph, nx.DiGraph)
        assert sorted(graph) == [own.id for own in made_up.jobs]
        assert all(
            {"observed", "bridge", "adjacent"} <= set(d) for _, _, d in graph.edges(data=True)
        )
        assert sum(d["observed"] for _, _, d in graph.edges(data=True)) == made_up.moves_counted
        assert {(s, t) for s, t, d in graph.edges(data=True) if d["bridge"]} == {(1, 30), (2, 3)}

    def test_an_edge_says_what_is_known_of_it(self, made_up):
        for source, target, known in made_up.to_networkx().edges(data=True):
            link = made_up.link(source, target)
            if link is None:
                assert known["adjacent"]
            else:
                assert known["observed"] == link.count
                assert known.get("median_months") == link.median_months
                likely = made_up.posterior(source)[made_up.row(target)]
                assert known.get("probability", likely) == pytest.approx(likely)
