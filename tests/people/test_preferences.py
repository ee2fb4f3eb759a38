"""How one wishes to read and to be told."""

from datetime import UTC, datetime

import pytest
from flask_babel import to_user_timezone
from flask_login import login_user
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.notifications.models import NoticePreference, Timing

CHOICES = {
    "locale": "en",
    "timezone": "America/Montreal",
    "timing": "daily",
    "quiet_from": "21",
    "quiet_until": "9",
}


@pytest.fixture
def ada(make):
    return make.person("Ada Lovelace")


class TestPage:
    def test_shows_the_usual_at_first(self, ada, sign_in, page):
        found = page(sign_in(ada), "/preferences/")

        assert found.h1 == "How you read, and how you are told"
        assert "at once, between 7:00 and 20:00" in found.text
        chosen = {option["value"] for option in found.all("option") if "selected" in option}
        assert chosen == {"", "20", "7"}

    def test_speaks_of_hours_as_the_reader_does(self, ada, sign_in, page):
        text = page(sign_in(ada, language="fr"), "/preferences/").html

        assert "entre 7\u00a0h et 20\u00a0h" in text

    def test_keeps_what_was_chosen(self, ada, sign_in, session, page):
        client = sign_in(ada)

        response = client.post("/preferences/", data=CHOICES)

        assert response.status_code == 302
        held = session.scalars(select(NoticePreference)).one()
        assert (held.person_id, held.timing) == (ada.id, Timing.DAILY)
        assert (held.quiet_from, held.quiet_until) == (21, 9)
        assert (ada.locale, ada.timezone) == ("en", "America/Montreal")
        assert "one mail a day, at 9:00" in page(client, "/preferences/").text

    def test_changes_the_language_at_once(self, ada, sign_in, page):
        client = sign_in(ada, language="en")

        client.post("/preferences/", data=CHOICES | {"locale": "fr"})

        assert page(client, "/preferences/").all("html")[0]["lang"] == "fr"

    def test_chosen_twice_is_kept_once_and_noted_when_it_changes(self, ada, sign_in, session):
        client = sign_in(ada)

        for _ in range(2):
            client.post("/preferences/", data=CHOICES)

        assert session.scalar(select(func.count()).select_from(NoticePreference)) == 1
        (event,) = session.scalars(
            select(AuditEvent).where(AuditEvent.subject == f"person:{ada.id}")
        )
        assert event.kind == "people.preferences_chosen"

    @pytest.mark.parametrize(
        "nonsense",
        [
            {"locale": "xx"},
            {"timezone": "Mars/Olympus"},
            {"timezone": "../../etc/passwd"},
            {"timing": "whenever"},
            {"quiet_from": "24"},
            {"quiet_until": "-1"},
            {"quiet_until": "seven"},
        ],
    )
    def test_nonsense_changes_nothing(self, ada, sign_in, session, nonsense):
        response = sign_in(ada).post("/preferences/", data=CHOICES | nonsense)

        assert response.status_code == 422
        assert session.scalar(select(func.count()).select_from(NoticePreference)) == 0
        assert (ada.locale, ada.timezone) == (None, "")

    def test_asks_the_database_little(self, ada, sign_in, page, statements):
        client = sign_in(ada)
        client.get("/preferences/")

        with statements() as sent:
            page(client, "/preferences/")

        assert len(sent) <= 15, sent


class TestPreview:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("timing=never", "You will get no mail"),
            ("timing=daily", "one mail a day, at 8:00"),
            ("timing=daily&quiet_from=6&quiet_until=10", "one mail a day, at 10:00"),
            ("timing=at_once&quiet_from=22", "between 7:00 and 22:00"),
            ("timing=at_once&quiet_from=7&quiet_until=7", "by day and by night"),
            ("timing=x&quiet_from=99&quiet_until=y", "between 7:00 and 20:00"),
        ],
    )
    def test_puts_into_words_what_is_not_saved_yet(self, ada, sign_in, asked, said):
        response = sign_in(ada).get(f"/preferences/preview?{asked}")

        assert said in response.text
        assert "<html" not in response.text


class TestTimeZone:
    @pytest.mark.parametrize(("zone", "hour"), [("", 14), ("America/Montreal", 8), ("UTC", 12)])
    def test_hours_follow_the_reader(self, app, ada, make, session, zone, hour):
        ada.timezone = zone
        session.commit()
        noon = datetime(2026, 10, 8, 12, tzinfo=UTC)

        with app.test_request_context():
            login_user(make.account_of(ada))
            assert to_user_timezone(noon).hour == hour
