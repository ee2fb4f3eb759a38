"""Files are stored while people work: nothing anybody wrote is lost, nothing is there twice."""

from contextlib import suppress
from contextvars import Context
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
import sqlalchemy as sa

from talentgrow.imports import queries, running, work
from talentgrow.imports.models import ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.infra import tasks
from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.people import records
from talentgrow.people.models import Assignment, Person
from tests.imports.test_flow import form
from tests.make import Factory

NAMES = "Matricule;Prénom;Nom\n{};Ada;Byron\n"


class Desk:
    """HR at their desk, on a database of its own; what is asked of the worker waits."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            hugo, ada = make.person("Hugo Rey", role=Role.HR), make.person("Ada Lovelace")
            account = make.account_of(hugo)
            self.signed_in = account.fs_uniquifier, make.sign_in_session(account)
            self.ada, self.number = ada.id, ada.employee_number
            db.session.remove()

    def post(self, url, **sent):
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["sign_in"] = self.signed_in
        return client.post(url, **sent)

    def checked(self, content, kind):
        """Choose a file, have it checked and ask to have it stored; return its number."""
        self.post("/imports/new", **form(content.encode(), kind=kind))
        with self.app.app_context():
            run = db.session.scalars(sa.select(ImportRun).order_by(ImportRun.id.desc())).first()
            chosen = {f"column-{place}": field for field, place in run.positions.items()}
            run_id = run.id
        self.post(f"/imports/{run_id}/columns", data={"kind": kind, **chosen})
        with self.app.app_context():
            work.work(run_id)
        assert self.post(f"/imports/{run_id}/apply").status_code == 302
        return run_id

    def store(self, run_id):
        with self.app.app_context():
            work.work(run_id)

    def status(self, run_id):
        with self.app.app_context():
            return queries.get(run_id).status

    def person(self):
        with self.app.app_context():
            return db.session.get(Person, self.ada)


@pytest.fixture
def desk(new_app, monkeypatch):
    monkeypatch.setattr(tasks, "ask", lambda *_asked: None)
    return Desk(new_app({"WTF_CSRF_ENABLED": False}))


def at_once(*actions):
    threads = [Thread(target=Context().run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_is_corrected_while_a_file_is_stored_is_not_written_over(desk, monkeypatch):
    """HR gives Ada an address while a file of names is between its look and its writing."""
    run_id = desk.checked(NAMES.format(desk.number), "people")
    looked, corrected, answers = Event(), Event(), []
    with desk.app.app_context():
        seen = records.mark_of(desk.ada)
    plan = running.plan

    def plan_and_linger(found):
        planned = plan(found)
        looked.set()
        # Whoever must wait for the file cannot have been here yet.
        corrected.wait(timeout=1.5)
        return planned

    monkeypatch.setattr(running, "plan", plan_and_linger)

    def correct():
        looked.wait(timeout=5)
        answer = desk.post(
            f"/people/{desk.ada}/record/details",
            data={
                "details-seen": seen,
                "details-first_name": "Ada",
                "details-last_name": "Lovelace",
                "details-email": "ada@new.test",
            },
        )
        answers.append(answer.status_code)
        corrected.set()

    at_once(lambda: desk.store(run_id), correct)

    ada = desk.person()
    assert desk.status(run_id) is RunStatus.APPLIED
    # She came second, read what was there before the file, and is told so.
    assert (answers, ada.last_name) == ([409], "Byron")
    assert ada.email != "ada@new.test"


def test_two_files_with_the_same_people_store_them_once(desk, monkeypatch):
    line = "Matricule;Métier;Date de début\nNEW1;Cariste;2024-03-01\n"
    first = desk.checked(line, "assignments")
    second = desk.checked(line + "NEW2;Cariste;2024-03-01\n", "assignments")
    meeting, carry_out = Barrier(2), running.carry_out

    def meet_and_carry_out(*about):
        # SQLite lets one writer in at a time: there the other cannot have come so far.
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=2)
        return carry_out(*about)

    monkeypatch.setattr(running, "carry_out", meet_and_carry_out)

    at_once(lambda: desk.store(first), lambda: desk.store(second))

    stored = {desk.status(run) for run in (first, second)}
    assert RunStatus.APPLIED in stored
    assert stored <= {RunStatus.APPLIED, RunStatus.FAILED}
    with desk.app.app_context():
        held = db.session.scalars(
            sa.select(Person.employee_number)
            .join(Assignment, Assignment.person_id == Person.id)
            .where(Person.employee_number.like("NEW%"))
        ).all()
    # All of a file or nothing: whichever came through, nobody is there twice or without a post.
    assert len(held) == len(set(held)) >= 1
    if desk.status(second) is RunStatus.APPLIED:
        assert sorted(held) == ["NEW1", "NEW2"]
    else:
        assert held == ["NEW1"]
