"""The API gives the answers of the pages, within the same limits."""

from datetime import date

import pytest

from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from tests.make import Factory


class TestPeople:
    def test_colleagues_are_found_whatever_the_accents(self, make, program):
        make.person("Élodie Noël")

        found = program(make.person("Ada")).get("/people?q=elodie").json

        assert [one["name"] for one in found["items"]] == ["Élodie Noël"]

    def test_nobody_copies_the_directory(self, make, program):
        make.person("Élodie Noël")

        assert program(make.person("Ada")).get("/people").status_code == 409
        assert program(make.person("Ada")).get("/people?q=e").status_code == 409
        assert program(make.person("Hana", role=Role.HR)).get("/people").json["total"] > 1

    def test_a_line_says_what_the_page_says(self, make, program):
        ada = make.person("Ada Lovelace")
        job, unit, site = make.job("Analyse"), make.unit(), make.site()
        make.assignment(ada, job, unit=unit, site=site)

        line = program(ada).get(f"/people/{ada.id}").json

        assert line["job"]["name"] == {"fr": "Analyse", "en": "Analyse (en)"}
        assert (line["unit"]["id"], line["site"]["id"]) == (unit.id, site.id)

    def test_numbers_are_for_those_close_enough_as_on_the_page(self, make, program):
        ada = make.person("Ada Lovelace")
        numbers = [
            program(reader).get(path).json
            for reader in (make.person("Bob"), ada, make.person("Hana", role=Role.HR))
            for path in (f"/people/{ada.id}", "/people?q=lovelace")
        ]

        told = [one["items"][0] if "items" in one else one for one in numbers]
        assert [one["employee_number"] for one in told] == [None] * 2 + [ada.employee_number] * 4

    def test_nobody_leafs_through_people_by_their_ids(self, new_app):
        app = new_app(directory_limit="3 per minute")
        with app.app_context():
            make = Factory(db.session)
            account = make.account_of(make.person("Ada"))
            ids = [make.person(f"Person {number}").id for number in range(4)]
            _token, secret = tokens.issue(
                account, "x", tokens.SCOPES, 30, by=SYSTEM, now=clock.now()
            )
            db.session.commit()
            db.session.remove()
        headers = {"Authorization": f"Bearer {secret}"}

        answers = [
            app.test_client().get(f"/api/v1/people/{one}", headers=headers).status_code
            for one in ids
        ]

        assert answers == [200, 200, 200, 429]

    def test_what_may_not_be_seen_is_not_there(self, make, program):
        leaver = make.person("Gone", left_on=date(2020, 1, 1))
        caller = program(make.person("Ada"))

        hidden, missing = caller.get(f"/people/{leaver.id}"), caller.get("/people/999999")

        assert hidden.status_code == missing.status_code == 404
        assert hidden.json == missing.json

    def test_levels_are_for_those_close_enough(self, make, program):
        ada, bob = make.person("Ada"), make.person("Bob")
        make.level(ada, make.skill("Statistics"), 3)

        assert program(bob).get(f"/people/{ada.id}/skills").status_code == 403
        assert (
            program(make.person("Hana", role=Role.HR)).get(f"/people/{ada.id}/skills").json["total"]
            == 1
        )


class TestCatalogues:
    def test_a_job_with_what_it_takes(self, make, program):
        job, skill = make.job("Analyse"), make.skill("Statistics")
        make.need(job, skill, 3)

        answer = program(make.person("Ada")).get(f"/jobs/{job.id}").json

        assert [(one["skill"]["id"], one["level"]) for one in answer["needs"]] == [(skill.id, 3)]

    def test_a_skill_in_both_languages(self, make, program):
        skill = make.skill("Statistics")

        answer = program(make.person("Ada")).get(f"/skills/{skill.id}").json

        assert set(answer["name"]) == {"fr", "en"}

    @pytest.mark.parametrize("path", ["/jobs", "/skills"])
    def test_pages_of_a_list(self, make, program, path):
        for number in range(3):
            make.job(f"Job {number}")
            make.skill(f"Skill {number}")
        caller = program(make.person("Ada"))

        first = caller.get(f"{path}?per_page=2").json
        second = caller.get(f"{path}?per_page=2&page=2").json

        assert first["pages"] >= 2
        assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}

    def test_statements_stay_few(self, make, program, statements):
        for number in range(30):
            make.assignment(make.person(f"Person {number}"), make.job(f"Job {number}"))
        caller = program(make.person("Ada"))

        with statements() as sent:
            caller.get("/people?q=person")

        assert len(sent) <= 15


class TestClaims:
    def test_a_level_is_declared_once(self, make, program):
        ada, skill = make.person("Ada"), make.skill("Statistics")
        caller = program(ada)
        said = {"skill_id": skill.id, "level": 3, "note": "Two surveys", "ask_manager": False}

        first, second = caller.post("/me/claims", json=said), caller.post("/me/claims", json=said)

        assert first.status_code == second.status_code == 200
        assert first.json == second.json
        history = caller.get(f"/people/{ada.id}/claims").json
        assert [(one["level"], one["note"]) for one in history["items"]] == [(3, "Two surveys")]

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"level": 6}, 422),
            ({"level": "3"}, 422),
            ({"level": True}, 422),
            ({"skill_id": 999999}, 404),
            ({"person_id": 1}, 422),
            ({"link": "javascript:alert(1)"}, 422),
            ({"last_used_on": "2999-01-01"}, 409),
        ],
    )
    def test_nothing_else_is_taken(self, make, program, change, status):
        ada, skill = make.person("Ada"), make.skill("Statistics")
        caller = program(ada)

        response = caller.post("/me/claims", json={"skill_id": skill.id, "level": 3} | change)

        assert response.status_code == status, response.text
        assert caller.get(f"/people/{ada.id}/claims").json["total"] == 0

    def test_reading_does_not_let_write(self, make, program):
        caller = program(make.person("Ada"), ["read:skills"])

        response = caller.post("/me/claims", json={"skill_id": make.skill().id, "level": 3})

        assert response.status_code == 403

    def test_no_json_is_told(self, make, program):
        response = program(make.person("Ada")).post(
            "/me/claims", data="{", content_type="application/json"
        )

        assert response.status_code == 400
        assert response.content_type == "application/problem+json"


class TestPaths:
    def test_the_same_paths_as_on_the_page(self, make, program, sign_in, page):
        ada = make.person("Ada")
        skill = make.skill("Statistics")
        source, target = make.job("Analyse"), make.job("Pilotage", needs={skill: 3})
        make.assignment(ada, source)
        for year in range(2021, 2027):
            make.movers(2, source, target, year=year)
        make.holders(20, source)
        make.graph()

        found = program(ada).get(f"/paths/to/{target.id}").json

        steps = [step["job"]["id"] for step in found["paths"][0]["steps"]]
        assert steps == [target.id]
        assert found["paths"][0]["steps"][0]["people"] == 12
        assert "12" in page(sign_in(ada), f"/path/to/{target.id}").text

    def test_how_far_a_job_is(self, make, program):
        ada, skill = make.person("Ada"), make.skill("Statistics")
        job = make.job("Pilotage", needs={skill: 3})
        make.level(ada, skill, 1)
        make.assignment(ada, make.job("Analyse"))
        make.graph()

        gap = program(ada).get(f"/jobs/{job.id}/gap").json

        assert [(one["have"], one["need"], one["missing"]) for one in gap["lines"]] == [(1, 3, 2)]

    def test_a_saved_path_is_for_those_it_is_shared_with(self, make, program):
        ada, bob = make.person("Ada"), make.person("Bob")
        make.saved_path(ada, make.job("Analyse"), make.job("Pilotage"))

        assert program(ada).get(f"/people/{ada.id}/paths").json["total"] == 1
        assert program(bob).get(f"/people/{ada.id}/paths").json["total"] == 0
