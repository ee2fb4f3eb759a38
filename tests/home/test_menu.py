"""The menu: which entry is lit, for whom and on which page."""

import pytest

from talentgrow.kernel.access import Role


@pytest.fixture
def team(make):
    """Grace, to whom Ada reports, and somebody in HR."""

    class Team:
        grace = make.person("Grace Hopper")
        ada = make.person("Ada Lovelace", manager=grace, job=make.job("Pilote"))
        hugo = make.person("Hugo Rey", role=Role.HR)
        skill = make.skill("Négociation")

    make.level(Team.ada, Team.skill, 3)
    return Team


@pytest.fixture
def lit(sign_in, page):
    """Return a function which says which entries of the menus are lit for somebody on a page."""

    def lit(reader, path):
        shown = page(sign_in(reader, language="en"), path)
        return [a["href"] for a in shown.all("a") if "aria-current" in a]

    return lit


class TestLitEntry:
    def test_ones_own_skills_are_ones_own(self, team, lit):
        assert lit(team.ada, "/skills/") == ["/skills/"]
        assert lit(team.grace, f"/people/{team.grace.id}/skills/") == ["/skills/"]

    @pytest.mark.parametrize("rest", ["", "{skill}"])
    def test_the_skills_of_a_report_belong_to_the_team(self, team, lit, rest):
        path = f"/people/{team.ada.id}/skills/" + rest.format(skill=team.skill.id)

        assert lit(team.grace, path) == ["/team", "/team"]

    def test_those_of_anybody_else_belong_to_the_colleagues(self, team, lit):
        assert lit(team.hugo, f"/people/{team.ada.id}/skills/") == ["/jobs/", "/people/"]

    def test_the_catalogue_is_reached_from_ones_skills_or_in_the_pages_of_hr(self, team, lit):
        assert lit(team.ada, "/catalogue/skills/") == ["/skills/"]
        assert lit(team.hugo, "/catalogue/skills/") == [
            "/map/",
            "/catalogue/skills/",
            "/catalogue/skills/",
        ]

    def test_skills_proposed_for_a_job_belong_to_the_jobs(self, team, make, lit):
        job = make.job("Acheteur")

        assert lit(team.hugo, f"/packs/propose/{job.id}") == ["/jobs/", "/jobs/"]
