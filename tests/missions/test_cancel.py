"""A cancelled mission leaves nobody waiting: everybody hears why, and what else is open."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions.applications.models import DeclineReason, NextStep
from talentgrow.missions.models import SavedMission
from talentgrow.missions.states import ALIVE, ApplicationStatus, MissionStatus
from talentgrow.notifications.models import Notice

A = ApplicationStatus
M = MissionStatus
REASON = "Le client a retiré sa commande."


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec", job=make.job("ADV"))


@pytest.fixture
def skill(make):
    return make.skill("Planification")


@pytest.fixture
def mission(make, ines, skill):
    return make.mission("Plan d’hiver", owner=ines, grows={skill: 3}, seats=3)


def cancel(client, mission, reason=REASON):
    return client.post(f"/missions/{mission.id}/cancel", data={"reason": reason})


def told(session, person):
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id))
    return [notice.kind for notice in found]


class TestBefore:
    def test_the_page_says_who_is_told_and_names_nobody(self, make, sign_in, page, ines, mission):
        make.application(mission, make.person("Paul Secret"), manager=make.person("Karim"))
        make.application(mission, make.person("Rose"), status=A.DRAFT, sent_at=None)

        seen = page(sign_in(ines), f"/missions/{mission.id}/cancel")

        assert "One person who applied or takes part" in seen.text
        assert "One other person" in seen.text
        assert "Paul Secret" not in seen.text

    def test_or_that_nobody_is(self, sign_in, page, ines, mission):
        assert "Nobody:" in page(sign_in(ines), f"/missions/{mission.id}/cancel").text

    @pytest.mark.parametrize("reason", ["", "Trop court", " " * 30])
    def test_a_reason_that_helps_nobody_is_refused(self, sign_in, ines, mission, reason):
        answer = cancel(sign_in(ines), mission, reason)

        assert answer.status_code == 422
        assert "20 characters at least" in answer.text
        assert mission.status is M.PUBLISHED

    def test_a_draft_needs_none(self, make, sign_in, ines):
        draft = make.mission(owner=ines, status=M.DRAFT)

        assert cancel(sign_in(ines), draft, "").status_code == 302
        assert draft.status is M.CANCELLED

    def test_in_french(self, sign_in, page, ines, mission):
        seen = page(sign_in(ines, language="fr"), f"/missions/{mission.id}/cancel")

        assert "Annuler «\u202fPlan d’hiver\u202f»\u202f?</h1>" in seen.html


class TestAfter:
    @pytest.mark.parametrize("status", sorted(ALIVE - {A.DRAFT, A.SUBMITTED}))
    def test_each_application_that_was_alive_is_called_off_and_its_seat_freed(
        self, session, make, sign_in, ines, mission, status
    ):
        sent = make.application(mission, make.person("Paul"), status=status)

        cancel(sign_in(ines), mission)

        assert mission.status is M.CANCELLED
        assert mission.taken == 0
        assert (sent.status, sent.declined_reason, sent.feedback, sent.next_step) == (
            A.DECLINED,
            DeclineReason.MISSION_CANCELLED,
            REASON,
            NextStep.PATH,
        )

    def test_a_draft_of_an_application_ends_and_its_writer_hears_of_it(
        self, session, make, sign_in, ines, mission
    ):
        paul = make.person("Paul")
        draft = make.application(mission, paul, status=A.DRAFT, sent_at=None)

        cancel(sign_in(ines), mission)

        assert draft.status is A.EXPIRED
        assert told(session, paul) == ["missions.cancelled"]

    def test_what_was_over_stays_as_it_was(self, session, make, sign_in, ines, mission):
        paul = make.person("Paul")
        gone = make.application(mission, paul, status=A.WITHDRAWN)

        cancel(sign_in(ines), mission)

        assert gone.status is A.WITHDRAWN
        assert told(session, paul) == []

    def test_everybody_concerned_is_told_with_the_reason(self, session, make, sign_in, page, ines):
        names = ("Paul", "Karim", "Maud", "Rose", "Zoé")
        paul, karim, maud, rose, zoe = (make.person(name) for name in names)
        mission = make.mission("Plan", owner=ines, co_owners=[maud])
        make.application(mission, paul, manager=karim)
        session.add(SavedMission(person_id=rose.id, mission_id=mission.id, at=clock.now()))
        session.commit()

        cancel(sign_in(ines), mission)

        assert told(session, paul) == ["missions.cancelled"]
        for other in (karim, maud, rose):
            assert told(session, other) == ["missions.cancelled_for_others"]
        assert told(session, zoe) == told(session, ines) == []
        assert REASON in page(sign_in(paul), "/notices/").text

    def test_each_is_proposed_open_missions_that_grow_the_same_and_are_not_theirs(
        self, session, make, sign_in, page, ines, mission, skill
    ):
        paul, other = make.person("Paul"), make.skill("Autre")
        sent = make.application(mission, paul)
        near = make.mission("Proche", grows={skill: 4})
        make.mission("Autre chose", grows={other: 4})
        make.mission("Complète", grows={skill: 4}, seats=1, taken=1)
        make.mission("La sienne", owner=paul, grows={skill: 4})
        make.mission("Déjà là", grows={skill: 4}, co_owners=[paul])
        applied = make.mission("Déjà postulé", grows={skill: 4})
        make.application(applied, paul)
        make.mission("En pause", grows={skill: 4}, status=M.PAUSED)
        make.mission("Trop tard", grows={skill: 4}, apply_by=clock.today().replace(year=2020))

        cancel(sign_in(ines), mission)
        seen = page(sign_in(paul), f"/missions/{mission.id}/instead")

        assert (sent.next_step, sent.next_mission_id) == (NextStep.MISSION, near.id)
        assert seen.h1 == "“Plan d’hiver (en)” will not be"
        assert REASON in seen.text
        assert "Proche" in seen.text
        for title in ("Autre chose", "Complète", "La sienne", "Déjà", "En pause", "Trop tard"):
            assert title not in seen.text
        assert "/missions" in seen.links()
        assert any(link.startswith("/path") for link in seen.links())

    def test_at_most_three_are_proposed_and_none_is_no_dead_end(
        self, make, sign_in, page, ines, mission, skill
    ):
        paul = make.person("Paul")
        make.application(mission, paul)
        cancel(sign_in(ines), mission)
        client, url = sign_in(paul), f"/missions/{mission.id}/instead"

        empty = page(client, url)
        for number in range(5):
            make.mission(f"Proche {number}", grows={skill: 4})
        full = page(client, url)

        assert "No other open mission grows these skills today" in empty.text
        assert "3 open missions grow the same skills" in full.text

    def test_is_cancelled_once(self, make, sign_in, ines, mission):
        client = sign_in(ines)
        cancel(client, mission)

        assert cancel(client, mission).status_code == 409
        assert mission.comment == REASON


class TestWhoMay:
    def test_owners_and_hr_of_that_part(self, make, sign_in, ines):
        unit = make.unit("Rennes")
        owner = make.person("Yann")
        make.assignment(owner, make.job(), unit=unit)
        one, other = make.mission(owner=owner), make.mission(owner=owner)

        assert cancel(sign_in(make.hr_of(unit)), one).status_code == 302
        assert cancel(sign_in(make.hr_of(make.unit("Lyon"))), other).status_code == 403
        assert cancel(sign_in(make.person("Paul")), other).status_code == 403
        assert sign_in(make.person("Rose")).get(f"/missions/{other.id}/cancel").status_code == 403
        assert other.status is M.PUBLISHED

    def test_what_one_may_not_see_cannot_be_cancelled(self, make, sign_in):
        draft = make.mission(status=M.DRAFT)
        client = sign_in(make.person("Paul"))

        assert cancel(client, draft).status_code == 404
        assert client.get(f"/missions/{draft.id}/cancel").status_code == 404
        assert client.get(f"/missions/{draft.id}/instead").status_code == 404

    def test_hr_cancels_what_nobody_leads(self, make, sign_in, ines, mission):
        hr = make.person("Sophie", role=Role.HR)

        assert cancel(sign_in(hr), mission).status_code == 302
