"""Paths and wishes: kept once, moved along their life, with a trace."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import IllegalTransition, NotFound
from talentgrow.mobility import queries, service
from talentgrow.mobility.models import JobInterest, JobWish, SavedPath
from talentgrow.mobility.service import PathValues
from talentgrow.mobility.states import PATH_FLOW, PathStatus
from tests.make import NOW

LATER = datetime(2026, 11, 1, tzinfo=UTC)
PRIVATE, SHARED, DROPPED = PathStatus
STEPS = {
    (PRIVATE, "share"): SHARED,
    (SHARED, "unshare"): PRIVATE,
    (PRIVATE, "drop"): DROPPED,
    (SHARED, "drop"): DROPPED,
}


def as_actor(person, *reports):
    return Actor(person.id, frozenset({Role.EMPLOYEE}), frozenset(one.id for one in reports))


def kinds(session):
    return session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()


@pytest.fixture
def house(make):
    class House:
        ada, boss = make.person("Ada"), make.person("Boss")
        start, middle, end = make.job("A"), make.job("B"), make.job("C")

        def save(self, *jobs, person=None, now=NOW):
            person = person or self.ada
            values = PathValues(
                target_id=jobs[-1].id,
                label="usual",
                steps=[job.id for job in jobs],
                rule_version="1",
                data_hash="x",
                as_of=date(2026, 10, 8),
            )
            return service.save_path(values, person_id=person.id, by=as_actor(person), now=now)

    return House()


class TestSavePath:
    def test_keeps_it_for_its_owner_alone(self, house, session):
        path = house.save(house.start, house.middle, house.end)
        session.commit()

        assert (path.person_id, path.target_id) == (house.ada.id, house.end.id)
        assert path.steps == [house.start.id, house.middle.id, house.end.id]
        assert (path.status, path.saved_at) == (PRIVATE, NOW)
        assert (path.rule_version, path.data_hash, path.as_of) == ("1", "x", date(2026, 10, 8))

    def test_leaves_a_trace(self, house, session):
        path = house.save(house.start, house.end)

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.subject) == ("mobility.path_saved", f"saved_path:{path.id}")
        assert event.details == {"target": house.end.id, "steps": path.steps}

    def test_the_same_jobs_in_the_same_order_are_kept_once(self, house, session):
        first = house.save(house.start, house.end)

        assert house.save(house.start, house.end, now=LATER) is first
        assert first.saved_at == NOW
        assert kinds(session) == ["mobility.path_saved"]

    def test_another_way_to_the_same_job_is_another_path(self, house, session):
        house.save(house.start, house.end)
        house.save(house.start, house.middle, house.end)

        assert session.scalar(select(func.count(SavedPath.id))) == 2

    def test_somebody_elses_path_is_their_own(self, house, session):
        house.save(house.start, house.end)
        house.save(house.start, house.end, person=house.boss)

        assert session.scalar(select(func.count(SavedPath.id))) == 2

    def test_one_that_was_given_up_can_be_saved_anew(self, house):
        first = house.save(house.start, house.end)
        service.take_step(first, "drop", by=as_actor(house.ada), now=NOW)

        second = house.save(house.start, house.end)

        assert second is not first
        assert (first.status, second.status) == (DROPPED, PRIVATE)


class TestSteps:
    @pytest.mark.parametrize(("status", "step"), list(product(PathStatus, PATH_FLOW.transitions)))
    def test_each_step_from_each_state_is_taken_or_refused(
        self, make, house, session, status, step
    ):
        path = make.saved_path(house.ada, house.start, house.end, status=status)
        by = as_actor(house.ada)

        if (status, step) in STEPS:
            service.take_step(path, step, by=by, now=LATER)
            session.commit()
            assert path.status is STEPS[status, step]
            (change,) = queries.history_of(path)
            assert (change.before, change.after, change.move) == (status, path.status, step)
            assert (change.actor_id, change.at) == (house.ada.id, LATER)
        else:
            with pytest.raises(IllegalTransition):
                service.take_step(path, step, by=by, now=LATER)
            assert path.status is status
            assert session.scalars(select(StatusChange)).all() == []

    def test_the_history_is_told_from_the_beginning(self, make, house):
        path = make.saved_path(house.ada, house.start, house.end)
        for step in ["share", "unshare", "share", "drop"]:
            service.take_step(path, step, by=as_actor(house.ada), now=NOW)

        told = [change.move for change in queries.history_of(path)]

        assert told == ["share", "unshare", "share", "drop"]

    def test_the_history_of_one_path_is_not_anothers(self, make, house):
        one = make.saved_path(house.ada, house.start, house.end)
        other = make.saved_path(house.ada, house.start, house.middle)
        service.take_step(one, "share", by=as_actor(house.ada), now=NOW)

        assert queries.history_of(other) == []


class TestVisibility:
    @pytest.fixture
    def paths(self, make, house):
        return {
            status: make.saved_path(house.ada, house.start, house.end, status=status)
            for status in PathStatus
        }

    @pytest.mark.parametrize(
        ("reader", "seen"),
        [
            ("owner", {PRIVATE, SHARED}),
            ("manager", {SHARED}),
            ("colleague", set()),
            ("hr", set()),
        ],
    )
    def test_one_path_is_found_by_those_who_may_read_it(self, house, paths, reader, seen):
        actor = {
            "owner": as_actor(house.ada),
            "manager": as_actor(house.boss, house.ada),
            "colleague": as_actor(house.boss),
            "hr": Actor(house.boss.id, frozenset({Role.HR})),
        }[reader]

        for status, path in paths.items():
            if status in seen:
                assert queries.get_visible(actor, path.id) is path
            else:
                with pytest.raises(NotFound):
                    queries.get_visible(actor, path.id)

    def test_lists_follow_the_same_rule(self, house, paths):
        owner, boss = as_actor(house.ada), as_actor(house.boss, house.ada)

        assert set(queries.saved_by(owner, house.ada.id)) == {paths[PRIVATE], paths[SHARED]}
        assert queries.saved_by(boss, house.ada.id) == [paths[SHARED]]
        assert queries.shared_with(boss) == [paths[SHARED]]
        assert queries.shared_with(owner) == []
        assert queries.saved_to(boss, house.end.id) == []
        assert len(queries.saved_to(owner, house.end.id)) == 2

    def test_the_newest_stands_first(self, make, house):
        old = make.saved_path(house.ada, house.start, house.end)
        new = make.saved_path(house.ada, house.start, house.middle, at=LATER)

        assert queries.saved_by(as_actor(house.ada), house.ada.id) == [new, old]

    def test_a_manager_who_is_no_longer_one_reads_nothing(self, house, paths):
        assert queries.shared_with(as_actor(house.boss)) == []


class TestWish:
    def say(self, house, choice, job=None, now=NOW):
        job = job or house.end
        by = as_actor(house.ada)
        service.wish(job.id, choice, person_id=house.ada.id, by=by, now=now)

    @pytest.mark.parametrize("choice", JobWish)
    def test_is_kept(self, house, choice):
        self.say(house, choice)

        assert queries.interests_of(house.ada.id) == {house.end.id: choice}

    def test_can_change_and_is_then_of_that_day(self, house, session):
        self.say(house, JobWish.WISHED)
        self.say(house, JobWish.UNWANTED, now=LATER)

        held = session.scalars(select(JobInterest)).one()
        assert (held.wish, held.at) == (JobWish.UNWANTED, LATER)

    def test_can_be_taken_back(self, house, session):
        self.say(house, JobWish.WISHED)
        self.say(house, None)
        session.commit()

        assert queries.interests_of(house.ada.id) == {}

    @pytest.mark.parametrize("choice", [None, JobWish.WISHED])
    def test_saying_the_same_again_leaves_no_trace(self, house, session, choice):
        self.say(house, choice)
        before = kinds(session)

        self.say(house, choice, now=LATER)

        assert kinds(session) == before

    def test_leaves_a_trace_of_each_change(self, house, session):
        for choice in [JobWish.WISHED, JobWish.UNWANTED, None]:
            self.say(house, choice)
        session.commit()

        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [event.details["wish"] for event in events] == ["wished", "unwanted", None]
        assert {event.details["job"] for event in events} == {house.end.id}

    def test_is_ones_own(self, make, house):
        make.wish(house.boss, house.end)
        self.say(house, JobWish.UNWANTED)

        assert queries.interests_of(house.boss.id) == {house.end.id: JobWish.WISHED}


class TestProfile:
    def test_is_where_somebody_stands_today(self, make, house):
        unit, skill = make.unit(), make.skill()
        make.assignment(house.ada, house.start, unit=unit)
        make.level(house.ada, skill, 3)

        profile = queries.profile_of(house.ada.id)

        assert (profile.job, profile.unit) == (house.start.id, unit.id)
        assert profile.levels == {skill.id: 3}

    def test_of_somebody_without_job_is_empty(self, house):
        profile = queries.profile_of(house.ada.id)

        assert (profile.job, profile.unit, profile.levels) == (None, None, {})


class TestPeopleBySite:
    def test_counts_those_who_hold_a_job_today(self, make, house):
        angers = make.site("Angers")
        make.holders(2, house.start, site=angers)
        make.holders(1, house.start)
        make.assignment(make.person(), house.start, site=angers, end=date(2021, 1, 1))

        found = queries.people_by_site([house.start.id, house.end.id])

        assert found == {house.start.id: {"Angers": 2, "": 1}, house.end.id: {}}

    def test_bridges_are_those_among_the_jobs_asked_for(self, make, house):
        inside = make.bridge(house.start, house.middle)
        make.bridge(house.start, house.end)

        found = queries.bridges_among([house.start.id, house.middle.id])

        assert found == {(house.start.id, house.middle.id): inside}
