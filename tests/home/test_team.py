"""The page of a manager: what they owe, how their people are, and the talent lent and received."""

from datetime import UTC, date, datetime, timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import workday
from talentgrow.missions.models import HouseRules
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
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

        assert found.h1 == "Your team does not wait for you"
        assert "Two people work with you." in found.text
        assert "Ada One Pilot Since March 2021 Flux" in found.text
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
        mission, own = make.mission(), make.mission("Own", owner=team.bea, seats=50)
        for index in range(38):
            person = make.person(f"Person {index}")
            make.assignment(person, make.job(f"Job {index}"), manager=team.bea)
            make.level(person, team.skills[0], 3, at=clock.now(), wants_answer=True)
            make.saved_path(person, team.job, team.target, status=PathStatus.SHARED)
            make.application(mission, person, status=A.MANAGER_PENDING, manager=team.bea)
            make.application(own, person, status=A.IN_PROGRESS, manager=team.bea)
        client = sign_in(team.bea, language=language)
        client.get("/team")

        with statements() as sent:
            page(client, "/team")

        assert len(sent) <= 15, sent


class TestOwed:
    def test_comes_first_soonest_first_with_day_and_consequence(self, team, make, sign_in, page):
        make.application(
            make.mission("Winter"), team.ada, status=A.MANAGER_PENDING, manager=team.bea
        )
        make.level(team.bob, team.skills[3], 2, at=clock.now(), wants_answer=True)

        found = page(sign_in(team.bea), "/team")

        assert found.h1 == "Your team waits for you on two things"
        assert found.text.index("Ada would like to join") < found.text.index("asks for your view")
        assert "then HR takes over" in found.text
        assert len(found.all("a", **{"class": "btn btn-primary"})) == 1

    def test_is_said_in_french(self, team, make, sign_in, page):
        make.level(team.bob, team.skills[3], 2, at=clock.now(), wants_answer=True)

        found = page(sign_in(team.bea, language="fr"), "/team")

        assert found.h1 == "Votre équipe attend une chose de vous"
        assert "Deux personnes travaillent avec vous." in found.text

    def test_holds_what_is_owed_to_those_on_ones_missions(self, team, make, sign_in, page):
        over = make.mission("Over", owner=team.bea, status=M.DEBRIEFING)
        make.application(over, make.person("Zed Guest"), status=A.COMPLETED)
        make.application(make.mission("Open", owner=team.bea), make.person("Yan Guest"))

        text = page(sign_in(team.bea), "/team").text

        assert "Say how “Over (en)” went for Zed" in text
        assert "Yan applied to “Open (en)”" in text

    def test_leaves_out_what_one_owes_for_oneself(self, team, make, sign_in, page):
        make.application(make.mission("Offered"), team.bea, status=A.OFFERED)
        over = make.mission("Over", status=M.DEBRIEFING)
        make.application(over, team.bea, status=A.COMPLETED)

        found = page(sign_in(team.bea), "/team")

        assert found.h1 == "Your team does not wait for you"
        assert "Offered" not in found.text
        assert "taught you" not in found.text

    def test_leaves_out_what_one_owes_as_hr(self, team, make, sign_in, page):
        make.account_of(team.bea, Role.HR)
        make.application(
            make.mission("Climbed"),
            make.person("Far Away"),
            status=A.MANAGER_PENDING,
            climbed_at=clock.now(),
        )

        assert "Climbed" not in page(sign_in(team.bea), "/team").text


class TestWeeks:
    @pytest.fixture
    def busy(self, team, make):
        def busy(person, hours, title="Winter", *, status=A.IN_PROGRESS, weeks=2, **fields):
            monday = workday(clock.today())
            monday -= timedelta(days=monday.weekday())
            end = monday + timedelta(weeks=weeks) - timedelta(days=1)
            mission = make.mission(
                title,
                hours_a_week=hours,
                starts_on=monday,
                ends_on=end,
                apply_by=monday,
                status=M.IN_PROGRESS,
            )
            return make.application(mission, person, status=status, manager=team.bea, **fields)

        return busy

    def test_say_how_full_they_are_and_with_what(self, team, busy, sign_in, page):
        busy(team.ada, 3.5)

        text = page(sign_in(team.bea), "/team").text

        assert "At most 3.5 h a week, within the limit of 7 h" in text
        assert "Winter (en), until" in text
        assert "Ada One 3.5 3.5 0 0 0 0 0 0" in text
        assert "One other person has nothing beside the job." in text
        assert "above the limit" not in text

    def test_missions_count_together_and_warn_above_the_limit(self, team, busy, sign_in, page):
        busy(team.ada, 4, weeks=8)
        busy(team.ada, 4, "Spring", weeks=1)

        english = page(sign_in(team.bea), "/team").text
        french = page(sign_in(team.bea, language="fr"), "/team").text

        assert "One of them has weeks above the limit." in english
        assert "At most 8 h a week, above the limit of 7 h" in english
        assert "Ada One 8 above the limit 4 4 4 4 4 4 4" in english
        assert "L’une d’elles a des semaines au-dessus de la limite." in french

    def test_the_limit_is_that_of_the_house(self, team, busy, session, sign_in, page):
        session.merge(HouseRules(id=1, load_percent=10))
        session.commit()
        busy(team.ada, 3.6)

        assert "above the limit of 3.5 h" in page(sign_in(team.bea), "/team").text

    def test_an_offer_is_called_one(self, team, busy, sign_in, page):
        busy(team.ada, 2, status=A.OFFERED)

        assert "offered and not accepted yet" in page(sign_in(team.bea), "/team").text

    def test_nobody_elses_are_read(self, team, make, busy, sign_in, page):
        busy(make.person("Zed Stranger"), 20, "Secret")

        found = page(sign_in(team.bea), "/team")

        assert "Secret" not in found.text
        assert not found.all("section", **{"aria-labelledby": "h-weeks"})

    def test_a_hostile_title_is_only_a_title(self, team, busy, sign_in, page):
        busy(team.ada, 2, "<script>alert(1)</script>")

        assert "<script>alert(1)" not in page(sign_in(team.bea), "/team").html


def test_talent_received_is_counted_in_words(team, make, sign_in, page):
    today = clock.today()
    mission = make.mission(
        owner=team.bob,
        seats=2,
        starts_on=today.replace(month=1, day=1),
        ends_on=today,
        hours_a_week=3.5,
    )
    for name in ("Yan Guest", "Zed Guest"):
        make.application(mission, make.person(name), status=A.IN_PROGRESS)

    text = page(sign_in(team.bea), "/team").text

    assert "This year your team received two talents, for" in text
    assert "Yan" not in text
