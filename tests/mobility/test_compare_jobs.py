"""Two jobs side by side: skills, the reader's own levels, and moves without small groups."""

import pytest

from talentgrow.graph.types import Importance
from talentgrow.kernel.access import Role


@pytest.fixture
def house(make, sign_in, page):
    class House:
        shared, same, left, right = (
            make.skill(name) for name in ("Partagée", "Pareille", "Gauche", "Droite")
        )
        a = make.job("Cariste", family=make.family("Logistique", "LO"), grade=2)
        b = make.job("Chef de quai", family=make.family("Flux", "FX"), grade=4)
        ada = make.person("Ada Lovelace", job=a)

        def open(self, a=None, b=None, *, person=None, language="en", query=""):
            client = sign_in(person or self.ada, language=language)
            return page(client, f"/jobs/compare?a={(a or self.a).id}&b={(b or self.b).id}{query}")

    make.need(House.a, House.shared, 2)
    make.need(House.b, House.shared, 4, Importance.USEFUL)
    make.need(House.a, House.same, 3)
    make.need(House.b, House.same, 3)
    make.need(House.a, House.left, 1)
    make.need(House.b, House.right, 5)
    make.graph()
    return House()


class TestSkills:
    def test_the_head_says_how_much_is_shared(self, house):
        assert house.open().h1 == "2 skills in common, one of them at another level"

    def test_stand_by_what_both_or_only_one_takes(self, house):
        text = house.open().text

        parts = [
            "Both take it, at different levels",
            "Partagée (en)",
            "2 levels more in Chef de quai (en)",
            "2 · essential",
            "4 · useful",
            "Only Chef de quai (en) takes it",
            "Droite (en)",
            "not asked for",
            "Only Cariste (en) takes it",
            "Gauche (en)",
            "Both take it, at the same level",
            "Pareille (en)",
        ]
        places = [text.index(words) for words in parts]
        assert places == sorted(places)

    def test_stand_with_the_readers_own_level(self, make, house):
        make.level(house.ada, house.right, 3)

        cell = house.open().html.partition("Droite (en)")[2].partition("</tr>")[0]

        assert "Level 3 of 5" in cell
        assert "taken from your job" not in cell
        assert "taken from your job" in house.open().text

    def test_none_in_common_is_said(self, make, house):
        other = make.job("Autre", needs={make.skill("Seule"): 2})

        assert house.open(b=other).h1 == "No skill in common"

    def test_a_job_without_skills_says_why_nothing_is_compared(self, make, house):
        assert "cannot be compared skill by skill" in house.open(b=make.job("Vide")).text

    def test_swapped_the_other_stands_first(self, house):
        found = house.open()
        swapped = f"/jobs/compare?a={house.b.id}&b={house.a.id}"

        assert swapped in found.links()
        assert house.open(house.b, house.a).text.index("Chef de quai") < found.text.rindex(
            "Cariste"
        )


class TestMoves:
    def test_are_counted_both_ways_from_five_on(self, make, house):
        for year in (2021, 2022, 2023):
            make.movers(4, house.a, house.b, year=year)
        make.movers(4, house.b, house.a, year=2024)
        make.graph()

        text = house.open().text

        assert "12 people have made this move" in text
        assert "few people have made this move" in text
        assert "4 people" not in text

    @pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
    def test_of_few_are_hidden_from_every_role(self, make, house, role):
        make.movers(3, house.a, house.b)
        make.graph()

        text = house.open(person=make.person(role=role)).text

        assert "few people have made this move" in text

    def test_a_bridge_is_told_with_its_note(self, make, house):
        make.bridge(house.a, house.b, "Six mois")

        assert "HR declared a bridge in 2026, to a close job: Six mois (en)" in house.open().text

    def test_none_yet_is_said(self, house):
        assert house.open().text.count("nobody has made this move yet") == 2


class TestChoose:
    def ask(self, page, sign_in, house, query="", language="en"):
        return page(sign_in(house.ada, language=language), f"/jobs/compare{query}")

    def test_begins_with_ones_own_job(self, house, page, sign_in):
        found = self.ask(page, sign_in, house)

        assert found.h1 == "Which job shall we look at first?"
        assert f"/jobs/compare?a={house.a.id}" in found.links()

    def test_then_looks_for_the_other(self, house, page, sign_in):
        found = self.ask(page, sign_in, house, f"?a={house.a.id}&q=quai")

        assert found.h1 == "Compare cariste (en) with which job?"
        assert f"/jobs/compare?a={house.a.id}&b={house.b.id}" in found.links()

    @pytest.mark.parametrize("query", ["?a=x&b=y", "?a=-1", "?q=zzz", "?b=999999999999999999999"])
    def test_nonsense_is_asked_again(self, house, page, sign_in, query):
        assert self.ask(page, sign_in, house, query).h1 == "Which job shall we look at first?"

    def test_a_job_with_itself_is_asked_again(self, house, page, sign_in):
        found = self.ask(page, sign_in, house, f"?a={house.a.id}&b={house.a.id}")

        assert "with which job" in found.h1

    @pytest.mark.parametrize("query", ["?a=999999", "?a=999999&b=1"])
    def test_a_job_nobody_knows_is_missing(self, house, page, sign_in, query):
        assert (
            "This job does not exist."
            in page(sign_in(house.ada), f"/jobs/compare{query}", status=404).text
        )

    def test_speaks_french(self, house, page, sign_in):
        assert self.ask(page, sign_in, house, language="fr").h1 == (
            "Quel métier regarder en premier ?"
        )
        assert house.open(language="fr").h1 == (
            "2 compétences en commun, dont une à un autre niveau"
        )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_needs_few_statements(make, house, sign_in, page, statements, language):
    for index in range(25):
        skill = make.skill(f"Skill {index}")
        make.need(house.a, skill, 2)
        make.need(house.b, skill, 1 + index % 5)
    make.graph()
    client = sign_in(house.ada, language=language)
    url = f"/jobs/compare?a={house.a.id}&b={house.b.id}"
    page(client, url)

    with statements() as sent:
        page(client, url)

    assert len(sent) <= 15, sent
