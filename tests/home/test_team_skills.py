"""The skills of a team: who has which level, who would like what, what rests on one person."""

import re

import pytest

from talentgrow.kernel.access import Role
from talentgrow.skills.models import ClaimSource, SkillWish, WishKind
from tests.make import NOW

URL = "/team/skills"


@pytest.fixture
def team(make, session):
    """Bea manages Ada and Bob, who are buyers: their job asks for negotiation."""

    class Team:
        family = make.skill_family("Achats")
        talking = make.skill("Négociation", "Negotiation", family_id=family.id)
        english = make.skill("Anglais", "English")
        drawing = make.skill("Dessin", "Drawing")
        job = make.job("Achats", english="Buyer", needs={talking: 3})
        bea, ada, bob = (make.person(name) for name in ["Bea Boss", "Ada One", "Bob Two"])

        def wish(self, person, skill, wish):
            session.add(SkillWish(person_id=person.id, skill_id=skill.id, wish=wish, at=NOW))
            session.commit()

    for person in (Team.ada, Team.bob):
        make.assignment(person, Team.job, manager=Team.bea)
    return Team()


def rows(found):
    """Return the text of each row of the table, by the name of its skill."""
    (table,) = re.findall(r"<tbody>(.*?)</tbody>", found.html, re.S)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split())
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
    ]


class TestTable:
    def test_has_a_row_for_each_skill_and_a_column_for_each_person_by_name(
        self, team, make, sign_in, page
    ):
        make.level(team.ada, team.talking, 3, source=ClaimSource.MANAGER, author=team.bea)
        make.level(team.bob, team.talking, 2)
        make.level(team.bob, team.english, 4)

        found = page(sign_in(team.bea), URL)

        assert "Skill Ada One Bob Two" in found.text
        assert rows(found) == [
            "English only Bob no level 4 declared",
            "Negotiation everybody · asked for by a job 3 confirmed 2 declared",
        ]

    def test_shows_the_level_that_counts(self, team, make, sign_in, page):
        make.level(team.ada, team.talking, 3, source=ClaimSource.MANAGER, author=team.bea)
        make.level(team.ada, team.talking, 5)

        assert "1 of 2 · asked" not in page(sign_in(team.bea), URL).text
        assert rows(page(sign_in(team.bea), URL)) == [
            "Negotiation only Ada · asked for by a job 3 confirmed no level"
        ]

    def test_shows_what_each_would_like_with_a_level_or_without(self, team, make, sign_in, page):
        make.level(team.ada, team.english, 1)
        team.wish(team.ada, team.english, WishKind.AVOID)
        team.wish(team.bob, team.english, WishKind.DEVELOP)

        (row, _needed) = rows(page(sign_in(team.bea), URL))

        assert row == "English only Ada 1 declared Rather not no level To develop"

    def test_a_level_of_nought_holds_nothing(self, team, make, sign_in, page):
        make.level(team.ada, team.english, 0)

        assert rows(page(sign_in(team.bea), URL))[0] == "English nobody yet 0 declared no level"

    def test_is_a_table_with_heads_in_a_region_one_can_reach(self, team, make, sign_in, page):
        make.level(team.ada, team.talking, 3)

        found = page(sign_in(team.bea), URL)

        (region,) = found.all("div", role="region", tabindex="0")
        assert region["aria-labelledby"] == found.all("caption")[0]["id"]
        assert len(found.all("th", scope="col")) == 3
        assert len(found.all("th", scope="row")) == 1

    def test_is_french_in_french(self, team, make, sign_in, page):
        make.level(team.ada, team.talking, 3)
        team.wish(team.bob, team.talking, WishKind.USE)

        found = page(sign_in(team.bea, language="fr"), URL)

        assert found.h1 == "Votre équipe a une compétence, dont une repose sur une seule personne"
        assert rows(found) == [
            "Négociation Ada seulement · demandée par un métier 3 déclaré aucun niveau À utiliser"
        ]

    def test_a_hostile_name_is_only_a_name(self, team, make, sign_in, page):
        make.level(team.ada, make.skill("<script>alert(1)</script>"), 3)

        assert "<script>alert(1)" not in page(sign_in(team.bea), URL).html


class TestOnePerson:
    def test_what_rests_on_one_person_is_the_news(self, team, make, sign_in, page):
        for skill in (team.talking, team.drawing):
            make.level(team.ada, skill, 2)
        for person in (team.ada, team.bob):
            make.level(person, team.english, 2)

        found = page(sign_in(team.bea), URL)

        assert found.h1 == "Your team has three skills, two rest on one person"
        # What a job asks for comes first, though its name comes last.
        assert "Negotiation (Ada), Drawing (Ada)" in found.text

    def test_is_no_news_in_a_team_of_one(self, team, make, sign_in, page):
        chief, only = make.person("Chief Small"), make.person("Only One")
        make.assignment(only, team.job, manager=chief)
        make.level(only, team.talking, 2)

        found = page(sign_in(chief), URL)

        assert found.h1 == "Your team has one skill"
        assert "If one person is away" not in found.text
        assert rows(found) == ["Negotiation asked for by a job 2 declared"]


class TestNarrowing:
    @pytest.fixture
    def shown(self, team, make, sign_in, page):
        make.level(team.ada, team.drawing, 2)
        for person in (team.ada, team.bob):
            make.level(person, team.english, 2)
        team.wish(team.bob, team.english, WishKind.USE)
        client = sign_in(team.bea)

        def shown(**wanted):
            query = "&".join(f"{key}={value}" for key, value in wanted.items())
            return [row.split()[0] for row in rows(page(client, f"{URL}?{query}"))]

        return shown

    def test_to_what_is_wished(self, shown):
        assert shown(show="wished") == ["English"]

    def test_to_what_jobs_of_the_team_ask_for(self, shown):
        assert shown(show="needed") == ["Negotiation"]

    def test_to_what_one_person_has(self, shown):
        assert shown(show="single") == ["Drawing"]

    def test_to_a_family(self, team, shown):
        assert shown(family=team.family.id) == ["Negotiation"]

    def test_to_a_person_and_what_concerns_them(self, team, shown):
        assert shown(person=team.bob.id) == ["English", "Negotiation"]

    def test_what_the_fewest_hold_may_come_first(self, shown):
        assert shown(order="fewest") == ["Negotiation", "Drawing", "English"]

    def test_nonsense_asks_for_nothing(self, shown):
        everything = ["Drawing", "English", "Negotiation"]

        assert shown(show="x", family="y", person="z", order="9", page="-1") == everything
        assert shown(page=99) == everything

    def test_nothing_found_offers_all(self, team, make, sign_in, page):
        make.level(team.ada, team.talking, 2)

        found = page(sign_in(team.bea), f"{URL}?show=wished")

        assert "No skill of the team is like this" in found.text
        assert URL in found.links()


class TestWho:
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR, Role.ADMIN])
    def test_whoever_has_no_team_is_refused(self, make, sign_in, role):
        assert sign_in(make.person("Zoe", role=role)).get(URL).status_code == 403

    def test_of_others_nothing_is_read_even_when_asked_for(self, team, make, sign_in, page):
        zed = make.person("Zed Stranger")
        make.level(zed, make.skill("Secret", "Secret"), 4)
        make.level(team.ada, team.talking, 2)

        found = page(sign_in(team.bea), f"{URL}?person={zed.id}")

        assert "Zed" not in found.text
        assert "Secret" not in found.text
        assert "Ada One" in found.text

    def test_a_team_without_levels_is_told_what_comes(self, make, sign_in, page):
        chief = make.person("Chief New")
        make.assignment(make.person("Ann New"), make.job(), manager=chief)

        found = page(sign_in(chief), URL)

        assert found.h1 == "Your team has no skill level yet"
        assert "you are asked for your view" in found.text

    def test_the_menu_leads_there(self, team, sign_in, page):
        assert URL in page(sign_in(team.bea), "/team").links()


@pytest.fixture
def large(team, make):
    people = [make.person(f"Person {index:02}") for index in range(38)]
    skills = [make.skill(f"Skill {index:02}", f"Skill {index:02}") for index in range(70)]
    for index, person in enumerate(people):
        make.assignment(person, make.job(f"Job {index}"), manager=team.bea)
        make.level(person, skills[index], 3)
        make.level(person, skills[69 - index], 3)
    return team


def test_a_long_list_has_pages(large, sign_in, page):
    client = sign_in(large.bea)
    first, second = page(client, URL), page(client, f"{URL}?page=2")

    assert len(rows(first)) == 60
    # 70 skills and the one that the buyers' job asks for.
    assert len(rows(second)) == 11
    assert "Page 1 of 2, 71 in all" in first.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_large_team_needs_few_statements(large, sign_in, page, statements, language):
    client = sign_in(large.bea, language=language)
    client.get(URL)

    with statements() as sent:
        page(client, URL)

    assert len(sent) <= 15, sent
