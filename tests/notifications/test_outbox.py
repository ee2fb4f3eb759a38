"""Mail is put into the outbox with the change that causes it, once, and carries no second header."""

import pytest

from talentgrow.infra import mail
from talentgrow.notifications.models import OutboxMail
from talentgrow.notifications.outbox import UnusableAddress, is_address, queue_mail
from tests.notifications.conftest import NOON


@pytest.fixture
def queue(session):
    """Return a function which queues a mail and returns it as stored."""

    def queue(address="ada@example.test", *, key="test:1", subject="News", text="Hello", **values):
        queue_mail(address, subject=subject, text=text, locale="en", key=key, now=NOON, **values)
        session.commit()
        return session.query(OutboxMail).filter_by(key=key).one()

    return queue


class TestOnce:
    def test_the_same_key_twice_adds_nothing(self, queue, session):
        queue(text="first")
        queue(text="second")

        assert [kept.text for kept in session.query(OutboxMail)] == ["first"]

    def test_and_what_else_was_done_is_kept(self, queue, make, session):
        queue()
        ada = make.person()
        queue()

        assert session.get(type(ada), ada.id) is not None


class TestHeaders:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "   ",
            "ada",
            "@example.test",
            "ada@",
            "ada@example.test\r\nBcc: eve@example.test",
            "ada@example.test\nBcc:eve@example.test",
            "ada@example.test, eve@example.test",
            "ada@example.test;eve@example.test",
            "Ada <ada@example.test>",
            "ada@eve@example.test",
            "ada\x00@example.test",
            'ada"@example.test',
            "a" * 250 + "@example.test",
        ],
    )
    def test_what_is_no_address_is_refused(self, queue, address, session):
        with pytest.raises(UnusableAddress):
            queue(address)

        assert session.query(OutboxMail).count() == 0

    @pytest.mark.parametrize(
        "address",
        [
            "ada@example.test",
            "ada.lovelace+news@sub.example.test",
            "rené@hélianne.example",
            "ada@localhost",
            "o'brien@example.test",
        ],
    )
    def test_what_is_one_is_taken(self, queue, address):
        assert is_address(address)
        assert queue(address).address == address

    def test_spaces_around_an_address_are_no_part_of_it(self, queue):
        assert queue(" ada@example.test\n").address == "ada@example.test"

    def test_a_subject_is_one_line(self, queue):
        kept = queue(subject="News\r\nBcc: eve@example.test\r\n\r\nBody\x00\u2028x")

        assert kept.subject == "News Bcc: eve@example.test Body x"

    def test_a_subject_is_not_endless(self, queue):
        assert len(queue(subject="x" * 5000).subject) == 200

    def test_nothing_of_a_mail_can_become_a_header(self, session):
        letter = mail.Letter(
            key="k\r\nX-Evil: 1",
            address="ada@example.test",
            locale="en",
            subject="News",
            text="\r\n.\r\nBcc: eve@example.test\r\n",
            html="<p>Bcc: eve@example.test</p>",
        )

        message = mail.message_of(letter)

        assert message["Bcc"] is None
        assert message["X-Evil"] is None
        assert message["To"] == "ada@example.test"

    @pytest.mark.parametrize("field", ["address", "subject", "locale"])
    def test_what_got_in_by_another_way_is_refused_at_the_door(self, session, field):
        values = {
            "key": "k",
            "address": "ada@example.test",
            "locale": "en",
            "subject": "News",
            "text": "Hello",
        }

        with pytest.raises(mail.MailRefused):
            mail.message_of(mail.Letter(**values | {field: "a@b.test\r\nBcc: eve@example.test"}))
