"""Missions and applications through the API: the services and limits of the pages."""

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.auth import tokens
from talentgrow.kernel.access import Role
from talentgrow.missions.models import SuggestionChoice
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus

DECLINE = {
    "step": "decline",
    "reason": "levels_missing",
    "feedback": "Il manque encore l’ERP pour tenir le rythme.",
    "next_step": "mentor",
    "next_note": "Yann peut donner une heure par semaine.",
}


@pytest.fixture
def planning(make):
    """Maud owns a mission of 6 hours a week, Ada may apply, Karim manages her."""

    class Planning:
        maud, karim = make.person("Maud Le Goff"), make.person("Karim Benali")
        ada = make.person("Ada Lovelace", manager=karim, job=make.job())
        skill = make.skill("ERP")
        mission = make.mission(
            owner=maud, needs={skill: 2}, grows={skill: 3}, hours_a_week=6.0, seats=1
        )

    return Planning


class TestReading:
    def test_a_mission_says_how_it_lies_from_the_bearer(self, planning, program, make):
        make.level(planning.ada, planning.skill, 1)

        found = program(planning.ada).get(f"/missions/{planning.mission.id}").json
        listed = program(planning.ada).get("/missions").json

        (line,) = found["fit"]["lines"]
        assert (line["have"], line["needed"], line["missing"], line["gains"]) == (1, 2, 1, 2)
        assert found["fit"]["gap"] == 0.5 and found["fit"]["zone"] == "overreach"
        assert listed["items"][0]["fit"] == found["fit"]
        assert found["owner"]["name"] == "Maud Le Goff"

    def test_who_wants_no_suggestions_gets_none(self, planning, program, make):
        make._save(SuggestionChoice(person_id=planning.ada.id, opted_out=True))

        assert program(planning.ada).get("/missions").json["items"][0]["fit"] is None

    def test_a_draft_is_not_there_for_others(self, planning, program, make):
        draft = make.mission(owner=planning.maud, status=MissionStatus.DRAFT)

        hidden = program(planning.ada).get(f"/missions/{draft.id}")

        assert hidden.status_code == 404
        assert hidden.json == program(planning.ada).get("/missions/99999").json
        assert program(planning.maud).get(f"/missions/{draft.id}").status_code == 200

    def test_words_and_hours_narrow_the_list(self, planning, program):
        ada = program(planning.ada)

        assert ada.get("/missions?q=plan charge&hours=6&order=deadline").json["total"] == 1
        assert ada.get("/missions?hours=5").json["total"] == 0
        assert ada.get("/missions?order=best").status_code == 422

    def test_only_a_token_made_for_it_may_apply(self, planning, program):
        reader = program(planning.ada, ["read:missions"])

        answer = reader.post(f"/missions/{planning.mission.id}/apply", json={})

        assert answer.status_code == 403 and "write:missions" in answer.json["detail"]


class TestApplying:
    def test_the_same_key_applies_once(self, planning, program):
        ada, path = program(planning.ada), f"/missions/{planning.mission.id}/apply"

        answers = [
            ada.post(path, json={"message": "J’aimerais"}, headers={"Idempotency-Key": "k1"})
            for _ in range(5)
        ]

        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json["id"] for answer in answers}) == 1
        assert answers[0].json["status"] == A.MANAGER_PENDING
        assert answers[0].json["waits"]["who"] == "manager"
        assert ada.post(path, json={}).status_code == 409
        assert ada.get("/me/applications").json["total"] == 1

    def test_each_reader_gets_their_own(self, planning, program):
        ada, path = program(planning.ada), f"/missions/{planning.mission.id}/apply"
        sent = ada.post(path, json={"message": "Depuis trois ans"}).json

        told = {
            name: program(person).get(f"/applications/{sent['id']}")
            for name, person in (
                ("ada", planning.ada),
                ("maud", planning.maud),
                ("karim", planning.karim),
            )
        }

        assert told["ada"].json["message"] == told["maud"].json["message"] == "Depuis trois ans"
        assert told["karim"].json["message"] is None

    def test_strangers_find_nothing(self, planning, program, make):
        sent = make.application(planning.mission, planning.ada, manager=planning.karim)
        eve = program(make.person("Eve"))

        assert eve.get(f"/applications/{sent.id}").status_code == 404
        for step in ("withdraw", "answer", "word", "decision"):
            body = {"answer": {"accept": True}, "word": {"step": "agree"}, "decision": DECLINE}
            answer = eve.post(f"/applications/{sent.id}/{step}", json=body.get(step))
            assert answer.status_code == 404
        assert eve.get(f"/missions/{planning.mission.id}/applications").status_code == 403

    def test_withdrawing_is_for_the_one_who_applied(self, planning, program, make):
        sent = make.application(planning.mission, planning.ada, manager=planning.karim)
        path = f"/applications/{sent.id}/withdraw"

        assert program(planning.maud).post(path).status_code == 403
        assert program(planning.ada).post(path).json["status"] == A.WITHDRAWN
        assert program(planning.ada).post(path).status_code == 409


class TestLists:
    def test_come_a_page_at_a_time(self, planning, program, make):
        others = [make.person(f"Applicant {number}") for number in range(3)]
        for person in others:
            make.application(planning.mission, person)
        for _number in range(2):
            make.application(make.mission(owner=planning.maud), planning.ada)
        of_mission = f"/missions/{planning.mission.id}/applications"
        ada, maud = program(planning.ada), program(planning.maud)

        pages = [maud.get(f"{of_mission}?per_page=2&page={number}").json for number in (1, 2)]
        mine = ada.get("/me/applications?per_page=1&page=2").json

        assert [len(one["items"]) for one in pages] == [2, 1]
        assert {one["id"] for found in pages for one in [i["person"] for i in found["items"]]} == {
            person.id for person in others
        }
        assert (pages[1]["page"], pages[1]["pages"], pages[1]["total"]) == (2, 2, 3)
        assert (len(mine["items"]), mine["pages"], mine["total"]) == (1, 2, 2)
        for path in (of_mission, "/me/applications"):
            assert maud.get(f"{path}?per_page=101").status_code == 422


class TestAnswering:
    @pytest.mark.parametrize(("accept", "status"), [(True, A.ACCEPTED), (False, A.OFFER_DECLINED)])
    def test_the_same_key_answers_once(self, session, planning, program, make, accept, status):
        offered = make.application(
            planning.mission, planning.ada, status=A.OFFERED, manager=planning.karim
        )
        ada, path = program(planning.ada), f"/applications/{offered.id}/answer"

        answers = [
            ada.post(path, json={"accept": accept}, headers={"Idempotency-Key": "k1"})
            for _ in range(5)
        ]

        assert [answer.status_code for answer in answers] == [200] * 5
        assert all(answer.json == answers[0].json for answer in answers)
        assert answers[0].json["status"] == status
        moves = sa.select(sa.func.count()).select_from(StatusChange)
        assert session.scalar(moves.where(StatusChange.subject == f"application:{offered.id}")) == 1
        assert ada.post(path, json={"accept": accept}).status_code == 409


class TestDeciding:
    def test_the_manager_says_from_when(self, planning, program, make):
        sent = make.application(
            planning.mission, planning.ada, status=A.MANAGER_PENDING, manager=planning.karim
        )
        path = f"/applications/{sent.id}/word"
        karim, day = program(planning.karim), planning.mission.starts_on

        assert karim.post(path, json={"step": "defer"}).status_code == 409
        assert karim.post(path, json={"step": "refuse", "reason": "Non"}).status_code == 409
        assert program(planning.ada).post(path, json={"step": "agree"}).status_code == 403
        said = karim.post(path, json={"step": "defer", "from_day": day.isoformat()})
        assert said.json["status"] == A.MANAGER_DEFERRED
        assert said.json["available_from"] == day.isoformat()

    def test_an_owner_offers_and_the_person_accepts(self, planning, program, make):
        sent = make.application(planning.mission, planning.ada, manager=planning.karim)
        ada, maud = program(planning.ada), program(planning.maud)
        path = f"/applications/{sent.id}"

        assert ada.post(f"{path}/decision", json={"step": "offer"}).status_code == 403
        assert maud.post(f"{path}/decision", json={"step": "offer"}).json["status"] == A.OFFERED
        assert maud.post(f"{path}/answer", json={"accept": True}).status_code == 403
        assert ada.post(f"{path}/answer", json={"accept": True}).json["status"] == A.ACCEPTED

    def test_to_decline_takes_a_reason_a_word_and_a_next_step(self, planning, program, make):
        sent = make.application(planning.mission, planning.ada, manager=planning.karim)
        maud, path = program(planning.maud), f"/applications/{sent.id}/decision"

        for missing in ("reason", "feedback", "next_step"):
            body = {name: value for name, value in DECLINE.items() if name != missing}
            assert maud.post(path, json=body).status_code == 409, missing
        assert maud.post(path, json=DECLINE | {"feedback": "Non"}).status_code == 422
        assert maud.post(path, json=DECLINE).json["status"] == A.DECLINED
        told = program(planning.ada).get(f"/applications/{sent.id}").json
        assert told["feedback"] == DECLINE["feedback"] and told["next_step"] == "mentor"

    def test_a_seat_is_given_once(self, planning, program, make):
        first = make.application(planning.mission, planning.ada)
        second = make.application(planning.mission, make.person("Bob"))
        maud = program(planning.maud)

        maud.post(f"/applications/{first.id}/decision", json={"step": "offer"})
        answer = maud.post(f"/applications/{second.id}/decision", json={"step": "offer"})

        assert answer.status_code == 409

    def test_hr_overrules_a_refusal_but_not_for_itself(self, planning, program, make):
        hana = make.person("Hana", role=Role.HR)
        refused = make.application(
            planning.mission, planning.ada, status=A.MANAGER_REFUSED, manager=planning.karim
        )
        own = make.application(planning.mission, hana, status=A.MANAGER_REFUSED)
        hr, body = program(hana), {"step": "agree"}

        assert hr.post(f"/applications/{own.id}/word", json=body).status_code == 403
        said = hr.post(f"/applications/{refused.id}/word", json=body)
        assert said.json["status"] == A.UNDER_REVIEW

    def test_the_scopes_exist_on_the_page_of_tokens(self):
        assert {"read:missions", "write:missions"} <= tokens.SCOPES.keys()
