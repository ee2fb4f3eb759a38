"""The manager's word: yes, yes from a day, no and why; and that of HR in their place."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.missions.applications import words
from talentgrow.missions.models import HouseRules
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from tests.missions.scene import Scene, soon

WHY = "She leads the audit until March."


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


@pytest.fixture
def asked(scene):
    return scene.make.application(
        scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=scene.karim
    )


class TestTheManager:
    def test_agrees_and_the_owners_have_the_word(self, scene, asked):
        words.agree(asked, by=scene.by(scene.karim), now=clock.now())

        assert asked.status is A.UNDER_REVIEW
        assert asked.word_by_id == scene.karim.id
        assert scene.told(scene.ines) == ["agreed"]
        assert scene.told(scene.maud) == scene.told(scene.paul) == ["to_review"]
        assert scene.told(scene.karim) == []

    def test_agrees_from_a_day(self, scene, asked):
        words.defer(asked, soon(40), by=scene.by(scene.karim), now=clock.now())

        assert asked.status is A.MANAGER_DEFERRED
        assert asked.available_from == soon(40)
        assert scene.told(scene.ines) == ["agreed_from"]
        assert scene.told(scene.maud) == ["to_review_from"]

    def test_the_limit_is_that_of_the_house(self, scene, asked):
        last = scene.mission.starts_on + timedelta(weeks=8)
        assert words.last_day(scene.mission) == last

        for day in (last + timedelta(days=1), clock.today(), soon(-3)):
            with pytest.raises(words.TooLate):
                words.defer(asked, day, by=scene.by(scene.karim), now=clock.now())
        words.defer(asked, last, by=scene.by(scene.karim), now=clock.now())
        assert asked.available_from == last

    def test_hr_may_shorten_it(self, scene, asked):
        scene.session.add(HouseRules(defer_weeks=1))
        scene.session.flush()

        with pytest.raises(words.TooLate):
            words.defer(asked, soon(40), by=scene.by(scene.karim), now=clock.now())

    def test_it_never_lies_after_the_end(self, make, session):
        scene = Scene(make, session, ends_on=soon(40))

        assert words.last_day(scene.mission) == soon(40)

    def test_refuses_with_a_reason_which_hr_reads(self, scene, asked):
        words.refuse(asked, WHY, by=scene.by(scene.karim), now=clock.now())

        assert asked.status is A.MANAGER_REFUSED
        assert scene.told(scene.ines) == ["refused"]
        assert scene.told(scene.sophie) == ["refusal_to_hr"]
        assert scene.told(scene.maud) == []

    @pytest.mark.parametrize("reason", ["", "No.", "   x                      "])
    def test_a_no_without_a_reason_is_none(self, scene, asked, reason):
        with pytest.raises(words.ReasonMissing):
            words.refuse(asked, reason, by=scene.by(scene.karim), now=clock.now())
        assert asked.status is A.MANAGER_PENDING

    def test_says_it_once(self, scene, asked):
        words.agree(asked, by=scene.by(scene.karim), now=clock.now())

        with pytest.raises(IllegalTransition):
            words.refuse(asked, WHY, by=scene.by(scene.karim), now=clock.now())


class TestHr:
    def test_decides_against_a_no_and_the_manager_hears_it(self, scene, asked):
        words.refuse(asked, WHY, by=scene.by(scene.karim), now=clock.now())
        words.defer(asked, soon(40), by=scene.by(scene.sophie), now=clock.now())

        assert asked.status is A.MANAGER_DEFERRED
        assert scene.told(scene.karim) == ["overruled"]
        assert scene.told(scene.ines) == ["refused", "agreed_from"]

    def test_a_newer_application_is_the_one_to_answer(self, scene, asked):
        words.refuse(asked, WHY, by=scene.by(scene.karim), now=clock.now())
        scene.make.application(scene.mission, scene.ines, status=A.UNDER_REVIEW)

        with pytest.raises(words.MissionOver):
            words.agree(asked, by=scene.by(scene.sophie), now=clock.now())

    @pytest.mark.parametrize("status", [M.CANCELLED, M.COMPLETED, M.DEBRIEFING])
    def test_not_once_the_mission_is_over(self, make, session, status):
        scene = Scene(make, session, status=status)
        asked = make.application(scene.mission, scene.ines, status=A.MANAGER_REFUSED)

        with pytest.raises(words.MissionOver):
            words.agree(asked, by=scene.by(scene.sophie), now=clock.now())

    def test_has_no_word_before_it_climbs(self, scene, asked, sign_in):
        url = f"/applications/{asked.id}/agree"
        assert sign_in(scene.sophie).post(url).status_code == 403

        asked.climbed_at = clock.now()
        scene.session.commit()
        assert sign_in(scene.sophie).post(url).status_code == 302

    def test_of_another_part_knows_nothing(self, scene, asked, sign_in):
        far = scene.make.hr_of(scene.make.site("Far"), name="Far Hr")

        assert sign_in(far).post(f"/applications/{asked.id}/agree").status_code == 404


class TestWhoNoLongerManages:
    @pytest.fixture
    def former(self, scene):
        """Return a manager whose only report went to another team after they were asked."""
        return scene.make.person("Fay Former")

    def test_still_lists_and_answers_what_was_asked_of_them(self, scene, former, sign_in, page):
        asked = scene.make.application(
            scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=former, needs_word=True
        )
        client = sign_in(former)

        assert page(client, "/team/applications").h1 == "One application waits for your word"
        answer = client.post(f"/applications/{asked.id}/agree", data={"next": "/team/applications"})

        assert answer.location == "/team/applications"
        assert page(client, "/team/applications").h1 == "No application waits for your word"

    def test_lists_nothing_who_was_only_told(self, scene, former, sign_in):
        scene.make.application(scene.mission, scene.ines, manager=former)

        answer = sign_in(former, language="fr").get("/team/applications")

        assert answer.status_code == 403
        assert "ou dont l’avis a été demandé" in answer.text

    def test_the_page_of_the_team_stays_closed_to_them(self, scene, former, sign_in):
        scene.make.application(
            scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=former, needs_word=True
        )

        assert sign_in(former).get("/team").status_code == 403


class TestThePages:
    def test_a_day_beyond_the_limit_comes_back_with_the_words(self, scene, asked, sign_in):
        data = {"from_day": str(soon(300)), "reason": "After the audit"}
        answer = sign_in(scene.karim).post(f"/applications/{asked.id}/defer", data=data)

        assert answer.status_code == 422
        assert "Choose a day between tomorrow and" in answer.text
        assert "After the audit" in answer.text

    @pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-31", "0000-00-00", "9999-12-31"])
    def test_nonsense_for_a_day(self, scene, asked, sign_in, day):
        answer = sign_in(scene.karim).post(
            f"/applications/{asked.id}/defer", data={"from_day": day}
        )

        assert answer.status_code == 422

    def test_from_the_list_and_back_to_it(self, scene, asked, sign_in, page):
        client = sign_in(scene.karim)
        answer = client.post(f"/applications/{asked.id}/agree", data={"next": "/team/applications"})

        assert answer.location == "/team/applications"
        shown = page(client, "/team/applications")
        assert shown.h1 == "No application waits for your word"
        assert "Inès hears that you agree." in shown.text

    def test_never_to_another_site(self, scene, asked, sign_in):
        answer = sign_in(scene.karim).post(
            f"/applications/{asked.id}/agree", data={"next": "https://evil.test/"}
        )

        assert answer.location == f"/applications/{asked.id}"

    def test_only_who_was_asked(self, scene, asked, sign_in):
        for person in (scene.ines, scene.maud):
            for word in ("agree", "defer", "refuse"):
                answer = sign_in(person).post(f"/applications/{asked.id}/{word}")
                assert answer.status_code == 403
        assert sign_in(scene.noe).post(f"/applications/{asked.id}/agree").status_code == 404
