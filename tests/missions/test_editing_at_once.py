"""Two owners act on one mission at the same moment: one is heard, the other loses no word."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from talentgrow.people.models import Person
from talentgrow.skills.models import Skill
from tests.races import Served, at_once, codes, let_meet

M = MissionStatus


class Two(Served):
    """People who own a mission together, and HR."""

    def found(self, make):
        self.skill = make.skill("Tri").id
        people = {name.lower(): make.person(name) for name in ("Ines", "Maud", "Paul")}
        return people | {"sophie": make.person("Sophie", role=Role.HR)}

    def mission(self, *, applied=None, **fields):
        def work(make, session):
            names = ("ines", "maud", "paul")
            ines, maud, paul = (session.get_one(Person, self.ids[name]) for name in names)
            grows = {session.get_one(Skill, self.skill): 2}
            made = make.mission("Trier", owner=ines, co_owners=[maud], grows=grows, **fields)
            if applied is not None:
                make.application(made, paul, status=applied)
            return made.id

        return self.make(work)

    def moves(self, mission_id):
        subject = f"mission:{mission_id}"
        return self.stored(sa.select(StatusChange.move).where(StatusChange.subject == subject))


@pytest.fixture
def two(new_app):
    return Two.of(new_app)


@pytest.fixture
def meet(monkeypatch):
    """Let both look at the mission before either acts, as far as the database lets them."""
    let_meet(monkeypatch, queries, "get_to_change", early=True)
    # Whoever comes second waits for the first to be done, and cannot be met here.
    let_meet(monkeypatch, queries, "get_to_change")


def form(title, skill):
    today = clock.today()
    return {
        "seen": "1",
        "do": "save",
        "title_fr": title,
        "tasks_fr": "Trier",
        "learning_fr": "Lire",
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
        "skills-0-skill_id": str(skill),
        "skills-0-needed": "0",
        "skills-0-importance": "essential",
        "skills-0-grown_to": "2",
    }


def test_two_edits_keep_one_and_show_the_other_again(two, meet):
    url, titles = f"/missions/{two.mission()}/edit", ["De Inès", "De Maud"]

    answers = at_once(
        two.post("ines", url, form(titles[0], two.skill)),
        two.post("maud", url, form(titles[1], two.skill)),
    )

    assert sorted(codes(answers)) == [302, 409]
    saved, told = sorted((0, 1), key=lambda who: answers[who].status_code)
    assert f'value="{titles[told]}"' in answers[told].text
    assert two.stored(sa.select(Mission.title_fr)) == [titles[saved]]
    assert two.stored(sa.select(Mission.version)) == [2]


def test_a_draft_is_published_once(two, meet):
    mission = two.mission(status=M.DRAFT)
    url = f"/missions/{mission}/publish"

    answers = at_once(two.post("ines", url), two.post("maud", url))

    assert sorted(codes(answers)) == [302, 409]
    assert two.moves(mission) == ["publish"]


def test_a_mission_is_cancelled_once_and_its_seat_freed_once(two, meet):
    mission = two.mission(applied=ApplicationStatus.ACCEPTED)
    url, reason = f"/missions/{mission}/cancel", {"reason": "Le client a retiré sa commande."}

    answers = at_once(two.post("ines", url, reason), two.post("maud", url, reason))

    assert sorted(codes(answers)) == [302, 409]
    assert two.moves(mission) == ["cancel"]
    assert two.stored(sa.select(Mission.taken)) == [0]
    assert two.stored(sa.select(Application.status)) == [ApplicationStatus.DECLINED]


def test_what_is_cancelled_while_somebody_writes_is_not_written(two, meet):
    mission, reason = two.mission(), {"reason": "Le client a retiré sa commande."}

    written, cancelled = codes(
        at_once(
            two.post("ines", f"/missions/{mission}/edit", form("De Inès", two.skill)),
            two.post("maud", f"/missions/{mission}/cancel", reason),
        )
    )

    # Either order is right: written, then cancelled; or cancelled, and what was typed refused.
    assert two.stored(sa.select(Mission.status)) == [M.CANCELLED]
    assert cancelled == 302
    (title,) = two.stored(sa.select(Mission.title_fr))
    assert (written, title) in {(302, "De Inès"), (409, "Trier")}


def test_an_owner_who_hands_in_and_another_who_publishes_leave_hr_its_word(two, meet):
    url = f"/missions/{two.mission(status=M.DRAFT, hours_a_week=12.0)}/publish"

    answers = at_once(two.post("ines", url), two.post("maud", url))

    assert sorted(codes(answers)) == [302, 409]
    assert two.stored(sa.select(Mission.status)) == [M.SUBMITTED]


def test_hr_publishes_nothing_but_what_it_has_read(two, meet):
    mission = two.mission(status=M.SUBMITTED, hours_a_week=12.0)

    answers = at_once(
        two.post("sophie", f"/hr/missions/{mission}", {"do": "publish", "seen": "1"}),
        two.post("ines", f"/missions/{mission}/edit", form("Autre", two.skill)),
    )

    assert sorted(codes(answers)) == [302, 409]
    (status,) = two.stored(sa.select(Mission.status))
    (title,) = two.stored(sa.select(Mission.title_fr))
    assert (status, title) in {(M.PUBLISHED, "Trier"), (M.SUBMITTED, "Autre")}


def test_a_co_owner_is_added_once(two, meet):
    url, paul = f"/missions/{two.mission()}/owners", {"person": two.ids["paul"]}

    answers = at_once(two.post("ines", url, paul), two.post("maud", url, paul))

    assert codes(answers) == [302, 302]
    found = two.stored(sa.select(MissionOwner.person_id).order_by(MissionOwner.id))
    assert found == [two.ids["maud"], two.ids["paul"]]
