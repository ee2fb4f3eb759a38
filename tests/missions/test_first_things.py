"""What readers of missions and applications meet first, by the part they have in them."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.missions.applications.models import DeclineReason
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from tests.missions.finished import Finished
from tests.missions.scene import Scene


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


@pytest.fixture
def finished(make):
    return Finished(make)


def mission_url(scene):
    return f"/missions/{scene.mission.id}"


class TestCards:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (A.DRAFT, "Your draft is kept"),
            (A.MANAGER_PENDING, "You have applied"),
            (A.WAITLISTED, "You have applied"),
            (A.OFFERED, "A seat is yours if you want it"),
            (A.ACCEPTED, "You take part"),
        ],
    )
    def test_they_say_how_far_one_has_come(self, scene, sign_in, page, status, words):
        scene.mission.seats = 2
        scene.make.application(scene.mission, scene.ines, status=status, manager=scene.karim)

        assert words in page(sign_in(scene.ines, language="en"), "/missions").text
        assert words not in page(sign_in(scene.noe, language="en"), "/missions").text

    @pytest.mark.parametrize("status", [A.WITHDRAWN, A.DECLINED, A.EXPIRED])
    def test_what_is_over_is_no_application(self, scene, sign_in, page, status):
        scene.make.application(scene.mission, scene.ines, status=status)

        assert "You have applied" not in page(sign_in(scene.ines, language="en"), "/missions").text

    def test_in_french_among_kept_ones_too(self, scene, sign_in, page):
        scene.make.application(scene.mission, scene.ines)
        client = sign_in(scene.ines, language="fr")
        client.post(f"{mission_url(scene)}/keep", data={"wanted": "1"})

        assert "Vous avez postulé" in page(client, "/missions/kept").text


class TestOwners:
    def test_what_they_do_stands_before_the_text(self, scene, sign_in, page):
        shown = page(sign_in(scene.maud, language="en"), mission_url(scene)).html

        assert shown.index("Your mission") < shown.index("What you will do")

    def test_others_read_before_they_apply(self, scene, sign_in, page):
        shown = page(sign_in(scene.ines, language="en"), mission_url(scene)).html

        assert shown.index("What you will do") < shown.index('id="h-apply"')

    def test_they_are_not_told_of_missions_like_their_own(self, scene, sign_in, page):
        follow = f"{mission_url(scene)}/follow"

        for reader, times in ((scene.maud, 0), (scene.paul, 0), (scene.ines, 1)):
            shown = page(sign_in(reader), mission_url(scene))
            assert len(shown.all("form", action=follow)) == times

    def test_they_look_back_from_their_list_too(self, finished, sign_in, page):
        shown = page(sign_in(finished.maud), "/missions/mine")

        assert f"/missions/{finished.mission.id}/debriefs" in shown.links()

    def test_their_list_says_that_the_last_day_to_apply_has_passed(self, scene, sign_in, page):
        open_still = page(sign_in(scene.maud, language="en"), "/missions/mine").text
        scene.mission.apply_by = clock.today() - timedelta(days=1)
        closed = page(sign_in(scene.maud, language="en"), "/missions/mine").text

        assert "People may apply until" in open_still
        assert "Applications closed on" in closed
        assert "People may apply until" not in closed

    @pytest.mark.parametrize("status", [M.DRAFT, M.SUBMITTED])
    def test_what_nobody_may_see_yet_is_not_applied_to(self, scene, sign_in, page, status):
        scene.mission.status = status

        assert 'id="apply"' not in page(sign_in(scene.sophie), mission_url(scene)).html

    def test_they_look_back_from_the_page_of_the_mission(self, finished, sign_in, page):
        address = f"/missions/{finished.mission.id}"

        for reader, is_there in ((finished.maud, True), (finished.yann, True), (finished.ines, 0)):
            assert (f"{address}/debriefs" in page(sign_in(reader), address).links()) == is_there


class TestParticipants:
    def test_they_write_their_debrief_from_the_page_of_the_mission(self, finished, sign_in, page):
        address, write = f"/missions/{finished.mission.id}", f"{finished.url}/debrief"

        assert write in page(sign_in(finished.ines), address).links()
        assert write not in page(sign_in(finished.eleanor), address).links()

    @pytest.mark.parametrize("status", [M.COMPLETED, M.ARCHIVED])
    def test_they_find_their_certificate_there(self, finished, session, sign_in, page, status):
        finished.credit()
        finished.mission.status = status
        session.commit()

        shown = page(sign_in(finished.ines), f"/missions/{finished.mission.id}")

        assert f"{finished.url}/certificate" in shown.links()

    def test_while_it_runs_they_take_part(self, scene, sign_in, page):
        scene.make.application(scene.mission, scene.ines, status=A.IN_PROGRESS)
        scene.mission.status = M.IN_PROGRESS

        shown = page(sign_in(scene.ines, language="en"), mission_url(scene)).text

        assert "You take part" in shown
        assert "You have applied" not in shown

    def test_with_a_credit_one_button_leads_on(self, finished, sign_in, page):
        finished.credit()

        shown = page(sign_in(finished.ines), f"{finished.url}/debrief")
        primary = [one for tag, one, _ in shown.elements if "btn-primary" in one.get("class", "")]

        assert [one["href"] for one in primary] == [f"{finished.url}/certificate"]


class TestWhatIsOver:
    @pytest.mark.parametrize("status", [A.DECLINED, A.WITHDRAWN, A.EXPIRED, A.OFFER_DECLINED])
    def test_no_weeks_are_drawn_for_it(self, scene, sign_in, page, status):
        application = scene.make.application(
            scene.mission, scene.ines, status=status, manager=scene.karim
        )

        for reader in (scene.ines, scene.karim, scene.sophie):
            shown = page(sign_in(reader), f"/applications/{application.id}")
            assert "tg-weeks" not in shown.html

    @pytest.mark.parametrize("status", [A.MANAGER_PENDING, A.MANAGER_REFUSED, A.OFFERED])
    def test_they_are_for_what_may_still_come(self, scene, sign_in, page, status):
        application = scene.make.application(
            scene.mission, scene.ines, status=status, manager=scene.karim
        )

        assert "tg-weeks" in page(sign_in(scene.karim), f"/applications/{application.id}").html

    def test_a_cancelled_mission_leads_to_others_like_it(self, scene, sign_in, page):
        scene.mission.status = M.CANCELLED
        application = scene.make.application(
            scene.mission,
            scene.ines,
            status=A.DECLINED,
            declined_reason=DeclineReason.MISSION_CANCELLED,
        )
        client = sign_in(scene.ines, language="fr")
        instead = f"{mission_url(scene)}/instead"

        shown = page(client, f"/applications/{application.id}")

        assert instead in shown.links()
        assert "Cela ne dit rien de vous" in shown.text
        assert client.get(instead).status_code == 200

    def test_a_no_of_the_owner_does_not(self, scene, sign_in, page):
        application = scene.make.application(
            scene.mission,
            scene.ines,
            status=A.DECLINED,
            declined_reason=DeclineReason.SEATS_TAKEN,
            feedback="Your analysis was clear.",
        )

        shown = page(sign_in(scene.ines), f"/applications/{application.id}")

        assert f"{mission_url(scene)}/instead" not in shown.links()


class TestPausedByTime:
    """Nobody wrote why: the page says it all the same."""

    NOBODY_LEADS = "Nobody leads it any more: HR looks for somebody."
    NOBODY_CAME = "Nobody had accepted a seat by the first day."
    NO_ANSWER = "Those who applied got no answer in time."

    def said(self, scene, sign_in, page):
        scene.mission.status = M.PAUSED
        shown = page(sign_in(scene.ines, language="en"), mission_url(scene)).text
        return [
            one for one in (self.NOBODY_LEADS, self.NOBODY_CAME, self.NO_ANSWER) if one in shown
        ]

    def test_owners_were_silent(self, scene, sign_in, page):
        assert self.said(scene, sign_in, page) == [self.NO_ANSWER]

    def test_nobody_accepted(self, scene, sign_in, page):
        scene.mission.starts_on = clock.today()

        assert self.said(scene, sign_in, page) == [self.NOBODY_CAME]

    def test_all_owners_have_left(self, scene, sign_in, page):
        scene.maud.left_on = clock.today() - timedelta(days=1)
        assert self.said(scene, sign_in, page) == [self.NO_ANSWER]

        scene.paul.left_on = clock.today() - timedelta(days=1)
        assert self.said(scene, sign_in, page) == [self.NOBODY_LEADS]

    def test_a_word_of_somebody_comes_first(self, scene, sign_in, page):
        scene.mission.comment = "The line is down."

        assert self.said(scene, sign_in, page) == []


class TestMenu:
    def lit(self, sign_in, page, reader, path):
        shown = page(sign_in(reader), path)
        return [one["href"] for one in shown.all("a") if "aria-current" in one][:2]

    def test_an_application_lies_where_its_reader_has_it(self, scene, sign_in, page):
        application = scene.make.application(
            scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=scene.karim
        )
        scene.make.assignment(scene.make.person("Someone"), scene.job, manager=scene.karim)

        for reader, lit in (
            (scene.ines, ["/missions", "/applications"]),
            (scene.maud, ["/missions", "/missions/mine"]),
            (scene.karim, ["/team", "/team/applications"]),
            (scene.sophie, ["/map/", "/hr/missions"]),
        ):
            assert self.lit(sign_in, page, reader, f"/applications/{application.id}") == lit

    @pytest.mark.parametrize("rest", ["talk", "decline"])
    def test_the_answers_of_an_owner_too(self, scene, sign_in, page, rest):
        application = scene.make.application(scene.mission, scene.ines)

        lit = self.lit(sign_in, page, scene.maud, f"/applications/{application.id}/{rest}")

        assert lit == ["/missions", "/missions/mine"]

    def test_a_debrief_as_well(self, finished, sign_in, page):
        for reader, lit in (
            (finished.ines, ["/missions", "/applications"]),
            (finished.maud, ["/missions", "/missions/mine"]),
            (finished.sophie, ["/map/", "/hr/missions"]),
        ):
            assert self.lit(sign_in, page, reader, f"{finished.url}/debrief") == lit


def test_no_mission_to_propose_is_said_in_words(scene, sign_in, page):
    application = scene.make.application(scene.mission, scene.ines)

    shown = page(sign_in(scene.maud, language="en"), f"/applications/{application.id}/decline")

    assert "No mission" in shown.text
