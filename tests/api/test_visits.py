"""Offers, visits, swaps and rounds over the API."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing.states import RoundStatus


@pytest.fixture
def house(make):
    ada = make.person("Ada Lovelace")
    paul = make.person("Paul Le Gall")
    return SimpleNamespace(ada=ada, paul=paul, offer=make.offer(paul))


def day():
    return workday(clock.today() + timedelta(days=20)).isoformat()


class TestOffers:
    def test_who_shows_their_job_and_when(self, house, program):
        (line,) = program(house.ada).get("/visit-offers").json["items"]
        offer = program(house.ada).get(f"/visit-offers/{line['id']}").json

        assert line["host"]["name"] == "Paul Le Gall"
        assert offer["free_days"][0]["slot_id"] is None
        assert offer["sights"]["en"] == "The line starting up"

    def test_a_visit_from_the_request_to_both_signatures(self, house, program):
        ada, paul = program(house.ada), program(house.paul)
        path = f"/visit-offers/{house.offer.id}/visits"
        asked = ada.post(path, json={"starts_on": day(), "message": "Hello"})
        visit = f"/visits/{asked.json['id']}"

        assert asked.status_code == 200 and asked.json["waits"]["who"] == "host"
        accepted = paul.post(f"{visit}/answer", json={"accept": True, "words": "Welcome"})
        assert accepted.json["status"] == "to_sign"
        for one in (ada, paul):
            signed = one.post(f"{visit}/sign", json={"version": 1})
        assert signed.json["status"] == "confirmed"
        cancelled = ada.post(f"{visit}/cancel", json={"reason": "absent"})
        assert cancelled.json["status"] == "cancelled"

    def test_the_same_key_asks_once(self, house, program):
        path = f"/visit-offers/{house.offer.id}/visits"
        ada, key = program(house.ada), {"Idempotency-Key": "v-1"}
        answers = [
            ada.post(path, json={"starts_on": day()}, headers=key).json["id"] for _ in range(4)
        ]

        assert len(set(answers)) == 1
        assert ada.get("/me/visits").json["total"] == 1

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({}, 409),
            ({"starts_on": "2020-01-01"}, 409),
            ({"starts_on": "soon"}, 422),
            ({"slot_id": 0}, 422),
            ({"aim": "king"}, 422),
            ({"message": "x" * 2001}, 422),
            ({"extra": 1}, 422),
        ],
    )
    def test_wrong_values_are_refused(self, house, program, wrong, code):
        path = f"/visit-offers/{house.offer.id}/visits"

        assert program(house.ada).post(path, json=wrong).status_code == code

    def test_who_asks_for_a_swap_takes_no_request(self, house, make, program):
        offer = make.offer(make.person("Rosa"), reciprocal="required")
        path = f"/visit-offers/{offer.id}/visits"

        assert program(house.ada).post(path, json={"starts_on": day()}).status_code == 409


class TestVisits:
    def test_words_are_for_the_two(self, house, make, program):
        visit = make.visit(house.ada, house.paul, message="For Paul")
        hr = program(make.person("Sophie", role=Role.HR)).get(f"/visits/{visit.id}").json

        assert hr["message"] is None
        assert program(house.paul).get(f"/visits/{visit.id}").json["message"] == "For Paul"
        assert program(make.person("Eve")).get(f"/visits/{visit.id}").status_code == 404

    def test_a_no_says_why(self, house, make, program):
        visit = make.visit(house.ada, house.paul)
        paul, path = program(house.paul), f"/visits/{visit.id}/answer"

        assert paul.post(path, json={"accept": False}).status_code == 409
        said = {"accept": False, "reason": "workload", "words": "We close the year this month."}
        assert paul.post(path, json=said).json["status"] == "host_declined"

    def test_only_the_host_answers(self, house, make, program):
        visit = make.visit(house.ada, house.paul)
        answer = program(house.ada).post(f"/visits/{visit.id}/answer", json={"accept": True})

        assert answer.status_code == 403

    def test_which_side(self, house, make, program):
        make.visit(house.ada, house.paul)
        ada = program(house.ada)

        totals = [
            ada.get(f"/me/visits?side={side}").json["total"] for side in ("visitor", "host", "both")
        ]
        assert totals == [1, 0, 1]


class TestSwaps:
    def test_a_pair_is_agreed_by_both(self, house, make, program):
        exchange = make.exchange(house.ada, house.paul)
        path = f"/swaps/{exchange.id}"
        for person in (house.ada, house.paul):
            one = program(person)
            swap = one.get(path).json
            assert swap["members"] is None
            legs = [{"visit_id": leg["id"], "says": "yes"} for leg in swap["visits"]]
            said = one.post(f"{path}/answer", json={"legs": legs}).json

        assert said["status"] == "confirmed"
        assert [one["name"] for one in said["members"]] == ["Ada Lovelace", "Paul Le Gall"]
        assert {leg["status"] for leg in said["visits"]} == {"to_sign"}

    def test_others_read_nothing(self, house, make, program):
        exchange = make.exchange(house.ada, house.paul)

        assert program(make.person("Eve")).get(f"/swaps/{exchange.id}").status_code == 404

    def test_one_answers_only_for_oneself(self, house, make, program):
        zoe = make.person("Zoé")
        exchange = make.exchange(house.ada, house.paul, zoe)
        other = [
            leg["id"]
            for leg in program(house.paul).get(f"/swaps/{exchange.id}").json["visits"]
            if leg["host"]["id"] == zoe.id
        ]
        said = {"legs": [{"visit_id": other[0], "says": "no"}]}

        answer = program(house.ada).post(f"/swaps/{exchange.id}/answer", json=said)
        assert answer.status_code in {403, 404}


class TestRounds:
    def test_joining_and_leaving(self, house, make, program):
        one, ada = make.round(), program(house.ada)

        assert ada.post(f"/rounds/{one.id}/join", json={}).json["is_joined"]
        assert ada.get("/rounds").json["items"][0]["is_joined"]
        assert not ada.post(f"/rounds/{one.id}/leave").json["is_joined"]

    def test_a_closed_round_takes_nobody(self, house, make, program):
        one = make.round(status=RoundStatus.CLOSED)

        assert program(house.ada).post(f"/rounds/{one.id}/join", json={}).status_code == 403

    def test_a_draft_is_for_hr(self, house, make, program):
        make.round(status=RoundStatus.DRAFT)

        assert program(house.ada).get("/rounds").json["total"] == 0
