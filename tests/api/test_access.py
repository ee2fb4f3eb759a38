"""Who may call the API: the bearer of a valid token, for what the token was made."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from talentgrow.auth.models import ApiToken
from talentgrow.infra import clock
from talentgrow.skills.models import SkillClaim


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert response.json["status"] == status
    return response.json


class TestToken:
    def test_its_bearer_is_told(self, make, program):
        ada = make.person("Ada Lovelace")

        answer = program(ada, ["read:jobs"]).get("/me").json

        assert answer["person_id"] == ada.id
        assert answer["scopes"] == ["read:jobs"]

    def test_without_one_nothing_is_told(self, stranger):
        response = stranger.get("/people")

        assert problem(response, 401)["title"] == "Who is asking?"
        assert response.headers["WWW-Authenticate"].startswith("Bearer")

    @pytest.mark.parametrize(
        "header", ["Bearer wrong", "Bearer ", "Basic abc", "tg_x", "Bearer \x7f"]
    )
    def test_a_wrong_one_is_none(self, app, header):
        client = app.test_client(use_cookies=False)

        problem(client.get("/api/v1/me", headers={"Authorization": header}), 401)

    def test_it_speaks_french(self, stranger):
        response = stranger.get("/people", headers={"Accept-Language": "fr"})

        assert problem(response, 401)["title"] == "Qui demande\u202f?"

    def test_it_ends_on_its_last_day(self, make, program):
        caller = program(make.person("Ada"), days=30)

        with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
            problem(caller.get("/me"), 401)

    def test_it_ends_when_taken_back(self, make, program, session):
        caller = program(make.person("Ada"))
        session.scalar(select(ApiToken)).revoked_at = clock.now()
        session.commit()

        problem(caller.get("/me"), 401)

    def test_it_ends_with_the_account(self, make, program, session):
        ada = make.person("Ada")
        caller = program(ada)
        make.account_of(ada).active = False
        session.commit()

        problem(caller.get("/me"), 401)

    def test_its_last_use_is_remembered(self, make, program, session):
        caller = program(make.person("Ada"))

        caller.get("/me")

        assert session.scalar(select(ApiToken.last_used_at)) is not None

    def test_it_does_no_more_than_it_was_made_for(self, make, program):
        caller = program(make.person("Ada"), ["read:jobs"])

        detail = problem(caller.get("/people"), 403)["detail"]

        assert "read:people" in detail


class TestCookies:
    def test_signing_in_does_not_open_the_api(self, make, sign_in):
        browser = sign_in(make.person("Ada"))

        problem(browser.get("/api/v1/me"), 401)

    def test_a_token_does_not_open_the_pages(self, app, make, program):
        caller = program(make.person("Ada"))

        response = caller.client.get("/people/", headers=caller.headers)

        assert response.status_code == 302
        assert "/sign-in" in response.location


class TestErrors:
    def test_an_unknown_address_is_a_problem_too(self, make, program):
        problem(program(make.person("Ada")).get("/nothing"), 404)

    def test_wrong_values_are_named(self, make, program):
        errors = problem(program(make.person("Ada")).get("/jobs?page=0&per_page=x"), 422)["errors"]

        assert {(one["in"], one["name"]) for one in errors} == {
            ("query", "page"),
            ("query", "per_page"),
        }

    def test_an_unknown_parameter_is_a_mistake(self, make, program):
        problem(program(make.person("Ada")).get("/jobs?sort=secret"), 422)

    @pytest.mark.parametrize(
        "sent",
        [
            "[" * 100_000,
            '{"skill_id":' * 50_000,
            '{"skill_id": 1, "level": 2, "note": "\\ud800"}',
            '{"skill_id": 1e400, "level": 2}',
            '{"skill_id": NaN, "level": 2}',
            f'{{"skill_id": {"9" * 5000}, "level": 2}}',
            '{"skill_id": 1, "level": 2, "person_id": 1}',
        ],
        ids=["deep list", "deep object", "half a sign", "endless", "no number", "long", "mass"],
    )
    def test_hostile_json_is_refused(self, make, program, session, sent):
        make.skill()

        response = program(make.person("Ada")).post(
            "/me/claims", data=sent, content_type="application/json"
        )

        assert response.status_code in {400, 422}
        assert session.scalar(select(SkillClaim.id)) is None

    def test_a_wrong_method_is_told(self, make, program):
        response = program(make.person("Ada")).post("/jobs")

        problem(response, 405)
        assert "GET" in response.headers["Allow"]
