"""Visits in calendars: files, the secret link and invitations by mail."""

import warnings
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from talentgrow.audit.models import AuditEvent
from talentgrow.infra import clock, mail
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.calendar import workday
from talentgrow.notifications import preferences
from talentgrow.notifications.deadlines import Wish
from talentgrow.notifications.models import OutboxMail, Timing
from talentgrow.shadowing import queries, steps
from talentgrow.shadowing.calendar import entries, feeds
from talentgrow.shadowing.models import CalendarFeed
from talentgrow.shadowing.states import VisitStatus

MONDAY = date(2026, 11, 9)


def read(file):
    """Read an .ics as a calendar would, and refuse every warning and error of the library."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = Calendar.from_ical(file)
        events = found.walk("VEVENT")
    assert not found.errors
    assert not [error for event in events for error in event.errors]
    return found, events


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec", locale="fr")


@pytest.fixture
def paul(make):
    return make.person("Paul Le Gall", locale="en")


def of(visit, reader, method=entries.Method.REQUEST):
    return entries.calendar([queries.visit_in_full(visit.id)], reader=reader, method=method)


class TestFile:
    def test_a_day_begins_and_ends_in_the_time_of_the_house(self, make, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.CONFIRMED, starts_on=MONDAY)
        found, (event,) = read(of(visit, ines))

        assert found["METHOD"] == "REQUEST"
        assert event["DTSTART"].dt.isoformat() == "2026-11-09T09:00:00+01:00"
        assert event["DTEND"].dt.isoformat() == "2026-11-09T17:00:00+01:00"
        assert [zone["TZID"] for zone in found.timezones] == ["Europe/Paris"]
        assert event["STATUS"] == "CONFIRMED"
        assert event["CLASS"] == "PRIVATE"
        assert {str(guest).lower() for guest in event["ATTENDEE"]} == {
            f"mailto:{ines.email}",
            f"mailto:{paul.email}",
        }

    def test_three_half_days_are_a_day_and_a_morning(self, make, ines, paul):
        visit = make.visit(
            ines, paul, status=VisitStatus.TO_SIGN, starts_on=date(2026, 11, 13), half_days=3
        )
        _found, (event, last) = read(of(visit, ines))

        assert event["RRULE"].to_ical() == b"FREQ=DAILY;COUNT=2;BYDAY=MO,TU,WE,TH,FR"
        assert last["RECURRENCE-ID"].dt.date() == date(2026, 11, 16)
        assert last["DTEND"].dt - last["DTSTART"].dt == timedelta(hours=4)
        assert event["STATUS"] == "TENTATIVE"
        assert event["UID"] == last["UID"]

    def test_what_fell_through_is_called_off(self, make, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.CANCELLED, sequence=4)
        method = entries.method_of(visit)
        found, (event,) = read(of(visit, ines, method))

        assert (found["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 4)

    def test_hostile_words_stay_words(self, make, ines):
        host = make.person('Eve\r\nATTENDEE:mailto:x@y.z; ,\\"Ωé', locale="en")
        place = "Hall;B,\\n\r\nBEGIN:VALARM" + "é" * 300
        visit = make.visit(ines, host, status=VisitStatus.CONFIRMED, meeting_point=place)
        file = of(visit, ines)
        _found, (event,) = read(file)

        assert all(len(line) <= 75 for line in file.split(b"\r\n"))
        assert len(event["ATTENDEE"]) == 2
        assert not event.walk("VALARM")
        assert "é" * 300 in str(event["LOCATION"])

    def test_each_reads_it_from_their_side(self, app, make, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.CONFIRMED)

        with in_language("en"):
            assert "a visit to Paul Le Gall" in str(read(of(visit, ines))[1][0]["SUMMARY"])
            assert "Inès Caradec visits you" in str(read(of(visit, paul))[1][0]["SUMMARY"])

    def test_both_sides_open_it_others_do_not(self, sign_in, make, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.TO_SIGN)
        answer = sign_in(ines).get(f"/visits/{visit.id}.ics")

        assert answer.content_type == "text/calendar; charset=utf-8; method=REQUEST"
        assert "attachment" in answer.headers["Content-Disposition"]
        read(answer.data)
        assert sign_in(make.person("Eve")).get(f"/visits/{visit.id}.ics").status_code == 404

    @pytest.mark.parametrize(
        "status", [VisitStatus.REQUESTED, VisitStatus.PROPOSED, VisitStatus.HOST_DECLINED]
    )
    def test_nothing_is_in_a_calendar_before_it_is_agreed(self, sign_in, make, ines, paul, status):
        visit = make.visit(ines, paul, status=status)

        assert sign_in(ines).get(f"/visits/{visit.id}.ics").status_code == 404


class TestSecretLink:
    def link(self, page):
        return page.text.split('id="secret"')[1].split('value="')[1].split('"')[0]

    def test_a_calendar_reads_it_without_signing_in(self, app, sign_in, make, ines, paul):
        make.visit(ines, paul, status=VisitStatus.CONFIRMED, message="Secret words")
        make.visit(paul, ines, status=VisitStatus.TO_SIGN)
        make.visit(ines, make.person("Zoé"), status=VisitStatus.REQUESTED)
        page = sign_in(ines).post("/visits/calendar/link")
        path = "/calendar/" + self.link(page).rpartition("/calendar/")[2]
        answer = app.test_client().get(path)
        found, events = read(answer.data)

        assert answer.status_code == 200
        assert found["METHOD"] == "PUBLISH"
        assert len(events) == 2
        assert "Secret words" not in answer.text
        assert "ATTENDEE" not in answer.text
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_it_speaks_the_language_of_its_person(self, app, sign_in, make, ines, paul, session):
        make.visit(ines, paul, status=VisitStatus.CONFIRMED)
        secret = feeds.make(ines.id, by=SYSTEM, now=clock.now())
        session.commit()
        _found, (event,) = read(app.test_client().get(f"/calendar/{secret}.ics").data)

        assert "une visite chez Paul Le Gall" in str(event["SUMMARY"])

    def test_a_new_link_ends_the_old_one_and_the_secret_is_not_kept(
        self, app, sign_in, ines, session
    ):
        client = sign_in(ines)
        first, second = (self.link(client.post("/visits/calendar/link")) for _ in range(2))
        paths = ["/calendar/" + one.rpartition("/calendar/")[2] for one in (first, second)]

        assert [app.test_client().get(path).status_code for path in paths] == [404, 200]
        kept = session.execute(sa.select(CalendarFeed)).scalars().all()
        assert not [one for one in kept if one.token_hash in second]
        page = client.get("/visits/calendar").text
        assert 'id="secret"' not in page
        kinds = session.scalars(sa.select(AuditEvent.kind)).all()
        assert kinds.count("calendar.link_made") == 2

    def test_a_revoked_link_and_one_of_a_leaver_open_nothing(self, app, sign_in, ines, session):
        client = sign_in(ines)
        secret = feeds.make(ines.id, by=SYSTEM, now=clock.now())
        session.commit()
        client.post("/visits/calendar/revoke")
        assert app.test_client().get(f"/calendar/{secret}.ics").status_code == 404

        secret = feeds.make(ines.id, by=SYSTEM, now=clock.now())
        ines.left_on = clock.today()
        session.commit()
        assert app.test_client().get(f"/calendar/{secret}.ics").status_code == 404

    @pytest.mark.parametrize("secret", ["x", "é", "..%2f", "a" * 3000, "%00", "' OR 1=1 --"])
    def test_a_wrong_secret_opens_nothing(self, app, secret):
        assert app.test_client().get(f"/calendar/{secret}.ics").status_code == 404


class TestInvitations:
    def test_both_sides_are_invited_once_everybody_has_signed(self, app, make, ines, paul, session):
        visit = make.visit(ines, paul, status=VisitStatus.TO_SIGN)
        steps.take(visit, "confirm", by=SYSTEM, now=clock.now())
        session.commit()
        mails = session.scalars(sa.select(OutboxMail).order_by(OutboxMail.address)).all()

        assert [one.address for one in mails] == [ines.email, paul.email]
        assert mails[0].subject == "Pour votre agenda\u202f: Vis ma Vie avec Paul Le Gall"
        read(mails[0].invitation)

        steps.take(visit, "cancel", by=SYSTEM, now=clock.now())
        session.commit()
        last = session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        found, (event,) = read(last.invitation)
        assert found["METHOD"] == "CANCEL"
        assert int(event["SEQUENCE"]) > int(read(mails[0].invitation)[1][0]["SEQUENCE"])

    def test_what_nobody_told_about_stays_in_calendars(self, make, ines, paul, session):
        day = workday(clock.today() - timedelta(days=30))
        visit = make.visit(
            ines, paul, status=VisitStatus.CONFIRMED, starts_on=day, invited_at=clock.now()
        )
        steps.take(visit, "expire", by=SYSTEM, now=clock.now())

        assert not session.scalars(sa.select(OutboxMail)).all()

    def test_who_wants_no_mail_and_who_has_left_get_none(self, make, ines, paul, session):
        preferences.prefer(ines.id, Wish(Timing.NEVER))
        paul.left_on = clock.today() - timedelta(days=1)
        visit = make.visit(ines, paul, status=VisitStatus.TO_SIGN)
        steps.take(visit, "confirm", by=SYSTEM, now=clock.now())

        assert not session.scalars(sa.select(OutboxMail)).all()

    def test_nobody_is_called_off_who_was_not_invited(self, make, ines, paul, session):
        visit = make.visit(ines, paul, status=VisitStatus.REQUESTED)
        steps.take(visit, "cancel", by=SYSTEM, now=clock.now())

        assert not session.scalars(sa.select(OutboxMail)).all()

    def test_a_mail_carries_it_as_an_invitation(self, app, make, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.CONFIRMED)
        letter = mail.Letter("k", "a@b.test", "en", "S", "T", invitation=of(visit, ines).decode())
        message = message_from_bytes(mail.message_of(letter).as_bytes(), policy=policy.default)
        (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]

        assert part.get_param("method") == "REQUEST"
        read(part.get_content())
