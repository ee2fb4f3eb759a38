"""People who know their password."""

import re

import pytest
from flask_security import hash_password
from sqlalchemy import select

from talentgrow.notifications.models import OutboxMail

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def password_hash(app):
    """Hash the password once: doing so is slow on purpose."""
    with app.app_context():
        return hash_password(PASSWORD)


@pytest.fixture
def member(make, session, password_hash):
    """Return a function which makes the account of a person who knows the password."""

    def member(name="Ada Lovelace", **fields):
        account = make.account_of(make.person(name, **fields))
        account.password = password_hash
        session.commit()
        return account

    return member


@pytest.fixture
def enter(app):
    """Return a function which signs in by the form and gives the browser and the answer."""

    def enter(email, password=PASSWORD, *, browser=None, url="/sign-in", **form):
        browser = browser or app.test_client()
        response = browser.post(url, data={"email": email, "password": password} | form)
        return browser, response

    return enter


@pytest.fixture
def mails(session):
    """Return a function which gives the mails that wait to leave, the newest last."""

    def mails(to=None):
        found = session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
        return [mail for mail in found if to in {None, mail.address}]

    return mails


def link_in(mail):
    """Return the path behind the link of a mail."""
    return re.search(r"http://[^/\s]+(/\S+)", mail.text)[1]
