"""The demo company on a calendar of its own, served from this process."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime

from werkzeug.serving import make_server

from talentgrow import create_app
from talentgrow.auth import service as auth
from talentgrow.config import Settings
from talentgrow.demo import seed
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, writing
from talentgrow.kernel.access import SYSTEM
from talentgrow.people.models import Person
from tests.conftest import QUICK_PASSWORDS

FIRST_DAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KEY = "test-key-that-is-long-enough-for-tests"


class Calendar:
    """What `clock.now` says: the first day, until somebody turns the pages."""

    def __init__(self):
        self.moment = FIRST_DAY

    def now(self):
        return self.moment

    def turn_to(self, *day):
        """Let it be nine o’clock on a day, and never earlier than it was."""
        then = datetime(*day, 9, 0, tzinfo=UTC)
        assert then > self.moment, "time does not go back"
        self.moment = then


class House:
    """The served company: its address, its calendar, and what happens at night."""

    def __init__(self, app, calendar, address):
        self.app = app
        self.calendar = calendar
        self.address = address

    def night(self):
        """Let the nightly tasks run, as `talentgrow nightly` does."""
        with self.app.app_context():
            for task in self.app.extensions[tasks.EXTENSION].timed.values():
                task()

    def sleep_until(self, *day):
        """Let time pass to the morning of a day, with the night before it."""
        self.calendar.turn_to(*day)
        self.night()

    def person(self, first, last):
        """Return the id of somebody by name."""
        with self.app.app_context():
            return db.session.scalars(
                db.select(Person.id).where(Person.first_name == first, Person.last_name == last)
            ).one()


@contextmanager
def serve(database, instance, monkeypatch, *, guests=()):
    """Serve the demo company of the first day; `guests` are people who get an account too."""
    calendar = Calendar()
    monkeypatch.setattr(clock, "now", calendar.now)
    settings = Settings(
        secret_key=KEY, database_url=database, instance=str(instance), log_level="CRITICAL"
    )
    app = create_app(settings, QUICK_PASSWORDS | {"RATELIMIT_ENABLED": False})
    with app.app_context(), writing():
        db.create_all()
        seed.fill(now=calendar.now())
        for email in guests:
            person = db.session.scalars(db.select(Person).where(Person.email == email)).one()
            auth.open_account(person, seed.PASSWORD, roles=frozenset(), by=SYSTEM, now=clock.now())
        db.session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield House(app, calendar, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        with app.app_context():
            db.engine.dispose()
