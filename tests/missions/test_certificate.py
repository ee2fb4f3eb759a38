"""The certificate of a mission: as a page, as a file, and its code checked."""

from datetime import date, timedelta

import pypdfium2
import pytest

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Role
from talentgrow.missions.applications.models import Side
from talentgrow.missions.certificates import sheet
from talentgrow.missions.debriefs import queries
from talentgrow.missions.debriefs.certificate import Certificate, Gain, sheet_of
from talentgrow.missions.states import ApplicationStatus as A
from tests.missions.finished import Finished


@pytest.fixture
def done(make):
    over = Finished(make)
    over.say(Side.PARTICIPANT, {over.orders: 3})
    over.say(Side.OWNER, {over.orders: 3})
    over.credit()
    return over


@pytest.fixture
def code(done):
    return queries.credit_of(done.application.id).code


def text_of(pdf):
    """Return what a reader finds in a PDF, with plain spaces, and how many pages it has."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split()), len(document)


def made(app, language="fr", **fields):
    given = {
        "code": "ABCD-EFGH-JKMN",
        "given_on": date(2026, 11, 1),
        "organisation": "Hélianne",
        "person": "Inès Caradec",
        "mission": "Préparer le plan de charge d’hiver",
        "owner": "Maud Le Goff",
        "started_on": date(2026, 8, 3),
        "ended_on": date(2026, 10, 30),
        "hours_a_week": 3.5,
        "hours": 1616.0,
        "learned": ["Lire un carnet de commandes", "Dire non à une date"],
        "gains": [Gain("Carnet de commandes", 3, 2)],
    } | fields
    with app.test_request_context(), in_language(language):
        return sheet.as_pdf(sheet_of(Certificate(**given)), language)


class TestFile:
    def test_is_a_file_of_ours_in_the_language_of_the_person(self, done, code, sign_in):
        done.ines.locale = "fr"
        done.make.session.commit()

        answer = sign_in(done.sophie, language="en").get(f"{done.url}/certificate.pdf")

        assert answer.status_code == 200
        assert answer.mimetype == "application/pdf"
        assert (
            answer.headers["Content-Disposition"] == f"attachment; filename=certificat-{code}.pdf"
        )
        text, pages = text_of(answer.data)
        assert pages == 1
        for words in (
            "Inès Caradec",
            "a mené à bien la mission",
            "Plan de charge d’hiver",
            "Carnet de commandes",
            "Fait en autonomie",
            "Maud Le Goff",
            code,
        ):
            assert words in text

    def test_speaks_english_to_others(self, done, sign_in):
        done.ines.locale = "en"
        done.make.session.commit()

        text, _pages = text_of(sign_in(done.ines).get(f"{done.url}/certificate.pdf").data)

        assert "has carried out the mission" in text
        assert "Order book" in text and "Does it alone" in text

    def test_never_quotes_a_debrief(self, done, sign_in):
        text, _pages = text_of(sign_in(done.karim).get(f"{done.url}/certificate.pdf").data)

        assert "Elle prépare seule la revue du jeudi" not in text

    def test_a_part_has_no_sum_of_hours(self, make, sign_in):
        partial = Finished(make)
        partial.credit(A.PARTIALLY_COMPLETED)

        text, _pages = text_of(sign_in(partial.ines).get(f"{partial.url}/certificate.pdf").data)

        assert "a mené une partie de la mission" in text
        assert "En tout" not in text and "3 h par semaine" in text

    def test_thousands_and_half_hours_read_well(self, app):
        text, _pages = text_of(made(app))

        assert "1 616 h" in text and "3,5 h par semaine" in text

    def test_narrow_spaces_and_signs_are_kept(self, app):
        text, _pages = text_of(made(app, mission="Gagner 12\u202f% «\u202fà l’œuvre\u202f» : 5 €"))

        assert "Gagner 12 % « à l’œuvre » : 5 €" in text

    @pytest.mark.parametrize(
        "name",
        [
            "Łukasz Dvořák-Şahin",
            "Ναταλία Παπαδοπούλου",
            "Наталья Щербакова",
            "علي حسن",
            "山田 太郎",
            "김민준",
            "Zoé 🎉 Martin",
            "Jose\u0301 \u202eevil",
            "x" * 300,
            " ".join(["Marie-Bénédicte"] * 20),
            "#panic() $x$ *gras* <b> ]",
            '"; \\ \x07',
            "",
        ],
    )
    def test_any_name_prints_on_one_page(self, app, name):
        _text, pages = text_of(made(app, person=name))

        assert pages == 1

    def test_formulas_of_the_printer_are_only_text(self, app):
        text, _pages = text_of(made(app, mission="#panic() $x^2$ *gras* @loin // [rien]"))

        assert "#panic() $x^2$ *gras* @loin // [rien]" in text

    @pytest.mark.parametrize("title", ["W" * 300, "Œuvre à réaliser " * 18])
    def test_a_hostile_title_stays_on_the_page(self, app, title):
        pdf = made(app, mission=title, learned=[title] * 3)

        page = pypdfium2.PdfDocument(pdf)[0]
        text = page.get_textpage()
        right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
        assert right <= page.get_width() - 60

    def test_a_long_list_goes_on_to_the_next_page(self, app):
        learned = [f"Une chose apprise, la {number}e" for number in range(80)]

        text, pages = text_of(made(app, learned=learned))

        assert pages > 1 and learned[-1] in text

    def test_the_same_certificate_is_the_same_file(self, app):
        assert made(app) == made(app)

    def test_says_its_title_and_language_to_screen_readers(self, app):
        pdf = made(app)

        assert "Inès Caradec" in pypdfium2.PdfDocument(pdf).get_metadata_value("Title")
        assert b"/Lang" in pdf and b"/StructTreeRoot" in pdf


class TestPage:
    def test_says_what_the_file_says(self, done, code, sign_in, page):
        found = page(sign_in(done.ines), f"{done.url}/certificate")

        for words in ("Inès Caradec", "has carried out the mission", "Order book", "Maud Le Goff"):
            assert words in found.text
        assert code in found.text
        assert f"{done.url}/certificate.pdf" in found.links()

    @pytest.mark.parametrize(
        ("who", "status"),
        [("ines", 200), ("karim", 200), ("sophie", 200), ("maud", 403), ("eleanor", 404)],
    )
    def test_who_may(self, done, sign_in, who, status):
        client = sign_in(getattr(done, who))

        assert client.get(f"{done.url}/certificate").status_code == status
        assert client.get(f"{done.url}/certificate.pdf").status_code == status

    def test_none_without_a_credit(self, make, sign_in):
        over = Finished(make)

        assert sign_in(over.ines).get(f"{over.url}/certificate").status_code == 404
        assert sign_in(over.ines).get(f"{over.url}/certificate.pdf").status_code == 404

    def test_speaks_french(self, done, sign_in, page):
        found = page(sign_in(done.ines, language="fr"), f"{done.url}/certificate")

        assert "a mené à bien la mission" in found.text and "par semaine" in found.text

    def test_asks_few_statements(self, done, sign_in, statements):
        client = sign_in(done.ines)
        client.get(f"{done.url}/certificate")

        with statements() as sent:
            client.get(f"{done.url}/certificate")

        assert len(sent) <= 15


class TestCheck:
    def test_says_that_it_is_genuine_and_for_which_mission(self, done, code, sign_in, page):
        found = page(sign_in(done.eleanor), f"/certificates/{code.lower()}")

        assert found.h1 == "This certificate is genuine"
        assert "Inès Caradec" in found.text and "Plan de charge d’hiver" in found.text
        assert "Order book" not in found.text

    def test_who_left_is_not_named_to_colleagues(self, done, code, make, sign_in, page):
        done.ines.left_on = clock.today() - timedelta(days=1)
        make.session.commit()

        stranger = page(sign_in(done.eleanor), f"/certificates/{code}")
        hr = page(sign_in(make.person("Hana Whole", role=Role.HR)), f"/certificates/{code}")

        assert "Caradec" not in stranger.html and "genuine" in stranger.h1
        assert "Inès Caradec" in hr.text

    @pytest.mark.parametrize("wrong", ["AAAA-AAAA-AAAA", "é", "x" * 2000, "'%20OR%201=1"])
    def test_an_unknown_code_is_nothing(self, done, sign_in, wrong):
        assert sign_in(done.eleanor).get(f"/certificates/{wrong}").status_code == 404

    def test_strangers_are_asked_who_they_are(self, app, done, code):
        assert app.test_client().get(f"/certificates/{code}").status_code == 302
