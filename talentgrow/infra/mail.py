"""Hand one mail over: to the console, to a folder, or to a mail server.

The standard library does it in a page of code. Flask-Mailman, which was planned, has had no
release for two years and adds only what is below.
"""

import re
import smtplib
import ssl
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Protocol, cast

from flask import Flask, current_app

from talentgrow.config import Settings
from talentgrow.infra import clock
from talentgrow.infra.logs import log

EXTENSION = "talentgrow.mail"
SECONDS = 20
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


class MailDelayed(Exception):
    """A mail did not leave; it may later."""


class ConnectionLost(MailDelayed):
    """A mail did not leave, and no other can on the same connection."""


class MailRefused(Exception):
    """A mail will never be taken."""


class ServerUnreachable(Exception):
    """No mail can leave just now."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody is to receive; the same `key` has the same Message-ID whenever it is sent."""

    key: str
    address: str
    locale: str
    subject: str
    text: str
    html: str = ""
    # An .ics with a METHOD (RFC 6047), which mail programs offer to put into the calendar.
    invitation: str = ""
    unsubscribe: str = ""


class Sender(Protocol):
    """An open way out."""

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over.

        :raises MailDelayed: not now
        :raises MailRefused: never
        """


class Console:
    """Print mail instead of sending it."""

    def __init__(self, *, is_production: bool) -> None:
        self.is_production = is_production

    def send(self, message: EmailMessage) -> None:
        """Print who would get what; in production not the text, which may hold secret links."""
        text = cast(EmailMessage, message.get_body(("plain",))).get_content()
        shown = f"Mail to {message['To']}: {message['Subject']}\n"
        sys.stdout.write(shown if self.is_production else f"{shown}\n{text.rstrip()}\n\n")
        sys.stdout.flush()


class Folder:
    """Write each mail into a file of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, message: EmailMessage) -> None:
        """Write one `.eml` file, under the next free number."""
        self.path.mkdir(parents=True, exist_ok=True)
        for number in count(len(list(self.path.iterdir())) + 1):
            try:
                with (self.path / f"{number:06}.eml").open("xb") as file:
                    file.write(message.as_bytes(policy=SMTP))
            except FileExistsError:
                continue
            return


class Server:
    """Talk to a mail server over one connection."""

    def __init__(self, connection: smtplib.SMTP) -> None:
        self.connection = connection

    def send(self, message: EmailMessage) -> None:
        """Send one mail."""
        try:
            self.connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = next(iter(error.recipients.values()))
            raise _trouble(code, reason) from error
        except smtplib.SMTPResponseException as error:
            raise _trouble(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused(str(error)) from error
        # All errors of smtplib are OSErrors too; what is left of them means that the line is dead.
        except OSError as error:
            raise ConnectionLost(str(error) or type(error).__name__) from error


def _trouble(code: int, reason: bytes | str) -> MailDelayed | MailRefused:
    """Return what an answer of the server means: 5xx is for ever, all else is not."""
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return (MailRefused if 500 <= code < 600 else MailDelayed)(f"{code} {words}")


def message_of(letter: Letter) -> EmailMessage:
    """Return a letter as it travels, in plain text and, where it has one, as a page.

    :raises MailRefused: it cannot be written as a mail
    """
    try:
        return _written(letter)
    except (ValueError, MessageError) as error:
        raise MailRefused(str(error)) from error


def _written(letter: Letter) -> EmailMessage:
    name, sender = parseaddr(str(current_app.config["MAIL_SENDER"]))
    message = EmailMessage()
    message["From"] = _address(sender, name)
    message["To"] = _address(letter.address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    # Mail servers and programs drop a second copy by this name.
    domain = sender.rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    if letter.invitation:
        message.add_alternative(letter.invitation, subtype="calendar")
        invitation = cast(EmailMessage, list(message.iter_parts())[-1])
        invitation.set_param("method", _method_of(letter.invitation))
    # Writing the content takes away what was said about it before.
    message["Content-Language"] = letter.locale
    return message


def _method_of(invitation: str) -> str:
    found = METHOD.search(invitation)
    if found is None:
        raise ValueError("an invitation without METHOD")
    return found[1]


def _address(text: str, name: str = "") -> Address:
    user, _at, domain = text.rpartition("@")
    # Names of servers travel in letters a to z.
    return Address(name, user, domain.encode("idna").decode())


@contextmanager
def connected() -> Iterator[Sender]:
    """Open the way out which the settings name.

    :raises ServerUnreachable: there is a mail server, and it does not let us in
    """
    settings = cast(Settings, current_app.extensions[EXTENSION])
    if settings.mail_backend == "folder":
        yield Folder(settings.instance_path / "mail")
    elif settings.mail_backend == "smtp":
        connection = _connection(settings)
        try:
            yield Server(connection)
        finally:
            with suppress(smtplib.SMTPException):
                connection.quit()
    else:
        yield Console(is_production=settings.is_production)


def _connection(settings: Settings) -> smtplib.SMTP:
    host, port = settings.mail_server, settings.mail_port
    with ExitStack() as undo:
        try:
            connection = _opened(settings)
            undo.callback(connection.close)
            if settings.mail_tls == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if settings.mail_user:
                connection.login(settings.mail_user, settings.mail_password)
        # All errors of smtplib are OSErrors.
        except OSError as error:
            raise ServerUnreachable(f"{host}:{port}: {error}") from error
        undo.pop_all()
    return connection


def _opened(settings: Settings) -> smtplib.SMTP:
    host, port = settings.mail_server, settings.mail_port
    if settings.mail_tls != "tls":
        return smtplib.SMTP(host, port, timeout=SECONDS)
    return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())


def init_app(app: Flask, settings: Settings) -> None:
    """Install the way out which `settings` names on `app`."""
    app.config["MAIL_SENDER"] = settings.mail_sender
    app.extensions[EXTENSION] = settings
    if settings.is_production and settings.mail_backend == "console":
        log.warning("no mail leaves: TALENTGROW_MAIL_BACKEND is console")
