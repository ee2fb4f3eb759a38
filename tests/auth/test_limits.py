"""Guessing passwords takes too long to be worth it, and locks nobody else out."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask_security import hash_password

from talentgrow.auth.factors import codes
from talentgrow.auth.limits import Attempts
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from tests.auth.conftest import PASSWORD
from tests.auth.test_second_factor import SECRET, code_at
from tests.make import NOW, Factory
from tests.page import Page


@pytest.fixture(scope="module")
def limited_app(new_app):
    return new_app({"WTF_CSRF_ENABLED": False}, sign_in_limit="3 per minute")


def attempt(app, address, method="post"):
    call = getattr(app.test_client(), method)
    return call(
        "/sign-in",
        data={"email": "ada@example.test", "password": "guess guess guess"},
        environ_overrides={"REMOTE_ADDR": address},
    )


def test_the_fourth_guess_within_a_minute_is_not_even_read(limited_app):
    answers = [attempt(limited_app, "192.0.2.1").status_code for _ in range(5)]

    assert answers == [200, 200, 200, 429, 429]


def test_says_so_kindly_and_when_to_come_back(limited_app):
    for _ in range(4):
        response = attempt(limited_app, "192.0.2.2")

    page = Page(response.text)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) <= 60
    assert page.h1
    assert "3 per 1 minute" not in page.text


def test_somebody_elsewhere_is_not_locked_out(limited_app):
    for _ in range(5):
        attempt(limited_app, "192.0.2.3")

    assert attempt(limited_app, "192.0.2.4").status_code == 200


def test_looking_at_the_form_costs_nothing(limited_app):
    answers = {attempt(limited_app, "192.0.2.5", "get").status_code for _ in range(10)}

    assert answers == {200}


def test_an_address_a_visitor_invents_does_not_start_a_new_count(limited_app):
    for number in range(4):
        response = limited_app.test_client().post(
            "/sign-in",
            data={"email": "a@example.test", "password": "x"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
            environ_overrides={"REMOTE_ADDR": "192.0.2.6"},
        )

    assert response.status_code == 429


def test_two_applications_do_not_share_their_counts(limited_app, new_app):
    other = new_app({"WTF_CSRF_ENABLED": False}, sign_in_limit="3 per minute")
    for _ in range(5):
        attempt(limited_app, "192.0.2.7")

    assert attempt(other, "192.0.2.7").status_code == 200


class TestGrowing:
    @pytest.fixture
    def attempts(self):
        return Attempts("memory://", "3 per minute")

    def test_each_wait_is_twice_the_one_before_up_to_an_hour(self, attempts):
        begun, waits = datetime(2026, 10, 8, 9, 0, tzinfo=UTC), []
        with time_machine.travel(begun, tick=False) as traveller:
            for _ in range(9):
                while not (seconds := attempts.note("visitor", "ada")):
                    pass
                waits.append(seconds)
                traveller.shift(seconds + 1)

        assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]

    def test_being_right_begins_again(self, attempts):
        for _ in range(4):
            attempts.note("visitor", "ada")
        assert attempts.wait("visitor", "ada")

        attempts.forget("visitor", "ada")

        assert not attempts.wait("visitor", "ada")
        assert not attempts.note("visitor", "ada")

    def test_names_nobody_in_the_store(self, attempts):
        attempts.note("sign_in", "192.0.2.1", "ada@example.test")

        assert "ada" not in str(attempts.store.storage)

    def test_can_be_switched_off(self):
        attempts = Attempts("memory://", "1 per hour", is_enabled=False)

        assert [attempts.note("x") for _ in range(5)] == [0] * 5


class TestOthers:
    @pytest.fixture
    def house(self, new_app):
        """An application with two people who know their passwords."""
        app = new_app({"WTF_CSRF_ENABLED": False}, sign_in_limit="3 per minute")
        with app.app_context():
            make = Factory(db.session)
            for name in ("Ada", "Bob"):
                make.account_of(make.person(name)).password = hash_password(PASSWORD)
            db.session.commit()
            db.session.remove()
        return app

    def enter(self, app, email, password=PASSWORD, address="192.0.2.1", url="/sign-in"):
        return app.test_client().post(
            url,
            data={"email": email, "password": password},
            environ_overrides={"REMOTE_ADDR": address},
        )

    def test_guessing_at_one_account_keeps_no_colleague_of_the_same_office_out(self, house):
        for _ in range(6):
            self.enter(house, "e0001@example.test", "a wrong guess")

        assert self.enter(house, "e0001@example.test").status_code == 429
        assert self.enter(house, "e0002@example.test").status_code == 302

    def test_guessing_from_elsewhere_never_keeps_the_owner_out(self, house):
        for _ in range(50):
            self.enter(house, "e0001@example.test", "a wrong guess", address="203.0.113.9")

        assert self.enter(house, "e0001@example.test").status_code == 302

    def test_guessing_at_many_accounts_ends_too(self, house):
        answers = [
            self.enter(house, f"somebody{number}@example.test", "a guess").status_code
            for number in range(40)
        ]

        assert answers[:30] == [200] * 30
        assert answers[-1] == 429

    def test_signing_in_rightly_is_never_limited(self, house):
        answers = {self.enter(house, "e0001@example.test").status_code for _ in range(40)}

        assert answers == {302}

    def test_one_household_of_ipv6_counts_as_one(self, house):
        answers = [
            self.enter(house, "e0001@example.test", "no", f"2001:db8:1:2::{number}").status_code
            for number in range(4)
        ]

        assert answers[-1] == 429
        elsewhere = self.enter(house, "e0001@example.test", "no", "2001:db8:1:3::1")
        assert elsewhere.status_code == 200

    def test_asking_for_links_is_limited_too(self, house):
        answers = [
            self.enter(house, "e0001@example.test", url="/sign-in/forgotten").status_code
            for _ in range(4)
        ]

        assert answers == [200, 200, 200, 429]

    @pytest.mark.parametrize(("language", "words"), [("fr", "Réessayez"), ("en", "Try again")])
    def test_says_when_to_come_back_in_both_languages(self, house, language, words):
        for _ in range(5):
            response = house.test_client().post(
                "/sign-in",
                data={"email": "x@example.test", "password": "y"},
                headers={"Accept-Language": language},
            )

        page = Page(response.text)
        assert response.status_code == 429
        assert words in page.text
        assert page.all("html")[0]["lang"] == language
        assert int(response.headers["Retry-After"]) > 0

    def test_the_password_asked_for_again_is_limited(self, house):
        browser = house.test_client()
        browser.post("/sign-in", data={"email": "e0001@example.test", "password": PASSWORD})

        answers = [
            browser.post("/account/second-factor/off", data={"password": "guess"}).status_code
            for _ in range(5)
        ]

        assert answers == [422, 422, 422, 429, 429]


def test_codes_guessed_from_many_places_end_too(new_app):
    app = new_app({"WTF_CSRF_ENABLED": False}, sign_in_limit="3 per minute")
    with app.app_context(), app.test_request_context():
        make = Factory(db.session)
        account = make.account_of(make.person("Ada"))
        account.password = hash_password(PASSWORD)
        codes.switch_on(account, SECRET, code_at(NOW), by=SYSTEM, now=NOW)
        email = account.email
        db.session.commit()
        db.session.remove()
    answers = []
    for number in range(12):
        place = {"environ_overrides": {"REMOTE_ADDR": f"198.51.100.{number}"}}
        browser = app.test_client()
        browser.post("/sign-in", data={"email": email, "password": PASSWORD}, **place)
        answers.append(
            browser.post("/sign-in/second-step", data={"code": "000000"}, **place).status_code
        )

    assert answers == [200] * 9 + [429] * 3
