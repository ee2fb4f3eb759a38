"""Owners choose: talks, offers, a waiting list, and a no that opens a door."""

from dataclasses import replace
from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.missions import seats
from talentgrow.missions.applications import choosing, service
from talentgrow.missions.applications.choosing import Batch
from talentgrow.missions.applications.models import DeclineReason, NextStep
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from tests.missions.scene import NO, Scene


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


@pytest.fixture
def applied(scene):
    return [scene.make.application(scene.mission, one) for one in (scene.ines, scene.noe)]


class TestANo:
    def test_is_told_with_its_reason_word_and_step(self, scene, applied):
        choosing.decline(applied[0], NO, by=scene.by(scene.maud), now=clock.now())

        assert applied[0].status is A.DECLINED
        assert applied[0].feedback == NO.feedback
        assert scene.told(scene.ines) == ["declined"]

    @pytest.mark.parametrize(
        "missing",
        [
            {"feedback": "Sorry."},
            {"feedback": " " * 40},
            {"next_note": "  "},
            {"next_step": NextStep.MISSION},
            {"reason": DeclineReason.MISSION_CANCELLED},
        ],
    )
    def test_without_one_of_them_is_none(self, scene, applied, missing):
        with pytest.raises(choosing.FeedbackMissing):
            choosing.decline(
                applied[0], replace(NO, **missing), by=scene.by(scene.maud), now=clock.now()
            )
        assert applied[0].status is A.UNDER_REVIEW

    def test_who_has_a_seat_is_not_declined(self, scene):
        seated = scene.make.application(scene.mission, scene.ines, status=A.ACCEPTED)

        with pytest.raises(IllegalTransition):
            choosing.decline(seated, NO, by=scene.by(scene.maud), now=clock.now())


class TestATalk:
    def test_is_proposed_and_moved(self, scene, applied):
        by, now = scene.by(scene.maud), clock.now()
        choosing.plan_talk(applied[0], now + timedelta(days=2), "Room 3", by=by, now=now)
        later = now + timedelta(seconds=1)
        choosing.plan_talk(applied[0], now + timedelta(days=3), by=by, now=later)

        assert applied[0].status is A.TALK_PLANNED
        assert applied[0].talk_at == now + timedelta(days=3)
        assert scene.told(scene.ines) == ["talk", "talk"]

    def test_lies_before_us(self, scene, applied):
        with pytest.raises(choosing.TalkInThePast):
            choosing.plan_talk(applied[0], clock.now(), by=scene.by(scene.maud), now=clock.now())


class TestAnOffer:
    @pytest.mark.parametrize("status", [M.COMPLETED, M.CANCELLED, M.DEBRIEFING, M.DRAFT])
    def test_not_of_a_mission_that_gives_none(self, make, session, status):
        scene = Scene(make, session, status=status)
        application = make.application(scene.mission, scene.ines)

        with pytest.raises(choosing.NotOpen):
            choosing.offer(application, by=scene.by(scene.maud), now=clock.now())

    def test_not_before_the_manager_has_spoken(self, scene):
        asked = scene.make.application(scene.mission, scene.ines, status=A.MANAGER_PENDING)

        with pytest.raises(IllegalTransition):
            choosing.offer(asked, by=scene.by(scene.maud), now=clock.now())
        assert scene.taken() == 0


class TestABatch:
    def decide(self, scene, **batch):
        choosing.decide_all(scene.mission, Batch(**batch), by=scene.by(scene.maud), now=clock.now())

    def test_chooses_one_and_answers_the_other(self, scene, applied):
        first, second = applied
        self.decide(scene, chosen=[first.id], declined={second.id: NO})

        assert (first.status, second.status) == (A.OFFERED, A.DECLINED)
        assert scene.taken() == 1

    def test_one_who_took_it_back_stops_all_of_it(self, scene, applied):
        first, second = applied
        service.withdraw(second, by=scene.by(scene.noe), now=clock.now())

        with pytest.raises(choosing.ChangedSince):
            self.decide(scene, chosen=[first.id], declined={second.id: NO})
        assert first.status is A.UNDER_REVIEW

    def test_more_than_there_are_seats_stops_all_of_it(self, scene, applied):
        with pytest.raises(seats.NoSeatLeft):
            self.decide(scene, chosen=[one.id for one in applied])
        assert {one.status for one in applied} == {A.UNDER_REVIEW}

    def test_an_application_to_another_mission_is_none_of_it(self, scene, applied):
        other = scene.make.application(scene.make.mission("Autre"), scene.ines)

        with pytest.raises(choosing.ChangedSince):
            self.decide(scene, chosen=[other.id])

    def test_who_waits_for_a_seat_can_be_answered_too(self, scene, applied):
        waiting = scene.make.application(
            scene.mission, scene.colleague("Zoé Late"), status=A.WAITLISTED
        )
        self.decide(scene, declined={waiting.id: NO})

        assert waiting.status is A.DECLINED
