"""Mail leaves once, is tried again with growing pauses, and given up with a reason."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock, mail
from talentgrow.infra.db import db
from talentgrow.notifications import sending, tidying
from talentgrow.notifications.models import OutboxMail
from talentgrow.notifications.outbox import queue_mail
from talentgrow.people.recipients import recipients
from tests.notifications.conftest import NOON, Mailbox

MINUTE = timedelta(minutes=1)


class Stubborn:
    """A mail server that does not take every mail."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.taken = []

    def send(self, message):
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.taken.append(message["Message-ID"])


@pytest.fixture
def server(monkeypatch):
    """Return a function which sets up a mail server with the answers it will give."""

    def set_up(*answers):
        server = Stubborn(*answers)

        @contextmanager
        def connected():
            yield server

        monkeypatch.setattr(mail, "connected", connected)
        return server

    return set_up


@pytest.fixture
def queue(session, at):
    """Put mails into the outbox at noon; return how one of them is doing."""
    at(NOON)

    def queue(*keys):
        for key in keys or ["a"]:
            queue_mail(
                f"{key}@example.test", subject=key, text="Hello", locale="en", key=key, now=NOON
            )
        session.commit()

    return queue


@pytest.fixture
def state(session):
    def state(key="a"):
        session.expire_all()
        return session.query(OutboxMail).filter_by(key=key).one()

    return state


class TestOnce:
    def test_what_was_sent_is_marked(self, queue, mailbox, state):
        queue("a", "b")

        outcome = sending.send_waiting()

        assert outcome == sending.Outcome(sent=2)
        assert mailbox.subjects == ["a", "b"]
        assert state().sent_at == NOON
        assert sending.send_waiting() == sending.Outcome()

    def test_what_another_worker_has_claimed_is_left_to_it(self, queue, server, at):
        queue()
        first = server()
        claimed = sending._claim(sending._due()[0])

        assert claimed.key == "a"
        assert sending._claim(claimed.id) is None
        assert sending.send_waiting() == sending.Outcome()
        assert not first.taken

    def test_a_claim_that_ran_out_is_taken_over_under_the_same_name(self, queue, server, at):
        queue()
        died = server(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            sending.send_waiting()

        at(NOON + sending.LEASE - timedelta(seconds=1))
        second = server()
        sending.send_waiting()
        assert not second.taken
        at(NOON + sending.LEASE)
        sending.send_waiting()

        assert not died.taken
        assert len(second.taken) == 1

    def test_each_mail_has_a_name_of_its_own_that_stays(self, session):
        def name_of(key):
            letter = mail.Letter(key, "ada@example.test", "en", "News", "Hello")
            return mail.message_of(letter)["Message-ID"]

        assert name_of("1 a") == name_of("1 a") != name_of("2 a")

    def test_a_second_batch_follows_by_itself(self, queue, mailbox, monkeypatch):
        monkeypatch.setattr(sending, "BATCH", 2)
        queue("a", "b", "c", "d", "e")

        sending.send_waiting()

        assert sorted(mailbox.subjects) == ["a", "b", "c", "d", "e"]


class TestTrouble:
    def test_pauses_grow_until_it_is_given_up(self, queue, server, state, at):
        queue()
        server(*[mail.MailDelayed("451 later") for _ in range(99)])
        now, waited = NOON, []

        while not (trouble := sending.send_waiting()).given_up:
            assert trouble.delayed == 1
            following = state().not_before
            waited.append((following - now) // MINUTE)
            now = following
            at(now)

        assert waited == [1, 5, 30, 120, 480]
        assert state().last_error == "451 later"
        at(now + timedelta(days=365))
        assert sending.send_waiting() == sending.Outcome()

    def test_it_is_sent_when_the_trouble_is_over(self, queue, server, state, at):
        queue()
        taken = server(mail.MailDelayed("451 later")).taken

        sending.send_waiting()
        at(NOON + MINUTE)
        sending.send_waiting()

        assert len(taken) == 1
        assert state().last_error == ""

    def test_what_is_refused_for_ever_is_not_tried_again(self, queue, server, state, at):
        queue()
        server(mail.MailRefused("550 no such user"))

        assert sending.send_waiting().given_up == 1
        at(NOON + timedelta(days=30))
        assert sending.send_waiting() == sending.Outcome()
        assert state().last_error == "550 no such user"

    def test_one_mail_in_trouble_does_not_keep_the_others(self, queue, server):
        queue("a", "b", "c")
        taken = server(mail.MailDelayed("451"), mail.MailRefused("550")).taken

        assert sending.send_waiting() == sending.Outcome(sent=1, delayed=1, given_up=1)
        assert len(taken) == 1

    def test_a_lost_connection_costs_the_others_no_try(self, queue, server, state):
        queue("a", "b")
        server(mail.ConnectionLost("gone"))

        assert sending.send_waiting() == sending.Outcome(delayed=1)
        assert state("b").attempts == 0

    def test_a_mail_that_cannot_be_written_is_given_up(self, queue, mailbox, state, session):
        queue("a", "b")
        state().address = "ada@example.test\r\nBcc: eve@example.test"
        session.commit()

        assert sending.send_waiting() == sending.Outcome(sent=1, given_up=1)

    def test_nothing_is_counted_while_no_server_answers(
        self, queue, app, state, monkeypatch, unused_port
    ):
        queue()
        unreachable = replace(
            app.extensions[mail.EXTENSION],
            mail_backend="smtp",
            mail_server="127.0.0.1",
            mail_port=unused_port,
        )
        monkeypatch.setitem(app.extensions, mail.EXTENSION, unreachable)

        assert sending.run(recipients) == "0 written, the mail server is unreachable"
        assert state().attempts == 0


class TestTidying:
    def test_what_left_is_emptied_and_forgotten_in_time(self, queue, mailbox, state, at, session):
        queue("a")
        sending.send_waiting()
        tidying.tidy()
        assert state().text

        at(NOON + timedelta(days=2))
        tidying.tidy()
        assert (state().text, state().html, state().subject) == ("", "", "a")

        at(NOON + timedelta(days=91))
        assert tidying.tidy() == "0 mails emptied, 1 forgotten"
        assert session.query(OutboxMail).count() == 0

    def test_what_still_waits_is_kept_as_it_is(self, queue, state, at):
        queue("a")

        at(NOON + timedelta(days=100))
        tidying.tidy()

        assert state().text == "Hello"


class TestConsole:
    def test_a_mail_is_printed(self, queue, capsys):
        queue()

        sending.send_waiting()

        assert "Mail to a@example.test: a\n\nHello" in capsys.readouterr().out

    def test_in_production_its_text_stays_secret(self, session, capsys):
        letter = mail.Letter("k", "a@example.test", "en", "New password", "https://secret")

        mail.Console(is_production=True).send(mail.message_of(letter))

        printed = capsys.readouterr().out
        assert "New password" in printed
        assert "secret" not in printed


SENDER_THAT_IS_KILLED = """
import os, signal
from talentgrow.infra import mail
from talentgrow.notifications import sending
from tests.notifications.test_sending import open_app

app = open_app(os.environ["URL"], os.environ["FOLDER"])
whole = mail.Folder.send

def send_and_die(self, message):
    whole(self, message)
    os.kill(os.getpid(), signal.SIGKILL)

mail.Folder.send = send_and_die
with app.app_context():
    sending.send_waiting()
"""


def open_app(url, folder):
    from talentgrow import create_app
    from talentgrow.config import Settings

    return create_app(
        Settings(
            secret_key="k" * 40,
            database_url=url,
            instance=folder,
            mail_backend="folder",
            log_level="CRITICAL",
        )
    )


class TestKilled:
    def test_a_worker_killed_after_sending_repeats_itself_under_the_same_name(
        self, new_database, tmp_path, at
    ):
        url = new_database()
        app = open_app(url, str(tmp_path))
        with app.app_context():
            db.create_all()
            queue_mail(
                "a@example.test", subject="a", text="Hi", locale="en", key="a", now=clock.now()
            )
            db.session.commit()
            db.session.remove()
            db.engine.dispose()

        killed = subprocess.run(
            [sys.executable, "-c", SENDER_THAT_IS_KILLED],
            env=os.environ | {"URL": url, "FOLDER": str(tmp_path)},
            timeout=60,
        )
        with app.app_context():
            soon = sending.send_waiting()
            at(clock.now() + sending.LEASE + MINUTE)
            later = sending.send_waiting()
            db.session.remove()
            db.engine.dispose()

        names = [sent["Message-ID"] for sent in Mailbox(tmp_path / "mail").mails]
        assert killed.returncode == -signal.SIGKILL
        assert soon == sending.Outcome()
        assert later == sending.Outcome(sent=1)
        assert len(names) == 2
        assert names[0] == names[1]


class TestTwoWorkers:
    def test_no_mail_is_sent_twice_and_none_is_forgotten(self, new_database, tmp_path):
        app = open_app(new_database(), str(tmp_path))
        with app.app_context():
            db.create_all()
            for number in range(20):
                queue_mail(
                    f"{number}@example.test",
                    subject=str(number),
                    text="Hi",
                    locale="en",
                    key=str(number),
                    now=clock.now(),
                )
            db.session.commit()
            db.session.remove()
        together = Barrier(3)
        sent = []

        def work():
            with app.app_context():
                due = sending._due()
                together.wait(timeout=10)
                assert len(due) == 20
                sent.append(sending.send_waiting().sent)

        workers = [Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert sum(sent) == 20
        assert sorted(Mailbox(tmp_path / "mail").subjects, key=int) == [str(n) for n in range(20)]
        with app.app_context():
            waiting = sa.select(sa.func.count()).where(OutboxMail.sent_at.is_(None))
            assert db.session.scalar(waiting) == 0
            db.session.remove()
            db.engine.dispose()
