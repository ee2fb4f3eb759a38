"""The page of a mission, for each reader; why it is suggested; questions; keeping and following."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from talentgrow.graph.types import Importance
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions import queries
from talentgrow.missions.explore.alerts import tell_similar
from talentgrow.missions.models import (
    Mission,
    MissionQuestion,
    MissionSkill,
    SavedMission,
    SuggestionChoice,
    SuggestionLog,
)
from talentgrow.missions.states import MissionStatus
from talentgrow.notifications.models import Notice


@pytest.fixture
def owner(make):
    return make.person("Maud Le Goff")


@pytest.fixture
def reader(make):
    return make.person("Inès Caradec", job=make.job())


@pytest.fixture
def client(reader, sign_in):
    return sign_in(reader)


@pytest.fixture
def skill(make):
    return make.skill("Carnet", english="Order book")


@pytest.fixture
def mission(make, owner, reader, skill):
    make.level(reader, skill, 4)
    return make.mission(
        owner=owner,
        needs={skill: 5},
        grows={skill: 5},
        theme_id=make.theme("Livrer").id,
        tasks_en="- Read the book\n\n- Find the gaps",
        seats=2,
    )


@pytest.fixture
def url(mission):
    return f"/missions/{mission.id}"


def notices(session, person):
    return list(session.scalars(select(Notice).where(Notice.person_id == person.id)))


class TestReaders:
    def test_somebody_who_may_apply(self, page, client, url):
        shown = page(client, url)

        assert shown.h1 == "Préparer le plan de charge (en)"
        assert "With Maud Le Goff." in shown.text
        assert "Two free" in shown.text
        assert "Read the book" in shown.text and "- Read" not in shown.text
        assert "Good stretch for you" in shown.text
        assert "5, you lack 1" in shown.text
        assert "Only one level is missing to start, in an essential skill." in shown.text
        assert "Livrer (en)" in shown.text

    def test_the_owner_reads_no_zone_and_asks_nothing(self, page, sign_in, owner, url):
        shown = page(sign_in(owner), url)

        assert "tg-zone" not in shown.html
        assert "What it asks, and what it grows" in shown.text
        assert f"{url}/questions" not in [form.get("action") for form in shown.all("form")]

    @pytest.mark.parametrize("status", list(MissionStatus))
    def test_its_owner_and_hr_read_it_in_every_state(
        self, make, page, sign_in, owner, skill, status
    ):
        mission = make.mission("Une", owner=owner, needs={skill: 2}, status=status)

        for person in (owner, make.person("Hana", role=Role.HR)):
            assert page(sign_in(person), f"/missions/{mission.id}").h1 == "Une (en)"

    @pytest.mark.parametrize("status", ["draft", "submitted", "completed", "cancelled", "archived"])
    def test_what_is_not_for_all_does_not_exist(self, make, client, status):
        mission = make.mission(status=MissionStatus(status))

        assert client.get(f"/missions/{mission.id}").status_code == 404
        assert client.get(f"/missions/{mission.id}/why").status_code == 404
        for act in ("keep", "follow", "questions", "why"):
            assert client.post(f"/missions/{mission.id}/{act}").status_code == 404

    def test_paused_and_cancelled_say_why(self, make, page, sign_in, client, owner):
        paused = make.mission(status=MissionStatus.PAUSED, comment="The line is down.")
        over = make.mission(status=MissionStatus.CANCELLED, comment="No budget.", owner=owner)

        assert "nobody can apply for now" in page(client, f"/missions/{paused.id}").text
        assert "The line is down." in page(client, f"/missions/{paused.id}").text
        assert "No budget." in page(sign_in(owner), f"/missions/{over.id}").text

    def test_what_hr_wrote_to_the_owners_is_theirs(self, make, page, client, sign_in, owner):
        mission = make.mission(comment="Too many hours.", owner=owner, status=MissionStatus.STAFFED)

        assert "Too many hours." not in page(client, f"/missions/{mission.id}").text

    def test_over_nobody_is_compared(self, make, page, sign_in, reader, skill):
        mission = make.mission(needs={skill: 3}, status=MissionStatus.COMPLETED)
        make.application(mission, reader, status="completed")

        shown = page(sign_in(reader), f"/missions/{mission.id}")

        assert "tg-zone" not in shown.html
        assert "Completed on" in shown.text

    def test_useful_assumed_and_brought(self, make, page, sign_in, owner):
        useful, brought = make.skill("Utile"), make.skill("Apporté")
        job = make.job(needs={useful: 1})
        person = make.person("Théo", job=job)
        make.level(person, brought, 4)
        mission = make.mission(owner=owner, needs={useful: 2, brought: 2})
        rows = make.session.scalars(select(MissionSkill).filter_by(mission_id=mission.id))
        next(row for row in rows if row.skill_id == useful.id).importance = Importance.USEFUL
        make.session.commit()

        shown = page(sign_in(person), f"/missions/{mission.id}").text

        assert "useful, not essential" in shown
        assert "taken from your job" in shown
        assert "2, you have 4" in shown
        assert "What you bring" in shown

    def test_in_french(self, page, sign_in, reader, url):
        shown = page(sign_in(reader, language="fr"), url).text

        assert "Bon défi pour vous" in shown
        assert "Ce qu’elle demande, face à vos compétences" in shown
        assert "Deux libres" in shown

    def test_without_suggestions_the_skills_stay(self, make, page, client, reader, url):
        make._save(SuggestionChoice(person_id=reader.id, hides_scores=True))

        shown = page(client, url)

        assert "tg-zone" not in shown.html
        assert "5, you lack 1" in shown.text

    def test_it_asks_little_of_the_database(self, make, client, url, mission, statements, reader):
        for number in range(5):
            make._save(
                MissionQuestion(
                    mission_id=mission.id,
                    author_id=reader.id,
                    text=f"Q{number}",
                    asked_at=clock.now(),
                )
            )
        client.get(url)

        with statements() as sent:
            client.get(url)

        assert len(sent) <= 15, "\n".join(sent)


class TestWhy:
    def test_the_sum_can_be_redone(self, make, page, client, reader, owner):
        one, two = make.skill("Une"), make.skill("Deux")
        make.level(reader, one, 3)
        make.level(reader, two, 4)
        mission = make.mission(owner=owner, needs={one: 4, two: 4}, grows={one: 5})

        shown = page(client, f"/missions/{mission.id}/why").text

        # One level of eight is missing.
        assert "1 ÷ 8 = 0.125" in shown
        assert "a gap below 0.08" in shown
        assert "Rule version 1" in shown

    def test_who_wants_no_suggestions_reads_no_sum(self, make, page, client, reader, url):
        make._save(SuggestionChoice(person_id=reader.id, opted_out=True))

        assert "You asked for no suggestions" in page(client, f"{url}/why").text

    def test_reading_it_is_noted_by_a_post_only(self, client, session, url, reader):
        client.get(f"{url}/why")
        assert not session.scalar(select(func.count()).select_from(SuggestionLog))

        assert client.post(f"{url}/why").status_code == 204
        log = session.scalars(select(SuggestionLog)).one()
        assert (log.person_id, log.act, log.zone) == (reader.id, "read_why", "stretch")


class TestQuestions:
    def test_asked_unsigned_answered_and_both_are_told(
        self, client, page, session, sign_in, owner, reader, url
    ):
        client.post(f"{url}/questions", data={"text": "  Must one\ncome?  "})
        question = session.scalars(select(MissionQuestion)).one()
        told = notices(session, owner)
        owners = sign_in(owner)
        before = page(owners, url).text
        owners.post(f"{url}/questions/{question.id}", data={"text": "Once a month."})
        after = page(sign_in(owner), url).text

        assert question.text == "Must one come?"
        assert [notice.kind for notice in told] == ["missions.asked_unsigned"]
        assert "Inès" not in before and "Asked by a colleague." in before
        assert "Once a month." in after and "Answered by Maud" in after
        assert "missions.answered" in [notice.kind for notice in notices(session, reader)]
        assert "Asked by you." in page(client, url).text

    def test_signed_with_ones_name(self, client, page, session, make, sign_in, owner, url):
        client.post(f"{url}/questions", data={"text": "Why?", "is_signed": "y"})

        assert "Asked by Inès Caradec." in page(sign_in(make.person("Théo")), url).text
        assert notices(session, owner)[0].details["who"] == "Inès Caradec"

    def test_only_owners_answer_and_owners_do_not_ask(self, client, session, sign_in, owner, url):
        client.post(f"{url}/questions", data={"text": "Why?"})
        question = session.scalars(select(MissionQuestion)).one()

        answered = client.post(f"{url}/questions/{question.id}", data={"text": "Me!"})

        assert answered.status_code == 403
        assert sign_in(owner).post(f"{url}/questions", data={"text": "?"}).status_code == 403

    def test_a_question_of_another_mission_does_not_exist(
        self, make, client, session, sign_in, owner, url
    ):
        client.post(f"{url}/questions", data={"text": "Why?"})
        question = session.scalars(select(MissionQuestion)).one()
        other = make.mission("Autre", owner=owner)

        answer = sign_in(owner).post(
            f"/missions/{other.id}/questions/{question.id}", data={"text": "No."}
        )

        assert answer.status_code == 404

    @pytest.mark.parametrize("text", ["", "   ", "x" * 501])
    def test_nothing_and_too_much_come_back(self, client, session, url, text):
        answer = client.post(f"{url}/questions", data={"text": text})

        assert answer.status_code == 422
        assert "tg-error" in answer.text
        assert not session.scalar(select(func.count()).select_from(MissionQuestion))

    def test_an_empty_answer_comes_back(self, client, session, sign_in, owner, url):
        client.post(f"{url}/questions", data={"text": "Why?"})
        question = session.scalars(select(MissionQuestion)).one()

        answer = sign_in(owner).post(f"{url}/questions/{question.id}", data={"text": " "})

        assert answer.status_code == 422
        assert "Write your answer first." in answer.text

    def test_twice_is_once_and_the_fourth_has_to_wait(self, client, session, url):
        for text in ("a?", "a?", "b?", "c?"):
            assert client.post(f"{url}/questions", data={"text": text}).status_code == 302

        assert client.post(f"{url}/questions", data={"text": "d?"}).status_code == 409
        assert session.scalar(select(func.count()).select_from(MissionQuestion)) == 3

    def test_an_answer_worded_anew_tells_nobody_again(
        self, client, session, sign_in, owner, reader, url
    ):
        client.post(f"{url}/questions", data={"text": "Why?"})
        question = session.scalars(select(MissionQuestion)).one()
        for text in ("So.", "So it is."):
            sign_in(owner).post(f"{url}/questions/{question.id}", data={"text": text})

        assert session.scalars(select(MissionQuestion)).one().answer == "So it is."
        assert len(notices(session, reader)) == 1

    def test_how_fast_the_owner_answers_from_three_on(
        self, make, page, client, mission, reader, owner, url
    ):
        def answered(days):
            asked = clock.now() - timedelta(days=10)
            return MissionQuestion(
                mission_id=mission.id,
                author_id=reader.id,
                text="?",
                asked_at=asked,
                answer="!",
                answered_at=asked + timedelta(days=days),
                answered_by_id=owner.id,
            )

        for days in (2, 5):
            make._save(answered(days))
        assert "median" not in page(client, url).text

        make._save(answered(1))
        assert "Maud answers in 2 days at the median" in page(client, url).text

    def test_scripts_stay_words(self, client, url):
        client.post(f"{url}/questions", data={"text": "<script>alert(1)</script>"})

        assert "<script>alert" not in client.get(url).text


class TestKeeping:
    def test_kept_listed_and_let_go(self, client, page, session, url, mission):
        client.post(f"{url}/keep", data={"wanted": "1"})
        client.post(f"{url}/keep", data={"wanted": "1"})

        assert "You keep one mission" in page(client, "/missions/kept").text
        assert session.scalars(select(SuggestionLog)).first().act == "saved"

        client.post(f"{url}/keep", data={"wanted": "0"})
        assert "You keep no mission yet" in page(client, "/missions/kept").text
        assert not session.scalar(select(func.count()).select_from(SavedMission))

    def test_letting_go_leaves_the_alert(self, client, session, url):
        client.post(f"{url}/keep", data={"wanted": "1"})
        client.post(f"{url}/follow", data={"wanted": "1"})
        client.post(f"{url}/keep", data={"wanted": "0"})

        saved = session.scalars(select(SavedMission)).one()
        assert (saved.is_kept, saved.wants_similar) == (False, True)

    def test_what_one_may_read_no_more_is_not_listed(self, client, page, session, url, mission):
        client.post(f"{url}/keep", data={"wanted": "1"})
        mission.status = MissionStatus.COMPLETED
        session.commit()

        assert "You keep no mission yet" in page(client, "/missions/kept").text

    @pytest.mark.parametrize("wanted", ["", "2", "yes"])
    def test_a_switch_is_on_or_off(self, client, url, wanted):
        assert client.post(f"{url}/keep", data={"wanted": wanted}).status_code == 409

    @pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "\\evil"])
    def test_it_leads_nowhere_else(self, client, url, target):
        answer = client.post(f"{url}/keep", data={"wanted": "1", "next": target})

        assert answer.location == url


class TestAlerts:
    @pytest.fixture
    def follow(self, make):
        def follow(person, mission, **values):
            values = {"wants_similar": True, "at": clock.now()} | values
            make._save(SavedMission(person_id=person.id, mission_id=mission.id, **values))

        return follow

    @pytest.fixture
    def tell(self, session):
        def tell(mission):
            session.expire_all()
            found = select(Mission).where(Mission.id == mission.id).options(*queries.FULL)
            tell_similar(session.scalars(found).one(), now=clock.now())

        return tell

    def test_a_skill_that_grows_or_the_theme_once_each(
        self, make, session, follow, tell, reader, app
    ):
        skill, theme = make.skill(), make.theme()
        by_skill = make.mission("Compétence", grows={skill: 3})
        by_theme = make.mission("Thème", theme_id=theme.id)
        other = make.person("Théo")
        follow(reader, by_skill)
        follow(reader, by_theme)
        follow(other, by_theme)
        new = make.mission("Neuve", grows={skill: 4}, theme_id=theme.id)

        with app.test_request_context():
            tell(new)
            tell(new)

        for person in (reader, other):
            assert [one.kind for one in notices(session, person)] == ["missions.similar"]
        assert notices(session, reader)[0].details["kept"]["fr"] == "Compétence"

    def test_nobody_else(self, make, session, follow, tell, reader, app):
        skill = make.skill()
        needed = make.mission("Demandée", needs={skill: 3})
        grown = make.mission("Formée", grows={skill: 3})
        gone = make.person("Partie", left_on=clock.today() - timedelta(days=1))
        keeper = make.person("Garde")
        follow(reader, needed)
        follow(gone, grown)
        follow(keeper, grown, wants_similar=False, is_kept=True)
        own = make.person("Propriétaire")
        follow(own, grown)
        new = make.mission("Neuve", owner=own, grows={skill: 4})
        follow(make.person("Déjà"), new)

        with app.test_request_context():
            tell(new)

        assert not session.scalar(select(func.count()).select_from(Notice))


class TestChoices:
    def test_chosen_and_shown(self, client, page, session, reader):
        answer = client.post(
            "/missions/choices", data={"appetite": "-1", "hides_scores": "y", "opted_out": "y"}
        )

        assert answer.status_code == 302
        held = session.get_one(SuggestionChoice, reader.id)
        assert (held.appetite, held.hides_scores, held.opted_out) == (-1, True, True)
        chosen = [one for one in page(client, "/missions/choices").all("input") if "checked" in one]
        assert [one["value"] for one in chosen] == ["-1", "y", "y"]

    @pytest.mark.parametrize("appetite", ["", "7", "x", "9" * 50])
    def test_a_step_is_one_of_three(self, client, appetite):
        assert client.post("/missions/choices", data={"appetite": appetite}).status_code == 422

    def test_zones_are_switched_from_the_list(self, client, page, session, reader):
        client.post("/missions/choices/zones", data={"wanted": "0"})
        assert session.get_one(SuggestionChoice, reader.id).hides_scores
        assert "Show the zones" in page(client, "/missions").text

        client.post("/missions/choices/zones", data={"wanted": "1"})
        assert not session.get_one(SuggestionChoice, reader.id).hides_scores
