"""The pages of applications, as each reader gets them."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.missions.applications.models import DeclineReason, NextStep
from talentgrow.missions.states import ApplicationStatus as A
from tests.missions.scene import FEEDBACK, Scene, soon

SECRET = "I want to leave the front desk."


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


class TestApplying:
    def test_conditions_and_dates_stand_before_the_form(self, scene, sign_in, page):
        shown = page(sign_in(scene.ines), f"/missions/{scene.mission.id}/apply")

        for words in (
            "You can apply until",
            "It is open to all sites and units.",
            "Your load stays at 17%, below the limit of 20%.",
            "Who answers, and when",
            "You send it today",
            "Karim, until",
            "Without an answer Sophie, of HR, takes over.",
            "Maud, until",
            "You, until",
            "At most 6 h a week, within the limit of 7 h",
        ):
            assert words in shown.text, words
        assert shown.text.index("open to all sites") < shown.text.index("Send my application")

    def test_without_a_condition_there_is_no_form(self, make, session, sign_in, page):
        scene = Scene(make, session, months_in_post=600)

        shown = page(sign_in(scene.ines), f"/missions/{scene.mission.id}/apply")

        assert "Send my application" not in shown.text
        assert "Not met:" in shown.text
        sent = sign_in(scene.ines).post(f"/missions/{scene.mission.id}/apply", data={"do": "send"})
        assert sent.status_code == 409

    def test_a_load_above_the_limit_only_warns(self, make, session, sign_in, page):
        scene = Scene(make, session, hours_a_week=12.0)
        client = sign_in(scene.ines)

        shown = page(client, f"/missions/{scene.mission.id}/apply")

        assert "Your load would reach 34%, above the limit of 20%" in shown.text
        assert "Send my application" in shown.text

    def test_sent_and_read_again(self, scene, sign_in, page):
        client = sign_in(scene.ines)
        url = f"/missions/{scene.mission.id}/apply"
        answer = client.post(url, data={"do": "send", "message": SECRET, "once": "k"})

        shown = page(client, answer.location)
        assert "Karim has the word on your application" in shown.h1
        assert SECRET in shown.text
        assert "You applied" in shown.text
        assert "You have applied" in page(client, url).text

    def test_sent_five_times_it_is_one(self, scene, sign_in):
        client, url = sign_in(scene.ines), f"/missions/{scene.mission.id}/apply"

        answers = [client.post(url, data={"do": "send", "once": "k"}) for _time in range(5)]

        assert len({(one.status_code, one.location) for one in answers}) == 1
        assert scene.told(scene.karim) == ["word_asked"]

    def test_a_draft_waits_for_its_writer_alone(self, scene, sign_in, page):
        client = sign_in(scene.ines)
        client.post(f"/missions/{scene.mission.id}/apply", data={"do": "draft", "message": SECRET})

        assert "Go on writing" in page(client, "/applications").text
        assert SECRET in page(client, f"/missions/{scene.mission.id}/apply").text
        owner = page(sign_in(scene.maud), f"/missions/{scene.mission.id}/applicants")
        assert "Inès" not in owner.text
        assert scene.told(scene.karim) == []

    def test_too_long_a_message_comes_back_as_it_was(self, scene, sign_in):
        answer = sign_in(scene.ines).post(
            f"/missions/{scene.mission.id}/apply", data={"do": "send", "message": "x" * 2001}
        )

        assert answer.status_code == 422
        assert "x" * 2001 in answer.text

    def test_an_owner_is_refused(self, scene, sign_in):
        client = sign_in(scene.maud)

        assert client.get(f"/missions/{scene.mission.id}/apply").status_code == 403
        assert client.post(f"/missions/{scene.mission.id}/apply").status_code == 403

    def test_markup_stays_words(self, scene, sign_in, page):
        client = sign_in(scene.ines)
        data = {"do": "send", "message": "<script>alert(1)</script> ${7*7} {{ 7*7 }} \u202e"}
        answer = client.post(f"/missions/{scene.mission.id}/apply", data=data)

        assert "<script>alert(1)" not in client.get(answer.location).text
        assert "{{ 7*7 }}" in page(client, answer.location).text

    def test_in_french(self, scene, sign_in, page):
        client = sign_in(scene.ines, language="fr")
        shown = page(client, f"/missions/{scene.mission.id}/apply")

        for words in ("Qui répond, et quand", "Envoyer ma candidature", "Karim, d’ici "):
            assert words in shown.text, words


class TestTheRecord:
    """Each reader gets a shape of their own."""

    @pytest.fixture
    def application(self, scene):
        return scene.make.application(
            scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=scene.karim, message=SECRET
        )

    def text(self, page, client, application):
        return page(client, f"/applications/{application.id}").text

    def test_the_manager_reads_the_weeks_not_the_message(self, scene, application, sign_in, page):
        text = self.text(page, sign_in(scene.karim), application)

        assert SECRET not in text
        assert "The weeks of Inès with this mission" in text
        assert "Agree from a date" in text

    def test_hr_reads_no_message_and_has_no_word_yet(self, scene, application, sign_in, page):
        text = self.text(page, sign_in(scene.sophie), application)

        assert SECRET not in text
        assert "Agree from a date" not in text

    def test_the_owner_reads_the_message_and_the_skills_of_the_page(
        self, scene, application, sign_in, page
    ):
        other = scene.make.skill("Boxe", "Boxing")
        scene.make.level(scene.ines, scene.skill, 1)
        scene.make.level(scene.ines, other, 5)

        text = self.text(page, sign_in(scene.maud), application)

        assert SECRET in text
        assert "Planning 1, 2 to come with" in text
        assert "Boxing" not in text
        assert "Offer a seat" not in text

    def test_colleagues_learn_nothing(self, scene, application, sign_in):
        assert sign_in(scene.noe).get(f"/applications/{application.id}").status_code == 404

    def test_why_the_manager_refused_is_not_for_the_owner(self, scene, sign_in, page):
        reason = "She leads the audit until March and nobody can stand in."
        application = scene.make.application(
            scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=scene.karim
        )
        sign_in(scene.karim).post(f"/applications/{application.id}/refuse", data={"reason": reason})

        assert reason not in self.text(page, sign_in(scene.maud), application)
        assert reason in self.text(page, sign_in(scene.ines), application)
        assert reason in self.text(page, sign_in(scene.sophie), application)
        assert reason in page(sign_in(scene.sophie), "/hr/applications?show=refused").text

    def test_a_no_shows_why_and_the_next_door(self, scene, sign_in, page):
        next_one = scene.make.mission("Autre", title_en="Another one")
        application = scene.make.application(
            scene.mission,
            scene.ines,
            status=A.DECLINED,
            declined_reason=DeclineReason.DATES,
            feedback=FEEDBACK,
            next_step=NextStep.MISSION,
            next_mission_id=next_one.id,
            offers_talk=True,
        )
        shown = page(sign_in(scene.ines), f"/applications/{application.id}")

        assert FEEDBACK in shown.text
        assert "Another one" in shown.text
        assert f"/missions/{next_one.id}" in shown.links()
        assert "Maud offers to talk about it." in shown.text

    def test_an_offer_is_accepted_from_the_page(self, scene, sign_in, page):
        application = scene.make.application(scene.mission, scene.ines, status=A.OFFERED)
        client = sign_in(scene.ines)
        shown = page(client, f"/applications/{application.id}")
        assert "A seat is yours if you want it" in shown.h1
        assert "Without an answer the seat goes to the next." in shown.text

        answer = client.post(f"/applications/{application.id}/accept", data={"once": "a"})
        assert "The seat was accepted" in page(client, answer.location).h1

    def test_an_offer_that_is_over_is_told(self, scene, sign_in):
        long_ago = clock.now() - timedelta(days=9)
        application = scene.make.application(
            scene.mission, scene.ines, status=A.OFFERED, since=long_ago
        )
        answer = sign_in(scene.ines).post(f"/applications/{application.id}/accept")

        assert answer.status_code == 409
        assert "the seat has moved on" in answer.text

    def test_nobody_accepts_for_somebody_else(self, scene, sign_in):
        application = scene.make.application(
            scene.mission, scene.ines, status=A.OFFERED, manager=scene.karim
        )
        for person in (scene.maud, scene.karim, scene.sophie):
            answer = sign_in(person).post(f"/applications/{application.id}/accept")
            assert answer.status_code == 403

    def test_taking_it_back(self, scene, application, sign_in, page):
        client = sign_in(scene.ines)
        client.post(f"/applications/{application.id}/withdraw", data={"reason": "Too much"})

        assert "taken back" in page(client, "/applications").text
        assert "Too much" not in self.text(page, sign_in(scene.karim), application)
        assert "Too much" in self.text(page, sign_in(scene.maud), application)

    def test_who_must_act_stands_on_it_in_french(self, scene, application, sign_in, page):
        text = self.text(page, sign_in(scene.ines, language="fr"), application)

        assert "Karim a jusqu’" in text
        assert "Sans réponse, Sophie, aux RH, prend le relais." in text


class TestLists:
    def test_mine_is_empty_and_says_what_to_do(self, scene, sign_in, page):
        text = page(sign_in(scene.ines), "/applications").text

        assert "You have not applied to anything" in text

    def test_mine_in_three_parts_within_the_budget(self, scene, sign_in, page, statements):
        statuses = [A.OFFERED, A.MANAGER_PENDING, A.UNDER_REVIEW, A.DECLINED, A.WITHDRAWN]
        for number in range(15):
            mission = scene.make.mission(f"Mission {number}", owner=scene.maud)
            status = statuses[number % len(statuses)]
            scene.make.application(mission, scene.ines, status=status, manager=scene.karim)
        client = sign_in(scene.ines)

        with statements() as sent:
            shown = page(client, "/applications")

        assert "3 applications wait for you" in shown.h1
        assert "On its way" in shown.text
        assert "Over" in shown.text
        assert len(sent) <= 15

    def test_the_team_page_within_the_budget(self, scene, sign_in, page, statements):
        for number in range(6):
            person = scene.colleague(f"Person Number{number}")
            scene.make.application(
                scene.mission,
                person,
                status=A.MANAGER_PENDING,
                manager=scene.karim,
                message=SECRET,
            )
        client = sign_in(scene.karim)

        with statements() as sent:
            shown = page(client, "/team/applications")

        assert "6 applications wait for your word" in shown.h1
        assert SECRET not in shown.text
        assert len(sent) <= 15

    def test_the_lists_are_for_whom_they_are(self, scene, sign_in):
        assert sign_in(scene.noe).get("/team/applications").status_code == 403
        assert sign_in(scene.karim).get("/hr/applications").status_code == 403
        assert sign_in(scene.karim).get("/team/applications").status_code == 200

    def test_hr_of_a_part_sees_its_part(self, scene, sign_in, page):
        here, there = scene.make.site("Here"), scene.make.site("There")
        near, far = scene.make.hr_of(here, name="Near Hr"), scene.make.hr_of(there, name="Far Hr")
        lone = scene.colleague("Lone Wolf", manager=None, site=here)
        scene.make.application(
            scene.mission, lone, status=A.MANAGER_PENDING, climbed_at=clock.now()
        )

        assert "Lone Wolf" in page(sign_in(near), "/hr/applications").text
        assert "Lone Wolf" not in page(sign_in(far), "/hr/applications").text


class TestApplicants:
    @pytest.fixture
    def three(self, scene):
        now = clock.now()
        return [
            scene.make.application(scene.mission, person, sent_at=now - timedelta(days=days))
            for person, days in (
                (scene.noe, 3),
                (scene.ines, 2),
                (scene.colleague("Abel First"), 1),
            )
        ]

    def order(self, shown):
        names = ("Noé Adam", "Inès Caradec", "Abel First")
        return sorted(names, key=shown.text.index)

    def test_by_arrival_or_by_name_and_never_ranked(self, scene, three, sign_in, page, statements):
        client, url = sign_in(scene.maud), f"/missions/{scene.mission.id}/applicants"
        scene.make.level(scene.ines, scene.skill, 5)

        with statements() as sent:
            by_arrival = page(client, url)

        assert self.order(by_arrival) == ["Noé Adam", "Inès Caradec", "Abel First"]
        by_name = page(client, f"{url}?order=name")
        assert self.order(by_name) == ["Abel First", "Inès Caradec", "Noé Adam"]
        assert "People are never ranked" in by_arrival.text
        assert len(sent) <= 15

    def test_only_owners_read_it(self, scene, three, sign_in):
        url = f"/missions/{scene.mission.id}/applicants"

        assert sign_in(scene.paul).get(url).status_code == 200
        for person in (scene.ines, scene.karim, scene.sophie):
            assert sign_in(person).get(url).status_code == 403

    def batch(self, three, **fields):
        first, second, third = three
        return {
            "once": "b",
            f"do-{first.id}": "choose",
            f"do-{second.id}": "decline",
            f"do-{third.id}": "decline",
            "reason-all": "seats_taken",
            "feedback-all": FEEDBACK,
            "step-all": "mentor",
            "note-all": "Meet Yann.",
        } | fields

    def test_one_is_chosen_and_two_are_told_why(self, scene, three, sign_in, session):
        own = {f"feedback-{three[1].id}": "Yours, word for word: come back in the spring."}
        url = f"/missions/{scene.mission.id}/applicants"

        for _again in range(5):
            answer = sign_in(scene.maud).post(url, data=self.batch(three, **own))
            assert (answer.status_code, answer.location) == (302, url)

        session.expire_all()
        assert [one.status for one in three] == [A.OFFERED, A.DECLINED, A.DECLINED]
        assert [one.feedback[:5] for one in three[1:]] == ["Yours", FEEDBACK[:5]]
        assert scene.told(scene.noe) == ["offered"]
        assert scene.told(scene.ines) == ["declined"]

    def test_a_word_that_is_missing_leaves_everything(self, scene, three, sign_in, session):
        answer = sign_in(scene.maud).post(
            f"/missions/{scene.mission.id}/applicants",
            data=self.batch(three, **{"feedback-all": "Too short"}),
        )

        assert answer.status_code == 422
        assert "Too short" in answer.text
        session.expire_all()
        assert {one.status for one in three} == {A.UNDER_REVIEW}

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"do-999999": "choose"},
            {"do-": "choose", "do-x": "decline", "do-²": "choose"},
            {"do-99999999999999999999": "choose"},
        ],
    )
    def test_nonsense_changes_nothing(self, scene, three, sign_in, session, data):
        answer = sign_in(scene.maud).post(f"/missions/{scene.mission.id}/applicants", data=data)

        assert answer.status_code in {409, 422}
        session.expire_all()
        assert {one.status for one in three} == {A.UNDER_REVIEW}

    def test_more_than_there_are_seats(self, scene, three, sign_in, session):
        data = {f"do-{one.id}": "choose" for one in three}
        answer = sign_in(scene.maud).post(f"/missions/{scene.mission.id}/applicants", data=data)

        assert answer.status_code == 409
        assert "Only one seat is left. Nothing was done." in answer.text
        session.expire_all()
        assert {one.status for one in three} == {A.UNDER_REVIEW}

    def test_one_no_by_its_own_page(self, scene, three, sign_in, page, session):
        client, url = sign_in(scene.maud), f"/applications/{three[0].id}/decline"
        page(client, url)
        assert client.post(url, data={"reason": "dates"}).status_code == 422

        answer = client.post(
            url,
            data={
                "reason": "dates",
                "feedback": FEEDBACK,
                "next_step": "visit",
                "next_note": "See Maud’s desk",
                "offers_talk": "y",
            },
        )
        session.expire_all()
        assert answer.status_code == 302
        assert three[0].status is A.DECLINED
        assert three[0].offers_talk

    def test_a_mission_as_next_step_must_be_one_that_is_open(self, scene, three, sign_in):
        closed = scene.make.mission("Fermée", apply_by=soon(-1))
        data = {
            "reason": "dates",
            "feedback": FEEDBACK,
            "next_step": "mission",
            "next_mission": closed.id,
        }
        answer = sign_in(scene.maud).post(f"/applications/{three[0].id}/decline", data=data)

        assert answer.status_code == 422

    def test_a_talk(self, scene, three, sign_in, page, session):
        client, url = sign_in(scene.maud), f"/applications/{three[0].id}/talk"
        page(client, url)
        for at in ("2020-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00", "soon", ""):
            assert client.post(url, data={"at": at}).status_code == 422

        answer = client.post(url, data={"at": f"{soon(3)}T10:00", "note": "Room 3"})
        session.expire_all()
        assert answer.status_code == 302
        assert three[0].status is A.TALK_PLANNED
        assert "Room 3" in page(sign_in(scene.noe), f"/applications/{three[0].id}").text

    def test_the_waiting_list_once_seats_are_gone(self, scene, three, sign_in, session):
        client = sign_in(scene.maud)
        assert client.post(f"/applications/{three[0].id}/offer").status_code == 302
        assert client.post(f"/applications/{three[1].id}/offer").status_code == 409
        assert client.post(f"/applications/{three[1].id}/waitlist").status_code == 302
        session.expire_all()
        assert [one.status for one in three[:2]] == [A.OFFERED, A.WAITLISTED]

    def test_an_owner_does_not_choose_themselves(self, scene, sign_in):
        application = scene.make.application(scene.mission, scene.paul)

        assert sign_in(scene.paul).post(f"/applications/{application.id}/offer").status_code == 403
        assert sign_in(scene.maud).post(f"/applications/{application.id}/offer").status_code == 302
