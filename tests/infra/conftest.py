"""An application with odd views, which do what no view should, to see the web edge at work."""

import pytest
import sqlalchemy as sa
from flask import Blueprint, abort
from sqlalchemy.exc import DataError, OperationalError

from talentgrow.infra.db import db
from talentgrow.infra.web import after_commit, authorize, current_actor
from talentgrow.kernel.errors import DomainError, Forbidden, NotFound
from talentgrow.people.models import Site
from tests.make import Factory

ERRORS = {
    "domain": DomainError("The seat is gone."),
    "wordless": DomainError(),
    "forbidden": Forbidden("Only HR may do this."),
    "missing": NotFound("This job does not exist."),
    "gone": OperationalError("SELECT 1", {}, Exception("the server closed the connection")),
    "unstorable": DataError("SELECT 1", {}, Exception("NUL in a text")),
    "mistake": ZeroDivisionError("a secret detail"),
}
ODD = Blueprint("odd", __name__, url_prefix="/odd")
ODD_LOG = []


def everybody(_actor, _subject=None):
    """Everybody may."""
    return True


def nobody(_actor, _subject=None):
    """Nobody may do this, not even HR."""
    return False


def write(name):
    db.session.add(Site(code=name, name=name))
    db.session.flush()


@ODD.post("/forgetful/<name>")
def forgetful(name):
    write(name)
    return "done"


@ODD.get("/forgetful")
def forgetful_page():
    return "the salary of everybody"


@ODD.route("/write/<name>", methods=["GET", "POST"])
def stored(name):
    authorize(everybody)
    write(name)
    after_commit(lambda: ODD_LOG.append(name))
    return "done"


@ODD.post("/write/<name>/then/<int:status>")
def answered(name, status):
    authorize(everybody)
    write(name)
    after_commit(lambda: ODD_LOG.append(name))
    return "a form to correct", status


@ODD.post("/write/<name>/then/abort/<int:status>")
def aborted(name, status):
    authorize(everybody)
    write(name)
    after_commit(lambda: ODD_LOG.append(name))
    abort(status)


@ODD.route("/write/<name>/then/raise/<error>", methods=["GET", "POST"])
def raised(name, error):
    authorize(everybody)
    write(name)
    after_commit(lambda: ODD_LOG.append(name))
    raise ERRORS[error]


@ODD.post("/refused/<name>")
def refused(name):
    write(name)
    authorize(nobody)
    return "never"


@ODD.get("/read")
def read():
    authorize(everybody)
    return str(db.session.scalar(sa.select(sa.func.count()).select_from(Site)))


@ODD.get("/who")
def who():
    authorize(everybody)
    return f"{current_actor().person_id} {sorted(current_actor().roles)}"


@pytest.fixture(scope="session")
def odd_app(new_app):
    app = new_app({"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False})
    app.register_blueprint(ODD)
    with app.app_context():
        factory = Factory(db.session)
        account = factory.account_of(factory.person("Ada Lovelace"))
        app.extensions["tests"] = account.fs_uniquifier, factory.sign_in_session(account)
    return app


@pytest.fixture
def stranger(odd_app):
    return odd_app.test_client()


@pytest.fixture
def ada(odd_app):
    """A client signed in as an employee, on the application with odd views."""
    client = odd_app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["sign_in"] = odd_app.extensions["tests"]
        cookie["locale"] = "en"
    return client


@pytest.fixture
def stored_sites(odd_app):
    """Return a function which looks into the database from outside: what was really stored?"""

    def look():
        with odd_app.app_context():
            return set(db.session.scalars(sa.select(Site.code)))

    return look


@pytest.fixture
def ran():
    """The names of what ran after a commit."""
    ODD_LOG.clear()
    return ODD_LOG
