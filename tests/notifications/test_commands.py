"""What the worker does by itself can be done by hand, any number of times."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from talentgrow.commands import nightly, outbox
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db
from talentgrow.notifications import sending
from talentgrow.notifications.models import NoticePreference, OutboxMail
from talentgrow.notifications.outbox import queue_mail
from talentgrow.notifications.service import notify
from tests.make import Factory
from tests.notifications.conftest import FIRST_STEP, NEWS, NOON, Mailbox


@pytest.fixture
def installed(new_app, monkeypatch):
    """An application as an installation has it, and its commands."""
    app = new_app(mail_backend="folder")
    for command in (nightly, outbox):
        monkeypatch.setattr(command, "application", lambda: app)
    return app


@pytest.fixture
def box(installed):
    return Mailbox(installed.extensions["talentgrow.settings"].instance_path / "mail")


def call(command, *words, code=0):
    result = CliRunner().invoke(command.command, list(words), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def told(installed):
    """Somebody who was told something and whom mail may reach at any hour."""
    with installed.app_context():
        ada = Factory(db.session).person()
        db.session.add(NoticePreference(person_id=ada.id, quiet_from=0, quiet_until=0))
        notify(ada.id, NEWS, key="a", url="/", now=clock.now(), name="Ada", first_step=FIRST_STEP)
        db.session.commit()


def give_up(app, reason):
    with app.app_context():
        queue_mail(
            "x@example.test", subject="News", text="Hi", locale="en", key="x", now=clock.now()
        )
        db.session.execute(sa.update(OutboxMail).values(attempts=sending.TRIES, last_error=reason))
        db.session.commit()


class TestOutbox:
    def test_sends_what_waits_and_says_how_many(self, told, box):
        assert call(outbox).splitlines() == [
            "1 written, 1 sent, 0 delayed, 0 given up.",
            "0 still waiting, 0 given up.",
        ]
        assert call(outbox).startswith("0 written, 0 sent")
        assert len(box.mails) == 1

    @pytest.mark.parametrize("reason", ["550 no such user", "550 no\r\nsuch user"])
    def test_says_what_was_given_up_and_why(self, installed, box, reason):
        give_up(installed, reason)

        listed = call(outbox, "--failed")

        assert "x@example.test: News\n    after 6 tries: 550 no such user\n" in listed
        assert box.mails == []

    def test_names_what_a_dead_worker_left(self, installed):
        give_up(installed, "")

        assert "stopped while it was being sent" in call(outbox, "--failed")

    def test_gives_it_another_chance_when_told(self, installed, box):
        give_up(installed, "550 no such user")
        assert "1 given up" in call(outbox)

        assert "1 given another chance." in call(outbox, "--retry")
        assert box.subjects == ["News"]


class TestNightly:
    def test_does_everything_and_says_what(self, installed, told, box):
        done = call(nightly)

        names = [line.partition(":")[0].partition(" (")[0] for line in done.splitlines()]
        assert names == list(installed.extensions[tasks.EXTENSION].timed)
        assert "notifications.deliver: 1 written, 1 sent" in done
        assert len(box.mails) == 1

    def test_twice_does_nothing_twice(self, told, box):
        call(nightly)
        call(nightly)

        assert len(box.mails) == 1

    def test_after_a_week_without_worker_all_is_told_once(self, installed, at, box):
        at(NOON)
        with installed.app_context():
            make = Factory(db.session)
            people = [make.person(f"Person {number}") for number in range(3)]
            timings = ("at_once", "daily", "never")
            for person, timing in zip(people, timings, strict=True):
                db.session.add(NoticePreference(person_id=person.id, timing=timing))
                for number in range(5):
                    notify(
                        person.id,
                        NEWS,
                        key=f"{number}",
                        url="/",
                        now=NOON + timedelta(days=number),
                        name="Ada",
                        first_step=FIRST_STEP,
                    )
            db.session.commit()

        at(NOON + timedelta(days=7))
        call(nightly)
        call(nightly)

        assert len(box.mails) == 2
        text = box.mails[0].get_body(("plain",)).get_content()
        assert text.count("Bienvenue, Ada.") == 5

    def test_one_that_fails_does_not_keep_the_others(self, installed, told, box):
        def fail():
            raise ZeroDivisionError

        queue = installed.extensions[tasks.EXTENSION]
        queue.timed = {"tests.broken": fail} | queue.timed

        done = call(nightly, code=1)

        assert "tests.broken: failed" in done
        assert "Failed: tests.broken." in done
        assert len(box.mails) == 1
