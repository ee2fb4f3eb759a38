"""Campaigns, nominations and pools through the API: the services and limits of the pages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.nominations.models import Intent
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus
from talentgrow.people.models import Assignment

WHY = "She put line 3 back on time by teaching the others."


@pytest.fixture
def talents(make):
    """Karim manages Ada and Ben; Sophie is HR; a campaign is open."""

    class Talents:
        karim, sophie = make.person("Karim Benali"), make.person("Sophie Marchal", role=Role.HR)
        job = make.job()
        ada = make.person("Ada Lovelace", manager=karim, job=job)
        ben = make.person("Ben Ami", manager=karim, job=job)
        campaign = make.campaign(author_id=sophie.id)

    return Talents


def about(person, **fields):
    intents = [{"intent": "advancement"}]
    return {"person_id": person.id, "intents": intents, "rationale": WHY} | fields


class TestAnOpenedFile:
    def test_is_read_by_the_manager_who_is_named_and_by_no_other(
        self, talents, program, make, session
    ):
        nominee = make.nominee(talents.campaign, talents.ada, status=CandidacyStatus.ACCEPTED)
        path = f"/nominees/{nominee.id}"
        assert program(talents.ada).get(path).json["open_to"] is None
        nominee.opened_to_id = talents.karim.id
        session.commit()

        assert program(talents.ada).get(path).json["open_to"]["name"] == "Karim Benali"
        assert program(talents.karim).get(path).status_code == 200
        assert program(talents.karim).get("/me/nominees").json["total"] == 0

        after = make.person("Noé Adam")
        found = sa.select(Assignment).where(Assignment.person_id == talents.ada.id)
        session.scalars(found).one().manager_id = after.id
        session.commit()
        for reader in (talents.karim, after):
            assert program(reader).get(path).status_code == 404
        assert program(talents.ada).get(path).json["open_to"] is None


class TestNominating:
    def test_a_manager_nominates_and_the_person_reads_everything(self, talents, program):
        path = f"/campaigns/{talents.campaign.id}/nominations"
        said = about(
            talents.ada,
            intents=[{"intent": "advancement", "target_id": talents.job.id}],
            commitment="A day a week",
        )

        sent = program(talents.karim).post(path, json=said)
        mine = program(talents.ada).get("/me/nominees").json
        file = program(talents.ada).get(f"/nominees/{mine['items'][0]['id']}").json

        assert sent.status_code == 200 and sent.json["status"] == "submitted"
        assert mine["items"][0]["candidacies"][0]["status"] == "nominee_informed"
        assert mine["items"][0]["candidacies"][0]["waits"]["who"] == "nominee"
        assert file["nominations"][0]["rationale"] == WHY
        assert file["nominations"][0]["intents"][0]["target"]["id"] == talents.job.id

    def test_hr_reads_nothing_before_the_person_agrees(self, talents, program):
        path = f"/campaigns/{talents.campaign.id}"
        program(talents.karim).post(f"{path}/nominations", json=about(talents.ada))
        (file,) = program(talents.ada).get("/me/nominees").json["items"]
        hr = program(talents.sophie)

        before = hr.get(f"{path}/nominees").json["total"], hr.get(f"/nominees/{file['id']}")
        program(talents.ada).post(
            f"/candidacies/{file['candidacies'][0]['id']}/answer", json={"step": "accept"}
        )
        after = hr.get(f"{path}/nominees").json["total"], hr.get(f"/nominees/{file['id']}")

        assert (before[0], before[1].status_code) == (0, 404)
        assert (after[0], after[1].status_code) == (1, 200)

    def test_colleagues_nominate_only_where_it_is_allowed(self, talents, program):
        path = f"/campaigns/{talents.campaign.id}/nominations"

        assert program(talents.ben).post(path, json=about(talents.ada)).status_code == 403
        assert program(talents.ben).post(path, json=about(talents.ben)).status_code == 200

    @pytest.mark.parametrize(
        "wrong",
        [
            {"rationale": "Too short"},
            {"intents": []},
            {"intents": [{"intent": "king"}]},
            {"person_id": "1"},
            {"claim_ids": [0]},
            {"extra": 1},
        ],
    )
    def test_wrong_values_are_refused_by_name(self, talents, program, wrong):
        path = f"/campaigns/{talents.campaign.id}/nominations"

        answer = program(talents.karim).post(path, json=about(talents.ada) | wrong)

        assert answer.status_code == 422

    def test_the_same_key_nominates_once(self, talents, program):
        path = f"/campaigns/{talents.campaign.id}/nominations"
        karim, key = program(talents.karim), {"Idempotency-Key": "n-1"}

        answers = [
            karim.post(path, json=about(talents.ada), headers=key).json["id"] for _ in range(5)
        ]

        assert len(set(answers)) == 1
        assert karim.get("/me/nominations").json["total"] == 1

    def test_what_was_sent_is_taken_back(self, talents, program):
        path = f"/campaigns/{talents.campaign.id}/nominations"
        karim = program(talents.karim)
        sent = karim.post(path, json=about(talents.ada)).json

        back = karim.post(f"/nominations/{sent['id']}/withdraw")

        assert back.json["status"] == "withdrawn"
        assert program(talents.ben).get(f"/nominations/{sent['id']}").status_code == 404


class TestAnswering:
    def test_only_the_nominee_answers(self, talents, program, make, session):
        nominee = make.nominee(
            talents.campaign, talents.ada, by=talents.karim, status=CandidacyStatus.INFORMED
        )
        session.refresh(nominee, ["candidacies"])
        path = f"/candidacies/{nominee.candidacies[0].id}/answer"

        asked = {"step": "postpone"}
        day = (clock.today() + timedelta(days=30)).isoformat()
        answers = {
            "karim": program(talents.karim).post(path, json={"step": "accept"}).status_code,
            "ben": program(talents.ben).post(path, json={"step": "accept"}).status_code,
            "no day": program(talents.ada).post(path, json=asked).status_code,
            "a day": program(talents.ada).post(path, json=asked | {"until": day}).status_code,
        }

        assert answers == {"karim": 403, "ben": 404, "no day": 409, "a day": 200}


class TestDeciding:
    def test_hr_stages_what_nobody_reads_yet(self, talents, program, make, session):
        talents.campaign.status = CampaignStatus.CLOSED
        nominee = make.nominee(
            talents.campaign, talents.ada, by=talents.karim, status=CandidacyStatus.UNDER_REVIEW
        )
        session.refresh(nominee, ["candidacies"])
        path = f"/candidacies/{nominee.candidacies[0].id}/decision"
        sophie = program(talents.sophie)

        staged = sophie.post(path, json={"outcome": "approved"})
        overtaken = sophie.post(
            path,
            json={"outcome": "rejected", "reason": WHY, "next_step": "mentor", "next_note": "Yann"},
        )
        seen = program(talents.ada).get(f"/nominees/{nominee.id}").json

        assert (staged.status_code, staged.json["version"]) == (200, 1)
        assert overtaken.status_code == 409
        assert seen["candidacies"][0]["decision"] is None
        assert program(talents.karim).post(path, json={"outcome": "approved"}).status_code == 403

    def test_hr_does_not_decide_about_whom_it_nominated(self, talents, program, make, session):
        talents.campaign.status = CampaignStatus.CLOSED
        nominee = make.nominee(
            talents.campaign, talents.ada, by=talents.sophie, status=CandidacyStatus.UNDER_REVIEW
        )
        session.refresh(nominee, ["candidacies"])
        path = f"/candidacies/{nominee.candidacies[0].id}/decision"

        answer = program(talents.sophie).post(path, json={"outcome": "approved"})

        assert answer.status_code == 403


class TestPools:
    def test_members_read_their_pools_and_hr_the_members_by_name(self, talents, program, make):
        pool, skill = make.pool(author=talents.sophie), make.skill()
        make.level(talents.ben, skill, 4)
        for person in (talents.ben, talents.ada):
            make.member(pool, person)
        hr, path = program(talents.sophie), f"/pools/{pool.id}/members"

        listed = [one["person"]["name"] for one in hr.get(path).json["items"]]
        skilled = hr.get(f"{path}?skill={skill.id}&level=3").json

        assert listed == ["Ada Lovelace", "Ben Ami"]
        assert [one["person"]["name"] for one in skilled["items"]] == ["Ben Ami"]
        assert program(talents.ada).get("/me/pools").json["total"] == 1
        assert program(talents.ada).get(path).status_code == 403


def test_a_token_for_other_things_opens_nothing(talents, program):
    other = program(talents.karim, ["read:missions"])

    for path in ("/campaigns", "/me/nominations", "/me/nominees", "/me/pools"):
        assert other.get(path).status_code == 403


def test_a_campaign_says_what_is_in_play(talents, program):
    found = program(talents.ada).get(f"/campaigns/{talents.campaign.id}").json

    assert {one["intent"] for one in found["intents"]} == set(Intent)
    assert program(talents.ada).get("/campaigns").json["total"] == 1
