"""Somebody applies: who may, who hears of it, and whose turn it is then."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.missions import seats
from talentgrow.missions.applications import choosing, eligibility, service, weeks
from talentgrow.missions.models import Audience, HouseRules, Mission
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from tests.missions.scene import Scene, soon


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


def send(scene, person, message="I announce the delays; I would like to build them."):
    return service.send(scene.mission, message, by=scene.by(person), now=clock.now())


class TestSending:
    def test_above_the_threshold_the_manager_has_the_word(self, scene):
        application = send(scene, scene.ines)

        assert application.status is A.MANAGER_PENDING
        assert application.manager_id == scene.karim.id
        assert scene.told(scene.karim) == ["word_asked"]
        assert scene.told(scene.maud) == []
        assert scene.moves(application) == ["send", "ask_manager"]

    def test_below_it_the_owners_have_the_word_and_the_manager_is_told(self, make, session):
        scene = Scene(make, session, hours_a_week=1.0, ends_on=soon(40))

        application = send(scene, scene.ines)

        assert application.status is A.UNDER_REVIEW
        assert scene.told(scene.karim) == ["manager_told"]
        assert scene.told(scene.maud) == scene.told(scene.paul) == ["to_review"]

    def test_few_hours_for_many_weeks_need_the_word_too(self, make, session):
        scene = Scene(make, session, hours_a_week=1.0, ends_on=soon(400))

        assert send(scene, scene.ines).status is A.MANAGER_PENDING

    def test_without_a_manager_hr_has_the_word_at_once(self, scene):
        lone = scene.colleague("Lone Wolf", manager=None)

        application = send(scene, lone)

        assert application.status is A.MANAGER_PENDING
        assert application.climbed_at is not None
        assert scene.told(scene.sophie) == ["hr_word_asked"]

    def test_a_manager_who_owns_the_mission_has_said_yes(self, make, session):
        scene = Scene(make, session)
        theirs = scene.colleague("Tom Report", manager=scene.paul)

        application = send(scene, theirs)

        assert application.status is A.UNDER_REVIEW
        assert scene.told(scene.paul) == ["to_review"]

    def test_an_owner_does_not_apply(self, scene):
        with pytest.raises(service.OwnMission):
            send(scene, scene.paul)

    def test_twice_is_refused(self, scene):
        send(scene, scene.ines)

        with pytest.raises(service.AlreadyApplied):
            send(scene, scene.ines)

    def test_a_draft_is_kept_changed_and_sent(self, scene):
        by, now = scene.by(scene.ines), clock.now()
        draft = service.save_draft(scene.mission, "One", by=by, now=now)
        again = service.save_draft(scene.mission, "Two", by=by, now=now)
        sent = send(scene, scene.ines, "Three")

        assert draft is again is sent
        assert sent.message == "Three"

    def test_who_took_it_back_may_apply_again(self, scene):
        first = send(scene, scene.ines)
        service.withdraw(first, by=scene.by(scene.ines), now=clock.now())
        second = send(scene, scene.ines)

        assert first.id != second.id
        assert (first.status, second.status) == (A.WITHDRAWN, A.MANAGER_PENDING)
        assert scene.told(scene.karim) == ["word_asked", "withdrawn", "word_asked"]


class TestConditions:
    @pytest.fixture(autouse=True)
    def _in_english(self, session):
        with in_language("en"):
            yield

    def words(self, scene, person, now=None):
        found = eligibility.conditions(person.id, scene.mission, now=now or clock.now())
        return {one.words: one.is_met for one in found}

    def failed(self, scene, person):
        with pytest.raises(eligibility.NotEligible) as error:
            send(scene, person)
        return str(error.value)

    def test_everything_met(self, scene):
        found = self.words(scene, scene.ines)

        assert all(found.values())
        assert "It is open to all sites and units." in found

    @pytest.mark.parametrize(
        ("days", "is_met"), [(-1, False), (0, True)], ids=["the day after", "the last day"]
    )
    def test_the_last_day_counts(self, make, session, days, is_met):
        scene = Scene(make, session, apply_by=soon(days))

        assert eligibility.is_open(scene.mission, clock.today()) is is_met

    def test_after_it_sending_is_refused(self, make, session):
        scene = Scene(make, session, apply_by=soon(-1))

        assert "last day to apply" in self.failed(scene, scene.ines)

    @pytest.mark.parametrize("status", [M.PAUSED, M.DRAFT, M.IN_PROGRESS, M.CANCELLED, M.COMPLETED])
    def test_a_mission_that_is_not_open(self, make, session, status):
        scene = Scene(make, session, status=status)

        assert self.failed(scene, scene.ines)

    def test_full_without_a_waiting_list(self, make, session):
        scene = Scene(make, session, keeps_accepting=False, taken=1)

        assert "no waiting list" in self.failed(scene, scene.ines)

    def test_full_with_one(self, make, session):
        scene = Scene(make, session, taken=1)

        assert send(scene, scene.ines).status is A.MANAGER_PENDING

    def test_another_site(self, make, session):
        scene = Scene(make, session, audience=Audience.SITE)
        scene.mission.site_id = scene.site.id
        session.flush()
        near = scene.colleague("Near Bye", site=scene.site)

        assert "Angers only" in self.failed(scene, scene.ines)
        assert send(scene, near)

    def test_a_unit_comes_with_those_below(self, make, session):
        scene = Scene(make, session, audience=Audience.UNIT)
        scene.mission.unit_id = scene.unit.id
        session.flush()
        below = scene.colleague("Bea Low", unit=make.unit("Below", parent=scene.unit))

        assert "Flux only" in self.failed(scene, scene.ines)
        assert send(scene, below)

    def test_months_in_the_post_count_over_a_change_of_manager(self, make, session):
        scene = Scene(make, session, months_in_post=6)
        today = clock.today()
        person = make.person("Ada New")
        make.assignment(
            person, scene.job, start=today - timedelta(days=400), end=today - timedelta(days=30)
        )
        make.assignment(person, scene.job, start=today - timedelta(days=29), manager=scene.karim)
        fresh = make.person("Fresh Start")
        make.assignment(fresh, scene.job, start=today - timedelta(days=29))

        assert send(scene, person)
        assert "6 months in your post" in self.failed(scene, fresh)

    def test_somebody_without_a_post(self, make, session):
        scene = Scene(make, session, months_in_post=1)

        assert "we know of none" in self.failed(scene, make.person("No Post"))


class TestOfferAndAnswer:
    @pytest.fixture
    def offered(self, scene):
        application = scene.make.application(scene.mission, scene.ines, manager=scene.karim)
        choosing.offer(application, by=scene.by(scene.maud), now=clock.now())
        return application

    def test_an_offer_keeps_the_seat(self, scene, offered):
        assert scene.taken() == 1
        assert scene.told(scene.ines) == ["offered"]

    def test_accepting_tells_owners_and_manager(self, scene, offered):
        service.accept(offered, by=scene.by(scene.ines), now=clock.now())

        assert offered.status is A.ACCEPTED
        assert scene.told(scene.maud) == scene.told(scene.paul) == ["accepted"]
        assert scene.told(scene.karim) == ["manager_of_accepted"]

    def test_the_last_day_to_accept_is_kept(self, scene, offered):
        with pytest.raises(service.OfferOver):
            service.accept(offered, by=scene.by(scene.ines), now=clock.now() + timedelta(days=8))
        assert offered.status is A.OFFERED

    def test_a_team_without_a_waiting_list_is_complete_by_itself(self, make, session):
        scene = Scene(make, session, keeps_accepting=False)
        application = make.application(scene.mission, scene.ines, status=A.OFFERED)
        service.accept(application, by=scene.by(scene.ines), now=clock.now())
        assert scene.mission.status is M.STAFFED

        service.withdraw(application, by=scene.by(scene.ines), now=clock.now())
        assert scene.mission.status is M.PUBLISHED
        assert scene.taken() == 0

    def test_a_team_with_one_stays_open(self, scene, offered):
        service.accept(offered, by=scene.by(scene.ines), now=clock.now())

        assert scene.mission.status is M.PUBLISHED

    def test_who_accepts_a_mission_that_runs_has_begun(self, make, session):
        scene = Scene(make, session, status=M.IN_PROGRESS, starts_on=soon(-3))
        application = make.application(scene.mission, scene.ines, status=A.OFFERED)
        service.accept(application, by=scene.by(scene.ines), now=clock.now())

        assert application.status is A.IN_PROGRESS


class TestTheWaitingList:
    @pytest.fixture
    def queue(self, scene):
        """Return who has the seat, and two who wait: Noé came first."""
        now = clock.now()
        seated = scene.make.application(scene.mission, scene.ines, status=A.ACCEPTED)
        later = scene.make.application(
            scene.mission, scene.colleague("Zoé Late"), status=A.WAITLISTED, waitlisted_at=now
        )
        first = scene.make.application(
            scene.mission, scene.noe, status=A.WAITLISTED, waitlisted_at=now - timedelta(hours=1)
        )
        return seated, first, later

    def test_the_first_gets_the_seat_of_who_leaves(self, scene, queue):
        seated, first, later = queue
        service.withdraw(seated, by=scene.by(scene.ines), now=clock.now())

        assert (first.status, later.status) == (A.OFFERED, A.WAITLISTED)
        assert scene.taken() == 1
        assert scene.told(scene.noe) == ["moved_up"]
        assert "moved_up_to_owners" in scene.told(scene.maud)

    def test_it_goes_on_to_the_next(self, scene, queue):
        seated, first, later = queue
        service.withdraw(seated, by=scene.by(scene.ines), now=clock.now())
        service.decline_offer(first, by=scene.by(scene.noe), now=clock.now())

        assert (first.status, later.status) == (A.OFFER_DECLINED, A.OFFERED)
        assert scene.taken() == 1

    def test_it_passes_over_who_left_the_house(self, scene, queue):
        seated, first, later = queue
        scene.noe.left_on = clock.today()
        scene.session.flush()
        service.withdraw(seated, by=scene.by(scene.ines), now=clock.now())

        assert (first.status, later.status) == (A.WAITLISTED, A.OFFERED)

    @pytest.mark.parametrize("status", [M.PAUSED, M.IN_PROGRESS])
    def test_it_does_not_move_while_the_mission_does_not_look(self, scene, queue, status):
        seated, first, _later = queue
        scene.session.execute(sa.update(Mission).values(status=status))
        service.withdraw(seated, by=scene.by(scene.ines), now=clock.now())

        assert first.status is A.WAITLISTED
        assert scene.taken() == 0

    def test_nobody_waits_while_a_seat_is_free(self, scene):
        application = scene.make.application(scene.mission, scene.ines)

        with pytest.raises(choosing.SeatFree):
            choosing.waitlist(application, by=scene.by(scene.maud), now=clock.now())


class TestTheLoad:
    def test_what_one_has_and_the_new_one_are_summed(self, app, scene):
        make = scene.make
        other = make.mission("Autre", hours_a_week=2.0, ends_on=soon(50))
        make.application(other, scene.ines, status=A.ACCEPTED)

        with app.test_request_context():
            found = weeks.with_mission(scene.ines.id, scene.mission, today=clock.today())

        assert found.peak == 8.0
        assert found.is_above
        assert [share.hours_a_week for share in found.others] == [2.0]
        assert max(len(bar.blocks) for bar in found.bars) == 2
        assert min(len(bar.blocks) for bar in found.bars) == 1

    def test_an_application_that_is_not_decided_counts_for_nothing(self, app, scene):
        other = scene.make.mission("Autre", hours_a_week=2.0)
        scene.make.application(other, scene.ines, status=A.UNDER_REVIEW)

        with app.test_request_context():
            found = weeks.with_mission(scene.ines.id, scene.mission, today=clock.today())

        assert found.peak == 6.0
        assert not found.others

    def test_the_limit_is_that_of_the_house(self, app, scene):
        scene.session.add(HouseRules(load_percent=10))
        scene.session.flush()

        with app.test_request_context():
            found = weeks.with_mission(scene.ines.id, scene.mission, today=clock.today())

        assert found.limit == 3.5
        assert found.is_above

    def test_a_mission_that_is_over_has_no_weeks(self, app, make, session):
        scene = Scene(make, session, starts_on=soon(-30), ends_on=soon(-1))

        with app.test_request_context():
            assert weeks.with_mission(scene.ines.id, scene.mission, today=clock.today()) is None


def test_a_seat_that_is_not_there_is_given_to_nobody(scene):
    first = scene.make.application(scene.mission, scene.ines)
    second = scene.make.application(scene.mission, scene.noe)
    choosing.offer(first, by=scene.by(scene.maud), now=clock.now())

    with pytest.raises(seats.NoSeatLeft):
        choosing.offer(second, by=scene.by(scene.paul), now=clock.now())


def test_hr_of_the_applicant_is_told_and_nobody_else(make, session):
    scene = Scene(make, session)
    here, there = make.site("Here"), make.site("There")
    near, far = make.hr_of(here, name="Near Hr"), make.hr_of(there, name="Far Hr")
    lone = scene.colleague("Lone Wolf", manager=None, site=here)
    send(scene, lone)

    assert scene.told(near) == ["hr_word_asked"]
    assert scene.told(far) == scene.told(scene.sophie) == []
