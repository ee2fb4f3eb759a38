"""Programs that call the API with a token."""

import pytest

from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM


class Program:
    """A client without cookies which sends its token with each request."""

    def __init__(self, client, secret):
        self.client = client
        self.headers = {"Accept-Language": "en"}
        if secret:
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path, **options):
        headers = self.headers | options.pop("headers", {})
        return self.client.get(f"/api/v1{path}", headers=headers, **options)

    def post(self, path, **options):
        headers = self.headers | options.pop("headers", {})
        return self.client.post(f"/api/v1{path}", headers=headers, **options)


@pytest.fixture
def program(app, make):
    """Return a function which gives a program that acts for a person, within scopes."""

    def program(person, scopes=tokens.SCOPES, days=30):
        account = make.account_of(person)
        _token, secret = tokens.issue(account, "Test", scopes, days, by=SYSTEM, now=clock.now())
        make.session.commit()
        return Program(app.test_client(use_cookies=False), secret)

    return program


@pytest.fixture
def stranger(app):
    """A program without a token."""
    return Program(app.test_client(use_cookies=False), "")
