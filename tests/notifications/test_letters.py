"""A mail says the news, in the language of its reader, with links that lead here."""

from datetime import date

import pytest

from talentgrow.infra.i18n import in_language, language, lazy_gettext
from talentgrow.kernel.localized import Localized
from talentgrow.notifications import letters, words
from talentgrow.notifications.models import Notice
from talentgrow.notifications.recipients import Recipient
from talentgrow.notifications.service import KINDS, NoticeKind
from tests.notifications.conftest import NOON, TO_DO

READER = Recipient("Inès", "ines@example.test", "fr", "", has_left=False)


def notice(kind="tests.news", **details):
    told = {"name": "Inès", "first_step": {"fr": "Commencez.", "en": "Begin."}} | details
    return Notice(id=1, kind=kind, url="/people/7", details=told)


@pytest.fixture
def letter(session):
    """Return a function which writes a mail about notices."""

    def write(*notices, locale="fr", is_digest=False):
        reader = Recipient("Inès", "ines@example.test", locale, "", has_left=False)
        return letters.about(notices or [notice()], reader, is_digest=is_digest)

    return write


class TestLanguages:
    def test_french_and_english_say_the_same(self, letter):
        french, english = letter(locale="fr"), letter(locale="en")

        assert french.subject == "Bienvenue, Inès. Commencez."
        assert english.subject == "Welcome, Inès. Begin."
        assert french.text.startswith("Bonjour Inès,\n\nBienvenue, Inès. Commencez.\nhttp://")
        assert english.text.startswith("Hello Inès,\n\nWelcome, Inès. Begin.\nhttp://")
        assert '<html lang="fr"' in french.html
        assert '<html lang="en"' in english.html
        assert french.text.count("\n") == english.text.count("\n")
        assert french.html.count("<") == english.html.count("<")
        for html in (french.html, english.html):
            assert 'href="http://127.0.0.1:5000/people/7"' in html
            assert 'href="http://127.0.0.1:5000/preferences"' in html

    @pytest.mark.parametrize("locale", [None, "", "de", "../etc"])
    def test_the_house_language_where_nobody_chose(self, letter, locale):
        assert letter(locale=locale).locale == "fr"

    def test_the_language_around_stays_as_it_was(self, letter):
        with in_language("en"):
            letter(locale="fr")
            assert language() == "en"

    def test_a_day_is_written_as_each_language_does(self, letter):
        until = notice(first_step={"day": "2026-10-08"})

        assert letter(until).subject.endswith("8\u00a0octobre 2026")
        assert letter(until, locale="en").subject.endswith("8\u00a0October 2026")


class TestSubject:
    def test_one_more(self, letter):
        subject = letter(notice(), notice(name="Karim")).subject

        assert subject == "Bienvenue, Inès. Commencez, et une autre nouvelle"

    def test_what_is_to_do_comes_first(self, letter):
        told = letter(notice(), notice(), notice(TO_DO.name, name="Karim"), locale="en")

        assert told.subject == "Welcome, Karim. Begin, and 2 more notices"
        assert told.text.index("Karim") < told.text.index("Welcome, Inès")

    def test_a_long_one_is_cut_before_the_count(self, letter):
        subject = letter(notice(name="x" * 500), notice()).subject

        assert len(subject) < 160
        assert subject.endswith("…, et une autre nouvelle")

    def test_a_digest_says_what_it_is(self, letter):
        assert "pas encore lu" in letter(notice(), notice(), is_digest=True).text
        assert "pas encore lu" not in letter(notice(), notice()).text


class TestHostileDetails:
    @pytest.mark.parametrize(
        "name",
        [
            "<script>alert(1)</script>",
            "Ada\r\nBcc: eve@example.test",
            "{{ 7 * 7 }} {% raw %}",
            "%(secret)s %s %",
            "\u202eevil\u2066 \x00\x1b[31m",
            "\u2028line",
        ],
    )
    def test_are_text_and_nothing_else(self, letter, name):
        told = letter(notice(name=name))

        assert "<script>" not in told.html
        assert "49" not in told.html
        assert not any(sign in told.subject for sign in "\r\n\x00\x1b\u2028\u202e\u2066")
        assert len(told.text.splitlines()) == len(letter().text.splitlines())

    def test_typographic_spaces_are_kept(self, letter):
        assert "«\u202fPilote\u202f»" in letter(notice(name="«\u202fPilote\u202f»")).subject


class TestSentences:
    @pytest.mark.parametrize(
        ("kind", "details"),
        [
            ("tests.gone", {}),
            ("tests.news", {"other": 1}),
            ("tests.news", {}),
            ("tests.number", {"name": "many"}),
        ],
    )
    def test_what_cannot_be_said_is_said_neutrally(self, session, kind, details):
        KINDS.setdefault("tests.number", NoticeKind.__new__(NoticeKind)).__dict__.update(
            name="tests.number", sentence="%(name)d", needs_action=False
        )
        unsaid = Notice(kind=kind, details=details)

        with in_language("fr"):
            assert words.sentence(unsaid) == "Quelque chose que vous suivez a changé."
        with in_language("en"):
            assert words.sentence(unsaid) == "Something you follow has changed."

    def test_a_sentence_may_depend_on_a_number(self, session):
        kind = KINDS.get("tests.count") or NoticeKind(
            "tests.count", lambda count: f"{count} level{'s' if count > 1 else ''}"
        )

        assert words.sentence(Notice(kind=kind.name, details={"count": 2})) == "2 levels"
        assert words.sentence(Notice(kind=kind.name, details={"count": 1})) == "1 level"

    def test_a_broken_day_is_shown_as_it_stands(self, session):
        told = notice(first_step={"day": "soon"})

        with in_language("en"):
            assert words.sentence(told) == "Welcome, Inès. soon"

    def test_two_kinds_of_one_name_are_a_mistake(self):
        with pytest.raises(ValueError, match=r"tests\.news"):
            NoticeKind("tests.news", lazy_gettext("Home"))


class TestStored:
    def test_details_are_kept_for_both_languages(self, make, tell, at, session):
        at(NOON)
        kept = tell(
            make.person(),
            first_step=Localized("Flux", "Flow"),
            day=date(2026, 10, 8),
            moment=NOON,
            count=3,
            odd=object,
        ).details

        assert kept["first_step"] == {"fr": "Flux", "en": "Flow"}
        assert kept["day"] == kept["moment"] == {"day": "2026-10-08"}
        assert kept["count"] == 3
        assert isinstance(kept["odd"], str)
