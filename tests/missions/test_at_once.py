"""Two people act on one mission at the same moment: no seat is given twice, no word is lost."""

import itertools
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit import receipts
from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions import queries as missions
from talentgrow.missions import seats
from talentgrow.missions.applications import queries, steps
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, SEATED
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person
from tests.races import Served, at_once, codes

FULL = {
    "maud": "Maud Le Goff",
    "paul": "Paul Owner",
    "ines": "Inès Caradec",
    "noe": "Noé Adam",
    "zoe": "Zoé Late",
}


class Played(Served):
    """Maud and Paul own a mission of one seat; Inès, Noé and Zoé apply."""

    def found(self, make):
        people = {name: make.person(full) for name, full in FULL.items()}
        self.mission = make.mission(
            owner=people["maud"],
            co_owners=[people["paul"]],
            hours_a_week=1.0,
            ends_on=clock.today() + timedelta(days=45),
        ).id
        return people

    def applied(self, name, status, **fields):
        def work(make, session):
            mission = session.get(Mission, self.mission)
            person = session.get(Person, self.ids[name])
            return make.application(mission, person, status=status, **fields).id

        return self.make(work)

    def applications(self):
        return self.stored(sa.select(Application).order_by(Application.id))

    def status_of(self, application_id):
        return next(one.status for one in self.applications() if one.id == application_id)

    def check(self):
        """Every seat that is taken has somebody in it, and every history is one unbroken line."""
        (mission,) = self.stored(sa.select(Mission))
        found = self.applications()
        assert mission.taken == sum(one.status in SEATED for one in found) <= mission.seats
        for application in found:
            subject = f"application:{application.id}"
            query = sa.select(StatusChange).where(StatusChange.subject == subject)
            moves = self.stored(query.order_by(StatusChange.id))
            assert all(one.after == two.before for one, two in itertools.pairwise(moves))
            assert not moves or moves[-1].after == application.status


@pytest.fixture
def in_turn(race):
    """Let both have read everything before either writes, as far as the database lets them."""

    def take_what_was_seen(mission):
        if mission.taken >= mission.seats:
            raise seats.NoSeatLeft
        mission.taken += 1
        db.session.flush()

    race.nobody_waits()
    meeting = race.let_meet(seats, "hold")
    race.let_meet(missions, "get_to_change", meeting=meeting)
    race.let_mutant_meet(steps, "take", early=True)
    race.mutate(seats, "take", take_what_was_seen)
    return race


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


def test_two_owners_give_the_last_seat(played, in_turn):
    first = played.applied("ines", A.UNDER_REVIEW)
    second = played.applied("noe", A.UNDER_REVIEW)

    def play():
        answers = at_once(
            played.post("maud", f"/applications/{first}/offer"),
            played.post("paul", f"/applications/{second}/offer"),
        )

        assert sorted(codes(answers)) == [302, 409]
        assert sorted(one.status for one in played.applications()) == [A.OFFERED, A.UNDER_REVIEW]
        played.check()

    in_turn(play)


def test_accepting_and_withdrawing_at_once(played, in_turn):
    mine = played.applied("ines", A.OFFERED)

    def play():
        answers = at_once(
            played.post("ines", f"/applications/{mine}/accept"),
            played.post("ines", f"/applications/{mine}/withdraw"),
        )

        accepted, withdrawn = codes(answers)
        assert withdrawn == 302
        assert accepted in {302, 409}
        assert played.status_of(mine) is A.WITHDRAWN
        played.check()

    in_turn(play)


def test_applying_in_the_moment_in_which_the_time_is_over(played, in_turn):
    """Whoever closes the list knows of everybody who came in before."""
    known = []

    def close():
        mission = seats.hold(played.mission)
        known.append(len(db.session.scalars(queries.of_mission(mission.id)).all()))
        mission.apply_by = clock.today() - timedelta(days=1)

    def play():
        answer, _closed = at_once(
            played.post("ines", f"/missions/{played.mission}/apply", {"do": "send"}),
            played.inside(close),
        )

        assert answer.status_code in {302, 409}
        sent = [one for one in played.applications() if one.sent_at is not None]
        assert known == [len(sent)]
        assert (answer.status_code == 302) is bool(sent)
        played.check()

    in_turn(play)


def test_the_waiting_list_moves_while_the_mission_is_cancelled(played, in_turn):
    seated = played.applied("ines", A.ACCEPTED)
    played.applied("noe", A.WAITLISTED, waitlisted_at=clock.now() - timedelta(hours=1))
    played.applied("zoe", A.WAITLISTED, waitlisted_at=clock.now())

    def play():
        answers = at_once(
            played.post("ines", f"/applications/{seated}/withdraw"),
            played.post(
                "maud",
                f"/missions/{played.mission}/cancel",
                {"reason": "The line stops in January and nobody needs the plan."},
            ),
        )

        left, cancelled = codes(answers)
        assert cancelled == 302
        assert left in {302, 409}
        assert played.stored(sa.select(Mission.status)) == [M.CANCELLED]
        assert not [one for one in played.applications() if one.status in ALIVE]
        played.check()

    in_turn(play)


class TestOneFormManyTimes:
    """The key of a form lets it be sent five times and done once."""

    @pytest.fixture
    def race(self, race):
        race.mutate(receipts, "earlier", lambda *_who, **_when: None)
        if not race.is_mutant:
            race.let_meet(receipts, "earlier", early=True)
        return race

    def test_applying(self, played, race):
        data = {"do": "send", "once": "key-1", "message": "Hello"}
        url = f"/missions/{played.mission}/apply"

        def play():
            answers = at_once(*[played.post("ines", url, data)] * 2)

            assert codes(answers) == [302, 302]
            (mine,) = played.applications()
            assert {one.location for one in answers} == {f"/applications/{mine.id}"}
            assert {played.send("ines", url, data).location for _again in range(3)} == {
                f"/applications/{mine.id}"
            }
            told = sa.select(Notice.id).where(Notice.person_id == played.ids["maud"])
            assert len(played.stored(told)) == 1
            played.check()

        race(play)

    def test_accepting(self, played, race):
        mine = played.applied("ines", A.OFFERED)
        url = f"/applications/{mine}/accept"

        def play():
            answers = at_once(*[played.post("ines", url, {"once": "key-2"})] * 2)

            assert codes(answers) == [302, 302]
            assert played.status_of(mine) is A.ACCEPTED
            played.check()

        race(play)

    def test_deciding_about_everybody(self, played, race):
        first = played.applied("ines", A.UNDER_REVIEW)
        second = played.applied("noe", A.UNDER_REVIEW)
        data = {
            "once": "key-3",
            f"do-{first}": "choose",
            f"do-{second}": "decline",
            "reason-all": "seats_taken",
            "feedback-all": "There was one seat only, and your plan was clear.",
            "step-all": "mentor",
            "note-all": "Talk with Yann.",
        }
        url = f"/missions/{played.mission}/applicants"

        def play():
            answers = at_once(*[played.post("maud", url, data)] * 2)

            assert codes(answers) == [302, 302]
            assert [one.status for one in played.applications()] == [A.OFFERED, A.DECLINED]
            played.check()

        race(play)


def test_one_form_sent_five_times_at_once_is_sent_once(played):
    """From five tabs together, without a barrier: as it happens."""
    data = {"do": "send", "once": "key-5", "message": "Hello"}
    url = f"/missions/{played.mission}/apply"

    answers = at_once(*[played.post("ines", url, data)] * 5)

    (mine,) = played.applications()
    assert {(one.status_code, one.location) for one in answers} == {
        (302, f"/applications/{mine.id}")
    }
    played.check()
