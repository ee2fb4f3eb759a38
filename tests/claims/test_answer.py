"""The manager's answer, and what the person may say to it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.claims import answering
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.notifications.models import Notice
from talentgrow.skills import queries as skills
from talentgrow.skills.models import ClaimSource, SkillClaim

REASON = "You still ask for help when an order is late."


@pytest.fixture
def asked(team, make, ago):
    """Inès declares 3 and asks for a view, two days ago."""
    return make.level(
        team.ines, team.listening, 3, at=ago(2), wants_answer=True, note="Led the June peak"
    )


def answers(session):
    return session.scalars(
        select(SkillClaim).where(SkillClaim.source == ClaimSource.MANAGER).order_by(SkillClaim.id)
    ).all()


class TestList:
    def test_shows_what_was_declared_and_by_when_to_answer(self, team, asked, page):
        found = page(team.client(team.karim), "/team/claims")

        assert found.h1 == "One level awaits your view"
        for words in ("Inès Caradec", "Listening", "Led the June peak", "Yes, level 3"):
            assert words in found.text

    def test_speaks_french(self, team, asked, page):
        found = page(team.client(team.karim, "fr"), "/team/claims")

        assert "Oui, niveau 3" in found.text
        assert "Écoute" in found.text

    def test_people_stand_by_name_and_their_levels_by_age(self, team, asked, make, page, ago):
        make.level(team.noe, team.flows, 1, at=ago(1), wants_answer=True)
        make.level(team.ines, team.flows, 5, at=ago(9), wants_answer=True)

        text = page(team.client(team.karim), "/team/claims").text

        assert text.index("Inès Caradec") < text.index("Noé Adam")
        assert text.index("Flow") < text.index("Listening")

    @pytest.mark.parametrize(
        "left_out",
        [{"wants_answer": False}, {"at_days": 40}, {"source": ClaimSource.PEER}],
    )
    def test_leaves_out_what_nobody_asked_or_what_is_over(self, team, make, page, ago, left_out):
        days = left_out.pop("at_days", 1)
        make.level(
            team.ines, team.listening, 3, at=ago(days), **({"wants_answer": True} | left_out)
        )

        assert page(team.client(team.karim), "/team/claims").h1 == "No level awaits your view"

    def test_is_for_those_who_manage_somebody(self, team, asked):
        assert team.client(team.ines).get("/team/claims").status_code == 403
        assert team.client(team.sophie).get("/team/claims").status_code == 403

    def test_another_manager_sees_nothing_of_it(self, team, asked, make, page):
        boss = make.person("Maud")
        make.person("Léo", manager=boss)

        assert page(team.client(boss), "/team/claims").h1 == "No level awaits your view"

    def test_needs_few_statements_for_a_large_team(self, team, make, page, statements, ago):
        for number in range(20):
            person = make.person(f"Person {number}", job=team.job, manager=team.karim)
            for _turn in range(3):
                skill = make.skill(f"Skill {number}")
                claim = make.level(person, skill, 2, at=ago(3), wants_answer=True)
            make.level(
                person,
                skill,
                4,
                at=ago(1),
                source=ClaimSource.PEER,
                author=team.eleanor,
                answers_id=claim.id,
            )
        client = team.client(team.karim)

        with statements() as sent:
            found = page(client, "/team/claims")

        assert found.h1 == "60 levels await your view"
        assert len(sent) <= 15, sent


class TestConfirm:
    def test_one_click_confirms(self, team, asked, session):
        response = team.client(team.karim).post("/team/claims", data={"yes": asked.id})

        assert response.status_code == 302
        (said,) = answers(session)
        assert (said.level, said.author_id, said.answers_id) == (3, team.karim.id, asked.id)
        assert skills.held_by(team.ines.id)[0].is_confirmed

    def test_the_person_is_told_and_the_trail_kept(self, team, asked, session):
        team.client(team.karim).post("/team/claims", data={"yes": asked.id})

        (notice,) = session.scalars(select(Notice)).all()
        assert (notice.person_id, notice.kind) == (team.ines.id, "claims.confirmed")
        assert notice.url == f"/skills/{team.listening.id}"
        event = session.scalars(select(AuditEvent)).one()
        assert event.details == {
            "person": team.ines.id,
            "skill": team.listening.code,
            "declared": 3,
            "level": 3,
        }

    def test_clicking_again_says_nothing_more(self, team, asked, session):
        client = team.client(team.karim)
        codes = [client.post("/team/claims", data={"yes": asked.id}).status_code for _ in range(5)]

        assert codes == [302] * 5
        assert len(answers(session)) == 1

    def test_all_of_one_person_at_once_but_only_those_on_the_page(
        self, team, asked, make, session, ago
    ):
        unseen = make.level(team.ines, team.flows, 5, at=ago(0), wants_answer=True)
        other = make.level(team.noe, team.flows, 2, at=ago(0), wants_answer=True)

        team.client(team.karim).post(
            "/team/claims", data={"yes_to": team.ines.id, "shown": f"{asked.id},{other.id}"}
        )

        assert [said.answers_id for said in answers(session)] == [asked.id]
        assert unseen.id != asked.id

    def test_an_older_word_is_refused_once_the_person_declared_anew(
        self, team, asked, make, session, ago
    ):
        make.level(team.ines, team.listening, 4, at=ago(1), wants_answer=True)

        response = team.client(team.karim).post("/team/claims", data={"yes": asked.id})

        assert response.status_code == 409
        assert "Inès has declared 4 since" in response.text
        assert answers(session) == []

    @pytest.mark.parametrize("who", ["ines", "eleanor", "sophie", "noe"])
    def test_nobody_else_answers(self, team, asked, session, who):
        client = team.client(getattr(team, who))

        listed = client.post("/team/claims", data={"yes": asked.id})
        alone = client.post(f"/claims/{asked.id}/answer", data={"level": 3})

        assert listed.status_code == 403
        assert alone.status_code == (404 if who in {"eleanor", "noe"} else 403)
        assert answers(session) == []

    def test_another_manager_does_not_learn_that_there_is_something(
        self, team, asked, make, session
    ):
        boss = make.person("Maud")
        make.person("Léo", manager=boss)

        response = team.client(boss).post("/team/claims", data={"yes": asked.id})

        assert response.status_code == 404
        assert answers(session) == []

    def test_only_what_somebody_declared_is_answered(self, team, make, session):
        seen = make.level(team.ines, team.flows, 2, source=ClaimSource.PEER, author=team.eleanor)

        response = team.client(team.karim).post(f"/claims/{seen.id}/answer", data={"level": 2})

        assert response.status_code == 409
        assert answers(session) == []

    @pytest.mark.parametrize("yes", ["", "x", "-1", "0", "999999", "9" * 30, "1; DROP"])
    def test_nonsense_answers_nothing(self, team, asked, session, yes):
        response = team.client(team.karim).post("/team/claims", data={"yes": yes})

        assert response.status_code in {302, 404}
        assert answers(session) == []


class TestOtherLevel:
    def send(self, team, claim, level, note):
        return team.client(team.karim).post(
            "/team/claims", data={f"level-{claim.id}": level, f"note-{claim.id}": note}
        )

    def test_needs_a_reason_which_the_person_reads(self, team, asked, session, page):
        assert self.send(team, asked, "2", REASON).status_code == 302

        (said,) = answers(session)
        assert (said.level, said.note) == (2, REASON)
        assert session.scalars(select(Notice.kind)).one() == "claims.other_level"
        assert REASON in page(team.client(team.ines), f"/skills/{team.listening.id}").text

    @pytest.mark.parametrize(
        ("level", "note"),
        [("2", ""), ("2", "too short"), ("2", " " * 40), ("", REASON), ("2", "x" * 1001)],
    )
    def test_without_one_nothing_is_sent_and_nothing_typed_is_lost(
        self, team, asked, session, level, note
    ):
        response = self.send(team, asked, level, note)

        assert response.status_code == 422
        assert note.strip()[:30] in response.text
        assert answers(session) == []

    def test_several_go_together_or_not_at_all(self, team, asked, make, session, ago):
        other = make.level(team.noe, team.flows, 2, at=ago(0), wants_answer=True)
        form = {
            "yes": asked.id,
            f"level-{other.id}": "1",
            f"note-{other.id}": "short",
        }
        client = team.client(team.karim)

        assert client.post("/team/claims", data=form).status_code == 422
        assert answers(session) == []

        form[f"note-{other.id}"] = REASON
        assert client.post("/team/claims", data=form).status_code == 302
        assert {(said.person_id, said.level) for said in answers(session)} == {
            (team.ines.id, 3),
            (team.noe.id, 1),
        }

    def test_from_the_page_of_the_person(self, team, asked, session, page):
        client = team.client(team.karim)
        url = f"/people/{team.ines.id}/skills/{team.listening.id}"
        assert "Inès declares 3" in page(client, url).text

        response = client.post(f"/claims/{asked.id}/answer", data={"level": "1", "note": REASON})

        assert response.location == url
        assert [said.level for said in answers(session)] == [1]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"level": 1, "note": REASON * 50},
            {"level": 9, "note": REASON},
            {"level": "x", "note": REASON},
            {"level": "", "note": REASON},
            {"note": REASON},
        ],
    )
    def test_a_wrong_form_never_confirms_what_was_declared(self, team, asked, session, wrong):
        response = team.client(team.karim).post(f"/claims/{asked.id}/answer", data=wrong)

        assert response.status_code == 409
        assert answers(session) == []

    def test_a_second_word_of_the_same_manager_is_refused(self, team, asked, session):
        self.send(team, asked, "2", REASON)

        response = team.client(team.karim).post(
            f"/claims/{asked.id}/answer", data={"level": "5", "note": REASON}
        )

        assert response.status_code == 409
        assert len(answers(session)) == 1


class TestDisagree:
    @pytest.fixture
    def told(self, team, asked):
        """Karim sees 2."""
        return answering.answer(
            asked, 2, note=REASON, by=team.actor(team.karim), now=clock.now() - timedelta(days=1)
        )

    def say(self, team, told, level="3", note="I led it alone in June."):
        return team.client(team.ines).post(
            f"/claims/{told.id}/disagree", data={"level": level, "note": note}
        )

    def test_both_views_are_kept_and_the_confirmed_one_counts(self, team, told, page):
        assert self.say(team, told).status_code == 302

        assert skills.levels_of(team.ines.id) == {team.listening.id: 2}
        text = page(team.client(team.ines), f"/skills/{team.listening.id}").text
        for words in ("Karim sees level 2", "You see level 3", REASON, "Level 2 counts"):
            assert words in text

    def test_the_manager_is_told_and_may_answer_anew(self, team, told, session, page):
        self.say(team, told)

        assert session.scalars(
            select(Notice.kind).where(Notice.person_id == team.karim.id)
        ).all() == ["claims.disagreed"]
        listed = page(team.client(team.karim), "/team/claims")
        assert "You saw level 2; Inès sees it otherwise." in listed.text
        own = session.scalars(select(SkillClaim).where(SkillClaim.answers_id == told.id)).one()
        team.client(team.karim).post("/team/claims", data={"yes": own.id})
        assert skills.levels_of(team.ines.id) == {team.listening.id: 3}
        assert (
            "No level is seen in two ways"
            in page(team.client(team.sophie), "/hr/disagreements").text
        )

    def test_hr_reads_both_views_in_their_part_only(self, team, told, make, page, session):
        self.say(team, told)
        far = make.site("Nantes")
        local = make.person("Local HR", role=Role.HR)
        scope = make.account_of(local).roles[0]
        scope.scopes.append(type(scope).scopes.property.mapper.class_(site_id=far.id))
        session.commit()

        assert REASON in page(team.client(team.sophie), "/hr/disagreements").text
        assert page(team.client(local), "/hr/disagreements").h1 == "No level is seen in two ways"
        assert team.client(team.karim).get("/hr/disagreements").status_code == 403
        assert team.client(local).get(f"/people/{team.ines.id}/skills/").status_code == 404

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"note": "  "}, "Say in a few words why you see it otherwise."),
            ({"level": "2"}, "This is the level your manager sees"),
            ({"level": "7"}, "Not a valid choice"),
        ],
    )
    def test_says_what_is_missing(self, team, told, session, form, words):
        response = self.say(team, told, **form)

        assert response.status_code == 422
        assert words in response.text
        assert set(session.scalars(select(SkillClaim.id))) == {told.answers_id, told.id}

    def test_twice_is_once_and_another_view_is_refused(self, team, told, session):
        codes = [self.say(team, told).status_code for _ in range(3)]
        codes.append(self.say(team, told, level="5").status_code)

        assert codes == [302, 302, 302, 409]
        assert len(session.scalars(select(SkillClaim.id)).all()) == 3

    @pytest.mark.parametrize(("who", "status"), [("karim", 403), ("sophie", 403), ("noe", 404)])
    def test_only_the_person_concerned(self, team, told, who, status):
        client = team.client(getattr(team, who))

        assert client.get(f"/claims/{told.id}/disagree").status_code == status

    def test_there_is_nothing_to_say_to_ones_own_word(self, team, asked):
        response = team.client(team.ines).post(
            f"/claims/{asked.id}/disagree", data={"level": "5", "note": "Well."}
        )

        assert response.status_code == 409

    def test_declaring_the_confirmed_level_later_settles_it(self, team, told, page, make):
        self.say(team, told)
        make.level(team.ines, team.listening, 2, at=clock.now() + timedelta(minutes=1))

        assert "Two views" not in page(team.client(team.ines), f"/skills/{team.listening.id}").text
