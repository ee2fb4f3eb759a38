"""Both sides write, or say a level, at the same moment: one credit and one claim."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.infra.db import db
from talentgrow.missions import seats
from talentgrow.missions.applications.models import Credit, Debrief, Growth, Side
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.skills.models import ClaimSource, SkillClaim
from tests.make import Factory
from tests.missions.finished import Finished


class Played:
    """A served company with a mission that has ended."""

    def __init__(self, app, prepare=lambda over: None):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            over = Finished(make)
            prepare(over)
            db.session.commit()
            self.url, self.orders = over.url, over.orders.id
            self.cookies = {
                name: {
                    "_user_id": make.account_of(person).fs_uniquifier,
                    "sign_in": make.sign_in_session(make.account_of(person)),
                    "locale": "en",
                }
                for name, person in (("ines", over.ines), ("maud", over.maud), ("yann", over.yann))
            }
            db.session.remove()

    def send(self, who, part, data):
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(self.cookies[who])
        return client.post(f"{self.url}/{part}", data=data)

    def at_once(self, *sent):
        """Send forms in threads; return the status of each."""
        statuses = [None] * len(sent)

        def one(place):
            statuses[place] = self.send(*sent[place]).status_code

        threads = [Thread(target=one, args=(place,)) for place in range(len(sent))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return statuses

    def count(self, model, *conditions):
        with self.app.app_context():
            counted = sa.select(sa.func.count()).select_from(model).where(*conditions)
            return db.session.scalar(counted)


@pytest.fixture
def play(new_app):
    return lambda *prepare: Played(new_app({"WTF_CSRF_ENABLED": False}), *prepare)


@pytest.fixture
def meet(monkeypatch):
    """Let both requests come to the mission before either holds it.

    SQLite lets one writer in at a time: there the other cannot have come so far.
    """
    barrier, enter = Barrier(2), seats.hold

    def wait_and_hold(mission_id):
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=2)
        return enter(mission_id)

    monkeypatch.setattr(seats, "hold", wait_and_hold)


def concluded(over):
    over.conclude(A.COMPLETED)


def test_both_sides_write_at_once_and_there_is_one_credit(play, meet):
    played = play(concluded)

    statuses = played.at_once(
        ("ines", "debrief", {"learned": "Lire le carnet"}),
        ("maud", "debrief", {"learned": "Elle mène la revue"}),
    )

    assert statuses == [302, 302]
    assert (played.count(Debrief), played.count(Credit)) == (2, 1)


def test_one_debrief_sent_twice_at_once_is_one(play, meet):
    played = play()
    form = ("ines", "debrief", {"learned": "Lire le carnet"})

    assert played.at_once(form, form) == [302, 302]
    assert played.count(Debrief) == 1


def test_two_owners_write_at_once_for_one_side(play, meet):
    played = play()

    statuses = played.at_once(
        ("maud", "debrief", {"learned": "Bien"}), ("yann", "debrief", {"learned": "Très bien"})
    )

    assert statuses == [302, 302]
    assert played.count(Debrief) == 1


def test_both_sides_say_the_same_level_at_once_and_there_is_one_claim(play, meet):
    played = play(concluded)
    said = {f"level-{played.orders}": "3"}

    assert played.at_once(("ines", "levels", said), ("maud", "levels", said)) == [302, 302]
    assert played.count(Growth) == 1
    assert played.count(SkillClaim, SkillClaim.source == ClaimSource.MISSION) == 1


def test_the_last_word_and_the_end_come_at_once_and_there_is_one_of_each(play, meet):
    def prepare(over):
        over.write(Side.PARTICIPANT)
        over.write(Side.OWNER)
        over.say(Side.PARTICIPANT, {over.orders: 3})

    played = play(prepare)

    statuses = played.at_once(
        ("maud", "outcome", {"outcome": "completed"}),
        ("yann", "levels", {f"level-{played.orders}": "3"}),
    )

    assert statuses == [302, 302]
    assert played.count(Credit) == 1
    assert played.count(SkillClaim, SkillClaim.source == ClaimSource.MISSION) == 1


def test_two_owners_see_another_end_at_once_and_one_holds(play, meet):
    played = play()

    statuses = played.at_once(
        ("maud", "outcome", {"outcome": "completed"}),
        ("yann", "outcome", {"outcome": "did_not_start"}),
    )

    assert sorted(statuses) == [302, 409]
