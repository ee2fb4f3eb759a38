"""Which changes of assignment count as moves."""

from talentgrow.graph.mobility import build
from tests.graph.organisations import careers, inputs, job

JOBS = [job(1, "soudeur"), job(2, "monteur"), job(3, "stagiaire", is_temporary=True)]


def moved(*rows, jobs=JOBS):
    found = build(inputs(jobs, careers(*rows)))
    flows = found.flows
    return [
        (found.jobs[s].id, found.jobs[t].id, y, n)
        for s, t, y, n in zip(
            flows.source.tolist(),
            flows.target.tolist(),
            flows.year.tolist(),
            flows.people.tolist(),
            strict=True,
        )
    ]


def renaming(people, stay=0):
    """People who all change from job 1 to job 2 on one day, and some who stay."""
    left = [(n, 1, "2019-01-01", "2020-06-30", 7) for n in range(people)]
    joined = [(n, 2, "2020-07-01", None, 7) for n in range(people)]
    return left + joined + [(100 + n, 1, "2019-01-01", None, 7) for n in range(stay)]


class TestMoves:
    def test_a_change_of_job_is_a_move_in_the_year_it_begins(self):
        assert moved((1, 1, "2018-01-01", "2019-12-31"), (1, 2, "2020-01-01", None)) == [
            (1, 2, 2020, 1)
        ]

    def test_a_gap_of_two_years_still_counts(self):
        assert moved((1, 1, "2015-01-01", "2016-01-01"), (1, 2, "2018-01-01", None))

    def test_a_longer_gap_does_not_count(self):
        assert not moved((1, 1, "2015-01-01", "2016-01-01"), (1, 2, "2018-01-03", None))

    def test_the_same_job_in_another_unit_is_no_move(self):
        assert not moved((1, 1, "2015-01-01", "2016-01-01", 1), (1, 1, "2016-01-02", None, 2))

    def test_another_person_is_no_move(self):
        assert not moved((1, 1, "2015-01-01", "2016-01-01"), (2, 2, "2016-01-02", None))

    def test_a_side_job_is_no_move(self):
        assert not moved((1, 1, "2015-01-01", None), (1, 2, "2016-01-01", "2017-01-01"))

    def test_a_side_job_does_not_hide_the_move_after_it(self):
        rows = [
            (1, 1, "2010-01-01", "2020-01-01"),
            (1, 2, "2012-01-01", "2012-06-01"),
            (1, 2, "2020-02-01", None),
        ]

        assert moved(*rows) == [(1, 2, 2020, 1)]

    def test_of_two_jobs_begun_on_one_day_the_longer_one_counts(self):
        rows = [(1, 2, "2015-01-01", "2015-03-01"), (1, 1, "2015-01-01", None)]

        assert not moved(*rows)

    def test_a_handover_of_some_weeks_is_a_move(self):
        assert moved((1, 1, "2015-01-01", "2016-02-01"), (1, 2, "2016-01-01", None))

    def test_a_temporary_job_between_is_looked_through(self):
        rows = [
            (1, 1, "2015-01-01", "2016-01-01"),
            (1, 3, "2016-01-02", "2016-09-01"),
            (1, 2, "2016-09-02", None),
        ]

        assert moved(*rows) == [(1, 2, 2016, 1)]

    def test_from_a_temporary_job_is_no_move(self):
        assert not moved((1, 3, "2015-01-01", "2016-01-01"), (1, 1, "2016-01-02", None))

    def test_an_unknown_job_is_left_out(self):
        assert not moved((1, 99, "2015-01-01", "2016-01-01"), (1, 1, "2016-01-02", None))

    def test_what_begins_after_the_day_of_the_data_is_not_seen(self):
        assert not moved((1, 1, "2015-01-01", "2026-01-02"), (1, 2, "2026-02-01", None))


class TestRenamings:
    def test_most_of_a_post_moving_at_once_is_a_renaming(self):
        found = build(inputs(JOBS, careers(*renaming(5, stay=5))))

        assert found.moves_counted == 0
        assert found.moves_seen == 5
        assert [
            (r.source, r.target, r.unit, r.year, r.people, r.share) for r in found.renamings
        ] == [(1, 2, 7, 2020, 5, 0.5)]

    def test_four_people_are_no_renaming(self):
        assert build(inputs(JOBS, careers(*renaming(4)))).moves_counted == 4

    def test_less_than_half_is_no_renaming(self):
        assert build(inputs(JOBS, careers(*renaming(5, stay=6)))).moves_counted == 5


class TestTimes:
    def test_months_before_a_move_count_from_the_first_day_in_the_job(self):
        rows = [
            (1, 1, "2015-01-01", "2015-12-31", 1),
            (1, 1, "2016-01-01", "2016-12-31", 2),
            (1, 2, "2017-01-01", None),
        ]

        link = build(inputs(JOBS, careers(*rows))).link(1, 2)

        assert link.median_months == 24
        assert (link.count, link.departures, link.first_year, link.last_year) == (1, 1, 2017, 2017)

    def test_time_in_a_job_is_the_median_of_ended_stays(self):
        rows = [
            (1, 1, "2015-01-01", "2015-12-31"),
            (2, 1, "2015-01-01", "2017-12-31"),
            (3, 1, "2015-01-01", "2016-12-31"),
            (4, 1, "2010-01-01", None),
        ]
        found = build(inputs(JOBS, careers(*rows)))

        assert found.time_in_job(1) == 24
        assert found.time_in_job(2) is None

    def test_headcount_is_people_and_not_rows(self):
        rows = [
            (1, 1, "2015-01-01", None, 1),
            (1, 1, "2016-01-01", None, 2),
            (2, 1, "2015-01-01", None),
        ]

        assert build(inputs(JOBS, careers(*rows))).headcount.tolist() == [2, 0, 0]
