"""The tree of units: how many people, who leads them, and what each reader gets of it."""

from datetime import date

import pytest

from talentgrow.kernel.access import Role


@pytest.fixture
def house(make):
    """A company with two branches; Bea leads the first, and one unit stands empty."""

    class House:
        top = make.unit("Hélianne")
        flow, sales = make.unit("Flux", top), make.unit("Ventes", top)
        stock, empty = make.unit("Magasin", flow), make.unit("Archives", sales)
        angers, brest = make.site("Angers"), make.site("Brest")
        job, bea, kim = make.job("Pilote"), make.person("Bea Head"), make.person("Kim Chief")

    make.assignment(House.bea, House.job, unit=House.flow, site=House.angers)
    make.assignment(House.kim, House.job, unit=House.sales, site=House.brest)
    for index in range(3):
        make.assignment(
            make.person(f"Flow {index}"),
            House.job,
            unit=House.flow,
            site=House.angers,
            manager=House.bea,
        )
    make.assignment(
        make.person("Stock One"), House.job, unit=House.stock, site=House.angers, manager=House.bea
    )
    make.assignment(
        make.person("Sales One"), House.job, unit=House.sales, site=House.brest, manager=House.kim
    )
    return House


class TestTree:
    def test_counts_the_people_of_the_units_below(self, house, make, sign_in, page):
        text = page(sign_in(make.person("Zoe")), "/organisation").text

        for words in [
            "Hélianne 7 people",
            "Flux 5 people",
            "Magasin one person",
            "Ventes 2 people",
        ]:
            assert words in text
        assert "Archives nobody today" in text

    def test_names_who_most_of_a_unit_report_to(self, house, make, sign_in, page):
        found = page(sign_in(make.person("Zoe")), "/organisation")

        assert "Flux 5 people Led by Bea Head" in found.text
        assert f"/people/{house.bea.id}" in found.links()

    def test_leads_to_the_people_of_a_unit(self, house, make, sign_in, page):
        found = page(sign_in(make.person("Zoe")), "/organisation")

        assert f"/people/?unit={house.stock.id}" in found.links()
        assert f"/people/?unit={house.empty.id}" not in found.links()

    def test_counts_somebody_with_two_jobs_once(self, house, make, sign_in, page):
        make.assignment(house.bea, make.job("Aussi"), unit=house.stock, start=date(2021, 1, 1))

        text = page(sign_in(make.person("Zoe")), "/organisation").text

        assert "Hélianne 7 people" in text
        assert "Magasin 2 people" in text

    def test_counts_somebody_with_jobs_on_several_floors_once_on_each(
        self, house, make, sign_in, page
    ):
        for unit in (house.stock, house.stock, house.flow, house.sales):
            make.assignment(house.bea, make.job(), unit=unit)

        text = page(sign_in(make.person("Zoe")), "/organisation").text

        for words in [
            "Hélianne 7 people",
            "Flux 5 people",
            "Magasin 2 people",
            "Ventes 3 people",
        ]:
            assert words in text

    def test_forgets_those_who_left(self, house, make, sign_in, page):
        gone = make.person("Gus", left_on=date(2024, 1, 1))
        make.assignment(gone, house.job, unit=house.stock, end=date(2024, 1, 1))

        assert "Magasin one person" in page(sign_in(make.person("Zoe")), "/organisation").text

    def test_without_units_says_where_they_come_from(self, make, sign_in, page):
        assert "There is no unit yet" in page(sign_in(make.person("Zoe")), "/organisation").text

    def test_hostile_names_are_only_names(self, make, sign_in, page):
        make.unit("<script>alert(1)</script>")

        found = page(sign_in(make.person("Zoe")), "/organisation")

        assert "<script>alert" not in found.html
        assert "<script>alert(1)</script>" in found.text

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements_however_many_units(
        self, house, make, sign_in, page, statements, language
    ):
        for index in range(40):
            unit = make.unit(f"Unit {index}", house.flow)
            make.assignment(make.person(f"P {index}"), house.job, unit=unit, manager=house.bea)
        client = sign_in(make.person("Zoe", role=Role.HR), language=language)
        client.get("/organisation")

        with statements() as sent:
            page(client, "/organisation")

        assert len(sent) <= 15, sent


class TestPart:
    def test_of_a_unit_is_shown_with_the_way_to_it(self, house, make, sign_in, page):
        text = page(sign_in(make.hr_of(house.flow)), "/organisation").text

        assert "Hélianne Flux 5 people Led by Bea Head" in text
        assert "Magasin one person" in text
        assert "Ventes" not in text

    def test_of_a_site_counts_its_people_only(self, house, make, sign_in, page):
        make.assignment(make.person("Far Away"), house.job, unit=house.flow, site=house.brest)

        text = page(sign_in(make.hr_of(house.angers)), "/organisation").text

        assert "Flux 5 people" in text
        assert "Ventes" not in text

    def test_does_not_name_a_head_from_elsewhere(self, house, make, sign_in, page):
        text = page(sign_in(make.hr_of(house.stock)), "/organisation").text

        assert "Magasin one person" in text
        assert "Bea Head" not in text
