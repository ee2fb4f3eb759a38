"""People are told once, and only of what really happened."""

from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Blueprint, abort, url_for

from talentgrow.infra import clock, web
from talentgrow.infra.db import db, writing
from talentgrow.notifications.models import Notice, NoticePreference, OutboxMail
from talentgrow.notifications.service import notify
from talentgrow.people.models import Person, Site
from tests.make import Factory
from tests.notifications.conftest import FIRST_STEP, NEWS, Mailbox

TELLING = Blueprint("telling", __name__, url_prefix="/telling")


def everybody(_actor, _subject=None):
    """Everybody may."""
    return True


def tell_first_person(key):
    person_id = db.session.scalar(sa.select(sa.func.min(Person.id)))
    notify(person_id, NEWS, key=key, url="/", now=clock.now(), name="Ada", first_step=FIRST_STEP)


@TELLING.post("/<key>/<int:status>")
def tell(key, status):
    web.authorize(everybody)
    tell_first_person(key)
    if status >= 500:
        raise ZeroDivisionError
    if status >= 400:
        abort(status)
    return "", status


@TELLING.post("/unchecked/<key>")
def tell_unchecked(key):
    tell_first_person(key)
    return ""


@TELLING.get("/look/<key>")
def look(key):
    web.authorize(everybody)
    tell_first_person(key)
    return ""


@pytest.fixture(scope="module")
def real_app(new_app):
    """An application as people use it, whose mail leaves at once into a folder."""
    app = new_app(
        {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False},
        mail_backend="folder",
        tasks_at_once=True,
    )
    app.register_blueprint(TELLING)
    with app.app_context():
        factory = Factory(db.session)
        ada = factory.person("Ada Lovelace", timezone="Etc/GMT-9")
        account = factory.account_of(ada)
        app.extensions["tests"] = account.fs_uniquifier, factory.sign_in_session(account)
        db.session.add(NoticePreference(person_id=ada.id, quiet_from=0, quiet_until=0))
        db.session.commit()
    return app


@pytest.fixture
def client(real_app):
    client = real_app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["sign_in"] = real_app.extensions["tests"]
    return client


@pytest.fixture
def box(real_app):
    return Mailbox(real_app.extensions["talentgrow.settings"].instance_path / "mail")


def keys(app):
    with app.app_context():
        return set(db.session.scalars(sa.select(Notice.key)))


class TestInARequest:
    def test_what_is_stored_leaves_at_once(self, real_app, client, box):
        before = len(box.mails)

        assert client.post("/telling/stored/200").status_code == 200

        assert "stored" in keys(real_app)
        assert len(box.mails) == before + 1

    def test_the_same_again_leaves_no_second_time(self, real_app, client, box):
        client.post("/telling/twice/200")
        before = len(box.mails)

        client.post("/telling/twice/200")

        assert len(box.mails) == before

    @pytest.mark.parametrize("status", [400, 403, 409, 422, 500])
    def test_nothing_is_told_of_what_did_not_happen(self, real_app, client, box, status):
        before = len(box.mails)

        assert client.post(f"/telling/failed{status}/{status}").status_code == status

        assert f"failed{status}" not in keys(real_app)
        assert len(box.mails) == before

    def test_nor_of_what_nobody_was_asked_to_allow(self, real_app, client, box):
        before = len(box.mails)

        client.post("/telling/unchecked/sneaky")

        assert "sneaky" not in keys(real_app)
        assert len(box.mails) == before

    def test_nor_while_looking(self, real_app, client):
        client.get("/telling/look/seen")

        assert "seen" not in keys(real_app)


class TestOutsideARequest:
    def test_a_rolled_back_task_tells_nobody(self, real_app):
        with real_app.app_context():
            tell_first_person("undone")
            db.session.rollback()

        assert "undone" not in keys(real_app)

    def test_a_task_knows_the_addresses_of_pages(self, real_app):
        with real_app.app_context():
            assert url_for("people.index", q="ada") == "http://127.0.0.1:5000/people/?q=ada"

    def test_a_request_knows_them_as_the_visitor_came(self, real_app, client):
        assert client.get("/notices", base_url="http://other.test").location.endswith("/notices/")
        with real_app.test_request_context(base_url="http://other.test"):
            assert url_for("people.index") == "/people/"
            assert url_for("people.index", _external=True) == "http://other.test/people/"


class TestTwoAtOnce:
    def test_both_go_on_and_one_notice_stays(self, real_app):
        """Both transactions begin before either tells; each does something else as well."""
        together, failed = Barrier(2), []

        def work(number):
            try:
                with real_app.app_context(), writing():
                    together.wait(timeout=10)
                    db.session.add(Site(code=f"race-{number}", name="Race"))
                    tell_first_person("race")
                    db.session.commit()
            except Exception as error:
                failed.append(error)

        workers = [Thread(target=work, args=[number]) for number in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert failed == []
        with real_app.app_context():
            told = sa.select(sa.func.count()).where(Notice.key == "race")
            sites = sa.select(sa.func.count()).where(Site.code.like("race-%"))
            assert db.session.scalar(told) == 1
            assert db.session.scalar(sites) == 2

    def test_a_key_that_is_taken_meanwhile_breaks_nobody(self, session, make, tell):
        """What the database already has is not asked for first, so nothing can come between."""
        ada = make.person()
        tell(ada, key="taken")

        again = make.person("Bob Noyce")
        tell(ada, key="taken")
        tell(again, key="taken")

        assert session.query(Notice).filter_by(key="taken").count() == 2
        assert session.query(OutboxMail).count() == 0
