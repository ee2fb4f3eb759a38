"""What somebody tries who means no good, or who is merely unlucky, around missions."""

import itertools

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionQuestion
from talentgrow.missions.states import APPLICATION_FLOW, OUTCOMES, SEATED
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.notifications.models import Notice
from tests.api.conftest import Program
from tests.missions.finished import Finished
from tests.missions.scene import FEEDBACK, Scene, soon

SECRET = "Quetzalcoatl-7 draws me to it"
NASTY = [
    "%(name)s %s %d %",
    "{{7*7}}{% x %}",
    "<script>alert(1)</script>",
    "‮gnihtyreve\u2066",
    "=HYPERLINK(1)",
    "W" * 160,
    "مهمة 任务 🦄",
    "two\r\nSet-Cookie: a=b",
]
# The others answer as one of these does.
TELLING = {M.PUBLISHED, M.IN_PROGRESS}
NO = {
    "reason": "seats_taken",
    "feedback": FEEDBACK,
    "next_step": "mentor",
    "next_note": "Talk with Yann.",
}


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


@pytest.fixture
def program(app, make):
    """Return a function which gives a program that acts for a person."""

    def program(person):
        account, now = make.account_of(person), clock.now()
        _token, secret = tokens.issue(account, "Test", tokens.SCOPES, 30, by=SYSTEM, now=now)
        make.session.commit()
        return Program(app.test_client(use_cookies=False), secret)

    return program


@pytest.fixture
def sent(scene, make):
    return make.application(
        scene.mission, scene.ines, status=A.MANAGER_PENDING, manager=scene.karim, message=SECRET
    )


class TestDraftsAreNobodys:
    """One that has ended unsent too: nobody but its writer ever learns of it."""

    @pytest.mark.parametrize("status", [A.DRAFT, A.WITHDRAWN, A.EXPIRED])
    def test_not_for_the_owner_the_manager_or_hr(self, scene, make, sign_in, status):
        written = make.application(
            scene.mission, scene.ines, status=status, message=SECRET, sent_at=None
        )
        written.manager_id = scene.karim.id
        make.session.commit()
        pages = ("", "/debrief", "/certificate", "/certificate.pdf", "/talk", "/decline")

        for reader in (scene.maud, scene.paul, scene.karim, scene.sophie):
            client = sign_in(reader)
            for page in pages:
                found = client.get(f"/applications/{written.id}{page}")
                assert found.status_code == 404, (reader, page)
                assert "does not exist" in found.text and SECRET not in found.text

    def test_do_not_keep_hr_from_seeing_a_refusal_otherwise(self, scene, make, sign_in, session):
        refused = make.application(
            scene.mission, scene.ines, status=A.MANAGER_REFUSED, manager=scene.karim
        )
        draft = make.application(scene.mission, scene.ines, status=A.DRAFT, sent_at=None)

        answer = sign_in(scene.sophie).post(f"/applications/{refused.id}/agree")

        assert answer.status_code == 302
        assert session.get(Application, refused.id).status is A.UNDER_REVIEW
        assert session.get(Application, draft.id).status is A.EXPIRED

    def test_are_not_begun_for_what_is_over(self, scene, sign_in, session):
        scene.mission.status = M.COMPLETED
        scene.make.application(scene.mission, scene.ines, status=A.DECLINED)

        answer = sign_in(scene.ines).post(
            f"/missions/{scene.mission.id}/apply", data={"message": "x", "do": "draft"}
        )

        assert answer.status_code == 409


class TestTheMessage:
    def test_is_for_the_owners_alone(self, scene, sent, sign_in, program, session):
        ines = sign_in(scene.ines)
        ines.post(f"/missions/{scene.mission.id}/apply", data={"message": SECRET})
        urls = (
            f"/applications/{sent.id}",
            "/team/applications",
            "/team",
            "/hr/applications",
            "/",
            "/notices/",
            f"/missions/{scene.mission.id}",
            f"/people/{scene.ines.id}",
            f"/applications/{sent.id}/debrief",
        )

        for reader in (scene.karim, scene.sophie):
            for url in urls:
                assert SECRET not in sign_in(reader).get(url).text, (reader, url)
            assert program(reader).get(f"/applications/{sent.id}").json["message"] is None
        told = [*session.scalars(sa.select(Notice.details))]
        told += [*session.scalars(sa.select(AuditEvent.details))]
        told += [*session.scalars(sa.select(StatusChange.reason))]
        assert SECRET not in str(told)
        assert SECRET in sign_in(scene.maud).get(f"/applications/{sent.id}").text


class TestTheReasonOfAManager:
    WHY = "We are in the middle of the stocktaking."

    @pytest.mark.parametrize("step", ["refuse", "defer"])
    def test_never_reaches_an_owner_even_one_in_hr(
        self,
        scene,
        sent,
        make,
        sign_in,
        program,
        step,
    ):
        make.account_of(scene.paul, Role.HR)
        data = {"reason": self.WHY, "from_day": soon(40)}
        said = sign_in(scene.karim).post(f"/applications/{sent.id}/{step}", data=data)
        assert said.status_code == 302

        for owner in (scene.maud, scene.paul):
            for url in (f"/applications/{sent.id}", f"/missions/{scene.mission.id}/applicants"):
                assert self.WHY not in sign_in(owner).get(url).text
            assert program(owner).get(f"/applications/{sent.id}").json["word_reason"] is None
            assert self.WHY not in sign_in(owner).get("/notices/").text
        assert self.WHY in sign_in(scene.ines).get(f"/applications/{sent.id}").text


class TestNobodyDecidesAboutThemselves:
    @pytest.fixture
    def own(self, scene, make):
        """Let Paul, who owns the mission now, have an application that waits for its owners."""
        return make.application(scene.mission, scene.paul, status=A.UNDER_REVIEW)

    def test_alone(self, own, scene, sign_in, program):
        paul = sign_in(scene.paul)

        for step in ("offer", "waitlist", "talk", "decline"):
            assert paul.post(f"/applications/{own.id}/{step}", data=NO).status_code == 403
        answer = program(scene.paul).post(
            f"/applications/{own.id}/decision", json={"step": "offer"}
        )
        assert answer.status_code == 403

    def test_among_others(self, own, scene, sign_in, session):
        answer = sign_in(scene.paul).post(
            f"/missions/{scene.mission.id}/applicants", data={f"do-{own.id}": "choose"}
        )

        assert answer.status_code == 409
        assert session.get(Application, own.id).status is A.UNDER_REVIEW

    def test_by_the_way_of_hr_once_they_own_it(self, scene, make, sign_in, session):
        refused = make.application(
            scene.mission, scene.paul, status=A.MANAGER_REFUSED, manager=scene.karim
        )

        answer = sign_in(scene.sophie).post(f"/applications/{refused.id}/agree")

        assert answer.status_code == 409
        assert session.get(Application, refused.id).status is A.MANAGER_REFUSED


class TestAKey:
    def test_used_for_another_mission_is_another_request(self, scene, make, program, session):
        other = make.mission("Autre", owner=scene.maud)
        ines, key = program(scene.ines), {"Idempotency-Key": "k" * 300}

        first = ines.post(f"/missions/{scene.mission.id}/apply", json={}, headers=key)
        again = ines.post(f"/missions/{scene.mission.id}/apply", json={}, headers=key)
        second = ines.post(f"/missions/{other.id}/apply", json={}, headers=key)

        assert first.json["id"] == again.json["id"] != second.json["id"]
        assert second.json["mission_id"] == other.id

    def test_that_only_begins_like_another_is_another(self, scene, make, sign_in, session):
        ines, url = sign_in(scene.ines), f"/missions/{scene.mission.id}/apply"
        ines.post(url, data={"message": "one", "do": "draft", "once": "k" * 120 + "1"})
        ines.post(url, data={"message": "two", "do": "draft", "once": "k" * 120 + "2"})

        assert session.scalars(sa.select(Application.message)).one() == "two"

    def test_of_one_person_is_nothing_to_another(self, scene, program, session):
        url, key = f"/missions/{scene.mission.id}/apply", {"Idempotency-Key": "same"}
        answers = [program(one).post(url, json={}, headers=key) for one in (scene.ines, scene.noe)]

        assert len({answer.json["id"] for answer in answers}) == 2

    def test_of_a_request_that_failed_may_be_used_again(self, scene, program, session):
        url, key = f"/missions/{scene.mission.id}/apply", {"Idempotency-Key": "same"}
        scene.mission.status = M.PAUSED
        session.commit()
        assert program(scene.ines).post(url, json={}, headers=key).status_code == 409
        scene.mission.status = M.PUBLISHED
        session.commit()

        assert program(scene.ines).post(url, json={}, headers=key).status_code == 200


class TestANextStep:
    @pytest.mark.parametrize("status", [M.DRAFT, M.SUBMITTED, M.CANCELLED, None])
    def test_is_no_mission_that_not_everybody_may_read(
        self,
        scene,
        make,
        program,
        session,
        status,
    ):
        hidden = make.mission("Plan secret", status=status).id if status else 999_999
        found = make.application(scene.mission, scene.ines)
        said = {**NO, "next_step": "mission", "next_mission_id": hidden, "step": "decline"}

        answer = program(scene.maud).post(f"/applications/{found.id}/decision", json=said)

        assert answer.status_code == 409
        assert session.get(Application, found.id).status is A.UNDER_REVIEW

    def test_that_is_none_names_none(self, scene, make, program):
        other, found = make.mission(), make.application(scene.mission, scene.ines)
        said = {**NO, "next_mission_id": other.id, "step": "decline"}

        answer = program(scene.maud).post(f"/applications/{found.id}/decision", json=said)

        assert answer.status_code == 200 and answer.json["next_mission_id"] is None


class TestEveryStepFromEverywhere:
    """No status of an application or of its mission breaks a page or a count of seats."""

    BODY = {"outcome": "completed", "learned": "x", **NO}
    # Who may send a form, and so comes as far as the step itself.
    FORMS = {
        "ines": ("accept", "decline-offer", "withdraw", "levels", "debrief"),
        "karim": ("agree", "defer", "refuse"),
        "sophie": ("agree", "defer", "refuse"),
        "maud": ("talk", "offer", "waitlist", "decline", "outcome", "levels", "debrief"),
    }

    @pytest.fixture
    def attempt(self, scene, make, sign_in, session):
        """Return a function which sends one form from one state, and what became of it; undone."""
        readers = ("ines", "maud", "karim", "sophie")
        clients = {name: sign_in(getattr(scene, name)) for name in readers}
        scene.mission.seats = 2
        found = make.application(
            scene.mission, scene.ines, manager=scene.karim, climbed_at=clock.now()
        ).id
        mission = scene.mission.id
        days = {"from_day": soon(40).isoformat(), "at": f"{soon(3).isoformat()}T10:00"}
        session.commit()

        def attempt(name, form, of_mission, status):
            connection = db.engines[None]
            with connection.begin_nested() as kept:
                held = {"status": of_mission, "taken": int(status in SEATED | OUTCOMES)}
                connection.execute(sa.update(Mission).where(Mission.id == mission).values(held))
                connection.execute(
                    sa.update(Application).where(Application.id == found).values(status=status)
                )
                url = f"/applications/{found}/{form}"
                answer = clients[name].post(url, data=self.BODY | days).status_code
                now = connection.scalar(
                    sa.select(Application.__table__.c.status).where(Application.id == found)
                )
                taken = connection.scalar(sa.select(Mission.taken).where(Mission.id == mission))
                kept.rollback()
            session.expire_all()
            return answer, A(now), taken

        return attempt

    @pytest.mark.parametrize(
        "of_mission",
        [one if one in TELLING else pytest.param(one, marks=pytest.mark.slow) for one in M],
    )
    def test_is_done_or_refused(self, attempt, of_mission):
        wrong, done = [], set()
        sent = [(name, form) for name, forms in self.FORMS.items() for form in forms]
        for status, (name, form) in itertools.product(A, sent):
            answer, now, taken = attempt(name, form, of_mission, status)
            if answer not in {302, 403, 404, 409, 422}:
                wrong.append((form, name, status, answer))
            if taken != (now in SEATED | OUTCOMES):
                wrong.append((form, name, status, now, taken))
            if now is not status:
                done.add((status, now))

        assert not wrong
        allowed = {
            (before, step.target)
            for step in APPLICATION_FLOW.transitions.values()
            for before in step.sources
        }
        assert done <= allowed | {(A.OFFERED, A.IN_PROGRESS)}


class TestHostileWords:
    @pytest.mark.parametrize("words", NASTY)
    def test_in_titles_and_names_are_words_everywhere(self, make, session, sign_in, words):
        over = Finished(make, title=words)
        over.mission.title_en = over.mission.tasks_fr = over.mission.learning_fr = words
        over.ines.first_name = over.ines.last_name = over.maud.first_name = words
        over.orders.name_fr = over.orders.name_en = words
        session.commit()
        clients = {
            name: sign_in(getattr(over, name)) for name in ("ines", "maud", "karim", "sophie")
        }
        clients["maud"].post(f"{over.url}/outcome", data={"outcome": "completed"})
        for name in ("ines", "maud"):
            clients[name].post(f"{over.url}/debrief", data={"learned": words, "thanks": words})
            level = {f"level-{over.orders.id}": "3"}
            assert clients[name].post(f"{over.url}/levels", data=level).status_code == 302
        number = over.mission.id
        urls = (
            "/",
            "/notices/",
            "/missions",
            "/missions?shown=all",
            f"/missions/{number}",
            f"/missions/{number}/why",
            f"/missions/{number}/applicants",
            f"/missions/{number}/debriefs",
            over.url,
            f"{over.url}/debrief",
            f"{over.url}/certificate",
            f"/people/{over.ines.id}",
            f"/missions/new?copy={number}",
        )

        for name, client in clients.items():
            for url in urls:
                answer = client.get(url)
                assert answer.status_code in {200, 403, 404}, (name, url)
                assert "<script>alert" not in answer.text and "WWWWW 49" not in answer.text
        pdf = clients["ines"].get(f"{over.url}/certificate.pdf")
        assert pdf.status_code == 200 and pdf.data.startswith(b"%PDF")
        assert "\n" not in pdf.headers["Content-Disposition"]
        assert "Set-Cookie" not in pdf.headers["Content-Disposition"]

    @pytest.mark.parametrize("message", ["x" * 100_000, "a" * 2001])
    def test_that_cannot_be_kept_are_refused(self, scene, sign_in, session, message):
        url = f"/missions/{scene.mission.id}/apply"

        answer = sign_in(scene.ines).post(url, data={"message": message})

        assert answer.status_code in {400, 422}
        assert not session.scalars(sa.select(Application)).all()

    @pytest.mark.parametrize(
        "body", [r'{"message": "\ud800"}', r'{"message": "\u0000"}', '{"status": "offered"}', "[]"]
    )
    def test_of_a_program_are_refused(self, scene, program, session, body):
        url = f"/missions/{scene.mission.id}/apply"

        answer = program(scene.ines).post(url, data=body, content_type="application/json")

        assert answer.status_code in {400, 422}
        assert not session.scalars(sa.select(Application)).all()

    @pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 30, "1.0", "%00"])
    def test_numbers_that_are_none_lead_nowhere(self, scene, sign_in, number):
        client = sign_in(scene.maud)

        for url in (f"/missions/{number}", f"/applications/{number}", f"/missions/{number}/owners"):
            assert client.get(url).status_code == 404
        url = f"/missions/{scene.mission.id}"
        assert client.post(f"{url}/questions/{number}", data={"answer": "x"}).status_code in {
            404,
            422,
        }
        assert client.post(f"{url}/owners", data={"person": number}).status_code == 404


class TestFieldsThatNobodyAskedFor:
    def test_change_nothing(self, scene, sent, make, sign_in, session):
        extra = {
            "status": "accepted",
            "person_id": scene.noe.id,
            "manager_id": scene.ines.id,
            "owner_id": scene.ines.id,
            "taken": "0",
            "sent_at": "2020-01-01",
        }
        sign_in(scene.noe).post(f"/missions/{scene.mission.id}/apply", data=extra)
        sign_in(scene.karim).post(f"/applications/{sent.id}/agree", data=extra)

        (mine,) = session.scalars(
            sa.select(Application).where(Application.person_id == scene.noe.id)
        )
        assert (mine.status, mine.manager_id) == (A.MANAGER_PENDING, scene.karim.id)
        assert session.get(Application, sent.id).status is A.UNDER_REVIEW
        assert session.get(Mission, scene.mission.id).owner_id == scene.maud.id

    @pytest.mark.parametrize("value", ["nan", "inf", "1e309", "-1", "1e-400", "4e1" * 9])
    @pytest.mark.parametrize("field", ["hours_a_week", "seats", "months_in_post"])
    def test_numbers_beyond_the_scale_are_refused(self, scene, sign_in, session, field, value):
        data = mission_form() | {field: value}

        answer = sign_in(scene.noe).post("/missions/new", data=data)

        assert answer.status_code == 422
        assert not session.scalars(sa.select(Mission).where(Mission.owner_id == scene.noe.id)).all()

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "10000-01-01", "x"])
    @pytest.mark.parametrize("field", ["starts_on", "ends_on", "apply_by"])
    def test_days_beyond_the_calendar_are_refused(self, scene, sign_in, field, day):
        answer = sign_in(scene.noe).post("/missions/new", data=mission_form() | {field: day})

        assert answer.status_code == 422

    def test_batch_of_another_mission_is_refused(self, scene, make, sign_in, session):
        other = make.mission(owner=scene.noe)
        foreign = make.application(other, scene.ines)
        own = make.application(scene.mission, scene.noe)
        data = {f"do-{foreign.id}": "choose", f"do-{own.id}": "choose"}

        answer = sign_in(scene.maud).post(f"/missions/{scene.mission.id}/applicants", data=data)

        assert answer.status_code == 409
        assert {one.status for one in session.scalars(sa.select(Application))} == {A.UNDER_REVIEW}


def mission_form():
    return {
        "do": "save",
        "title_en": "A mission",
        "theme_id": "0",
        "unit_id": "0",
        "site_id": "0",
        "place": "hybrid",
        "hours_a_week": "3",
        "is_released": "yes",
        "seats": "1",
        "starts_on": soon(30).isoformat(),
        "ends_on": soon(90).isoformat(),
        "apply_by": soon(20).isoformat(),
        "audience": "everybody",
        "months_in_post": "0",
    }


def test_the_form_of_these_tests_is_accepted_as_it_is(scene, sign_in):
    assert sign_in(scene.noe).post("/missions/new", data=mission_form()).status_code == 302


class TestTheWordOfHr:
    def test_is_not_given_by_who_handed_it_in_and_gave_it_away(self, scene, make, sign_in, session):
        draft = make.mission(
            owner=scene.sophie, grows={scene.skill: 3}, status=M.DRAFT, hours_a_week=20.0
        )
        sophie = sign_in(scene.sophie)
        assert sophie.post(f"/missions/{draft.id}/publish").status_code == 302
        assert session.get(Mission, draft.id).status is M.SUBMITTED
        given = sophie.post(f"/missions/{draft.id}/hand-over", data={"person": scene.noe.id})
        assert given.status_code == 302
        seen = session.get(Mission, draft.id).version
        data = {"do": "publish", "seen": seen}

        answer = sophie.post(f"/hr/missions/{draft.id}", data=data)

        assert answer.status_code == 403
        assert session.get(Mission, draft.id).status is M.SUBMITTED
        other = sign_in(make.person("Helga Other", role=Role.HR))
        other.post(f"/hr/missions/{draft.id}", data=data)
        assert session.get(Mission, draft.id).status is M.PUBLISHED


class TestAManagerWhoManagesNoMore:
    def test_keeps_their_word_and_sees_no_weeks(self, scene, make, sign_in, session):
        left = scene.colleague("Léa Moved", manager=scene.noe)
        theirs, of_others = (
            make.application(scene.mission, one, status=A.MANAGER_REFUSED, manager=scene.karim)
            for one in (scene.ines, left)
        )
        karim = sign_in(scene.karim)

        assert "tg-weeks" in karim.get(f"/applications/{theirs.id}").text
        shown = karim.get(f"/applications/{of_others.id}")
        assert shown.status_code == 200 and "tg-weeks" not in shown.text


class TestAFreeSeat:
    def test_is_not_hidden_from_who_waits_for_it(self, scene, make, sign_in, session):
        scene.mission.status, scene.mission.seats = M.PAUSED, 2
        make.application(scene.mission, scene.noe, status=A.ACCEPTED)
        make.application(scene.mission, scene.ines, status=A.WAITLISTED)

        answer = sign_in(scene.maud).post(f"/missions/{scene.mission.id}/staff")

        assert answer.status_code == 409
        assert session.get(Mission, scene.mission.id).status is M.PAUSED


def test_an_unsigned_question_names_nobody(scene, sign_in, session):
    url = f"/missions/{scene.mission.id}"
    sign_in(scene.ines).post(f"{url}/questions", data={"text": "Is it far?"})
    asked = session.scalars(sa.select(MissionQuestion)).one()
    sign_in(scene.maud).post(f"{url}/questions/{asked.id}", data={"text": "No."})

    for reader in (scene.maud, scene.noe, scene.sophie):
        for page in (url, "/notices/"):
            shown = sign_in(reader).get(page).text
            assert "Caradec" not in shown and f"/people/{scene.ines.id}" not in shown
    told = session.scalars(sa.select(Notice.details).where(Notice.person_id == scene.maud.id))
    assert "Inès" not in str([*told])
    assert session.get(MissionQuestion, asked.id).answer == "No."


def test_applicants_are_in_no_order_of_merit(scene, make, sign_in):
    for person, level in ((scene.noe, 1), (scene.ines, 5)):
        make.level(person, scene.skill, level)
        make.application(scene.mission, person)
    client, url = sign_in(scene.maud), f"/missions/{scene.mission.id}/applicants"

    pages = {order: client.get(f"{url}?order={order}").text for order in ("", "zone", "score")}

    assert {min(("Adam", "Caradec"), key=text.index) for text in pages.values()} == {"Adam"}
    assert not any("overreach" in text or "data-score" in text for text in pages.values())
