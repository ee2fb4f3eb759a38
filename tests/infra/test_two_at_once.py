"""Two requests do the same thing at the same moment: it is done once, and both get an answer."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.jobs import service as jobs_service
from talentgrow.jobs.models import Bridge
from talentgrow.kernel.access import Role
from tests.make import Factory


@pytest.fixture
def two(new_app):
    """An application on a database of its own, with an HR person and two jobs."""
    app = new_app({"WTF_CSRF_ENABLED": False})
    with app.app_context():
        make = Factory(db.session)
        hr = make.person("Sophie Marchal", role=Role.HR)
        ids = make.job("Cariste").id, make.job("Achats").id
        account = make.account_of(hr)
        client_of = {"_user_id": account.fs_uniquifier, "sign_in": make.sign_in_session(account)}
        db.session.remove()
    return app, client_of, ids


def post_at_once(app, signed_in, url, data, meeting, monkeypatch):
    """Send the same form twice; both requests have looked before either writes."""
    looked = jobs.bridge_between

    def look_and_wait(source_id, target_id):
        found = looked(source_id, target_id)
        # SQLite lets one writer in at a time: there the other cannot have looked yet.
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=3)
        return found

    monkeypatch.setattr(jobs_service.queries, "bridge_between", look_and_wait)
    answers = []

    def send():
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(signed_in)
        answers.append(client.post(url, data=data).status_code)

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_a_bridge_declared_twice_at_once_is_there_once(two, monkeypatch):
    app, signed_in, (source, target) = two

    answers = post_at_once(
        app,
        signed_in,
        f"/jobs/{source}/bridges",
        {"target": target, "note_fr": "", "note_en": ""},
        Barrier(2),
        monkeypatch,
    )

    assert answers == [302, 409]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Bridge)) == 1
