"""What one can do, as the person, the manager and HR see it, and the history of a skill."""

import re
from datetime import timedelta

import pytest

from talentgrow.claims.chart import chart
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.skills.models import ClaimSource, SkillClaim, SkillKind, SkillWish, WishKind
from tests.make import NOW

MANAGER, PEER = ClaimSource.MANAGER, ClaimSource.PEER
HX = {"HX-Request": "true"}


@pytest.fixture
def story(team, make, session):
    """Inès declared 1, then 3; Karim saw 2; a colleague 3; she would like to get better."""
    make.level(team.ines, team.listening, 1, at=NOW - timedelta(days=900))
    declared = make.level(
        team.ines, team.listening, 3, at=NOW - timedelta(days=500), last_used_on=NOW.date()
    )
    make.level(
        team.ines,
        team.listening,
        2,
        at=NOW - timedelta(days=200),
        source=MANAGER,
        author=team.karim,
        answers_id=declared.id,
        note="Still asks for help in June",
    )
    make.level(
        team.ines,
        team.listening,
        3,
        at=NOW,
        source=PEER,
        author=team.eleanor,
        answers_id=declared.id,
    )
    session.add(
        SkillWish(person_id=team.ines.id, skill_id=team.listening.id, wish=WishKind.DEVELOP, at=NOW)
    )
    session.commit()


class TestOwn:
    def test_says_each_level_and_where_it_comes_from(self, team, story, make, page):
        make.level(team.ines, team.flows, 4)

        found = page(team.client(team.ines), "/skills/")

        assert found.h1 == "Inès Caradec"
        assert "2 skills , one confirmed" in found.text or "2 skills, one confirmed" in found.text
        assert "Confirmed by Karim, your manager, March 2026" in found.text
        assert "Declared by you, October 2026" in found.text
        assert "I want to get better at it" in found.text

    def test_groups_by_kind(self, team, make, page, session):
        team.listening.kind = SkillKind.BEHAVIOUR
        team.flows.kind = SkillKind.KNOWLEDGE
        session.commit()
        make.level(team.ines, team.listening, 4)
        make.level(team.ines, team.flows, 4)

        text = page(team.client(team.ines), "/skills/").text

        assert "Know-how" not in text
        assert text.index("Knowledge") < text.index("Flow")
        assert text.index("Flow") < text.index("Behaviour") < text.index("Listening")

    def test_speaks_french(self, team, story, page):
        text = page(team.client(team.ines, "fr"), "/skills/").text

        assert "Confirmé par Karim, votre manager, mars 2026" in text
        assert "Je veux progresser" in text

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_whoever_has_none_is_told_how_to_begin(self, team, page, language):
        found = page(team.client(team.noe, language), "/skills/")

        assert "/skills/add" in found.links()

    def test_a_skill_unfolds_into_its_history(self, team, story, page):
        client = team.client(team.ines)

        found = page(client, f"/skills/?open={team.listening.id}")

        for words in (
            "3, declared by you",
            "2, confirmed by Karim",
            "3, seen by Eleanor Hughes",
            "This is the level that counts.",
            "Nothing is erased: a new line is added. Last used in October 2026.",
        ):
            assert words in found.text
        assert found.text.index("3, seen by") < found.text.index("1, declared by you")
        fragment = client.get(f"/skills/?open={team.listening.id}", headers=HX).text
        assert "<html" not in fragment
        assert 'id="held"' in fragment

    @pytest.mark.parametrize("opened", ["x", "0", "-1", "999999", "9" * 30])
    def test_an_odd_wish_to_unfold_never_hurts(self, team, story, page, opened):
        assert "tg-unfolded" not in page(team.client(team.ines), f"/skills/?open={opened}").html

    def test_says_by_when_the_manager_answers(self, team, make, page, ago):
        make.level(team.ines, team.flows, 4, at=ago(1), wants_answer=True)

        text = page(team.client(team.ines), "/skills/").text

        assert re.search(r"Karim has until \d+ \w+ 20\d\d to answer", text)
        assert "Without an answer the level stays declared." in text

    def test_needs_few_statements_for_sixty_skills(
        self, team, make, page, statements, session, ago
    ):
        for number in range(60):
            skill = make.skill(f"Skill {number:02}")
            claim = make.level(team.ines, skill, 2, at=ago(9), wants_answer=number % 2 == 0)
            make.level(
                team.ines,
                skill,
                3,
                at=ago(1),
                source=PEER,
                author=team.eleanor,
                answers_id=claim.id,
            )
            session.add(
                SkillWish(person_id=team.ines.id, skill_id=skill.id, wish=WishKind.USE, at=NOW)
            )
        session.commit()
        client = team.client(team.ines)

        for url in (f"/skills/?open={skill.id}", f"/skills/{skill.id}"):
            with statements() as sent:
                page(client, url)
            assert len(sent) <= 15, sent


class TestOthers:
    @pytest.mark.parametrize("who", ["karim", "sophie"])
    def test_manager_and_hr_read_it(self, team, story, page, who):
        client = team.client(getattr(team, who))

        listed = page(client, f"/people/{team.ines.id}/skills/?open={team.listening.id}")
        alone = page(client, f"/people/{team.ines.id}/skills/{team.listening.id}")

        assert "Wants to get better at it" in listed.text
        assert "1, declared by Inès" in alone.text
        assert "/declare" not in listed.html + alone.html

    def test_the_manager_reads_what_they_confirmed_as_theirs(self, team, story, page):
        found = page(team.client(team.karim), f"/people/{team.ines.id}/skills/")

        assert "Confirmed by you, March 2026" in found.text

    @pytest.mark.parametrize("who", ["noe", "eleanor"])
    def test_for_everybody_else_there_is_nothing(self, team, story, who):
        client = team.client(getattr(team, who))

        assert client.get(f"/people/{team.ines.id}/skills/").status_code == 404
        assert client.get(f"/people/{team.ines.id}/skills/{team.listening.id}").status_code == 404

    def test_an_administrator_reads_no_levels(self, team, story, make):
        admin = team.client(make.person("Sacha", role=Role.ADMIN))

        assert admin.get(f"/people/{team.ines.id}/skills/").status_code == 404

    def test_hr_has_no_button_to_answer(self, team, make, page, ago):
        make.level(team.ines, team.flows, 4, at=ago(1), wants_answer=True)
        url = f"/people/{team.ines.id}/skills/{team.flows.id}"

        assert "Yes, level 4" not in page(team.client(team.sophie), url).text
        assert "Yes, level 4" in page(team.client(team.karim), url).text

    def test_nobody_without_levels_breaks_the_page(self, team, page):
        found = page(team.client(team.karim), f"/people/{team.noe.id}/skills/")

        assert "Noé has not declared any level yet" in found.text


class TestHistory:
    def test_a_merged_skill_shows_what_it_became(self, team, story, make, page, session):
        old = make.skill("Ouïe", "Hearing")
        old.merged_into_id = team.listening.id
        session.commit()

        assert page(team.client(team.ines), f"/skills/{old.id}").h1 == "Listening"

    def test_a_skill_without_a_word_invites_the_first(self, team, page):
        found = page(team.client(team.ines), f"/skills/{team.flows.id}")

        assert "You have no level in it yet." in found.text
        assert f"/skills/{team.flows.id}/declare" in found.links()

    def test_what_is_shown_of_links_cannot_run(self, team, make, page):
        make.level(team.ines, team.flows, 3, link="https://wiki.example/a", note="<b>x</b>")

        found = page(team.client(team.ines), f"/skills/{team.flows.id}")

        (link,) = found.all("a", href="https://wiki.example/a")
        assert link["rel"] == "noopener noreferrer nofollow"
        assert "<b>x</b>" in found.text


class TestChart:
    def claim(self, level, days, source=ClaimSource.SELF):
        return SkillClaim(level=level, source=source, at=NOW + timedelta(days=days))

    def test_one_claim_of_this_moment_is_a_point(self):
        drawn = chart([self.claim(3, 0)], NOW)

        assert [(point.y, point.has_label) for point in drawn.points] == [(60.0, True)]
        assert drawn.confirmed == ""

    def test_dashes_end_where_a_level_is_confirmed(self):
        drawn = chart([self.claim(1, 0), self.claim(2, 500, MANAGER)], NOW + timedelta(days=1000))

        assert drawn.declared == "M34.0 108.0H176.0"
        assert drawn.confirmed == "M176.0 84.0H318.0"

    def test_dashes_go_on_where_the_last_word_is_declared(self):
        drawn = chart([self.claim(2, 0, MANAGER), self.claim(4, 500)], NOW + timedelta(days=1000))

        assert drawn.declared.endswith("H318.0")

    def test_points_stay_inside_and_labels_apart(self):
        claims = [self.claim(day % 6, day) for day in range(60)]

        drawn = chart(claims, clock.now() + timedelta(days=4000))

        assert all(34 <= point.x <= 318 and 12 <= point.y <= 132 for point in drawn.points)
        assert sum(point.has_label for point in drawn.points) < 10
        assert len(drawn.years) <= 6

    def test_decades_show_some_years_only(self):
        drawn = chart([self.claim(1, -9000)], NOW)

        assert 4 <= len(drawn.years) <= 6
