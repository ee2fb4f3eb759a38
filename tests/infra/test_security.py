"""What protects the browser: headers, cookies, tokens and host names."""

import os
import re
import stat
from datetime import timedelta

import pytest

from talentgrow.infra import clock, security
from tests.page import Page


@pytest.fixture(scope="module")
def guarded_app(new_app):
    return new_app({"RATELIMIT_ENABLED": False})


@pytest.fixture(scope="module")
def hosted_app(new_app):
    return new_app(trusted_hosts="grow.example.test, .intern.test")


@pytest.fixture(scope="module")
def proxied_app(new_app):
    return new_app({"WTF_CSRF_ENABLED": False}, behind_proxy=True)


def policy_of(response):
    """Return the content security policy as words by directive."""
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts if part}


class TestHeaders:
    @pytest.fixture(params=["/sign-in", "/nowhere", "/odd/write/x/then/raise/mistake"])
    def response(self, request, ada, stranger):
        return (ada if "odd" in request.param else stranger).get(request.param)

    def test_every_page_says_where_scripts_may_come_from(self, response):
        policy = policy_of(response)

        assert policy["default-src"] == ["'self'"]
        assert policy["object-src"] == ["'none'"]
        assert policy["base-uri"] == ["'self'"]
        assert policy["frame-ancestors"] == ["'none'"]
        assert policy["form-action"] == ["'self'"]

    def test_scripts_in_the_page_run_by_their_nonce_only(self, response):
        allowed = policy_of(response)["script-src"]

        assert "'self'" in allowed
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(allowed)
        nonces = {word[len("'nonce-") : -1] for word in allowed if word.startswith("'nonce-")}
        assert len(nonces) == 1
        scripts = [
            s for s in Page(response.text).all("script") if s.get("type") != "application/json"
        ]
        assert scripts
        assert {script["nonce"] for script in scripts} == nonces

    def test_styles_come_from_files_only(self, response):
        assert "'unsafe-inline'" not in policy_of(response)["style-src"]
        assert not Page(response.text).all("style")

    def test_a_nonce_is_never_used_twice(self, stranger):
        one, two = stranger.get("/sign-in"), stranger.get("/sign-in")

        assert policy_of(one)["script-src"] != policy_of(two)["script-src"]

    def test_files_are_taken_for_what_they_are_called(self, response):
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_other_sites_do_not_learn_addresses(self, response):
        assert response.headers["Referrer-Policy"] == "same-origin"

    def test_each_answer_has_a_number_to_quote(self, response):
        assert re.fullmatch(r"[0-9a-f]{12}", response.headers["X-Request-Id"])


class TestCookies:
    def test_are_out_of_reach_of_scripts_and_other_sites(self, stranger):
        cookie = stranger.get("/sign-in").headers["Set-Cookie"]

        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie

    def test_hold_a_name_only_and_never_what_the_session_knows(self, ada, odd_app):
        cookie = ada.get_cookie("talentgrow")

        assert odd_app.extensions["tests"][0] not in cookie.value
        assert "locale" not in cookie.value

    def test_an_invented_one_opens_nothing(self, stranger):
        stranger.set_cookie("talentgrow", "../../etc/passwd")

        assert stranger.get("/people/").status_code == 302


class TestCaches:
    @pytest.mark.parametrize("path", ["/account", "/odd/read", "/nowhere"])
    def test_keep_no_page(self, ada, path):
        assert "no-store" in ada.get(path).headers["Cache-Control"]

    def test_keep_what_is_the_same_for_everybody(self, odd_app, stranger):
        style = Page(stranger.get("/sign-in").text).all("link", rel="stylesheet")[0]["href"]

        with stranger.get(style) as response:
            assert "no-store" not in response.headers["Cache-Control"]


class TestOldSessions:
    def test_leave_no_files_behind_while_others_go_on(self, odd_app, ada):
        folder = security.sessions_folder(odd_app)
        before = set(folder.iterdir())
        odd_app.test_client().get("/sign-in")
        (left_behind,) = set(folder.iterdir()) - before
        yesterday = (clock.now() - timedelta(hours=25)).timestamp()
        os.utime(left_behind, (yesterday, yesterday))

        security.forget_old_sessions(odd_app)

        assert not left_behind.exists()
        assert ada.get("/account").status_code == 200

    def test_can_be_read_by_the_server_only(self, odd_app, ada):
        for path in security.sessions_folder(odd_app).iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


class TestTokens:
    @pytest.fixture
    def browser(self, guarded_app):
        return guarded_app.test_client()

    def token_of(self, response):
        return Page(response.text).all("meta", name="csrf-token")[0]["content"]

    @pytest.mark.parametrize("token", [None, "", "invented"])
    def test_a_form_without_ours_is_refused_kindly(self, browser, token):
        browser.get("/sign-in")

        response = browser.post("/language", data={"locale": "en", "csrf_token": token or ""})

        assert response.status_code == 400
        assert Page(response.text).all("a", href="/")

    def test_the_token_of_the_page_is_taken(self, browser):
        token = self.token_of(browser.get("/sign-in"))

        response = browser.post("/language", data={"locale": "en", "csrf_token": token})

        assert response.status_code == 302
        assert Page(browser.get("/sign-in").text).all("html")[0]["lang"] == "en"

    def test_htmx_sends_it_as_a_header(self, browser):
        token = self.token_of(browser.get("/sign-in"))

        response = browser.post("/language", data={"locale": "en"}, headers={"X-CSRFToken": token})

        assert response.status_code == 302

    def test_the_token_of_somebody_else_is_not(self, guarded_app, browser):
        foreign = self.token_of(guarded_app.test_client().get("/sign-in"))
        browser.get("/sign-in")

        response = browser.post("/language", data={"locale": "en", "csrf_token": foreign})

        assert response.status_code == 400

    def test_signing_in_and_out_need_one_too(self, browser):
        for url in ["/sign-in", "/sign-out"]:
            assert browser.post(url, data={"email": "a@b.test", "password": "x"}).status_code == 400

    def test_signing_in_as_json_needs_one_too(self, browser):
        response = browser.post("/sign-in", json={"email": "a@b.test", "password": "x"})

        assert response.status_code == 400


class TestHosts:
    @pytest.mark.parametrize(
        "host", ["grow.example.test", "grow.example.test:8080", "a.intern.test"]
    )
    def test_answers_to_its_names(self, hosted_app, host):
        response = hosted_app.test_client().get("/sign-in", base_url=f"http://{host}")

        assert response.status_code == 200

    @pytest.mark.parametrize(
        "host", ["evil.example", "grow.example.test.evil.example", "localhost"]
    )
    def test_answers_to_no_other_name(self, hosted_app, host):
        response = hosted_app.test_client().get("/sign-in", base_url=f"http://{host}")

        assert response.status_code == 400
        assert host not in response.text

    def test_changes_nothing_under_another_name(self, hosted_app):
        response = hosted_app.test_client().post(
            "/language", data={"locale": "en"}, base_url="http://evil.example"
        )

        assert response.status_code == 400

    def test_a_name_in_the_request_never_becomes_an_address_in_the_answer(self, stranger):
        response = stranger.get("/people/", base_url="http://evil.example")

        assert response.location.startswith("/sign-in")
        assert "evil.example" not in response.location


class TestProxy:
    FORWARDED = {"X-Forwarded-Host": "grow.example.test", "X-Forwarded-Proto": "https"}

    def test_what_the_proxy_says_counts_where_there_is_one(self, proxied_app):
        response = proxied_app.test_client().post(
            "/language", headers=self.FORWARDED | {"Origin": "https://grow.example.test"}
        )

        assert response.status_code == 302

    def test_what_a_visitor_says_about_a_proxy_does_not_count_without_one(self, stranger):
        response = stranger.post(
            "/language", headers=self.FORWARDED | {"Origin": "https://grow.example.test"}
        )

        assert response.status_code == 403


class TestStaticFiles:
    def test_are_kept_by_the_browser_for_long(self, stranger):
        style = next(
            link["href"]
            for link in Page(stranger.get("/sign-in").text).all("link", rel="stylesheet")
        )

        response = stranger.get(style)

        response.close()
        assert response.status_code in {200, 404}, "404 only where the front end is not built"
        if response.status_code == 200:
            assert "max-age=31536000" in response.headers["Cache-Control"]

    @pytest.mark.parametrize("path", ["../config.py", "..%2fconfig.py", "%2e%2e/app.py"])
    def test_lead_nowhere_else(self, stranger, path):
        assert stranger.get(f"/static/{path}").status_code == 404
