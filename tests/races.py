"""People act at the same moment: what every test of a race is made of.

A race has a meeting inside both transactions: whoever has read waits for the other to have read
too, before either writes. The same race is then run on a mutant, which does not wait its turn, and
must fail there: a race that passes without the lock would show nothing. A whole race::

    class Pool(Served):
        def found(self, make):
            sophie, paul = (make.person(one, role=Role.HR) for one in ("Sophie", "Paul"))
            self.member = make.member(make.pool(author=sophie), make.person("Inès")).id
            return {"sophie": sophie, "paul": paul}

    def test_two_in_hr_end_one_place(new_app, race):
        pool = Pool.of(new_app)
        race.nobody_waits()
        race.let_meet(queries, "hold_membership")
        url = f"/pools/members/{pool.member}/end"

        def play():
            answers = at_once(*(pool.post(name, url, {"version": 1}) for name in ("sophie", "paul")))

            assert sorted(codes(answers)) == [302, 409]
            assert pool.stored(sa.select(PoolMembership.version)) == [2]

        race(play)

The answers of all who act are part of what must hold: `at_once` sees to it that the database
turned nobody away, and that nothing broke. Where the one who comes second has to wait outside,
`behind` says who is first.
"""

from contextlib import suppress
from contextvars import Context
from functools import partial
from threading import Barrier, BrokenBarrierError, Event, Lock, Thread, local

import pytest
import sqlalchemy as sa
from sqlalchemy.sql.selectable import GenerativeSelect

from talentgrow.infra import web
from talentgrow.infra.db import db, expect_writing
from tests.make import Factory

# How long one waits inside for somebody whom the database may keep outside.
PATIENCE = 0.6
# How long for somebody who comes for sure, however busy the machine is; the mutant is patient too,
# because there nobody is kept outside.
LONG = 20
SURE = 60

_here = local()


class TurnedAway(AssertionError):
    """The database refused somebody, or had no more of what they were about to change."""


class _Run:
    """Some acts, all at once; once one of them is over, nobody waits for it any more."""

    def __init__(self, acts):
        self.acts, self.results, self.errors = acts, [None] * len(acts), []
        self.barriers, self.lock, self.is_over = {}, Lock(), False

    def play(self):
        threads = [Thread(target=self._act, args=(place,)) for place in range(len(self.acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for error in self.errors:
            if isinstance(error, sa.exc.SQLAlchemyError):
                raise TurnedAway(str(error)) from error
            raise error
        # 500 is a row that was gone when it was to be changed: the mutant comes to that too.
        bad = {500, 503}.intersection(map(_status_of, self.results))
        if bad:
            raise TurnedAway(f"an answer was {bad}")
        return self.results

    def _act(self, place):
        _here.run, _here.met = self, set()
        try:
            self.results[place] = Context().run(self.acts[place])
        except Exception as error:
            self.errors.append(error)
        finally:
            with self.lock:
                self.is_over = True
                barriers = list(self.barriers.values())
            for barrier in barriers:
                barrier.abort()

    def come_to(self, meeting):
        with self.lock:
            if self.is_over or meeting in _here.met:
                return
            _here.met.add(meeting)
            if meeting not in self.barriers:
                self.barriers[meeting] = Barrier(len(self.acts), action=meeting.note)
            barrier = self.barriers[meeting]
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=meeting.patience)


def _status_of(result):
    return getattr(result, "status_code", None)


def at_once(*acts):
    """Act in threads, all together; return what each came to.

    :raises TurnedAway: the database refused one of them, instead of letting them wait
    """
    return _Run(acts).play()


def codes(answers):
    return [answer.status_code for answer in answers]


class Meeting:
    """A place at which all who act wait for each other, as long as the others may still come.

    Whoever comes by once more, or outside of `at_once`, goes straight on.
    """

    def __init__(self, patience=PATIENCE):
        self.patience, self.times = patience, 0

    def note(self):
        self.times += 1

    def __call__(self):
        run = getattr(_here, "run", None)
        if run is not None:
            run.come_to(self)


def let_meet(monkeypatch, place, name, *, also=(), early=False, real=None, meeting=None):
    """Let all who act meet after `place.name`, or before it; return the meeting.

    `real` is called in its place; modules that have imported the function are named in `also`.
    """
    work, meeting = real or getattr(place, name), meeting or Meeting()

    def work_and_meet(*given, **more):
        if early:
            meeting()
        found = work(*given, **more)
        if not early:
            meeting()
        return found

    for one in (place, *also):
        monkeypatch.setattr(one, name, work_and_meet)
    return meeting


def behind(monkeypatch, place, name, *, early=False, patience=PATIENCE):
    """Return what puts an act behind another: it begins once the other has come to `place.name`.

    The other lingers there, after the work or before it, until whoever is behind is done, or has
    waited for so long: SURE where nothing is held that could keep them waiting.
    """
    work, lock, there, done = getattr(place, name), Lock(), Event(), Event()

    def linger():
        with lock:
            if there.is_set():
                return
            there.set()
        done.wait(timeout=patience)

    def work_and_linger(*given, **more):
        if early:
            linger()
        found = work(*given, **more)
        if not early:
            linger()
        return found

    monkeypatch.setattr(place, name, work_and_linger)

    def put_behind(act):
        def wait_and_act():
            assert there.wait(timeout=SURE), f"nobody came to {name}"
            try:
                return act()
            finally:
                done.set()

        return wait_and_act

    return put_behind


class Race:
    """A race to be played: as it is it must hold, on the mutant it must be seen to fail."""

    def __init__(self, is_mutant, monkeypatch):
        self.is_mutant, self.monkeypatch, self.meetings = is_mutant, monkeypatch, []

    def __call__(self, play):
        if not self.is_mutant:
            play()
            return
        with pytest.raises(AssertionError):
            play()
        if self.meetings:
            assert any(one.times for one in self.meetings), "it failed without anybody having met"

    def meeting(self):
        self.meetings.append(Meeting(LONG if self.is_mutant else PATIENCE))
        return self.meetings[-1]

    def let_meet(self, place, name, *, mutant=None, meeting=None, **how):
        """Let all who act meet after `place.name`, or before it; the mutant calls its own."""
        real = mutant if self.is_mutant else None
        meeting = meeting or self.meeting()
        return let_meet(self.monkeypatch, place, name, real=real, meeting=meeting, **how)

    def mutate(self, place, name, mutant):
        """Let the mutant do something else."""
        if self.is_mutant:
            self.monkeypatch.setattr(place, name, mutant)

    def let_mutant_meet(self, place, name, **how):
        """Let those meet, after `place.name` or before it, who would have waited outside."""
        if self.is_mutant:
            self.let_meet(place, name, **how)

    def nobody_waits(self):
        """Let the mutant read what is held as if it were not, on both databases."""
        self.mutate(GenerativeSelect, "with_for_update", lambda query, **_how: query)
        self.mutate(web, "expect_writing", lambda _will_write: expect_writing(False))


class Served:
    """A company on a database of its own, whose people send forms at the same moment."""

    def __init__(self, app, *given, **more):
        self.app, self.factory = app, Factory(db.session)
        with app.app_context():
            make = self.factory
            people = self.found(make, *given, **more)
            self.ids = {name: person.id for name, person in people.items()}
            self.cookies = {name: cookie_of(make, person) for name, person in people.items()}
            db.session.commit()
            db.session.remove()

    @classmethod
    def of(cls, new_app, *given, **more):
        return cls(new_app({"WTF_CSRF_ENABLED": False}), *given, **more)

    def found(self, make):
        """Make what there is; return who may sign in, under the names the test knows them by."""
        raise NotImplementedError

    def make(self, work):
        """Return what `work`, given a factory and the session, comes to; all of it is stored."""
        with self.app.app_context():
            found = work(self.factory, db.session)
            db.session.commit()
            db.session.remove()
        return found

    def client(self, who):
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(self.cookies[who])
        return client

    def send(self, who, url, data=None):
        return self.client(who).post(url, data=data or {})

    def post(self, who, url, data=None):
        """Return the act of sending a form, which comes to the answer."""
        return partial(self.send, who, url, data)

    def inside(self, work):
        """Return the act of doing something in a transaction of its own, as a request does.

        What it says about writing ends with it, for whoever does it outside of a race too.
        """

        def act():
            return Context().run(work_and_store)

        def work_and_store():
            with self.app.app_context(), self.app.test_request_context():
                # As it is now: the mutant has another.
                web.expect_writing(True)
                try:
                    found = work()
                    db.session.commit()
                    return found
                finally:
                    db.session.rollback()

        return act

    def stored(self, query):
        """Return the first column of every row that a query finds."""
        with self.app.app_context():
            return list(db.session.scalars(query))


def cookie_of(make, person):
    """Return what the cookie of somebody who has signed in holds."""
    account = make.account_of(person)
    return {
        "_user_id": account.fs_uniquifier,
        "sign_in": make.sign_in_session(account),
        "_fresh": True,
        "locale": "en",
    }
