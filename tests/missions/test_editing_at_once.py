"""Two owners act on one mission at the same moment: one is heard, the other loses no word."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.missions import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from tests.make import Factory

M = MissionStatus


class Two:
    """An application on a database of its own, and people who own a mission together."""

    def __init__(self, app):
        self.app = app
        self.answers = {}
        with app.app_context():
            make = Factory(db.session)
            self.people = [make.person(name) for name in ("Inès", "Maud", "Paul")]
            hr = make.person("Sophie", role=Role.HR)
            accounts = [make.account_of(person) for person in (*self.people, hr)]
            self.cookies = [
                {"_user_id": one.fs_uniquifier, "sign_in": make.sign_in_session(one)}
                for one in accounts
            ]
            self.ids = [person.id for person in self.people]
            self.skill = make.skill("Tri").id
            db.session.remove()

    def mission(self, *, applied=None, **fields):
        with self.app.app_context():
            make = Factory(db.session)
            ines, maud, paul = (db.session.get_one(type(p), i) for p, i in self._people())
            skill = db.session.get_one(make.skill().__class__, self.skill)
            made = make.mission("Trier", owner=ines, co_owners=[maud], grows={skill: 2}, **fields)
            if applied is not None:
                make.application(made, paul, status=applied)
            number = made.id
            db.session.remove()
        return number

    def _people(self):
        return zip(self.people, self.ids, strict=True)

    def client(self, who):
        client = self.app.test_client()
        with client.session_transaction() as stored:
            stored.update(self.cookies[who] | {"_fresh": True, "locale": "en"})
        return client

    def post(self, who, url, **data):
        client = self.client(who)

        def send():
            self.answers[who] = client.post(url, data=data)

        return send

    def read(self, query):
        with self.app.app_context():
            return db.session.scalars(query).all()

    @property
    def codes(self):
        return sorted(answer.status_code for answer in self.answers.values())


@pytest.fixture
def two(new_app):
    return Two(new_app({"WTF_CSRF_ENABLED": False}))


@pytest.fixture
def meet(two, monkeypatch):
    """Let both look at the mission before either acts, as far as the database lets them."""
    before, after, look = Barrier(2), Barrier(2), queries.get_to_change
    # SQLite lets one writer in at a time: there the other never comes, and waiting is in vain.
    patience = 0.1 if two.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite") else 1

    def look_together(actor, mission_id):
        with suppress(BrokenBarrierError):
            before.wait(timeout=patience)
        found = look(actor, mission_id)
        # Whoever comes second waits for the first to be done, and cannot be met here.
        with suppress(BrokenBarrierError):
            after.wait(timeout=patience / 2)
        return found

    monkeypatch.setattr(queries, "get_to_change", look_together)


def at_once(*actions):
    threads = [Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def moves(two, mission_id):
    query = sa.select(StatusChange.move).where(StatusChange.subject == f"mission:{mission_id}")
    return two.read(query)


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
    mission, url = two.mission(), "/missions/{}/edit"
    at_once(
        two.post(0, url.format(mission), **form("De Inès", two.skill)),
        two.post(1, url.format(mission), **form("De Maud", two.skill)),
    )

    assert two.codes == [302, 409]
    saved, told = sorted(two.answers, key=lambda who: two.answers[who].status_code)
    titles = ["De Inès", "De Maud"]
    assert f'value="{titles[told]}"' in two.answers[told].text
    assert two.read(sa.select(Mission.title_fr)) == [titles[saved]]
    assert two.read(sa.select(Mission.version)) == [2]


def test_a_draft_is_published_once(two, meet):
    mission = two.mission(status=M.DRAFT)
    url = f"/missions/{mission}/publish"

    at_once(two.post(0, url), two.post(1, url))

    assert two.codes == [302, 409]
    assert moves(two, mission) == ["publish"]


def test_a_mission_is_cancelled_once_and_its_seat_freed_once(two, meet):
    mission = two.mission(applied=ApplicationStatus.ACCEPTED)
    url, reason = f"/missions/{mission}/cancel", "Le client a retiré sa commande."

    at_once(two.post(0, url, reason=reason), two.post(1, url, reason=reason))

    assert two.codes == [302, 409]
    assert moves(two, mission) == ["cancel"]
    assert two.read(sa.select(Mission.taken)) == [0]
    assert two.read(sa.select(Application.status)) == [ApplicationStatus.DECLINED]


def test_what_is_cancelled_while_somebody_writes_is_not_written(two, meet):
    mission, reason = two.mission(), "Le client a retiré sa commande."
    at_once(
        two.post(0, f"/missions/{mission}/edit", **form("De Inès", two.skill)),
        two.post(1, f"/missions/{mission}/cancel", reason=reason),
    )

    (status,) = two.read(sa.select(Mission.status))
    (title,) = two.read(sa.select(Mission.title_fr))
    # Either order is right: written, then cancelled; or cancelled, and what was typed refused.
    assert status is M.CANCELLED
    assert two.answers[1].status_code == 302
    assert (two.answers[0].status_code, title) in {(302, "De Inès"), (409, "Trier")}


def test_an_owner_who_hands_in_and_another_who_publishes_leave_hr_its_word(two, meet):
    mission = two.mission(status=M.DRAFT, hours_a_week=12.0)
    url = f"/missions/{mission}/publish"

    at_once(two.post(0, url), two.post(1, url))

    assert two.codes == [302, 409]
    assert two.read(sa.select(Mission.status)) == [M.SUBMITTED]


def test_hr_publishes_nothing_but_what_it_has_read(two, meet):
    mission = two.mission(status=M.SUBMITTED, hours_a_week=12.0)
    at_once(
        two.post(3, f"/hr/missions/{mission}", do="publish", seen="1"),
        two.post(0, f"/missions/{mission}/edit", **form("Autre", two.skill)),
    )

    (status,) = two.read(sa.select(Mission.status))
    (title,) = two.read(sa.select(Mission.title_fr))
    assert two.codes == [302, 409]
    assert (status, title) in {(M.PUBLISHED, "Trier"), (M.SUBMITTED, "Autre")}


def test_a_co_owner_is_added_once(two, meet):
    mission = two.mission()
    url = f"/missions/{mission}/owners"

    at_once(two.post(0, url, person=two.ids[2]), two.post(1, url, person=two.ids[2]))

    assert two.codes == [302, 302]
    found = two.read(sa.select(MissionOwner.person_id).order_by(MissionOwner.id))
    assert found == [two.ids[1], two.ids[2]]
