"""From the file on one's desk to the database: choose, name, check, mend, store."""

import csv
import io
import os
import time
from contextvars import Context
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import func, insert, select

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.auth.models import RoleScope
from talentgrow.imports import queries, service, storage, work
from talentgrow.imports.models import ImportMapping, ImportProblem, ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Assignment, Person, Site
from tests.imports import workbooks
from tests.make import Factory

GOOD = "Matricule;Métier;Date de début\nT1;Cariste;01/03/2024\n"


def form(content, name="careers.csv", kind=""):
    """Return a form with a file as a browser sends it; the client's own way leaves files open."""
    boundary = "x" * 30
    disposition = 'Content-Disposition: form-data; name="{}"'
    lines = [
        f"--{boundary}",
        disposition.format("kind"),
        "",
        kind,
        f"--{boundary}",
        disposition.format("file") + f'; filename="{name}"',
        "Content-Type: application/octet-stream",
        "",
        "",
    ]
    body = "\r\n".join(lines).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


@pytest.fixture
def hugo(make):
    return make.person("Hugo Rey", role=Role.HR)


@pytest.fixture
def desk(app, session, hugo, sign_in, page):
    """HR at their desk: chooses files, names columns, presses buttons."""

    class Desk:
        client = sign_in(hugo)

        def choose(self, content, name="careers.csv", kind=""):
            content = content.encode() if isinstance(content, str) else content
            return self.client.post("/imports/new", **form(content, name, kind))

        def check(self, content, name="careers.csv", kind="", **columns):
            """Choose a file, accept what was guessed, and return the import as it is then."""
            answer = self.choose(content, name, kind)
            assert answer.status_code == 302, answer.text
            run = self.newest()
            chosen = {f"column-{place}": field for field, place in run.positions.items()}
            self.post(run, "columns", kind=run.kind, **chosen | columns)
            return self.newest()

        def post(self, run, step, **data):
            return self.client.post(f"/imports/{run.id}/{step}", data=data)

        def newest(self):
            session.expire_all()
            return session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(1)).one()

        def look(self, run):
            return page(self.client, f"/imports/{run.id}")

        def count(self, model):
            return session.scalar(select(func.count(model.id)))

    return Desk()


class TestTheWholeWay:
    """The story of the issue, without a browser."""

    @pytest.fixture
    def refused(self, desk):
        return desk.check(workbooks.with_twelve_mistakes(), "arrivées.xlsx")

    def test_twelve_mistakes_are_told_and_nothing_is_stored(self, desk, refused):
        found = desk.look(refused)

        assert found.h1 == "12 lines have something to mend"
        assert refused.status is RunStatus.REFUSED
        assert (refused.rows, refused.rejected, refused.added) == (13, 12, 1)
        assert desk.count(Assignment) == 0
        for words in ["T999", "31/02/2024", "Date de début", "#N/A", "=A1&A2", "ida chez essai"]:
            assert words in found.text

    def test_each_tells_line_column_value_reason_and_mend(self, desk, refused):
        problem = queries.all_problems(refused)[2]

        text = desk.look(refused).text

        assert (problem.line, problem.value) == (5, "31/02/2024")
        assert "This is no date. Write 2026-10-08 or 08/10/2026, a day that exists." in text

    def test_the_author_is_told(self, session, hugo, refused):
        notice = session.scalars(select(Notice).where(Notice.person_id == hugo.id)).one()

        assert (notice.kind, notice.details) == ("imports.refused", {"file": "arrivées.xlsx"})
        assert notice.url == f"/imports/{refused.id}"

    def test_the_file_to_mend_holds_all_lines_the_wrong_ones_first(self, desk, refused):
        answer = desk.client.get(f"/imports/{refused.id}/corrections?as=xlsx")

        rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)
        assert rows[0] == (*workbooks.HEADINGS, "To mend")
        assert len(rows) == 14
        assert [bool(row[-1]) for row in rows[1:]] == [True] * 12 + [False]
        assert rows[3][-1] == (
            "Date de début: This is no date. Write 2026-10-08 or 08/10/2026, a day that exists."
        )

    def test_only_the_wrong_lines_can_be_had_too(self, desk, refused):
        answer = desk.client.get(f"/imports/{refused.id}/corrections?as=csv&lines=refused")

        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        assert len(rows) == 13
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "'=A1&A2" in rows[12]

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_mended_and_chosen_again_all_is_stored(
        self, session, desk, refused, sign_in, hugo, language
    ):
        desk.client = sign_in(hugo, language=language)
        answer = desk.client.get(f"/imports/{refused.id}/corrections?as=xlsx")

        again = desk.check(workbooks.mended(answer.data), "arrivées-mended.xlsx")
        assert (again.status, again.rejected, again.added) == (RunStatus.CHECKED, 0, 13)
        assert desk.count(Assignment) == 0
        desk.post(again, "apply")

        assert desk.newest().status is RunStatus.APPLIED
        assert desk.count(Assignment) == 13
        assert (
            session.scalar(select(Person.email).where(Person.employee_number == "T107"))
            == "gil@essai.fr"
        )

    def test_once_stored_the_file_is_gone_and_the_trail_knows(self, session, desk):
        run = desk.check(GOOD)
        path = storage.path_of(run.stored_name)
        assert path.exists()
        desk.post(run, "apply")

        service.tidy()
        session.commit()

        assert not path.exists()
        kinds = session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()
        assert [kind for kind in kinds if kind.startswith("imports.")] == [
            "imports.chosen",
            "imports.stored",
        ]
        moves = session.scalars(
            select(StatusChange.move)
            .where(StatusChange.subject == f"import_run:{run.id}")
            .order_by(StatusChange.id)
        )
        assert list(moves) == ["check", "find_sound", "apply", "finish"]

    def test_the_same_file_again_says_nothing_new(self, desk):
        desk.post(desk.check(GOOD), "apply")

        run = desk.check(GOOD)

        assert desk.look(run).h1 == "The file says nothing new"
        assert "Exactly this file was stored already" in desk.look(run).text
        assert "Store it" not in desk.look(run).text

    def test_what_would_change_is_shown_old_and_new(self, desk):
        desk.post(desk.check(GOOD), "apply")

        run = desk.check("Matricule;Métier;Début;Fin\nT1;Cariste;2024-03-01;2025-03-01\n")

        assert "Fin: (empty) → 2025-03-01" in desk.look(run).text
        assert (run.added, run.changed) == (0, 1)

    def test_what_would_change_is_said_in_words(self, desk):
        desk.post(desk.check("Matricule;Langue\nT1;anglais\n"), "apply")

        run = desk.check("Matricule;Langue\nT1;français\n")

        assert "Langue: English → French" in desk.look(run).text


class TestColumns:
    ODD = "Qui;Quoi;Quand\nT1;Cariste;01/03/2024\n"

    def test_are_named_by_hand_and_remembered(self, session, desk):
        run = desk.check(
            self.ODD,
            kind="assignments",
            **{"column-0": "employee_number", "column-1": "job", "column-2": "started_on"},
        )
        assert run.status is RunStatus.CHECKED

        desk.choose(self.ODD.replace("T1", "T2"), kind="assignments")

        assert desk.newest().positions == {"employee_number": 0, "job": 1, "started_on": 2}
        assert desk.count(ImportMapping) == 1

    def test_that_are_needed_must_be_named(self, desk):
        desk.choose(self.ODD, kind="assignments")

        answer = desk.post(desk.newest(), "columns", kind="assignments", **{"column-0": "job"})

        assert answer.status_code == 422
        assert "Say which column holds: Employee number." in answer.text

    def test_hold_one_thing_each(self, desk):
        desk.choose(GOOD)

        answer = desk.post(
            desk.newest(),
            "columns",
            kind="assignments",
            **{"column-0": "employee_number", "column-1": "job", "column-2": "job"},
        )

        assert answer.status_code == 422
        assert "Two columns are to hold: Job." in answer.text

    def test_show_what_they_begin_with(self, desk, page):
        desk.choose(GOOD)

        found = page(desk.client, f"/imports/{desk.newest().id}/columns")

        assert "Cariste" in found.text
        assert "01/03/2024" in found.text

    def test_may_be_read_as_another_kind(self, desk, page):
        desk.choose(GOOD)

        found = page(desk.client, f"/imports/{desk.newest().id}/columns?kind=people")

        assert {"value": "timezone"} in found.all("option")
        assert desk.client.get(f"/imports/{desk.newest().id}/columns?kind=x").status_code == 404


class TestFiles:
    def test_are_kept_under_a_name_of_ours(self, app, desk):
        desk.choose(GOOD, "../../etc/pass\x07wd.csv")

        run = desk.newest()
        assert run.file_name == "passwd.csv"
        assert storage.path_of(run.stored_name).parent == storage.folder()
        assert len(run.stored_name) == 32
        assert storage.path_of(run.stored_name).stat().st_mode & 0o077 == 0

    def test_that_cannot_be_read_are_refused_in_words_and_not_kept(self, desk):
        before = set(storage.folder().iterdir())

        answer = desk.choose(b"\xd0\xcf\x11\xe0 old", "old.xls")

        assert answer.status_code == 422
        assert "Save it again as XLSX or CSV" in answer.text
        assert set(storage.folder().iterdir()) == before

    def test_none_is_no_file(self, desk):
        answer = desk.client.post("/imports/new", data={"kind": ""})

        assert answer.status_code == 422
        assert "Choose a file." in answer.text

    def test_may_be_larger_than_any_other_form(self, app, desk):
        line = "T{};Cariste;01/03/2024\n"
        content = GOOD + "".join(line.format(number) for number in range(60_000))

        assert len(content) > app.config["MAX_CONTENT_LENGTH"]
        assert desk.choose(content).status_code == 302

    def test_keep_nobody_from_saving_while_they_travel(self, new_app):
        """Somebody else saves between the look at who sends the file and the end of the file."""
        app = new_app({"WTF_CSRF_ENABLED": False})
        with app.app_context():
            make = Factory(db.session)
            account = make.account_of(make.person("Hugo", role=Role.HR))
            signed_in = account.fs_uniquifier, make.sign_in_session(account)
            db.session.remove()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["sign_in"] = signed_in

        def somebody_saves():
            with db.engine.begin() as other:
                other.execute(insert(Site).values(code="new", name="New", country=""))

        app.before_request_funcs[None].insert(0, somebody_saves)

        assert client.post("/imports/new", **form(GOOD.encode())).status_code == 302

    def test_beyond_the_limit_are_refused(self, app, desk, monkeypatch):
        monkeypatch.setitem(app.config, "LARGEST_IMPORT", 0.00001)

        assert desk.choose(GOOD * 10).status_code == 413

    def test_large_ones_of_others_are_not_even_read(self, make, sign_in):
        client = sign_in(make.person())

        assert client.post("/imports/new", **form(b"x" * 2_000_000)).status_code in {403, 413}

    def test_may_be_given_up(self, desk):
        run = desk.check(GOOD)
        path = storage.path_of(run.stored_name)

        desk.post(run, "drop")

        assert not path.exists()
        assert desk.client.get(f"/imports/{run.id}").status_code == 404

    def test_are_deleted_after_two_weeks(self, session, desk):
        run = desk.check(workbooks.with_twelve_mistakes(), "x.xlsx")
        path = storage.path_of(run.stored_name)
        run.moved_at = clock.now() - service.KEPT - timedelta(hours=1)
        session.commit()

        service.tidy()

        assert not path.exists()
        assert desk.count(ImportProblem) == 0
        assert desk.newest().status is RunStatus.DROPPED

    def test_that_are_waiting_are_left_alone(self, session, desk):
        run = desk.check(GOOD)

        service.tidy()

        assert storage.path_of(run.stored_name).exists()

    def test_which_belong_to_nobody_are_deleted(self, session):
        stray = storage.folder() / f"{'0' * 32}.file"
        stray.write_text("left by a crash")
        long_ago = time.time() - 100_000
        os.utime(stray, (long_ago, long_ago))

        service.tidy()

        assert not stray.exists()

    def test_that_are_gone_say_so(self, desk):
        run = desk.check(GOOD)
        storage.path_of(run.stored_name).unlink()

        answer = desk.post(run, "apply")

        assert answer.status_code == 409
        assert "is not kept any more" in answer.text


class TestWorker:
    @pytest.fixture
    def asleep(self, monkeypatch):
        """Nobody works on the queue."""
        monkeypatch.setattr(tasks, "ask", lambda *_words: None)

    def test_what_waits_says_so_and_asks_again_by_itself(self, desk, asleep):
        run = desk.check(GOOD)

        found = desk.look(run)

        assert found.h1 == "The file is being checked"
        assert "It waits for its turn." in found.text
        assert found.all("div", id="import")[0]["hx-get"] == f"/imports/{run.id}"
        assert 'http-equiv="refresh"' in found.html

    def test_a_fragment_is_enough_to_follow(self, desk, asleep):
        run = desk.check(GOOD)

        answer = desk.client.get(f"/imports/{run.id}", headers={"HX-Request": "1"})

        assert "<html" not in answer.text
        assert 'id="import"' in answer.text

    def test_progress_is_told(self, desk, asleep):
        run = desk.check(GOOD)
        storage.Progress(run.stored_name).tell("comparing", 0, 27_000)

        assert "27,000 lines are being compared" in desk.look(run).text

    def test_a_worker_that_starts_takes_up_what_waits(self, app, session, desk, asleep):
        run = desk.check(GOOD)
        session.commit()

        Context().run(app.extensions[tasks.EXTENSION].known[work.JOB].call_local)

        assert desk.newest().status is RunStatus.CHECKED
        assert run.id == desk.newest().id

    def test_work_that_fell_silent_can_be_begun_anew(self, session, desk, asleep, monkeypatch):
        run = desk.check(GOOD)
        desk_path = storage.Progress(run.stored_name)
        desk_path.tell("reading", 1, 2)
        assert desk.post(run, "check").status_code == 409
        long_ago = time.time() - 600
        os.utime(desk_path.path, (long_ago, long_ago))

        assert desk.look(run).h1 == "The work was interrupted, nothing was stored"
        monkeypatch.undo()
        session.commit()
        desk.post(run, "check")

        assert desk.newest().status is RunStatus.CHECKED

    def test_storing_looks_once_more(self, session, desk, make):
        run = desk.check("Matricule;Courriel\nT1;ada@essai.fr\n")
        assert run.status is RunStatus.CHECKED
        make.person("Somebody Else").email = "ada@essai.fr"
        session.commit()

        desk.post(run, "apply")

        run = desk.newest()
        assert run.status is RunStatus.REFUSED
        assert queries.all_problems(run)[0].column == "email"
        assert session.scalar(select(Person.id).where(Person.employee_number == "T1")) is None

    def test_stored_twice_by_two_clicks_it_is_stored_once(self, desk):
        run = desk.check(GOOD)
        assert desk.post(run, "apply").status_code == 302

        assert desk.post(run, "apply").status_code == 409
        assert desk.count(Assignment) == 1

    def test_a_refused_file_cannot_be_stored(self, desk):
        run = desk.check(workbooks.with_twelve_mistakes(), "x.xlsx")

        assert desk.post(run, "apply").status_code == 409
        assert desk.count(Assignment) == 0

    def test_a_failure_in_the_middle_is_told_and_leaves_nothing(self, session, desk, monkeypatch):
        run = desk.check(GOOD)

        def fail(*_arguments, **_options):
            raise OSError("disk full")

        monkeypatch.setattr("talentgrow.imports.running.count", fail)
        desk.post(run, "apply")

        run = desk.newest()
        assert (run.status, desk.count(Assignment)) == (RunStatus.FAILED, 0)
        assert "The work broke off. Nothing was stored" in desk.look(run).text


class TestWho:
    @pytest.fixture
    def run(self, desk):
        return desk.check(workbooks.with_twelve_mistakes(), "secret-names.xlsx")

    @pytest.fixture(params=["employee", "admin", "hr of a unit"])
    def other(self, request, session, make, sign_in):
        person = make.person(
            "Other",
            role=Role.EMPLOYEE
            if request.param == "employee"
            else Role.ADMIN
            if request.param == "admin"
            else Role.HR,
        )
        if request.param == "hr of a unit":
            (granted,) = make.account_of(person).roles
            session.add(RoleScope(granted_role_id=granted.id, unit_id=make.unit().id))
            session.commit()
        return sign_in(person)

    @pytest.mark.parametrize("path", ["", "/columns", "/corrections"])
    def test_reads_no_row(self, run, other, path):
        assert other.get(f"/imports/{run.id}{path}").status_code == 403

    @pytest.mark.parametrize("path", ["check", "apply", "drop", "columns"])
    def test_takes_no_step(self, run, other, path):
        assert other.post(f"/imports/{run.id}/{path}").status_code == 403

    def test_chooses_no_file(self, other):
        assert other.get("/imports/new").status_code == 403
        assert other.post("/imports/new", **form(GOOD.encode())).status_code == 403

    def test_an_administrator_sees_that_something_was_stored_and_no_more(
        self, desk, make, sign_in, page
    ):
        desk.post(desk.check(GOOD, "stored.csv"), "apply")
        desk.check(GOOD.replace("T1", "T2"), "waiting.csv")
        client = sign_in(make.person("Root", role=Role.ADMIN))

        found = page(client, "/imports/")

        assert "stored.csv" in found.text
        assert "waiting.csv" not in found.text
        assert "/imports/new" not in found.links()


class TestPages:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_need_few_statements(self, desk, hugo, sign_in, page, statements, language):
        refused = desk.check(workbooks.with_twelve_mistakes(), "x.xlsx")
        client = sign_in(hugo, language=language)
        for path in ["", "new", "columns", f"{refused.id}", f"{refused.id}/columns"]:
            with statements() as sent:
                page(client, f"/imports/{path}")
            assert len(sent) <= 15, (path, sent)

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_templates_are_imported_as_they_are(self, desk, hugo, sign_in, suffix, language):
        client = sign_in(hugo, language=language)
        for kind in ["units", "people", "jobs", "assignments", "skills"]:
            answer = client.get(f"/imports/template?kind={kind}&as={suffix}")
            run = desk.check(answer.data, f"x.{suffix}")
            assert (run.kind, run.status, run.added) == (kind, RunStatus.CHECKED, 1)

    def test_an_unknown_template_is_not_there(self, desk):
        assert desk.client.get("/imports/template?kind=x").status_code == 404

    def test_hostile_names_are_only_names(self, desk):
        name = "<script>alert(1)</script>"
        run = desk.check(f"x;Matricule;Métier;Début\nx;T1;Cariste;{name}\n", "<b>x</b>.csv")

        found = desk.look(run)

        assert name in found.text
        assert "<b>x" not in found.html
        assert "<script>alert" not in found.html
