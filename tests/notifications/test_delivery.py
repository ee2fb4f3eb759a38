"""Who gets a mail, when, and about what."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from talentgrow.notifications import preferences
from talentgrow.notifications.deadlines import Wish, is_due, zone_of
from talentgrow.notifications.models import Timing
from tests.notifications.conftest import NOON, TO_DO

WRITTEN = datetime(2026, 10, 8, 4, 0, tzinfo=UTC)
LATE = datetime(2026, 10, 8, 20, 30, tzinfo=UTC)
EARLY = datetime(2026, 10, 9, 5, 30, tzinfo=UTC)
EIGHT = datetime(2026, 10, 9, 6, 0, tzinfo=UTC)


def due(timing, now, *, quiet=(0, 0), zone="Europe/Paris", oldest=WRITTEN):
    return is_due(Wish(Timing(timing), *quiet), oldest=oldest, now=now, zone=zone_of(zone, "UTC"))


class TestWhen:
    @pytest.mark.parametrize("hour", range(24))
    def test_at_once_waits_only_for_quiet_hours(self, hour):
        now = datetime(2026, 10, 8, hour, 15, tzinfo=UTC)

        assert due("at_once", now, quiet=(20, 7), zone="UTC") is (7 <= hour < 20)
        assert due("at_once", now, quiet=(12, 14), zone="UTC") is (hour not in {12, 13})
        assert due("at_once", now, quiet=(9, 9), zone="UTC")

    @pytest.mark.parametrize(
        ("timing", "quiet", "expected"),
        [
            # At 4:00, 22:30, 7:30 and 8:00 in Paris: what was written at 6:00 is a day old at last.
            ("at_once", (0, 0), [True, True, True, True]),
            ("at_once", (20, 8), [False, False, False, True]),
            ("daily", (0, 0), [False, True, True, True]),
            ("daily", (20, 7), [False, False, True, True]),
            ("daily", (7, 8), [False, True, False, True]),
            ("never", (0, 0), [False, False, False, False]),
        ],
    )
    def test_timing_and_quiet_hours_together(self, timing, quiet, expected):
        moments = [datetime(2026, 10, 8, 2, 0, tzinfo=UTC), LATE, EARLY, EIGHT]

        assert [due(timing, now, quiet=quiet) for now in moments] == expected

    def test_a_digest_waits_for_the_next_morning(self):
        oldest = datetime(2026, 10, 8, 6, 0, tzinfo=UTC)

        assert not due("daily", LATE, oldest=oldest)
        assert not due("daily", EIGHT - timedelta(seconds=1), oldest=oldest)
        assert due("daily", EIGHT, oldest=oldest)

    @pytest.mark.parametrize(
        ("zone", "hour"), [("Europe/Paris", 6), ("Africa/Casablanca", 7), ("Asia/Tokyo", 23)]
    )
    def test_eight_is_that_of_the_reader(self, zone, hour):
        written = datetime(2026, 10, 7, 0, 0, tzinfo=UTC)
        day = datetime(2026, 10, 7, hour, 0, tzinfo=UTC)

        assert not due("daily", day - timedelta(minutes=1), zone=zone, oldest=written)
        assert due("daily", day, zone=zone, oldest=written)

    def test_eight_stays_eight_when_the_clocks_change(self):
        # The night to 25 October 2026: Paris goes from UTC+2 to UTC+1.
        written = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)

        assert not due("daily", datetime(2026, 10, 25, 6, 59, tzinfo=UTC), oldest=written)
        assert due("daily", datetime(2026, 10, 25, 7, 0, tzinfo=UTC), oldest=written)

    @pytest.mark.parametrize(
        "name", ["", "Nowhere/Land", "../../etc/passwd", "Europe", "\0", "x" * 300]
    )
    def test_an_unknown_zone_is_that_of_the_house(self, name):
        assert zone_of(name, "Europe/Paris").key == "Europe/Paris"


class TestWho:
    def test_news_leaves_at_once_and_once(self, make, tell, at, mailbox, run):
        at(NOON)
        ada = make.person()
        tell(ada)

        run()
        run()

        assert [mail["To"] for mail in mailbox.mails] == [ada.email]

    def test_several_news_of_one_moment_are_one_mail(self, make, tell, at, mailbox, run):
        at(NOON)
        ada = make.person(locale="en")
        tell(ada, name="Grace")
        tell(ada, TO_DO, name="Hedy")
        tell(ada, name="Joan")

        run()

        assert mailbox.subjects == ["Welcome, Hedy. Say what you can do, and 2 more notices"]
        text = mailbox.mails[0].get_body(("plain",)).get_content()
        assert text.index("Hedy") < text.index("Grace") < text.index("Joan")

    def test_each_reader_gets_a_mail_of_their_own(self, make, tell, at, mailbox, run):
        at(NOON)
        people = [make.person(f"Person {number}") for number in range(45)]
        for person in people:
            tell(person)

        assert run().startswith("45 written, 45 sent")
        assert {mail["To"] for mail in mailbox.mails} == {person.email for person in people}

    def test_quiet_hours_postpone_and_lose_nothing(self, make, tell, wishes, at, deliver):
        at(LATE)
        ada = make.person()
        wishes(ada, quiet=(20, 7))
        tell(ada)
        tell(ada)

        assert deliver() == 0
        at(EARLY)
        assert deliver() == 1

    def test_the_usual_quiet_hours_are_from_eight_to_seven(self, make, tell, at, deliver):
        at(LATE)
        tell(make.person())

        assert deliver() == 0
        at(EARLY)
        assert deliver() == 1

    def test_everybody_has_their_own_night(self, make, tell, wishes, at, mailbox, run):
        at(LATE)
        paris, casablanca = make.person(), make.person("Naïma Idrissi", timezone="America/Lima")
        for person in (paris, casablanca):
            wishes(person, quiet=(20, 7))
            tell(person)

        run()

        assert [mail["To"] for mail in mailbox.mails] == [casablanca.email]

    def test_a_digest_leaves_once_a_day(self, make, tell, wishes, at, deliver):
        at(NOON)
        ada = make.person()
        wishes(ada, "daily")
        tell(ada)
        tell(ada)

        counts = []
        for hour in range(48):
            at(NOON + timedelta(hours=hour))
            counts.append(deliver())

        assert sum(counts) == 1
        assert counts[21] == 1, "at eight in Paris"

    def test_what_was_read_meanwhile_is_left_out(self, make, tell, wishes, at, mailbox, run, look):
        at(NOON)
        ada = make.person(locale="en")
        wishes(ada, "daily")
        seen = tell(ada, name="Grace")
        tell(ada, name="Hedy")
        look(seen)

        at(EIGHT)
        run()

        assert mailbox.subjects == ["Welcome, Hedy. Say what you can do."]
        assert "Grace" not in mailbox.mails[0].get_body(("plain",)).get_content()

    def test_nothing_left_to_tell_is_no_mail(self, make, tell, wishes, at, deliver, look):
        at(NOON)
        ada = make.person()
        wishes(ada, "daily")
        look(tell(ada))

        at(EIGHT)

        assert deliver() == 0

    def test_who_wants_no_mail_gets_none_and_keeps_the_inbox(
        self, make, tell, wishes, at, deliver, session
    ):
        at(NOON)
        ada = make.person()
        wishes(ada, "never")
        notice = tell(ada)

        assert deliver() == 0
        session.refresh(notice)
        assert notice.mailed_at == NOON
        assert notice.read_at is None

    def test_no_flood_when_somebody_changes_their_mind(
        self, make, tell, wishes, at, deliver, session
    ):
        at(NOON)
        ada = make.person()
        wishes(ada, "never")
        tell(ada)
        deliver()
        preferences.prefer(ada.id, Wish(quiet_from=0, quiet_until=0))
        session.commit()

        assert deliver() == 0

    @pytest.mark.parametrize(
        ("left_on", "email", "mails"),
        [
            (None, "ada@example.test", 1),
            (datetime(2026, 10, 8).date(), "ada@example.test", 1),
            (datetime(2026, 10, 7).date(), "ada@example.test", 0),
            (None, None, 0),
            (None, "nonsense", 0),
            (None, "ada@example.test\nBcc: eve@example.test", 0),
        ],
    )
    def test_leavers_and_people_without_address(
        self, make, tell, at, deliver, session, left_on, email, mails
    ):
        at(NOON)
        ada = make.person(left_on=left_on)
        ada.email = email
        session.commit()
        tell(ada)

        assert deliver() == mails
        assert deliver() == 0

    @pytest.mark.parametrize(
        ("timing", "is_quiet", "zone", "is_read", "has_left"),
        list(product(["at_once", "daily", "never"], [0, 1], ["", "Asia/Tokyo"], [0, 1], [0, 1])),
    )
    def test_all_of_it_together(
        self, make, tell, wishes, at, deliver, look, timing, is_quiet, zone, is_read, has_left
    ):
        # 11 in Paris is 18 in Tokyo: both have passed eight since the news was written.
        at(NOON - timedelta(hours=12))
        left_on = datetime(2026, 10, 1).date() if has_left else None
        ada = make.person(timezone=zone, left_on=left_on)
        hour = 18 if zone else 11
        wishes(ada, timing, quiet=(hour, hour + 1) if is_quiet else (hour + 1, hour + 2))
        notice = tell(ada)
        if is_read:
            look(notice)

        at(NOON)

        expected = timing != "never" and not is_quiet and not is_read and not has_left
        assert deliver() == expected
