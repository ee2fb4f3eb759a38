"""Two people act on one mission at the same moment: no seat is given twice, no word is lost.

Each race has a barrier inside both transactions: whoever has read waits for the other to have read
too, before either writes. The same race is then run on a mutant, which does not wait its turn, and
must fail there: a race that passes without the lock would show nothing.
"""

import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.audit import receipts
from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock, web
from talentgrow.infra.db import db, expect_writing, writing
from talentgrow.missions import seats
from talentgrow.missions.applications import queries, steps
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, SEATED
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person
from tests.make import Factory

# How long one waits inside for somebody who may be kept outside.
PATIENCE = 0.7


class Played:
    """A served company: Maud and Paul own a mission of one seat; Inès, Noé and Zoé apply."""

    def __init__(self, app, **mission):
        self.app = app
        with app.app_context():
            make = self.make = Factory(db.session)
            people = {
                name: make.person(full)
                for name, full in {
                    "maud": "Maud Le Goff",
                    "paul": "Paul Owner",
                    "ines": "Inès Caradec",
                    "noe": "Noé Adam",
                    "zoe": "Zoé Late",
                }.items()
            }
            self.ids = {name: person.id for name, person in people.items()}
            values = {"hours_a_week": 1.0, "ends_on": clock.today() + timedelta(days=45)}
            found = make.mission(
                owner=people["maud"], co_owners=[people["paul"]], **values | mission
            )
            self.mission = found.id
            self.cookies = {
                name: self.cookie_of(make, make.account_of(person))
                for name, person in people.items()
            }
            db.session.remove()

    def cookie_of(self, make, account):
        return {
            "_user_id": account.fs_uniquifier,
            "sign_in": make.sign_in_session(account),
            "locale": "en",
        }

    def applied(self, name, status, **fields):
        with self.app.app_context():
            make = Factory(db.session)
            mission = db.session.get(Mission, self.mission)
            person = db.session.get(Person, self.ids[name])
            made = make.application(mission, person, status=status, **fields).id
            db.session.remove()
        return made

    def send(self, who, url, data=None):
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(self.cookies[who])
        return client.post(url, data=data or {})

    def at_once(self, *acts: Callable[[], object]):
        """Act in threads; return what each came to."""
        found: list[object] = [None] * len(acts)

        def one(place):
            found[place] = acts[place]()

        threads = [Thread(target=one, args=(place,)) for place in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def post(self, who, url, data=None):
        """Return the act of sending a form, which comes to the status of the answer."""
        return lambda: self.send(who, url, data).status_code

    def applications(self):
        with self.app.app_context():
            return list(db.session.scalars(sa.select(Application).order_by(Application.id)))

    def status_of(self, application_id):
        return next(one.status for one in self.applications() if one.id == application_id)

    def check(self):
        """Every seat that is taken has somebody in it, and every history is one unbroken line."""
        with self.app.app_context():
            mission = db.session.get(Mission, self.mission)
            found = self.applications()
            assert mission.taken == sum(one.status in SEATED for one in found) <= mission.seats
            for application in found:
                moves = db.session.scalars(
                    sa.select(StatusChange)
                    .where(StatusChange.subject == f"application:{application.id}")
                    .order_by(StatusChange.id)
                ).all()
                assert all(
                    before.after == after.before for before, after in itertools.pairwise(moves)
                )
                assert not moves or moves[-1].after == application.status


@pytest.fixture(params=["as it is", "mutant"])
def is_mutant(request):
    return request.param == "mutant"


@pytest.fixture
def race(is_mutant, monkeypatch):
    """Return what runs a race: as it is it must hold, on the mutant it must be seen to fail.

    The mutant reads without waiting for whoever else is at it, on both databases.
    """
    barrier, later = Barrier(2), Barrier(2)

    def meet(where=barrier):
        with suppress(BrokenBarrierError):
            where.wait(timeout=PATIENCE)

    held, take = seats.hold, steps.take

    def hold_and_meet(mission_id):
        found = held(mission_id)
        meet()
        return found

    def look_and_meet(mission_id):
        found = db.session.get_one(Mission, mission_id)
        meet()
        return found

    def take_what_was_seen(mission):
        if mission.taken >= mission.seats:
            raise seats.NoSeatLeft
        mission.taken += 1
        db.session.flush()

    def meet_and_take(*what, **how):
        meet(later)
        take(*what, **how)

    if is_mutant:
        monkeypatch.setattr(seats, "hold", look_and_meet)
        # Both have looked at everybody by then.
        monkeypatch.setattr(steps, "take", meet_and_take)
        monkeypatch.setattr(seats, "take", take_what_was_seen)
        monkeypatch.setattr(web, "expect_writing", lambda _will_write: expect_writing(False))
    else:
        monkeypatch.setattr(seats, "hold", hold_and_meet)

    def run(play):
        if not is_mutant:
            play()
            return
        with pytest.raises(AssertionError):
            play()

    return run


@pytest.fixture
def played(new_app):
    return Played(new_app({"WTF_CSRF_ENABLED": False}))


def test_two_owners_give_the_last_seat(played, race):
    first = played.applied("ines", A.UNDER_REVIEW)
    second = played.applied("noe", A.UNDER_REVIEW)

    def play():
        answers = played.at_once(
            played.post("maud", f"/applications/{first}/offer"),
            played.post("paul", f"/applications/{second}/offer"),
        )

        assert sorted(answers) == [302, 409]
        assert sorted(one.status for one in played.applications()) == [A.OFFERED, A.UNDER_REVIEW]
        played.check()

    race(play)


def test_accepting_and_withdrawing_at_once(played, race):
    mine = played.applied("ines", A.OFFERED)

    def play():
        accepted, withdrawn = played.at_once(
            played.post("ines", f"/applications/{mine}/accept"),
            played.post("ines", f"/applications/{mine}/withdraw"),
        )

        assert withdrawn == 302
        assert accepted in {302, 409}
        assert played.status_of(mine) is A.WITHDRAWN
        played.check()

    race(play)


def test_applying_in_the_moment_in_which_the_time_is_over(played, race):
    """Whoever closes the list knows of everybody who came in before."""
    known = []

    def close():
        with played.app.app_context(), writing():
            if seats.hold.__name__ == "look_and_meet":
                expect_writing(False)
            try:
                mission = seats.hold(played.mission)
                known.append(len(db.session.scalars(queries.of_mission(mission.id)).all()))
                mission.apply_by = clock.today() - timedelta(days=1)
                db.session.commit()
            except sa.exc.OperationalError:
                return False
            return True

    def play():
        answer, is_closed = played.at_once(
            played.post("ines", f"/missions/{played.mission}/apply", {"do": "send"}), close
        )

        assert is_closed
        assert answer in {302, 409}
        sent = [one for one in played.applications() if one.sent_at is not None]
        assert known == [len(sent)]
        assert (answer == 302) is bool(sent)
        played.check()

    race(play)


def test_the_waiting_list_moves_while_the_mission_is_cancelled(played, race):
    seated = played.applied("ines", A.ACCEPTED)
    played.applied("noe", A.WAITLISTED, waitlisted_at=clock.now() - timedelta(hours=1))
    played.applied("zoe", A.WAITLISTED, waitlisted_at=clock.now())

    def play():
        left, cancelled = played.at_once(
            played.post("ines", f"/applications/{seated}/withdraw"),
            played.post(
                "maud",
                f"/missions/{played.mission}/cancel",
                {"reason": "The line stops in January and nobody needs the plan."},
            ),
        )

        assert cancelled == 302
        assert left in {302, 409}
        with played.app.app_context():
            assert db.session.get(Mission, played.mission).status is M.CANCELLED
        assert not [one for one in played.applications() if one.status in ALIVE]
        played.check()

    race(play)


class TestOneFormManyTimes:
    """The key of a form lets it be sent five times and done once."""

    @pytest.fixture
    def race(self, is_mutant, monkeypatch):
        barrier = Barrier(2)
        earlier = receipts.earlier

        def meet_and_look(person_id, key, *, now):
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=PATIENCE)
            return None if is_mutant else earlier(person_id, key, now=now)

        monkeypatch.setattr(receipts, "earlier", meet_and_look)

        def run(play):
            if not is_mutant:
                play()
                return
            with pytest.raises(AssertionError):
                play()

        return run

    def test_applying(self, played, race):
        data = {"do": "send", "once": "key-1", "message": "Hello"}
        url = f"/missions/{played.mission}/apply"

        def play():
            answers = played.at_once(*[lambda: played.send("ines", url, data)] * 2)

            assert [one.status_code for one in answers] == [302, 302]
            (mine,) = played.applications()
            assert {one.location for one in answers} == {f"/applications/{mine.id}"}
            assert {played.send("ines", url, data).location for _again in range(3)} == {
                f"/applications/{mine.id}"
            }
            with played.app.app_context():
                told = sa.select(sa.func.count()).where(Notice.person_id == played.ids["maud"])
                assert db.session.scalar(told) == 1
            played.check()

        race(play)

    def test_accepting(self, played, race):
        mine = played.applied("ines", A.OFFERED)
        url = f"/applications/{mine}/accept"

        def play():
            answers = played.at_once(*[played.post("ines", url, {"once": "key-2"})] * 2)

            assert answers == [302, 302]
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
            answers = played.at_once(*[played.post("maud", url, data)] * 2)

            assert answers == [302, 302]
            assert [one.status for one in played.applications()] == [A.OFFERED, A.DECLINED]
            played.check()

        race(play)


def test_one_form_sent_five_times_at_once_is_sent_once(played):
    """From five tabs together, without a barrier: as it happens."""
    data = {"do": "send", "once": "key-5", "message": "Hello"}
    url = f"/missions/{played.mission}/apply"

    answers = played.at_once(*[lambda: played.send("ines", url, data)] * 5)

    (mine,) = played.applications()
    assert {(one.status_code, one.location) for one in answers} == {
        (302, f"/applications/{mine.id}")
    }
    played.check()
