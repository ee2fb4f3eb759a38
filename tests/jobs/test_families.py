"""Families of jobs: listed with their number of jobs, written by HR."""

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.jobs.models import JobFamily
from talentgrow.kernel.access import Role
from tests.page import Page


@pytest.fixture
def client(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


FORM = {"code": "ve", "name_fr": "Ventes", "name_en": "Sales", "colour": "3"}


class TestList:
    def test_counts_the_jobs_of_each(self, make, sign_in, page):
        flows = make.family("Flux", "FX")
        make.job("A", family=flows)
        make.job("B", family=flows)
        make.family("Ventes", "VE")

        text = page(sign_in(make.person("Ada")), "/jobs/families").text

        assert "2 families of jobs" in text
        assert "FX Flux (en) 2 jobs" in text
        assert "VE Ventes (en) 0 jobs" in text

    def test_says_what_to_expect_when_there_is_none(self, make, sign_in, page):
        assert page(sign_in(make.person()), "/jobs/families").h1 == "No family of jobs yet"

    def test_is_in_the_language_of_the_reader(self, make, sign_in, page):
        make.job("A", family=make.family("Flux", "FX"))

        text = page(sign_in(make.person(), language="fr"), "/jobs/families").text

        assert "Une famille de métiers" in text
        assert "Flux 1 métier" in text


class TestWrite:
    def test_a_new_one_has_two_capital_letters_and_a_colour(self, client, session):
        response = client.post("/jobs/families/new", data=FORM)

        family = session.scalars(select(JobFamily)).one()
        assert response.location == "/jobs/families"
        assert (family.code, family.name_fr, family.name_en, family.colour) == (
            "VE",
            "Ventes",
            "Sales",
            3,
        )
        assert session.scalars(select(AuditEvent.kind)).all() == ["jobs.family_created"]

    def test_one_is_called_otherwise(self, client, make, session):
        family = make.family("Flux", "FX")

        client.post(f"/jobs/families/{family.id}/edit", data=FORM)

        assert (family.code, family.name_en, family.colour) == ("VE", "Sales", 3)

    def test_a_long_code_from_an_import_may_stay(self, client, make):
        family = make.family("Flux", "Flux et planification")

        response = client.post(
            f"/jobs/families/{family.id}/edit", data=FORM | {"code": "Flux et planification"}
        )

        assert response.status_code == 302
        assert (family.code, family.name_en) == ("Flux et planification", "Sales")

    @pytest.mark.parametrize(
        "changed",
        [
            {"code": ""},
            {"code": "ABC"},
            {"code": "É1"},
            {"code": "<b"},
            {"code": "FX"},
            {"name_fr": ""},
            {"name_en": "x" * 81},
            {"colour": "10"},
            {"colour": "x"},
        ],
    )
    def test_a_form_with_mistakes_comes_back(self, client, make, session, changed):
        make.family("Flux", "FX")

        response = client.post("/jobs/families/new", data=FORM | changed)

        assert response.status_code == 422
        assert Page(response.text).all("p", **{"class": "tg-error"})
        assert len(session.scalars(select(JobFamily)).all()) == 1

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN])
    def test_nobody_but_hr(self, make, sign_in, session, role):
        family = make.family("Flux", "FX")
        client = sign_in(make.person("Eve", role=role))

        for url in ("/jobs/families/new", f"/jobs/families/{family.id}/edit"):
            assert client.get(url).status_code == 403
            assert client.post(url, data=FORM).status_code == 403
        assert family.code == "FX"
