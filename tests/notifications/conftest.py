"""People with notices, a clock that stands still, and a folder where mail arrives."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine

from talentgrow.infra import clock, mail
from talentgrow.infra.i18n import lazy_gettext
from talentgrow.kernel.localized import Localized
from talentgrow.notifications import delivery, sending, service
from talentgrow.notifications.models import Notice, NoticePreference
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.recipients import recipients

NEWS = NoticeKind("tests.news", lazy_gettext("Welcome, %(name)s. %(first_step)s"))
TO_DO = NoticeKind(
    "tests.to_do", lazy_gettext("Welcome, %(name)s. %(first_step)s"), needs_action=True
)
FIRST_STEP = Localized("Dites ce que vous savez faire.", "Say what you can do.")
# A Thursday; 11 in Paris.
NOON = datetime(2026, 10, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def at():
    """Return a function which sets the clock."""
    travellers = []

    def set_clock(moment):
        traveller = time_machine.travel(moment, tick=False)
        traveller.start()
        travellers.append(traveller)

    yield set_clock
    for traveller in reversed(travellers):
        traveller.stop()


@pytest.fixture
def tell(session):
    """Return a function which tells somebody something."""
    numbers = iter(range(1, 1000))

    def tell(person, kind=NEWS, *, url="/people/", key=None, **details):
        key = key or f"news:{next(numbers)}"
        told = {"name": person.given_name, "first_step": FIRST_STEP} | details
        notify(person.id, kind, key=key, url=url, now=clock.now(), **told)
        session.commit()
        return session.query(Notice).filter_by(person_id=person.id, key=key).one()

    return tell


@pytest.fixture
def look(session):
    """Return a function which has a reader see a notice in the inbox."""

    def look(notice):
        service.read(notice, now=clock.now())
        session.commit()

    return look


@pytest.fixture
def wishes(session):
    """Return a function which keeps how somebody wishes to be told."""

    def wishes(person, timing="at_once", *, quiet=(0, 0)):
        session.add(
            NoticePreference(
                person_id=person.id, timing=timing, quiet_from=quiet[0], quiet_until=quiet[1]
            )
        )
        session.commit()

    return wishes


class Mailbox:
    """The mail that left, as its receivers see it."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def mails(self):
        return [
            message_from_bytes(path.read_bytes(), policy=default)
            for path in sorted(self.folder.glob("*.eml"))
        ]

    @property
    def subjects(self):
        return [mail["Subject"] for mail in self.mails]


@pytest.fixture
def mailbox(app, tmp_path, monkeypatch):
    """Have mail written into a folder, and return what is in it."""
    settings = replace(app.extensions[mail.EXTENSION], mail_backend="folder", instance=tmp_path)
    monkeypatch.setitem(app.extensions, mail.EXTENSION, settings)
    return Mailbox(tmp_path / "mail")


@pytest.fixture
def run(session):
    """Return a function which does what the worker does every minute."""
    return lambda: sending.run(recipients)


@pytest.fixture
def deliver(session):
    """Return a function which writes the mail that is due, and says how many."""
    return lambda: delivery.deliver(recipients)


@pytest.fixture
def unused_port():
    """A port at which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
