"""People propose missions, change them, and read what stands in the way."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions.models import Mission, MissionSkill, SavedMission, SensitiveUnit
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from talentgrow.notifications.models import Notice

A = ApplicationStatus
M = MissionStatus


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec", job=make.job("ADV"))


def typed(skill=None, **fields):
    """Return the form as a browser sends it."""
    today = clock.today()
    values = {
        "title_fr": "Trier les retours",
        "title_en": "",
        "tasks_fr": "Trier\nCompter",
        "learning_fr": "Lire un retour",
        "theme_id": "0",
        "unit_id": "0",
        "site_id": "0",
        "place": "hybrid",
        "hours_a_week": "3",
        "is_released": "yes",
        "seats": "1",
        "starts_on": (today + timedelta(days=30)).isoformat(),
        "ends_on": (today + timedelta(days=90)).isoformat(),
        "apply_by": (today + timedelta(days=20)).isoformat(),
        "audience": "everybody",
        "months_in_post": "0",
        "keeps_accepting": "y",
        "do": "publish",
    }
    if skill is not None:
        values |= {
            "skills-0-skill_id": str(skill.id),
            "skills-0-needed": "1",
            "skills-0-importance": "useful",
            "skills-0-grown_to": "2",
        }
    return values | fields


def rows_of(session, mission_id):
    found = session.scalars(sa.select(MissionSkill).where(MissionSkill.mission_id == mission_id))
    return {row.skill_id: (row.needed, row.importance.value, row.grown_to) for row in found}


def told(session, person):
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id))
    return [notice.kind for notice in found]


class TestProposing:
    def test_anybody_publishes_a_small_mission_themselves(self, session, make, sign_in, ines):
        skill = make.skill("Tri")

        answer = sign_in(ines).post("/missions/new", data=typed(skill))

        mission = session.scalars(sa.select(Mission)).one()
        assert answer.status_code == 302
        assert answer.location == f"/missions/{mission.id}"
        assert mission.status is M.PUBLISHED
        assert mission.owner_id == ines.id
        assert mission.published_at is not None
        assert mission.search_key == "trier les retours"
        assert rows_of(session, mission.id) == {skill.id: (1, "useful", 2)}

    def test_the_empty_form_says_that_one_publishes_it_oneself_and_when_not(
        self, sign_in, page, ines
    ):
        seen = page(sign_in(ines), "/missions/new")

        assert "You publish this one yourself." in seen.text
        assert "Above 8 hours a week or 5 seats" in seen.text
        assert [button["value"] for button in seen.all("button", name="do")][-2:] == [
            "publish",
            "save",
        ]

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"hours_a_week": "10"}, "It takes more than 8 hours a week."),
            ({"seats": "6"}, "It has more than 5 seats."),
        ],
    )
    def test_a_large_one_is_read_by_hr_first_and_the_form_says_so_before(
        self, session, make, sign_in, ines, fields, why
    ):
        hr = make.person("Sophie Marchal", role=Role.HR)
        skill = make.skill()
        client = sign_in(ines)

        before = client.post("/missions/new", data=typed(skill, **fields, do="look")).text
        client.post("/missions/new", data=typed(skill, **fields))

        mission = session.scalars(sa.select(Mission)).one()
        assert "HR reads this one first." in before
        assert why in before
        assert ">Hand in to HR<" in before
        assert mission.status is M.SUBMITTED
        assert mission.published_at is None
        assert told(session, hr) == ["missions.handed_in"]

    def test_one_of_a_sensitive_unit_is_read_by_hr_first(self, session, make, sign_in, ines):
        unit = make.unit("Paie")
        session.add(SensitiveUnit(unit_id=unit.id))
        session.commit()

        sign_in(ines).post("/missions/new", data=typed(make.skill(), unit_id=str(unit.id)))

        assert session.scalars(sa.select(Mission.status)).one() is M.SUBMITTED

    def test_a_draft_may_lack_what_colleagues_would_miss(self, session, sign_in, ines):
        data = typed(tasks_fr="", learning_fr="", do="save")

        answer = sign_in(ines).post("/missions/new", data=data)

        assert answer.status_code == 302
        assert session.scalars(sa.select(Mission.status)).one() is M.DRAFT

    def test_publishing_asks_for_what_colleagues_would_miss_and_keeps_what_was_typed(
        self, session, sign_in, ines
    ):
        data = typed(tasks_fr="", learning_fr=" ", title_fr="Sans rien")

        answer = sign_in(ines).post("/missions/new", data=data)

        assert answer.status_code == 422
        assert "Say in one line at least what one will do." in answer.text
        assert "Say in one line at least what one will learn." in answer.text
        assert "Name one skill at least that grows" in answer.text
        assert 'value="Sans rien"' in answer.text
        assert session.scalar(sa.select(sa.func.count()).select_from(Mission)) == 0

    def test_the_button_pressed_twice_makes_one_mission(self, session, make, sign_in, ines):
        client, data = sign_in(ines), typed(make.skill(), key="same-form")

        answers = [client.post("/missions/new", data=data).location for _ in range(3)]

        assert len(set(answers)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Mission)) == 1

    def test_hours_may_have_a_comma(self, session, make, sign_in, ines):
        sign_in(ines).post("/missions/new", data=typed(make.skill(), hours_a_week="3,5"))

        assert session.scalars(sa.select(Mission.hours_a_week)).one() == 3.5

    def test_those_who_follow_a_mission_like_it_are_told(self, session, make, sign_in, ines):
        skill = make.skill()
        paul = make.person("Paul")
        old = make.mission("Autre", grows={skill: 3})
        session.add(
            SavedMission(person_id=paul.id, mission_id=old.id, wants_similar=True, at=clock.now())
        )
        session.commit()

        sign_in(ines).post("/missions/new", data=typed(skill))

        assert len(told(session, paul)) == 1


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"title_fr": " "}, "Give it a title, in one language at least."),
            ({"hours_a_week": "0"}, "Between half an hour and 40 hours a week."),
            ({"hours_a_week": "41"}, "Between half an hour and 40 hours a week."),
            ({"hours_a_week": "nan"}, "Between half an hour and 40 hours a week."),
            ({"hours_a_week": "1e400"}, "Between half an hour and 40 hours a week."),
            ({"hours_a_week": ""}, "Say how many hours."),
            ({"seats": "0"}, "Between 1 and 100 seats."),
            ({"seats": "9" * 30}, "Between 1 and 100 seats."),
            ({"months_in_post": "-1"}, "Between 0 and 120 months."),
            ({"starts_on": "2031-01-02", "ends_on": "2031-01-01"}, "It ends before it starts."),
            ({"apply_by": "2099-01-01"}, "One cannot apply after it has ended."),
            ({"apply_by": "2020-01-01"}, "This day is over: nobody could apply."),
            ({"ends_on": "9999-12-31"}, "Choose a day of this century."),
            ({"starts_on": "0001-01-01"}, "Choose a day of this century."),
            ({"audience": "unit"}, "Choose a unit, or open it to everybody."),
            ({"audience": "site"}, "Choose a site, or open it to everybody."),
            ({"skills-0-needed": "3"}, "A skill cannot leave with a lower level"),
            ({"skills-0-needed": "0", "skills-0-grown_to": "0"}, "Say of each skill"),
            ({"skills-0-skill_id": "999999"}, "A skill is no longer in the catalogue"),
            ({"skills-0-grown_to": "6"}, "Nothing is saved yet"),
            ({"unit_id": "999999"}, "Nothing is saved yet"),
            ({"place": "<script>"}, "Nothing is saved yet"),
            ({"title_fr": "x" * 161}, "Nothing is saved yet"),
        ],
    )
    def test_is_said_beside_the_field(self, session, make, sign_in, ines, fields, words):
        answer = sign_in(ines).post("/missions/new", data=typed(make.skill(), **fields))

        assert answer.status_code == 422
        assert words in answer.text
        assert session.scalar(sa.select(sa.func.count()).select_from(Mission)) == 0

    def test_a_merged_or_retired_skill_or_theme_is_not_taken(self, session, make, sign_in, ines):
        client, skill = sign_in(ines), make.skill(retired_at=clock.now())
        theme = make.theme()
        theme.retired_at = clock.now()
        session.commit()

        of_skill = client.post("/missions/new", data=typed(skill))
        of_theme = client.post("/missions/new", data=typed(make.skill(), theme_id=str(theme.id)))

        assert "A skill is no longer in the catalogue" in of_skill.text
        assert "This theme is no longer offered." in of_theme.text

    def test_what_was_typed_is_text_and_never_markup(self, make, sign_in, page, ines):
        evil = "<script>alert(1)</script>"
        client = sign_in(ines)
        answer = client.post(
            "/missions/new", data=typed(make.skill(), title_fr=evil, tasks_fr=evil)
        )

        for url in (answer.location, "/missions/mine", f"{answer.location}/edit"):
            assert evil not in page(client, url).html

    def test_nobody_gives_a_mission_to_somebody_else_or_a_status_of_its_own(
        self, session, make, sign_in, ines
    ):
        other = make.person("Paul")
        data = typed(make.skill(), hours_a_week="12", do="save")
        data |= {"owner_id": str(other.id), "status": "published", "taken": "1", "version": "9"}

        sign_in(ines).post("/missions/new", data=data)

        mission = session.scalars(sa.select(Mission)).one()
        assert (mission.owner_id, mission.status, mission.taken, mission.version) == (
            ines.id,
            M.DRAFT,
            0,
            1,
        )


class TestTheRowsOfSkills:
    def test_are_found_added_and_removed_by_buttons_alone(self, make, sign_in, ines):
        tri, erp = make.skill("Tri"), make.skill("ERP commandes")
        client = sign_in(ines)

        found = client.post("/missions/new", data=typed(tri, skill_words="erp", do="look")).text
        added = client.post("/missions/new", data=typed(tri, do=f"add:{erp.id}")).text
        removed = client.post("/missions/new", data=typed(tri, do=f"remove:{tri.id}")).text

        assert f'value="add:{erp.id}"' in found
        assert f'value="{erp.id}"' in added
        assert f'value="{tri.id}"' in added
        assert "skills-0-" not in removed

    def test_the_enter_key_after_words_to_find_is_a_search(self, session, make, sign_in, ines):
        make.skill("Tri")

        answer = sign_in(ines).post("/missions/new", data=typed(skill_words="tri"))

        assert answer.status_code == 200
        assert "Tri" in answer.text
        assert session.scalar(sa.select(sa.func.count()).select_from(Mission)) == 0

    @pytest.mark.parametrize("order", ["add:", "add:x", "add:99999999999", "remove:-1", "add:0"])
    def test_strange_orders_change_nothing(self, make, sign_in, ines, order):
        assert sign_in(ines).post("/missions/new", data=typed(do=order)).status_code == 200


class TestCopying:
    def test_fills_the_form_with_dates_to_come_and_the_copy_is_ones_own(
        self, session, make, sign_in, page, ines
    ):
        skill = make.skill("Tri")
        past = {
            "starts_on": clock.today() - timedelta(days=60),
            "ends_on": clock.today() - timedelta(days=4),
            "apply_by": clock.today() - timedelta(days=70),
        }
        old = make.mission("Trier", grows={skill: 3}, **past)
        client = sign_in(ines)

        form = page(client, f"/missions/new?copy={old.id}")
        client.post(f"/missions/new?copy={old.id}", data=typed(skill))

        (first,) = form.all("input", name="starts_on")
        (last,) = form.all("input", name="ends_on")
        assert form.all("input", name="title_fr")[0]["value"] == "Trier"
        assert first["value"] > clock.today().isoformat()
        assert last["value"] > first["value"]
        copy = session.scalars(sa.select(Mission).where(Mission.copied_from_id == old.id)).one()
        assert copy.owner_id == ines.id
        assert copy.taken == 0

    def test_what_one_may_not_read_cannot_be_copied(self, make, sign_in, ines):
        draft = make.mission(status=M.DRAFT)

        assert sign_in(ines).get(f"/missions/new?copy={draft.id}").status_code == 404


class TestChanging:
    def seen(self, mission):
        return {"seen": str(mission.version), "do": "save"}

    def test_keeps_what_is_different_and_who_changed_it(self, session, make, sign_in, ines):
        skill, other = make.skill("Tri"), make.skill("Autre")
        mission = make.mission(owner=ines, grows={skill: 2, other: 3})

        sign_in(ines).post(f"/missions/{mission.id}/edit", data=typed(skill) | self.seen(mission))

        event = session.scalars(
            sa.select(AuditEvent).where(AuditEvent.kind == "missions.edited")
        ).one()
        assert mission.title_fr == "Trier les retours"
        assert mission.version == 2
        assert rows_of(session, mission.id) == {skill.id: (1, "useful", 2)}
        assert "title_fr" in event.details["fields"]
        assert "skills" in event.details["fields"]

    def test_an_old_form_overwrites_nothing_and_loses_nothing(self, session, make, sign_in, ines):
        skill = make.skill()
        mission = make.mission(owner=ines, grows={skill: 2})
        client, old = sign_in(ines), {"seen": "1", "do": "save"}
        client.post(f"/missions/{mission.id}/edit", data=typed(skill, title_fr="Un") | old)

        answer = client.post(
            f"/missions/{mission.id}/edit", data=typed(skill, title_fr="Deux") | old
        )

        assert answer.status_code == 409
        assert 'value="Deux"' in answer.text
        assert "Somebody changed this mission while you were writing." in answer.text
        assert "Title in French" in answer.text
        assert mission.title_fr == "Un"

    def test_a_form_opened_before_a_step_is_an_old_one(self, make, sign_in, ines):
        mission = make.mission(owner=ines, grows={make.skill(): 2})
        client = sign_in(ines)
        client.post(f"/missions/{mission.id}/pause", data={"reason": "Deux semaines d’inventaire"})

        answer = client.post(f"/missions/{mission.id}/edit", data=typed(seen="1", do="save"))

        assert answer.status_code == 409

    @pytest.mark.parametrize("field", ["hours_a_week", "starts_on", "seats"])
    def test_whoever_applied_hears_what_they_counted_on_is_different(
        self, session, make, sign_in, ines, field
    ):
        skill, paul, drafting = make.skill(), make.person("Paul"), make.person("Rose")
        mission = make.mission(owner=ines, grows={skill: 2})
        make.application(mission, paul)
        make.application(mission, drafting, status=A.DRAFT, sent_at=None)
        changed = {
            "hours_a_week": "2",
            "starts_on": (mission.starts_on + timedelta(days=7)).isoformat(),
            "seats": "2",
        }

        sign_in(ines).post(
            f"/missions/{mission.id}/edit",
            data=typed(skill, **{field: changed[field]}) | self.seen(mission),
        )

        assert told(session, paul) == ["missions.changed"]
        assert told(session, drafting) == []

    def test_other_words_bother_nobody(self, session, make, sign_in, ines):
        skill, paul = make.skill(), make.person("Paul")
        mission = make.mission(owner=ines, grows={skill: 2})
        make.application(mission, paul)
        same = {
            "starts_on": mission.starts_on.isoformat(),
            "ends_on": mission.ends_on.isoformat(),
            "apply_by": mission.apply_by.isoformat(),
        }

        sign_in(ines).post(
            f"/missions/{mission.id}/edit", data=typed(skill, **same) | self.seen(mission)
        )

        assert mission.title_fr == "Trier les retours"
        assert told(session, paul) == []

    def test_no_seat_that_somebody_has_is_taken_away(self, make, sign_in, ines):
        skill = make.skill()
        mission = make.mission(owner=ines, grows={skill: 2}, seats=3)
        for name in ("Paul", "Rose"):
            make.application(mission, make.person(name), status=A.ACCEPTED)

        answer = sign_in(ines).post(
            f"/missions/{mission.id}/edit", data=typed(skill, seats="1") | self.seen(mission)
        )

        assert answer.status_code == 422
        assert "2 seats are taken or kept for somebody" in answer.text

    def test_a_new_seat_goes_to_who_waits_for_one(self, session, make, sign_in, ines):
        skill, rose = make.skill(), make.person("Rose")
        mission = make.mission(owner=ines, grows={skill: 2})
        make.application(mission, make.person("Paul"), status=A.ACCEPTED)
        waiting = make.application(mission, rose, status=A.WAITLISTED, waitlisted_at=clock.now())

        sign_in(ines).post(
            f"/missions/{mission.id}/edit", data=typed(skill, seats="2") | self.seen(mission)
        )

        session.expire_all()
        assert waiting.status is A.OFFERED

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"hours_a_week": "9"}, "Above 8 hours a week HR reads a mission first."),
            ({"seats": "6"}, "Above 5 seats HR reads a mission first."),
        ],
    )
    def test_an_open_mission_does_not_grow_behind_the_back_of_hr(
        self, make, sign_in, ines, fields, words
    ):
        skill = make.skill()
        mission = make.mission(owner=ines, grows={skill: 2})

        answer = sign_in(ines).post(
            f"/missions/{mission.id}/edit", data=typed(skill, **fields) | self.seen(mission)
        )

        assert answer.status_code == 422
        assert words in answer.text

    def test_one_that_hr_has_read_may_shrink_and_hr_hears_of_it(self, session, make, sign_in, ines):
        skill, hr = make.skill(), make.person("Sophie", role=Role.HR)
        mission = make.mission(owner=ines, grows={skill: 2}, hours_a_week=12.0)

        sign_in(ines).post(
            f"/missions/{mission.id}/edit",
            data=typed(skill, hours_a_week="10") | self.seen(mission),
        )

        assert mission.hours_a_week == 10
        assert told(session, hr) == ["missions.changed_for_hr"]

    def test_it_does_not_outgrow_managers_who_were_only_told(self, make, sign_in, ines):
        skill = make.skill()
        week = {"ends_on": clock.today() + timedelta(days=34)}
        mission = make.mission(owner=ines, grows={skill: 2}, hours_a_week=3.0, **week)
        make.application(mission, make.person("Paul"))
        days = {"ends_on": mission.ends_on.isoformat(), "hours_a_week": "6"}

        answer = sign_in(ines).post(
            f"/missions/{mission.id}/edit", data=typed(skill, **days) | self.seen(mission)
        )

        assert "applied without needing their manager’s word" in answer.text
        assert answer.status_code == 422

    def test_what_has_started_keeps_its_first_day(self, make, sign_in, ines):
        skill = make.skill()
        mission = make.mission(
            owner=ines,
            grows={skill: 2},
            status=M.IN_PROGRESS,
            starts_on=clock.today() - timedelta(days=5),
        )

        answer = sign_in(ines).post(
            f"/missions/{mission.id}/edit", data=typed(skill) | self.seen(mission)
        )

        assert "It has started: this day stays." in answer.text

    @pytest.mark.parametrize("status", [M.DEBRIEFING, M.COMPLETED, M.CANCELLED, M.ARCHIVED])
    def test_what_is_over_stays_as_it_was(self, make, sign_in, ines, status):
        mission = make.mission(owner=ines, grows={make.skill(): 2}, status=status)
        client, url = sign_in(ines), f"/missions/{mission.id}/edit"

        assert client.get(url).status_code == 409
        assert client.post(url, data=typed(make.skill()) | self.seen(mission)).status_code == 409
        assert mission.title_fr != "Trier les retours"

    def test_only_those_who_own_it_change_it(self, session, make, sign_in, ines):
        beside = make.person("Maud")
        mission = make.mission(owner=ines, co_owners=[beside], grows={make.skill(): 2})
        draft = make.mission("Brouillon", owner=ines, status=M.DRAFT)
        url = f"/missions/{mission.id}/edit"

        assert sign_in(beside).get(url).status_code == 200
        for other in (make.person("Paul"), make.person("Sophie", role=Role.HR)):
            client = sign_in(other)
            assert client.get(url).status_code == 403
            assert client.post(url, data=typed()).status_code == 403
        assert sign_in(make.person("Rose")).get(f"/missions/{draft.id}/edit").status_code == 404
        assert mission.title_fr == "Préparer le plan de charge"


class TestMyMissions:
    def test_say_what_waits_for_whom_with_numbers(self, make, sign_in, page, statements, ines):
        hot = make.mission("Chaude", owner=ines)
        for name in ("Paul", "Rose"):
            make.application(hot, make.person(name))
        make.application(hot, make.person("Zoé"), status=A.MANAGER_PENDING)
        make.mission("Renvoyée", owner=ines, status=M.DRAFT, comment="Dites ce qu’on apprend.")
        make.mission("Lue", owner=make.person("Maud"), co_owners=[ines], status=M.SUBMITTED)
        make.mission("Finie", owner=ines, status=M.COMPLETED)
        make.mission("D’un autre", owner=make.person("Karim"))
        client = sign_in(ines)

        with statements() as sent:
            seen = page(client, "/missions/mine")

        assert seen.h1 == "2 of your missions wait for you"
        assert "2 people wait for your answer." in seen.text
        assert "One application waits for somebody else." in seen.text
        assert "HR sent it back and says: Dites ce qu’on apprend." in seen.text
        assert "HR has until" in seen.text
        assert "D’un autre" not in seen.text
        assert seen.text.index("Chaude") < seen.text.index("Lue") < seen.text.index("Finie")
        assert len(sent) <= 15

    def test_empty_says_how_one_begins(self, sign_in, page, ines):
        seen = page(sign_in(ines), "/missions/mine")

        assert seen.h1 == "You have proposed no mission yet"
        assert "/missions/new" in seen.links()

    def test_in_french(self, make, sign_in, page, ines):
        make.mission("Trier", owner=ines)
        client = sign_in(ines, language="fr")

        assert page(client, "/missions/mine").h1 == "Rien dans vos missions ne vous attend"
        assert "Proposer une mission" in page(client, "/missions/new").text


class TestTheOwnersCard:
    def card(self, page, client, mission):
        return page(client, f"/missions/{mission.id}")

    @pytest.mark.parametrize(
        ("status", "steps"),
        [
            (M.DRAFT, {"publish"}),
            (M.SUBMITTED, set()),
            (M.PUBLISHED, {"pause", "staff"}),
            (M.PAUSED, {"resume", "staff"}),
            (M.STAFFED, {"reopen"}),
            (M.IN_PROGRESS, set()),
            (M.DEBRIEFING, set()),
            (M.COMPLETED, {"archive"}),
            (M.CANCELLED, {"archive"}),
            (M.ARCHIVED, set()),
        ],
    )
    def test_offers_the_steps_which_the_flow_allows(self, make, sign_in, page, ines, status, steps):
        mission = make.mission(owner=ines, grows={make.skill(): 2}, status=status, seats=2, taken=1)

        seen = self.card(page, sign_in(ines), mission)

        asked = {form.get("action", "").rpartition("/")[2] for form in seen.all("form")}
        assert asked & {"publish", "pause", "resume", "staff", "reopen", "archive"} == steps
        can_cancel = status in {
            M.DRAFT,
            M.SUBMITTED,
            M.PUBLISHED,
            M.PAUSED,
            M.STAFFED,
            M.IN_PROGRESS,
        }
        assert (f"/missions/{mission.id}/cancel" in seen.links()) is can_cancel

    def test_is_for_owners_and_to_cancel_for_hr_without_numbers(self, make, sign_in, page, ines):
        mission = make.mission(owner=ines)
        make.application(mission, make.person("Paul"))

        colleague = self.card(page, sign_in(make.person("Rose")), mission)
        hr = self.card(page, sign_in(make.person("Sophie", role=Role.HR)), mission)

        assert f"/missions/{mission.id}/cancel" not in colleague.links()
        assert f"/missions/{mission.id}/cancel" in hr.links()
        assert f"/missions/{mission.id}/edit" not in hr.links()
        assert "waits for your answer" not in hr.text


class TestSteps:
    def post(self, client, mission, step, **data):
        return client.post(f"/missions/{mission.id}/{step}", data=data)

    def test_a_pause_keeps_applications_and_tells_why(self, session, make, sign_in, ines):
        paul = make.person("Paul")
        mission = make.mission(owner=ines)
        make.application(mission, paul)
        client = sign_in(ines)

        self.post(client, mission, "pause", reason="Inventaire jusqu’à vendredi")
        assert (mission.status, mission.comment) == (M.PAUSED, "Inventaire jusqu’à vendredi")
        self.post(client, mission, "resume")

        assert (mission.status, mission.comment) == (M.PUBLISHED, "")
        assert told(session, paul) == ["missions.paused", "missions.resumed"]
        moves = session.scalars(
            sa.select(StatusChange.move).where(StatusChange.subject == f"mission:{mission.id}")
        )
        assert moves.all() == ["pause", "resume"]

    def test_a_pause_without_a_reason_is_none(self, make, sign_in, ines):
        mission = make.mission(owner=ines)

        self.post(sign_in(ines), mission, "pause", reason="  ")

        assert mission.status is M.PUBLISHED

    def test_a_team_of_nobody_is_not_complete(self, make, sign_in, ines):
        mission = make.mission(owner=ines)

        assert self.post(sign_in(ines), mission, "staff").status_code == 409
        assert mission.status is M.PUBLISHED

    def test_a_team_is_complete_and_looks_for_more(self, make, sign_in, ines):
        mission = make.mission(owner=ines, seats=2)
        make.application(mission, make.person("Paul"), status=A.ACCEPTED)
        client = sign_in(ines)

        self.post(client, mission, "staff")
        assert mission.status is M.STAFFED
        self.post(client, mission, "reopen")

        assert mission.status is M.PUBLISHED

    def test_a_full_team_looks_for_nobody(self, make, sign_in, ines):
        mission = make.mission(owner=ines, status=M.STAFFED, seats=1, taken=1)

        assert self.post(sign_in(ines), mission, "reopen").status_code == 409

    def test_a_finished_draft_is_published_from_its_page(self, make, sign_in, ines):
        mission = make.mission(owner=ines, grows={make.skill(): 2}, status=M.DRAFT)

        self.post(sign_in(ines), mission, "publish")

        assert mission.status is M.PUBLISHED

    def test_an_unfinished_one_leads_to_what_is_missing(self, make, sign_in, ines):
        mission = make.mission(owner=ines, status=M.DRAFT)

        answer = self.post(sign_in(ines), mission, "publish")

        assert answer.location == f"/missions/{mission.id}/edit"
        assert mission.status is M.DRAFT

    def test_an_owner_publishes_nothing_that_hr_reads_even_if_the_rules_changed(
        self, make, sign_in, ines
    ):
        mission = make.mission(owner=ines, grows={make.skill(): 2}, status=M.SUBMITTED)

        assert self.post(sign_in(ines), mission, "publish").status_code == 409
        assert mission.status is M.SUBMITTED

    @pytest.mark.parametrize("step", ["publish", "pause", "resume", "staff", "reopen", "archive"])
    def test_nobody_else_takes_a_step(self, make, sign_in, ines, step):
        mission = make.mission(owner=ines)
        draft = make.mission(owner=ines, status=M.DRAFT)
        client = sign_in(make.person("Paul"))

        assert self.post(client, mission, step, reason="Parce que").status_code == 403
        assert self.post(client, draft, step, reason="Parce que").status_code == 404
        assert client.get(f"/missions/{mission.id}/{step}").status_code == 405

    def test_what_is_over_is_put_away(self, make, sign_in, ines):
        mission = make.mission(owner=ines, status=M.CANCELLED, comment="Le besoin a disparu.")

        self.post(sign_in(ines), mission, "archive")

        assert (mission.status, mission.comment) == (M.ARCHIVED, "Le besoin a disparu.")
