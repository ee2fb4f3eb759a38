"""Files are stored while people work: nothing anybody wrote is lost, nothing is there twice."""

import pytest
import sqlalchemy as sa

from talentgrow.imports import queries, running, work
from talentgrow.imports.models import ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.infra import tasks
from talentgrow.kernel.access import Role
from talentgrow.people import records
from talentgrow.people.models import Assignment, Person
from tests.imports.test_flow import form
from tests.races import Served, at_once, behind, let_meet

NAMES = "Matricule;Prénom;Nom\n{};Ada;Byron\n"


class Desk(Served):
    """HR at their desk; what is asked of the worker waits."""

    def found(self, make):
        ada = make.person("Ada Lovelace")
        self.ada, self.number = ada.id, ada.employee_number
        return {"hugo": make.person("Hugo Rey", role=Role.HR)}

    def checked(self, content, kind):
        """Choose a file, have it checked and ask to have it stored; return its number."""
        client = self.client("hugo")
        client.post("/imports/new", **form(content.encode(), kind=kind))
        run = self.stored(sa.select(ImportRun).order_by(ImportRun.id.desc()))[0]
        chosen = {f"column-{place}": field for field, place in run.positions.items()}
        client.post(f"/imports/{run.id}/columns", data={"kind": kind, **chosen})
        self.store(run.id)
        assert client.post(f"/imports/{run.id}/apply").status_code == 302
        return run.id

    def store(self, run_id):
        with self.app.app_context():
            work.work(run_id)

    def status(self, run_id):
        with self.app.app_context():
            return queries.get(run_id).status

    def person(self):
        (ada,) = self.stored(sa.select(Person).where(Person.id == self.ada))
        return ada


@pytest.fixture
def desk(new_app, monkeypatch):
    monkeypatch.setattr(tasks, "ask", lambda *_asked: None)
    return Desk.of(new_app)


def test_what_is_corrected_while_a_file_is_stored_is_not_written_over(desk, monkeypatch):
    """HR gives Ada an address while a file of names is between its look and its writing."""
    run_id = desk.checked(NAMES.format(desk.number), "people")
    with desk.app.app_context():
        seen = records.mark_of(desk.ada)
    later = behind(monkeypatch, running, "plan")
    corrected = {
        "details-seen": seen,
        "details-first_name": "Ada",
        "details-last_name": "Lovelace",
        "details-email": "ada@new.test",
    }

    _stored, answer = at_once(
        lambda: desk.store(run_id),
        later(desk.post("hugo", f"/people/{desk.ada}/record/details", corrected)),
    )

    ada = desk.person()
    assert desk.status(run_id) is RunStatus.APPLIED
    # She came second, read what was there before the file, and is told so.
    assert (answer.status_code, ada.last_name) == (409, "Byron")
    assert ada.email != "ada@new.test"


def test_two_files_with_the_same_people_store_them_once(desk, monkeypatch):
    line = "Matricule;Métier;Date de début\nNEW1;Cariste;2024-03-01\n"
    first = desk.checked(line, "assignments")
    second = desk.checked(line + "NEW2;Cariste;2024-03-01\n", "assignments")
    # SQLite lets one writer in at a time: there the other cannot have come so far.
    let_meet(monkeypatch, running, "carry_out", early=True)

    at_once(lambda: desk.store(first), lambda: desk.store(second))

    stored = {desk.status(run) for run in (first, second)}
    assert RunStatus.APPLIED in stored
    assert stored <= {RunStatus.APPLIED, RunStatus.FAILED}
    held = desk.stored(
        sa.select(Person.employee_number)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(Person.employee_number.like("NEW%"))
    )
    # All of a file or nothing: whichever came through, nobody is there twice or without a post.
    assert len(held) == len(set(held)) >= 1
    if desk.status(second) is RunStatus.APPLIED:
        assert sorted(held) == ["NEW1", "NEW2"]
    else:
        assert held == ["NEW1"]
