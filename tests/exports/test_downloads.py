"""Lists as files: what the page shows, in the layout which the import reads back."""

import csv
import io

import openpyxl
import pytest

from talentgrow.exports.views import EXPORTS
from talentgrow.imports.kinds.register import KINDS, headings
from talentgrow.kernel.access import Role


def lines(response):
    assert response.status_code == 200, response.text[:500]
    text = response.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Hana", role=Role.HR))


class TestFiles:
    def test_every_kind_of_import_has_its_export(self):
        assert EXPORTS.keys() == KINDS.keys()

    @pytest.mark.parametrize("name", sorted(EXPORTS))
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_headings_are_those_of_the_import(self, make, sign_in, name, language):
        client = sign_in(make.person("Hana", role=Role.HR), language=language)

        found = lines(client.get(f"/exports/{name}.csv"))

        assert found[0] == headings(name, language)

    def test_a_workbook_holds_the_same(self, make, hr):
        make.job("Usinage", english="Machining")

        book = openpyxl.load_workbook(io.BytesIO(hr.get("/exports/jobs.xlsx").data))

        rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
        assert rows == lines(hr.get("/exports/jobs.csv"))

    def test_no_cell_is_a_formula(self, make, hr):
        make.job('=HYPERLINK("http://evil.example")', english="+1", description_fr="\n=1+1")

        row = lines(hr.get("/exports/jobs.csv"))[1]

        assert row[1:3] == ['\'=HYPERLINK("http://evil.example")', "'+1"]
        assert "'\n=1+1" in row

    def test_the_file_is_kept_by_nobody_else(self, hr):
        response = hr.get("/exports/people.csv")

        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Disposition"].startswith("attachment")

    def test_an_unknown_list_is_not_there(self, hr):
        assert hr.get("/exports/passwords.csv").status_code == 404
        assert hr.get("/exports/people.pdf").status_code == 404


class TestLimits:
    @pytest.mark.parametrize("name", ["people", "assignments", "units"])
    def test_people_are_for_hr(self, make, sign_in, name):
        assert sign_in(make.person("Ada")).get(f"/exports/{name}.csv").status_code == 403

    def test_units_of_a_part_are_those_of_its_page(self, make, sign_in):
        house = make.unit("House")
        part = make.unit("Part", house)
        other = make.unit("Other", house)

        found = lines(sign_in(make.hr_of(part)).get("/exports/units.csv"))

        codes = {row[0] for row in found[1:]}
        assert codes == {house.code, part.code}
        assert other.code not in codes

    def test_bridges_are_for_whoever_reads_the_list(self, make, sign_in):
        make.bridge(make.job("Usinage"), make.job("Vente"))

        assert sign_in(make.person("Ada")).get("/exports/bridges.csv").status_code == 403

    def test_levels_are_those_one_may_read(self, make, sign_in):
        boss, ada, bob = make.person("Boss"), make.person("Ada"), make.person("Bob")
        make.assignment(ada, make.job(), manager=boss)
        skill = make.skill("Négociation")
        for person in (boss, ada, bob):
            make.level(person, skill, 3)

        numbers = {
            person.employee_number: {
                row[0] for row in lines(sign_in(person).get("/exports/person-skills.csv"))[1:]
            }
            for person in (boss, ada)
        }

        assert numbers == {
            boss.employee_number: {boss.employee_number},
            ada.employee_number: {ada.employee_number},
        }

    def test_filters_of_the_page_hold(self, make, hr):
        make.job("Usinage", english="Machining")
        make.job("Vente", english="Sales")

        found = lines(hr.get("/exports/jobs.csv?q=usin"))

        assert [row[1] for row in found[1:]] == ["Usinage"]

    def test_statements_do_not_grow_with_the_list(self, make, hr, statements):
        for number in range(20):
            person = make.person(f"Person {number}", manager=make.person(f"Boss {number}"))
            make.level(person, make.skill(f"Skill {number}"), 2)

        for name in EXPORTS:
            with statements() as sent:
                hr.get(f"/exports/{name}.csv")
            assert len(sent) <= 15, name
