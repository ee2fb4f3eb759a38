"""What time does to campaigns, candidacies and pools: due, not due, twice, after a pause."""

import pytest

from talentgrow.kernel.access import Actor, Role
from talentgrow.nominations import nightly, queries
from talentgrow.nominations.calibration.models import Outcome
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Intent
from talentgrow.nominations.states import ApproachStatus as Q
from talentgrow.nominations.states import CampaignStatus as C
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.states import NominationStatus as N
from talentgrow.nominations.time import of_candidacies
from tests.missions.night import START, on
from tests.nominations.night import Campaigning, later

TWO = (Intent.ADVANCEMENT, Intent.LATERAL)


@pytest.fixture
def house(app, session, make, monkeypatch):
    return Campaigning(app, session, make, monkeypatch)


class TestCampaign:
    def test_opens_on_its_first_day(self, house, make):
        planned = make.campaign("Automne", status=C.PLANNED, opens_on=on(3), closes_on=on(20))

        house.night(2)
        assert house.fresh(planned).status is C.PLANNED

        house.night(3, 3)
        assert house.fresh(planned).status is C.OPEN

    def test_closes_on_the_day_after_its_last_and_gives_who_agreed_to_hr(self, house, make):
        agreed = house.nominate(K.ACCEPTED)
        draft = make.nomination(house.campaign, house.noe, house.karim)

        house.night(30)
        assert house.fresh(house.campaign).status is C.OPEN

        house.night(31, 31)
        assert house.fresh(house.campaign).status is C.CLOSED
        assert house.wish(agreed) == "under_review"
        assert house.fresh(draft).status is N.LAPSED
        assert house.told(house.ines).count("campaign_ended") == 1

    def test_one_that_passed_while_the_night_slept_opens_and_closes(self, house, make):
        planned = make.campaign("Éclair", status=C.PLANNED, opens_on=on(3), closes_on=on(5))

        house.night(40)

        assert house.fresh(planned).status is C.CLOSED

    def test_a_later_end_is_waited_for(self, house, session):
        house.campaign.closes_on = on(60)
        session.commit()

        house.night(31)

        assert house.fresh(house.campaign).status is C.OPEN


class TestDrafts:
    def test_are_recalled_a_week_and_two_days_before_the_end_once_each(self, house, make):
        make.nomination(house.campaign, house.ines, house.karim)

        house.night(22)
        assert house.told(house.karim) == []

        house.night(23, 23, 25, 28, 28, 29, 30)
        assert house.told(house.karim) == ["draft_still"] * 2
        assert "31 octobre 2026, puis cela s’arrête" in house.sentences(house.karim)[0]

    def test_after_a_pause_only_the_last_is_sent(self, house, make):
        make.nomination(house.campaign, house.ines, house.karim)

        house.night(29, 29)

        assert house.told(house.karim) == ["draft_still"]

    def test_who_began_within_the_week_is_recalled_at_the_end_only(self, house, make):
        house.turn_to(25)
        make.nomination(house.campaign, house.ines, house.karim)

        house.night(25, 26)
        assert house.told(house.karim) == []

        house.night(28)
        assert house.told(house.karim) == ["draft_still"]

    def test_a_sent_one_is_not(self, house):
        house.nominate(K.ACCEPTED)

        house.night(23, 28)

        assert "draft_still" not in house.told(house.karim)

    def test_who_wrote_it_down_is_recalled_and_oneself_is_not_named(self, house, make):
        make.nomination(house.campaign, house.ines, house.karim, submitter_id=house.sophie.id)
        make.nomination(house.campaign, house.noe, house.noe)

        house.night(23)

        assert house.told(house.karim) == []
        assert house.told(house.sophie) == ["draft_still"]
        assert house.told(house.noe) == ["own_draft_still"]


class TestSilence:
    def test_a_nominee_is_reminded_after_three_and_seven_days_once_each(self, house):
        house.nominate(K.INFORMED, intents=TWO)

        house.night(2)
        assert house.told(house.ines) == []

        house.night(3, 3, 5, 7, 8)
        assert house.told(house.ines) == ["answer_still"] * 2
        assert "12 octobre 2026" in house.sentences(house.ines)[0]

    def test_after_a_pause_one_reminder_is_enough(self, house):
        house.nominate(K.INFORMED)

        house.night(9, 9)

        assert house.told(house.ines) == ["answer_still"]

    def test_an_answer_ends_them(self, house, session):
        nominee = house.nominate(K.INFORMED)
        house.night(3)
        house.wishes(nominee)[0].status = K.ACCEPTED
        session.commit()

        house.night(7)

        assert house.told(house.ines) == ["answer_still"]

    def test_of_ten_days_goes_back_to_who_nominated(self, house):
        nominee = house.nominate(K.INFORMED, intents=TWO)

        # The tenth day is Sunday 11 October: Monday is still in time.
        house.night(11)
        assert house.wish(nominee) == "nominee_informed"

        house.night(12, 12, 13)
        assert [one.status for one in house.wishes(nominee)] == [K.RETURNED] * 2
        assert house.told(house.karim) == ["given_back"]
        assert house.told(house.ines)[-1] == "given_back_for_nominee"
        assert house.sentences(house.karim)[0].startswith(
            "Inès Caradec n’a pas répondu dans « Relève »"
        )

    def test_without_anybody_behind_it_hr_hears_of_it(self, house, session):
        house.nominate(K.INFORMED)
        house.karim.left_on = on(5)
        session.commit()

        house.night(12)

        assert house.told(house.karim) == []
        assert house.told(house.sophie)[-1] == "given_back_to_hr"

    def test_a_nominator_is_reminded_of_the_talk(self, house):
        house.nominate(K.RETURNED)

        house.night(3, 3, 7)

        assert house.told(house.karim) == ["talk_still"] * 2

    def test_nobody_waits_for_ever(self, house, session):
        house.campaign.closes_on = on(5)
        session.commit()
        nominee = house.nominate(K.RETURNED)

        # The tenth day is Sunday 11 October: Monday is still in time.
        house.night(11)
        assert house.wish(nominee) == "returned"

        house.night(12, 12)
        assert house.wish(nominee) == "lapsed"
        assert house.told(house.ines)[-1] == "ended_silently"
        assert house.told(house.karim)[-1] == "ended_silently_for_nominator"

    def test_what_is_back_stays_until_the_campaign_ends(self, house):
        nominee = house.nominate(K.RETURNED)

        house.night(29)

        assert house.wish(nominee) == "returned"

    def test_months_of_sleep_take_one_step_a_night(self, house):
        nominee = house.nominate(K.INFORMED)

        house.night(100)
        assert house.wish(nominee) == "returned"

        house.night(100)
        assert house.wish(nominee) == "returned"

    def test_a_decided_campaign_asks_nobody_any_more(self, house, make):
        over = make.campaign("Passée", status=C.PUBLISHED, opens_on=on(-60), closes_on=on(-40))
        nominee = house.nominate(K.INFORMED, campaign=over)

        house.night(3, 12)

        assert house.wish(nominee) == "nominee_informed"
        assert house.told(house.ines) == []


class TestPostponed:
    def test_is_asked_again_on_the_day(self, house):
        nominee = house.nominate(K.POSTPONED, postponed_until=on(20))

        house.night(19)
        assert house.wish(nominee) == "postponed"

        house.night(20, 20)
        assert house.wish(nominee) == "nominee_informed"
        assert house.told(house.ines) == ["asked_on_the_day"]

    def test_after_a_pause_it_has_ten_days_from_then(self, house):
        nominee = house.nominate(K.POSTPONED, postponed_until=on(10))

        house.night(25, 26)

        assert house.wish(nominee) == "nominee_informed"
        assert house.told(house.ines) == ["asked_on_the_day"]

    def test_is_told_once_the_campaign_is_over(self, house, session):
        nominee = house.nominate(K.POSTPONED, postponed_until=on(50))
        house.campaign.status = C.PUBLISHED
        session.commit()

        house.night(49)
        assert house.told(house.ines) == []

        house.night(50, 50)
        assert house.wish(nominee) == "lapsed"
        assert house.told(house.ines) == ["too_late_to_ask"]
        assert house.told(house.karim) == ["too_late_for_nominator"]


class TestNotNow:
    def test_its_day_is_told_to_all_concerned_once(self, house):
        nominee = house.nominate(K.DECIDED)
        house.decide(nominee, action_owner_id=house.maud.id)

        house.night(59)
        assert house.told(house.ines) == []

        house.night(60, 60, 61)
        assert house.told(house.ines) == ["look_again"]
        assert house.told(house.sophie) == ["look_again_for_hr"]
        assert house.told(house.maud) == ["was_owed"]

    def test_after_a_pause_it_is_told_late(self, house):
        house.decide(house.nominate(K.DECIDED))

        house.night(75)

        assert house.told(house.ines) == ["look_again"]

    def test_who_has_done_their_part_is_left_in_peace(self, house):
        nominee = house.nominate(K.DECIDED)
        house.decide(nominee, action_owner_id=house.maud.id, action_done_at=later(20))

        house.night(60)

        assert house.told(house.maud) == []

    def test_one_that_is_only_staged_tells_nobody(self, house):
        nominee = house.nominate(K.UNDER_REVIEW)
        house.decide(nominee, published=False)

        house.night(60)

        assert house.told(house.ines) == []


class TestPools:
    @pytest.fixture
    def member(self, house, make):
        return make.member(make.pool(author=house.sophie), house.ines, until=on(60))

    def test_a_month_before_the_end_both_sides_hear(self, house, member):
        house.night(29)
        assert house.told(house.ines) == []

        house.night(30, 30, 31)
        assert house.told(house.ines) == ["pool_ends"]
        assert house.told(house.sophie) == ["pool_ends_for_hr"]

    def test_a_renewed_time_is_told_anew(self, house, member, session):
        house.night(30)
        member = house.fresh(member)
        member.until = on(100)
        session.commit()

        house.night(70)

        assert house.told(house.ines) == ["pool_ends"] * 2

    def test_ends_on_the_day_after_its_last(self, house, member):
        house.night(60)
        assert house.fresh(member).status.value == "member"

        house.night(61, 61)
        assert house.fresh(member).status.value == "expired"
        assert house.told(house.ines).count("pool_expired") == 1

    def test_a_manager_is_reminded_and_then_hr_goes_on(self, house, member):
        approach = house.approach(member)

        house.night(3, 7)
        assert house.told(house.karim) == ["approach_word_still"] * 2

        house.night(11)
        assert house.fresh(approach).climbed_at is None

        house.night(12, 12, 13)
        assert house.fresh(approach).climbed_at is not None
        assert house.told(house.sophie) == ["approach_climbed"]
        assert house.told(house.karim)[-1] == "approach_climbed_for_manager"

    def test_a_word_ends_the_waiting(self, house, member):
        approach = house.approach(member, status=Q.AGREED)

        house.night(12)

        assert house.fresh(approach).climbed_at is None
        assert "approach_climbed" not in house.told(house.sophie)

    def test_who_has_left_is_not_waited_for(self, house, member, session):
        approach = house.approach(member)
        house.karim.left_on = on(1)
        session.commit()

        house.night(2)

        assert house.fresh(approach).climbed_at is not None
        assert house.told(house.karim) == []

    def test_hr_hears_when_the_day_of_a_manager_has_come(self, house, member):
        house.approach(member, status=Q.DEFERRED, available_from=on(20))

        house.night(19)
        assert house.told(house.sophie) == []

        house.night(20, 21)
        assert house.told(house.sophie) == ["approach_reach_from_now"]

    def test_a_member_and_hr_are_reminded_of_their_next_word(self, house, member):
        house.approach(member, status=Q.APPROACHED, reached_at=START)
        house.approach(member, job_id=house.make.job("Autre").id, status=Q.AGREED)

        house.night(3)

        assert house.told(house.ines) == ["approach_interest_still"]
        assert house.told(house.sophie) == ["approach_reach_still"]


class TestNight:
    def test_says_how_many_steps_it_took(self, house):
        house.nominate(K.INFORMED)

        house.night(12, 12)

        assert house.said == "0 taken"

    def test_one_broken_record_does_not_stop_the_others(self, house, monkeypatch):
        broken = house.nominate(K.INFORMED)
        other = house.nominate(K.INFORMED, house.noe)
        decide, broken_id = of_candidacies.rules.of_candidacy, broken.id
        house.session.commit()

        def stumble(candidacy, campaign, *, today):
            if candidacy.nominee_id == broken_id:
                raise ValueError("broken")
            return decide(candidacy, campaign, today=today)

        monkeypatch.setattr(of_candidacies.rules, "of_candidacy", stumble)
        house.night(12)

        assert (house.wish(broken), house.wish(other)) == ("nominee_informed", "returned")
        assert house.said.endswith("1 failed")

    def test_who_answers_between_the_look_and_the_step_is_left_alone(self, house, monkeypatch):
        nominee = house.nominate(K.INFORMED)
        look = of_candidacies.found

        def look_then_answer(statement):
            rows = look(statement)
            with house.app.test_request_context():
                (found,) = queries.hold_nominees([nominee.id])
                (candidacy,) = found.candidacies
                ines = Actor(house.ines.id, frozenset({Role.EMPLOYEE}))
                consent.accept(candidacy, by=ines, now=later(12))
            house.session.commit()
            return rows

        monkeypatch.setattr(of_candidacies, "found", look_then_answer)
        house.night(12)

        assert house.wish(nominee) == "accepted"
        assert "given_back" not in house.told(house.karim)

    def test_approved_and_rejected_wait_for_no_day(self, house):
        house.decide(house.nominate(K.DECIDED), Outcome.APPROVED)

        house.night(60)

        assert house.told(house.ines) == []

    def test_is_a_job_of_the_night(self, app):
        assert nightly.TASK in app.extensions["talentgrow.tasks"].timed
