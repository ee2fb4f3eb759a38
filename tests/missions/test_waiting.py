"""What waits for each person around a mission, and what they wait for, in words."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Actor, Role, Scope
from talentgrow.missions.applications.models import Debrief, Side
from talentgrow.missions.models import MissionQuestion
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.waits.wait import WaitKind
from talentgrow.missions.waits.waiting import waiting_for
from tests.missions.night import START, House, on


@pytest.fixture
def house(app, session, make, monkeypatch):
    return House(app, session, make, monkeypatch)


@pytest.fixture
def waits(app, house):
    """Return a function which gives what waits around somebody, in a language."""

    def waits(person, language="en", *, role=Role.EMPLOYEE, scope=None, reaches=None):
        more = {"reaches": reaches} if reaches else {}
        actor = Actor(person.id, frozenset({role}), scope=scope, **more)
        with app.test_request_context(), in_language(language):
            return waiting_for(actor, now=clock.now())

    return waits


def plain(words):
    return " ".join(str(words).split())


class TestApplicant:
    def test_is_asked_to_answer_an_offer(self, house, waits):
        application = house.apply(house.mission(), A.OFFERED)

        (wait,) = waits(house.ines)

        assert (wait.kind, wait.is_mine, wait.by) == (WaitKind.OFFER, True, on(5))
        assert plain(wait.title) == "Maud offers you a seat in “Plan de charge (en)”"
        assert 'kept <b class="tg-b">until Tuesday</b>' in wait.text
        assert wait.url == f"/applications/{application.id}"

    def test_reads_it_in_french(self, house, waits):
        house.apply(house.mission(), A.OFFERED)

        (wait,) = waits(house.ines, "fr")

        assert plain(wait.title) == "Maud vous offre une place dans « Plan de charge »"
        assert "jusqu’à mardi" in wait.text

    def test_waits_for_the_manager_and_is_told_what_follows(self, house, waits):
        application = house.apply(house.mission(), A.MANAGER_PENDING)

        (wait,) = waits(house.ines)

        assert (wait.is_mine, wait.who, wait.by) == (False, "Karim Benali", on(11))
        assert plain(wait.title) == "Karim has until Monday 12 October to answer"
        assert "Without an answer HR takes over." in wait.text
        assert f'href="/applications/{application.id}"' in wait.text

    def test_reads_when_the_manager_was_reminded(self, house, waits):
        house.apply(house.mission(), A.MANAGER_PENDING)
        assert waits(house.ines)[0].reminded == ""

        house.night(3)
        assert plain(waits(house.ines)[0].reminded) == "Sunday 4 October"

        house.night(7)
        assert plain(waits(house.ines)[0].reminded) == "Thursday 8 October"

    def test_waits_for_hr_once_the_manager_was_silent(self, house, waits):
        house.apply(house.mission(), A.MANAGER_PENDING, climbed_at=START)

        (wait,) = waits(house.ines, "fr")

        assert plain(wait.title).startswith("Les RH ont jusqu’à lundi 12 octobre pour répondre")

    def test_waits_for_the_owner_and_hears_when_the_day_has_passed(self, house, waits):
        house.apply(house.mission(), A.UNDER_REVIEW)
        house.turn_to(20)

        (wait,) = waits(house.ines)

        assert plain(wait.title) == "Maud’s answer was due on Monday 12 October"
        assert "ends on Monday 2 November" in plain(wait.text)

    def test_is_on_a_waiting_list(self, house, waits):
        house.apply(house.mission(), A.WAITLISTED, waitlisted_at=START)

        (wait,) = waits(house.ines)

        assert (wait.kind, wait.is_mine) == (WaitKind.SEAT, False)

    @pytest.mark.parametrize("status", [A.DRAFT, A.DECLINED, A.WITHDRAWN, A.EXPIRED, A.ACCEPTED])
    def test_waits_for_nothing_otherwise(self, house, waits, status):
        house.apply(house.mission(), status)

        assert waits(house.ines) == ()

    def test_is_asked_what_they_learned_then_waits_for_the_owner(self, house, waits, session):
        application = house.apply(house.mission(status=M.DEBRIEFING), A.IN_PROGRESS)
        (wait,) = waits(house.ines)
        assert (wait.kind, wait.is_mine, wait.by) == (WaitKind.DEBRIEF, True, on(14))

        session.add(debrief(application, Side.PARTICIPANT, house.ines))
        session.commit()

        (wait,) = waits(house.ines)
        assert (wait.is_mine, wait.who) == (False, "Maud Le Goff")

    def test_waits_for_an_answer_to_a_question(self, house, waits, session):
        session.add(question(house.mission(), house.ines))
        session.commit()

        (wait,) = waits(house.ines)

        assert plain(wait.title) == "Maud has not answered your question yet"


def debrief(application, side, author):
    return Debrief(
        application_id=application.id, side=side, author_id=author.id, learned="Tout", at=START
    )


def question(mission, author):
    return MissionQuestion(mission_id=mission.id, author_id=author.id, text="Où ?", asked_at=START)


class TestManager:
    def test_has_a_word_to_give(self, house, waits):
        house.apply(house.mission(hours_a_week=6), A.MANAGER_PENDING)

        (wait,) = waits(house.karim, "fr")

        assert (wait.kind, wait.is_mine) == (WaitKind.WORD, True)
        assert plain(wait.title) == "Inès aimerait rejoindre « Plan de charge »"
        assert "6 h par semaine" in plain(wait.text)

    def test_has_it_no_more_once_it_climbed(self, house, waits):
        house.apply(house.mission(), A.MANAGER_PENDING, climbed_at=START)

        assert waits(house.karim) == ()


class TestOwner:
    def test_reads_in_one_line_who_applied_to_one_mission(self, house, waits):
        mission = house.mission()
        house.apply(mission, A.UNDER_REVIEW)
        house.apply(mission, A.TALK_PLANNED, house.noe, talk_at=START + timedelta(days=2))

        (wait,) = waits(house.maud)

        assert plain(wait.title) == "2 people applied to “Plan de charge (en)” and wait for you"
        # The talk of Saturday leaves five days.
        assert (wait.by, wait.url) == (on(7), f"/missions/{mission.id}/applicants")

    def test_beside_others_reads_it_too(self, house, waits, make):
        eleanor = make.person("Eleanor Hughes")
        house.apply(house.mission(co_owners=[eleanor]), A.UNDER_REVIEW)

        (wait,) = waits(eleanor)

        assert wait.is_mine

    def test_waits_for_an_answer_to_an_offer(self, house, waits):
        house.apply(house.mission(), A.OFFERED)

        (wait,) = waits(house.maud)

        assert (wait.is_mine, wait.who) == (False, "Inès Caradec")

    def test_is_asked_how_it_went(self, house, waits, session):
        mission = house.mission(status=M.DEBRIEFING, seats=2)
        application = house.apply(mission, A.IN_PROGRESS)
        house.apply(mission, A.COMPLETED, house.noe)
        (wait,) = waits(house.maud)
        assert plain(wait.title) == "Say how “Plan de charge (en)” went for 2 people"

        session.add(debrief(application, Side.OWNER, house.maud))
        session.commit()

        (wait,) = waits(house.maud)
        assert plain(wait.title) == "Say how “Plan de charge (en)” went for Noé"

    def test_reads_what_hr_would_like_changed_and_no_script_in_it(self, house, waits):
        house.mission(status=M.DRAFT, comment="<script>alert(1)</script>")

        (wait,) = waits(house.maud)

        assert wait.kind is WaitKind.SENT_BACK
        assert "&lt;script&gt;" in wait.text
        assert "<script>" not in wait.text

    def test_a_draft_of_their_own_waits_for_nobody(self, house, waits):
        house.mission(status=M.DRAFT)

        assert waits(house.maud) == ()

    def test_waits_for_hr(self, house, waits):
        house.mission(status=M.SUBMITTED)

        (wait,) = waits(house.maud)

        assert (wait.is_mine, wait.by) == (False, on(4))

    def test_has_questions_to_answer(self, house, waits, session):
        mission = house.mission()
        session.add_all([question(mission, house.ines), question(mission, house.noe)])
        session.commit()

        (wait,) = waits(house.maud)

        assert (wait.kind, wait.is_mine) == (WaitKind.QUESTION, True)
        assert plain(wait.title).startswith("2 questions about")


class TestHr:
    def test_reads_missions_to_publish_and_words_that_climbed(self, house, waits):
        house.mission(status=M.SUBMITTED)
        house.apply(house.mission("Autre"), A.MANAGER_PENDING, climbed_at=START)

        found = waits(house.sophie, role=Role.HR)

        assert [wait.kind for wait in found] == [WaitKind.MODERATION, WaitKind.WORD]
        assert all(wait.is_mine for wait in found)

    def test_has_no_word_on_their_own(self, house, waits):
        house.mission(status=M.SUBMITTED, owner=house.sophie)
        house.apply(house.mission(), A.MANAGER_PENDING, house.sophie, climbed_at=START)
        house.apply(house.mission(owner=house.sophie), A.MANAGER_PENDING, climbed_at=START)

        assert not [wait for wait in waits(house.sophie, role=Role.HR) if wait.is_mine]

    def test_of_a_part_reads_that_part_only(self, house, waits, make):
        rennes = make.unit("Rennes")
        there = make.person("Théo Roux")
        make.assignment(there, house.job, unit=rennes)
        make.mission("Ailleurs", owner=there, status=M.SUBMITTED)
        house.mission(status=M.SUBMITTED)
        house.apply(house.mission("Autre"), A.MANAGER_PENDING, climbed_at=START)
        scope = Scope(frozenset({rennes.id}))

        (wait,) = waits(house.sophie, role=Role.HR, scope=scope)

        assert "Ailleurs" in wait.title

    def test_others_read_nothing_of_it(self, house, waits):
        house.mission(status=M.SUBMITTED)
        house.apply(house.mission("Autre"), A.MANAGER_PENDING, climbed_at=START)

        assert waits(house.noe) == ()


class TestList:
    def test_has_ours_first_and_the_soonest_first(self, house, waits):
        house.apply(house.mission("Un"), A.MANAGER_PENDING)
        house.apply(house.mission("Deux"), A.OFFERED)
        house.apply(house.mission("Trois", status=M.DEBRIEFING), A.IN_PROGRESS)

        found = waits(house.ines)

        assert [wait.kind for wait in found] == [WaitKind.OFFER, WaitKind.DEBRIEF, WaitKind.ANSWER]

    def test_takes_few_statements_however_much_waits(self, house, waits, statements):
        for index in range(6):
            mission = house.mission(f"M{index}", seats=3)
            house.apply(mission, A.OFFERED)
            house.apply(mission, A.UNDER_REVIEW, house.noe)
        house.mission(status=M.SUBMITTED)

        assert house.maud.id
        with statements() as sent:
            found = waits(house.maud)

        assert len(found) == 13
        assert len(sent) <= 3, sent
