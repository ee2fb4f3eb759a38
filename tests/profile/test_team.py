"""The page of a manager's team: what each person does, can do and would like."""

from datetime import UTC, date, datetime

import pytest

from talentgrow.kernel.access import Role
from talentgrow.mobility.states import PathStatus
from talentgrow.skills.models import ClaimSource, SkillWish, WishKind


@pytest.fixture
def team(make, session):
    """Bea with Ada, who has levels, wishes and paths, and Bob, who has none of them."""

    class Team:
        bea, ada, bob = (make.person(name) for name in ["Bea Boss", "Ada One", "Bob Two"])
        job, target = make.job("Pilote", english="Pilot"), make.job("Achats", english="Buyer")
        skills = [make.skill(f"Skill {index}", f"Skill {index}") for index in range(5)]

    for person in (Team.ada, Team.bob):
        make.assignment(
            person, Team.job, manager=Team.bea, start=date(2021, 3, 1), unit=make.unit("Flux")
        )
    make.level(Team.ada, Team.skills[0], 2)
    make.level(Team.ada, Team.skills[0], 3)
    make.level(Team.ada, Team.skills[1], 3, source=ClaimSource.MANAGER, author=Team.bea)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for skill, wish in zip(Team.skills, WishKind, strict=False):
        session.add(SkillWish(person_id=Team.ada.id, skill_id=skill.id, wish=wish, at=at))
    session.commit()
    make.saved_path(Team.ada, Team.job, Team.target, status=PathStatus.SHARED)
    make.saved_path(Team.ada, Team.job, make.job("Secret"))
    return Team


class TestPage:
    def test_tells_of_each_report_by_name(self, team, sign_in, page):
        found = page(sign_in(team.bea), "/team")

        assert found.h1 == "2 people work with you"
        assert "Ada One Pilot since March 2021 · Flux" in found.text
        assert found.text.index("Ada One") < found.text.index("Bob Two")

    def test_counts_skills_and_those_confirmed(self, team, sign_in, page):
        text = page(sign_in(team.bea), "/team").text

        assert "2 skills, one of them confirmed." in text
        assert "No skill level yet." in text

    def test_tells_what_each_would_like(self, team, sign_in, page):
        text = page(sign_in(team.bea), "/team").text

        assert "Wants to use: Skill 0" in text
        assert "Wants to develop: Skill 1" in text
        assert "Would rather not: Skill 2" in text

    def test_leads_to_the_paths_that_are_shared_and_to_no_other(self, team, sign_in, page):
        text = page(sign_in(team.bea), "/team").text

        assert "Shares a path to buyer" in text
        assert "Secret" not in text

    def test_is_in_the_menu_of_those_who_have_a_team(self, team, sign_in, page):
        assert "/team" in page(sign_in(team.bea), "/team").links()
        assert "/team" not in page(sign_in(team.ada), "/people/").links()

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR, Role.ADMIN])
    def test_is_refused_to_whoever_has_none(self, make, sign_in, role):
        response = sign_in(make.person("Zoe", role=role)).get("/team")

        assert response.status_code == 403
        assert "The page of a team is for the manager to whom its people report." in response.text

    def test_says_nothing_of_those_who_went_to_another_team(self, team, make, sign_in, page):
        former = make.person("Fay Former")
        make.assignment(former, team.job, manager=team.bea, end=date(2023, 1, 1))

        assert "Fay Former" not in page(sign_in(team.bea), "/team").text

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements_however_large_the_team(
        self, team, make, sign_in, page, statements, language
    ):
        for index in range(20):
            person = make.person(f"Person {index}")
            make.assignment(person, make.job(f"Job {index}"), manager=team.bea)
            make.level(person, team.skills[0], 3)
            make.saved_path(person, team.job, team.target, status=PathStatus.SHARED)
        client = sign_in(team.bea, language=language)
        client.get("/team")

        with statements() as sent:
            page(client, "/team")

        assert len(sent) <= 15, sent
