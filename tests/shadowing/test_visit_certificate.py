"""The certificate of a visit: as a page, as a file, and its code checked."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.missions.debriefs import queries as missions
from talentgrow.shadowing.debriefs import queries
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Side
from tests.missions.finished import Finished
from tests.missions.test_certificate import text_of
from tests.shadowing.seen_scene import LEARNED, OverVisit


@pytest.fixture
def done(make):
    return OverVisit(make).counts()


@pytest.fixture
def url(done):
    return f"/visits/{done.id}/certificate"


@pytest.fixture
def code(done):
    return queries.certificate_of(done.id).code


class TestFile:
    def test_speaks_the_language_of_the_person(self, done, url, code, sign_in):
        answer = sign_in(done.ines, language="en").get(f"{url}.pdf")

        assert answer.mimetype == "application/pdf"
        assert (
            answer.headers["Content-Disposition"] == f"attachment; filename=certificat-{code}.pdf"
        )
        text, pages = text_of(answer.data)
        assert pages == 1
        for words in ("Inès Caradec", "Usinage", "Paul Le Gall", "Réglage d’une série", code):
            assert words in text
        assert "a vu ce métier au travail" in text
        assert LEARNED[Side.VISITOR] not in text

    def test_speaks_english_to_others(self, done, url, sign_in):
        done.ines.locale = "en"
        done.make.session.commit()

        text, _pages = text_of(sign_in(done.ines).get(f"{url}.pdf").data)

        assert "has seen this job at work" in text and "no level" in text

    def test_a_part_is_said_to_be_one(self, make, sign_in):
        over = OverVisit(make, status=V.PARTIAL).counts(seen=False)
        over.ines.locale = "en"
        make.session.commit()

        text, _pages = text_of(sign_in(over.ines).get(f"/visits/{over.id}/certificate.pdf").data)

        assert "has seen a part of this job" in text
        assert "Skills seen" not in text and "no level" not in text

    def test_without_a_job_the_host_stands_for_it(self, make, sign_in):
        over = OverVisit(make, job_id=None, half_days=4).counts(seen=False)

        text, pages = text_of(sign_in(over.ines).get(f"/visits/{over.id}/certificate.pdf").data)

        assert text.count("Paul Le Gall") == 2 and pages == 1


class TestPage:
    def test_says_what_the_file_says(self, done, url, code, sign_in, page):
        found = page(sign_in(done.ines), url)

        for words in ("Inès Caradec", "has seen this job at work", "Usinage (en)", code):
            assert words in found.text
        assert f"{url}.pdf" in found.links()

    @pytest.mark.parametrize(
        ("who", "status"),
        [("ines", 200), ("sophie", 200), ("paul", 403), ("karim", 404), ("eleanor", 404)],
    )
    def test_who_may(self, done, url, sign_in, who, status):
        client = sign_in(getattr(done, who))

        assert client.get(url).status_code == status
        assert client.get(f"{url}.pdf").status_code == status

    def test_none_before_it_counts(self, make, sign_in):
        over = OverVisit(make)

        assert sign_in(over.ines).get(f"/visits/{over.id}/certificate").status_code == 404

    def test_asks_few_statements(self, done, url, sign_in, statements):
        client = sign_in(done.ines)
        client.get(url)

        with statements() as sent:
            client.get(url)

        assert len(sent) <= 15


class TestCheck:
    def test_the_page_of_missions_knows_it(self, done, code, sign_in, page):
        found = page(sign_in(done.eleanor), f"/certificates/{code.lower()}")

        assert found.h1 == "This certificate is genuine"
        assert "Inès Caradec" in found.text and "Usinage (en)" in found.text
        assert "Mission" not in found.text.split("What it says")[-1]
        assert "Réglage" not in found.text

    def test_and_still_knows_missions(self, done, sign_in, page):
        over = Finished(done.make)
        over.credit()
        code = missions.credit_of(over.application.id).code

        assert "Mission" in page(sign_in(done.eleanor), f"/certificates/{code}").text

    def test_who_left_is_not_named_to_colleagues(self, done, code, make, sign_in, page):
        done.ines.left_on = clock.today() - timedelta(days=1)
        make.session.commit()

        stranger = page(sign_in(done.eleanor), f"/certificates/{code}")

        assert "Caradec" not in stranger.html and "genuine" in stranger.h1

    def test_an_unknown_code_is_nothing(self, done, sign_in):
        assert sign_in(done.eleanor).get("/certificates/AAAA-AAAA-AAAA").status_code == 404
