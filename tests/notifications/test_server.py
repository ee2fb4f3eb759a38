"""A real conversation with a mail server, over a socket."""

import base64
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from talentgrow.infra import clock, mail
from talentgrow.notifications import sending
from talentgrow.notifications.outbox import queue_mail
from talentgrow.people.recipients import recipients

PASS = base64.b64encode(b"\0growth\0s3cret")


class Conversation(StreamRequestHandler):
    """As much of a mail server as it takes to receive mail from somebody who signs in."""

    timeout = 10

    def handle(self):
        self.say("220 post.example.test")
        self.sender, self.receivers, self.is_let_in = "", [], False
        for line in self.rfile:
            verb = line[:4].upper()
            answer = getattr(self, f"on_{verb.decode().strip().lower()}", None)
            self.say(answer(line.strip()) if answer else "250 OK")
            if verb == b"QUIT":
                return

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())

    def on_ehlo(self, _line):
        return "250-post.example.test\r\n250 AUTH PLAIN"

    def on_auth(self, line):
        self.is_let_in = line.split()[-1] == PASS
        return "235 welcome" if self.is_let_in else "535 wrong password"

    def on_mail(self, line):
        self.sender, self.receivers = address_in(line), []
        return "250 OK" if self.is_let_in else "530 sign in first"

    def on_rcpt(self, line):
        address = address_in(line)
        if address.startswith("nobody"):
            return "550 no such user"
        if address.startswith("full"):
            return "452 mailbox full"
        self.receivers.append(address)
        return "250 OK"

    def on_data(self, _line):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        message = message_from_bytes(b"".join(lines), policy=default)
        self.server.taken.append((self.sender, self.receivers, message))
        return "250 OK"


def address_in(line):
    return line.partition(b"<")[2].partition(b">")[0].decode()


@pytest.fixture
def post(app, monkeypatch):
    """A mail server on this machine, which the application sends to."""
    with ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.taken = []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        settings = replace(
            app.extensions[mail.EXTENSION],
            mail_backend="smtp",
            mail_server="127.0.0.1",
            mail_port=server.server_address[1],
            mail_tls="none",
            mail_user="growth",
            mail_password="s3cret",
        )
        monkeypatch.setitem(app.extensions, mail.EXTENSION, settings)
        yield server
        server.shutdown()


def queue(session, *addresses):
    for address in addresses:
        queue_mail(
            address,
            subject="Karim a répondu",
            text="Bonjour Inès,\n\nÀ bientôt.\n",
            html="<p>Bonjour Inès</p>",
            locale="fr",
            key=address,
            now=clock.now(),
        )
    session.commit()


class TestConversation:
    def test_a_notice_arrives_whole(self, post, make, tell, wishes, run):
        ines = make.person("Inès Caradec", locale="fr")
        wishes(ines, quiet=(0, 0))
        tell(ines)

        assert run() == "1 written, 1 sent, 0 delayed, 0 given up"

        sender, receivers, arrived = post.taken[0]
        assert sender == "talentgrow@localhost"
        assert receivers == [ines.email]
        assert arrived["From"] == "TalentGrow <talentgrow@localhost>"
        assert arrived["Subject"] == "Bienvenue, Inès. Dites ce que vous savez faire."
        assert arrived["List-Unsubscribe"] == "<http://127.0.0.1:5000/preferences>"
        assert arrived["Auto-Submitted"] == "auto-generated"
        assert arrived["Content-Language"] == "fr"
        assert "Bonjour Inès," in arrived.get_body(("plain",)).get_content()
        assert '<html lang="fr"' in arrived.get_body(("html",)).get_content()

    def test_other_mail_offers_no_way_out(self, post, session):
        queue(session, "ada@example.test")

        sending.send_waiting()

        assert post.taken[0][2]["List-Unsubscribe"] is None

    def test_each_refusal_concerns_its_own_mail(self, post, session):
        queue(session, "nobody@example.test", "full@example.test", "ada@example.test")

        assert sending.send_waiting() == sending.Outcome(sent=1, delayed=1, given_up=1)

        assert [receivers for _, receivers, _ in post.taken] == [["ada@example.test"]]

    def test_an_address_in_other_letters_finds_its_server(self, post, session):
        queue(session, "ines@hélianne.example")

        assert sending.send_waiting().sent == 1
        assert post.taken[0][1] == ["ines@xn--hlianne-bya.example"]

    def test_a_wrong_password_is_no_fault_of_any_mail(self, post, app, session, monkeypatch):
        queue(session, "ada@example.test")
        wrong = replace(app.extensions[mail.EXTENSION], mail_password="guess")
        monkeypatch.setitem(app.extensions, mail.EXTENSION, wrong)

        assert sending.run(recipients) == "0 written, the mail server is unreachable"
        assert post.taken == []

    def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(
        self, post, app, session, monkeypatch
    ):
        queue(session, "ada@example.test")
        wanted = replace(app.extensions[mail.EXTENSION], mail_tls="starttls")
        monkeypatch.setitem(app.extensions, mail.EXTENSION, wanted)

        assert "unreachable" in sending.run(recipients)
        assert post.taken == []
