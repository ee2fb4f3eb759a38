"""What time does to missions and applications: every rule due, not due, twice, after a pause."""

import pytest

from talentgrow.missions import nightly
from talentgrow.missions.applications.models import Debrief, NextStep, Side
from talentgrow.missions.models import MissionQuestion
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.time import of_applications
from talentgrow.people.models import Assignment
from tests.missions.night import START, House, on


@pytest.fixture
def house(app, session, make, monkeypatch):
    return House(app, session, make, monkeypatch)


class TestReminders:
    def test_a_manager_is_reminded_after_three_and_seven_days_once_each(self, house):
        house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(2)
        assert house.told(house.karim) == []

        house.night(3, 3, 4, 6, 7, 7, 8)
        assert house.told(house.karim) == ["word_still"] * 2

    def test_after_a_week_of_sleep_one_reminder_is_enough(self, house):
        house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(9, 9)

        assert house.told(house.karim) == ["word_still"]

    def test_an_answer_ends_them(self, house, session):
        application = house.apply(house.mission(), A.MANAGER_PENDING)
        house.night(3)
        application.status = A.UNDER_REVIEW
        session.commit()

        house.night(7)

        assert house.told(house.karim) == ["word_still"]

    def test_they_say_since_when_until_when_and_what_then(self, house):
        house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(3)

        (words,) = house.sentences(house.karim)
        assert words.startswith("Inès Caradec attend votre mot sur « Plan de charge » depuis le")
        assert "12 octobre 2026" in words
        assert words.endswith("puis les RH prennent le relais.")

    def test_owners_are_reminded_once_of_all_who_came_on_one_day(self, house, make):
        eleanor = make.person("Eleanor Hughes")
        mission = house.mission(co_owners=[eleanor])
        house.apply(mission, A.UNDER_REVIEW)
        house.apply(mission, A.UNDER_REVIEW, house.noe)

        house.night(3, 7)

        assert house.told(house.maud) == ["review_still"] * 2
        assert house.told(eleanor) == ["review_still"] * 2

    def test_a_talk_to_come_is_no_silence(self, house):
        fields = {"talk_at": START.replace(day=20)}
        house.apply(house.mission(), A.TALK_PLANNED, **fields)

        house.night(3, 7)
        assert house.told(house.maud) == []

        house.night(22)
        assert house.told(house.maud) == ["review_still"]

    def test_an_offer_is_recalled_before_it_is_lost(self, house):
        house.apply(house.mission(), A.OFFERED)

        house.night(3)

        assert house.told(house.ines) == ["offer_still"]
        assert "6 octobre 2026" in house.sentences(house.ines)[0]

    def test_hr_is_reminded_of_a_mission_to_publish(self, house):
        house.mission(status=M.SUBMITTED)

        house.night(3, 3, 7)

        assert house.told(house.sophie) == ["moderation_still"] * 2

    def test_a_question_is_recalled_until_it_is_answered(self, house, session):
        mission = house.mission()
        asked = MissionQuestion(
            mission_id=mission.id, author_id=house.ines.id, text="Où ?", asked_at=START
        )
        session.add(asked)
        session.commit()
        house.night(3)
        asked.answered_at, asked.answer = START, "À Angers."
        session.commit()

        house.night(7)

        assert house.told(house.maud) == ["question_still"]

    def test_who_has_left_is_reminded_of_nothing(self, house, session, make):
        eleanor = make.person("Eleanor Hughes", left_on=on(1))
        house.apply(house.mission(owner=eleanor, co_owners=[house.maud]), A.UNDER_REVIEW)

        house.night(3)

        assert house.told(eleanor) == []
        assert house.told(house.maud) == ["review_still"]


class TestWord:
    def test_climbs_to_hr_once_the_manager_has_been_silent_for_long_enough(self, house):
        application = house.apply(house.mission(), A.MANAGER_PENDING)

        # The tenth day is Sunday 11 October: Monday is still in time.
        house.night(11)
        assert application.climbed_at is None

        house.night(12)
        assert application.climbed_at is not None
        assert house.status(application) == "manager_pending"
        assert house.told(house.sophie) == ["climbed"]
        assert house.told(house.ines) == ["climbed_for_person"]
        assert house.told(house.karim)[-1] == "climbed_for_manager"

    def test_climbs_once(self, house):
        application = house.apply(house.mission(), A.MANAGER_PENDING)
        house.night(12)
        climbed_at = application.climbed_at

        house.night(12, 13)

        assert application.climbed_at == climbed_at
        assert house.told(house.sophie) == ["climbed"]

    def test_climbs_after_a_pause_of_two_weeks(self, house):
        application = house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(26)

        assert application.climbed_at is not None
        assert house.status(application) == "manager_pending"

    def test_climbs_to_hr_of_the_part_and_never_to_one_who_owns_the_mission(self, house, make):
        rennes = make.unit("Rennes")
        valerie = make.hr_of(rennes, name="Valérie Kern")
        person = make.person("Théo Roux")
        make.assignment(person, house.job, manager=house.karim, unit=rennes)
        house.apply(house.mission(), A.MANAGER_PENDING, person)
        house.apply(house.mission(owner=house.sophie), A.MANAGER_PENDING)

        house.night(12)

        assert house.told(valerie) == ["climbed"]
        assert "climbed" not in house.told(house.sophie)

    def test_says_in_french_who_has_the_word_now(self, house):
        house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(12)

        assert house.sentences(house.ines)[0].startswith(
            "Karim Benali n’a pas répondu au sujet de « Plan de charge ». Les RH ont la parole"
        )

    def test_hr_is_reminded_and_then_it_ends(self, house):
        application = house.apply(house.mission(), A.MANAGER_PENDING)
        house.night(12, 15, 19)
        assert house.told(house.sophie) == ["climbed", "hr_word_still", "hr_word_still"]

        # Ten days after Tuesday 13 October is Friday 23.
        house.night(22)
        assert house.status(application) == "manager_pending"

        house.night(23)
        assert house.status(application) == "expired"
        assert house.told(house.ines)[-1] == "expired"

    def test_moves_to_the_present_manager(self, house, session, make):
        application = house.apply(house.mission(), A.MANAGER_PENDING)
        maria = make.person("Maria Costa")
        post = session.query(Assignment).filter_by(person_id=house.ines.id).one()
        post.manager_id = maria.id
        session.commit()

        house.night(1, 1)

        assert application.manager_id == maria.id
        assert house.told(maria) == ["word_moved"]
        assert house.told(house.ines) == ["word_moved_for_person"]

        house.night(3)
        assert house.told(maria) == ["word_moved", "word_still"]
        assert house.told(house.karim) == []

    def test_climbs_at_once_where_nobody_manages_the_person_any_more(self, house, session):
        application = house.apply(house.mission(), A.MANAGER_PENDING)
        house.karim.left_on = on(0)
        session.commit()

        house.night(1)

        assert (application.manager_id, application.climbed_at is None) == (None, False)
        assert house.told(house.sophie) == ["climbed"]
        assert house.told(house.ines) == ["climbed_without_manager"]

    def test_stays_with_the_manager_while_they_manage(self, house):
        application = house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(1)

        assert application.manager_id == house.karim.id
        assert house.told(house.karim) == []


class TestOffer:
    def test_is_lost_after_its_last_day_and_frees_the_seat(self, house):
        mission = house.mission()
        application = house.apply(mission, A.OFFERED)

        house.night(5)
        assert house.status(application) == "offered"

        house.night(6)
        assert house.status(application) == "expired"
        assert mission.taken == 0
        assert house.told(house.ines) == ["offer_still", "offer_lost"]
        assert house.told(house.maud) == ["offer_lost_for_owner"]

    def test_a_weekend_gives_until_monday(self, house):
        house.turn_to(1)
        # Five days after Monday 5 October is Saturday 10.
        house.turn_to(4)
        application = house.apply(house.mission(), A.OFFERED)

        house.night(11)
        assert house.status(application) == "offered"

        house.night(12)
        assert house.status(application) == "expired"

    def test_the_next_on_the_waiting_list_has_it(self, house):
        mission = house.mission()
        house.apply(mission, A.OFFERED)
        waiting = house.apply(mission, A.WAITLISTED, house.noe, waitlisted_at=START)

        house.night(6, 6)

        assert house.status(waiting) == "offered"
        assert mission.taken == 1


class TestEnd:
    def test_nobody_waits_longer_than_thirty_days(self, house):
        # The thirtieth day is Saturday 31 October: Monday 2 November is the last.
        mission = house.mission(apply_by=on(58))
        application = house.apply(mission, A.UNDER_REVIEW)

        house.night(32)
        assert house.status(application) == "under_review"

        house.night(33, 33)
        assert house.status(application) == "expired"
        assert house.told(house.ines) == ["expired"]
        assert house.told(house.maud).count("expired_for_owner") == 1

    def test_opens_another_door(self, house, make):
        skill = make.skill("Flux")
        other = house.mission("Autre", grows={skill: 2})
        application = house.apply(house.mission(apply_by=on(58)), A.UNDER_REVIEW)

        house.night(33)

        assert (application.next_step, application.next_mission_id) == (
            NextStep.MISSION,
            other.id,
        )

    def test_without_another_mission_the_path_is_the_door(self, house):
        application = house.apply(house.mission(apply_by=on(20)), A.UNDER_REVIEW)

        house.night(33)

        assert application.next_step is NextStep.PATH

    def test_a_waiting_list_is_an_answer(self, house):
        application = house.apply(house.mission(), A.WAITLISTED, waitlisted_at=START)

        house.night(40)

        assert house.status(application) == "waitlisted"

    def test_a_draft_ends_with_the_last_day_to_apply(self, house):
        application = house.apply(house.mission(apply_by=on(10)), A.DRAFT, sent_at=None)

        house.night(10)
        assert house.status(application) == "draft"

        house.night(11, 11)
        assert house.status(application) == "expired"
        assert house.told(house.ines) == ["draft_dropped"]

    def test_who_leaves_frees_their_seat(self, house, session):
        mission = house.mission()
        application = house.apply(mission, A.ACCEPTED)
        waiting = house.apply(mission, A.WAITLISTED, house.noe, waitlisted_at=START)
        house.ines.left_on = on(4)
        session.commit()

        house.night(5)

        assert house.status(application) == "withdrawn"
        assert house.status(waiting) == "offered"
        assert "left" in house.told(house.maud)
        assert house.told(house.ines) == []


class TestMissionBegins:
    def test_with_those_who_accepted(self, house):
        mission = house.mission()
        application = house.apply(mission, A.ACCEPTED)

        house.night(59)
        assert house.status(mission) == "published"

        house.night(60, 60)
        assert (house.status(mission), house.status(application)) == (
            "in_progress",
            "in_progress",
        )
        assert house.told(house.ines) == ["started"]
        assert house.told(house.maud) == ["begun"]
        assert house.sentences(house.maud) == ["« Plan de charge » a commencé, avec une personne."]

    def test_who_is_free_later_begins_later(self, house):
        mission = house.mission()
        application = house.apply(mission, A.ACCEPTED, available_from=on(74))

        house.night(60)
        assert (house.status(mission), house.status(application)) == ("in_progress", "accepted")

        house.night(74)
        assert house.status(application) == "in_progress"

    def test_without_anybody_it_pauses_and_its_owner_is_told(self, house):
        mission = house.mission()

        house.night(60, 60)

        assert house.status(mission) == "paused"
        assert house.told(house.maud) == ["nobody_accepted"]

    def test_a_complete_team_that_accepted_nothing_pauses_too(self, house):
        mission = house.mission(status=M.STAFFED)

        house.night(60)

        assert house.status(mission) == "paused"

    def test_a_paused_one_with_a_team_begins(self, house):
        mission = house.mission(status=M.PAUSED)
        house.apply(mission, A.ACCEPTED)

        house.night(60)

        assert house.status(mission) == "in_progress"

    def test_the_waiting_list_hears_that_it_begins_without_them(self, house):
        mission = house.mission()
        house.apply(mission, A.ACCEPTED)
        waiting = house.apply(mission, A.WAITLISTED, house.noe, waitlisted_at=START)

        house.night(60, 60)

        assert house.status(waiting) == "expired"
        assert house.told(house.noe) == ["seat_missed"]

    def test_the_waiting_list_stays_while_an_offer_is_open(self, house):
        mission = house.mission(seats=2)
        house.apply(mission, A.ACCEPTED)
        house.turn_to(59)
        house.apply(mission, A.OFFERED, house.noe)
        third = house.make.person("Théo Roux")
        waiting = house.apply(mission, A.WAITLISTED, third, waitlisted_at=START)

        house.night(60)

        assert house.status(waiting) == "waitlisted"

    def test_with_a_seat_left_the_others_stay_and_the_owner_is_reminded(self, house):
        mission = house.mission(seats=2)
        house.apply(mission, A.ACCEPTED)
        house.turn_to(58)
        late = house.apply(mission, A.UNDER_REVIEW, house.noe)

        house.night(60)

        assert house.status(late) == "under_review"
        assert "still_open" in house.told(house.maud)

    def test_with_no_seat_left_the_others_hear_it(self, house):
        mission = house.mission()
        house.apply(mission, A.ACCEPTED)
        house.turn_to(58)
        late = house.apply(mission, A.UNDER_REVIEW, house.noe)

        house.night(60)

        assert house.status(late) == "expired"
        assert house.told(house.noe) == ["seat_missed"]


class TestMissionEnds:
    def running(self, house, **fields):
        mission = house.mission(status=M.IN_PROGRESS, **fields)
        return mission, house.apply(mission, A.IN_PROGRESS)

    def test_after_its_last_day_and_both_sides_are_asked(self, house):
        mission, _application = self.running(house)

        house.night(120)
        assert house.status(mission) == "in_progress"

        house.night(121, 121)
        assert house.status(mission) == "debriefing"
        assert house.told(house.ines) == ["ended"]
        assert house.told(house.maud) == ["ended_for_owner"]

    def test_a_night_that_slept_through_all_of_it_begins_and_ends_it(self, house):
        mission = house.mission()
        application = house.apply(mission, A.ACCEPTED)

        house.night(130)

        assert house.status(mission) == "debriefing"
        assert house.status(application) == "in_progress"

    def test_who_was_free_later_has_begun_too_after_a_long_sleep(self, house):
        mission = house.mission()
        application = house.apply(mission, A.ACCEPTED, available_from=on(74))
        house.night(60)

        house.night(130, 131)

        assert house.status(mission) == "debriefing"
        assert house.status(application) == "in_progress"

    def test_with_nobody_in_it_there_is_nothing_to_look_back_on(self, house):
        mission = house.mission(status=M.IN_PROGRESS)

        house.night(121)

        assert house.status(mission) == "completed"

    def test_who_could_never_begin_did_not_start(self, house):
        mission, _application = self.running(house, seats=2)
        late = house.apply(mission, A.ACCEPTED, house.noe, available_from=on(130))

        house.night(121)

        assert house.status(late) == "did_not_start"
        assert house.told(house.noe) == ["never_began"]

    def test_an_application_without_an_answer_ends_with_it(self, house):
        mission, _application = self.running(house, seats=2)
        house.turn_to(110)
        late = house.apply(mission, A.UNDER_REVIEW, house.noe)

        house.night(121)

        assert house.status(late) == "expired"

    def test_both_sides_are_reminded_of_what_is_missing(self, house, session):
        _mission, application = self.running(house)
        house.night(121)
        session.add(
            Debrief(
                application_id=application.id,
                side=Side.PARTICIPANT,
                author_id=house.ines.id,
                learned="Tout",
                at=START,
            )
        )
        session.commit()

        house.night(124, 128)

        assert house.told(house.ines) == ["ended"]
        assert house.told(house.maud) == ["ended_for_owner", "debriefs_still", "debriefs_still"]

    def test_closes_by_itself_and_lists_what_is_missing(self, house):
        mission, _application = self.running(house)
        house.night(121)

        # Thirty days after Saturday 30 January 2027.
        house.night(151)
        assert house.status(mission) == "debriefing"

        house.night(152, 152)
        assert house.status(mission) == "completed"
        assert house.told(house.maud)[-1] == "closed_without"
        assert "Inès Caradec" in house.sentences(house.maud)[0]
        assert house.told(house.ines)[-1] == "closed_without_yours"

    def test_is_put_away_after_three_months(self, house):
        mission = house.mission(status=M.COMPLETED)
        cancelled = house.mission(status=M.CANCELLED, comment="Budget")

        house.night(89)
        assert house.status(mission) == "completed"

        house.night(90, 90)
        assert house.status(mission) == house.status(cancelled) == "archived"
        assert cancelled.comment == "Budget"


class TestDeadMission:
    def test_pauses_when_its_owners_answer_nobody_after_the_last_day_to_apply(self, house):
        mission = house.mission(apply_by=on(5))
        house.apply(mission, A.UNDER_REVIEW)

        # Ten days after Tuesday 6 October is Friday 16.
        house.night(15)
        assert house.status(mission) == "published"

        house.night(16, 16)
        assert house.status(mission) == "paused"
        assert house.told(house.maud)[-1] == "paused_silent"
        assert house.told(house.ines) == ["paused_for_applicant"]

    def test_goes_on_where_nobody_waits(self, house):
        mission = house.mission(apply_by=on(5))

        house.night(30)

        assert house.status(mission) == "published"

    def test_who_opens_it_again_gets_the_same_time_anew(self, house, session):
        mission = house.mission(apply_by=on(5))
        house.apply(mission, A.UNDER_REVIEW)
        house.night(16)
        mission.status, mission.since = M.PUBLISHED, START.replace(day=17)
        session.commit()

        house.night(20)

        assert house.status(mission) == "published"

    def test_pauses_when_everybody_who_owned_it_has_left(self, house, session):
        mission = house.mission()
        house.apply(mission, A.UNDER_REVIEW)
        house.maud.left_on = on(0)
        session.commit()

        house.night(1, 1)

        assert house.status(mission) == "paused"
        assert house.told(house.ines) == ["paused_ownerless_for_applicant"]

    def test_goes_on_with_who_owns_it_beside(self, house, session, make):
        mission = house.mission(co_owners=[make.person("Eleanor Hughes")])
        house.maud.left_on = on(0)
        session.commit()

        house.night(1)

        assert house.status(mission) == "published"


class TestNight:
    def test_says_how_much_it_did(self, house):
        house.apply(house.mission(), A.MANAGER_PENDING)

        house.night(3)
        assert house.said == "1 taken"

        house.night(3)
        assert house.said == "0 taken"

    def test_one_broken_record_does_not_stop_the_others(self, house, monkeypatch):
        mission = house.mission(apply_by=on(10))
        broken = house.apply(mission, A.DRAFT, sent_at=None)
        sound = house.apply(mission, A.DRAFT, house.noe, sent_at=None)
        decide, broken_id = of_applications.rules.of_application, broken.id
        house.session.commit()

        def fall_over(application, *rest, **more):
            if application.id == broken_id:
                raise ValueError("broken")
            return decide(application, *rest, **more)

        monkeypatch.setattr(of_applications.rules, "of_application", fall_over)

        house.night(11)

        assert (house.status(broken), house.status(sound)) == ("draft", "expired")
        assert house.said.endswith("1 failed")

    def test_is_a_job_of_the_night(self, app):
        assert nightly.TASK in app.extensions["talentgrow.tasks"].timed
