"""Guessing passwords takes too long to be worth it, and locks nobody else out."""

import pytest

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
