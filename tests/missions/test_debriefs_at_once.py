"""Both sides write, or say a level, at the same moment: one credit and one claim."""

import pytest
import sqlalchemy as sa

from talentgrow.missions import seats
from talentgrow.missions.applications.models import Credit, Debrief, Growth, Side
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.skills.models import ClaimSource, SkillClaim
from tests.missions.finished import Finished
from tests.races import Served, at_once, codes, let_meet


class Played(Served):
    """A mission that has ended."""

    def found(self, make, prepare=lambda over: None):
        over = Finished(make)
        prepare(over)
        make.session.commit()
        self.url, self.orders = over.url, over.orders.id
        return {"ines": over.ines, "maud": over.maud, "yann": over.yann}

    def at_once(self, *sent):
        """Send forms; return the status of each."""
        return codes(
            at_once(*(self.post(who, f"{self.url}/{part}", data) for who, part, data in sent))
        )

    def count(self, model, *conditions):
        return len(self.stored(sa.select(model.id).where(*conditions)))


@pytest.fixture
def play(new_app):
    return lambda *prepare: Played.of(new_app, *prepare)


@pytest.fixture
def meet(monkeypatch):
    """Let both requests come to the mission before either holds it.

    SQLite lets one writer in at a time: there the other cannot have come so far.
    """
    let_meet(monkeypatch, seats, "hold", early=True)


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
