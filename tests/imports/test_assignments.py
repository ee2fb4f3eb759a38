"""A file is stored as a whole or not at all, and the same file twice changes nothing."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth.models import Account
from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.models import ImportRun
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobFamily
from talentgrow.kernel.access import Actor
from talentgrow.people.models import Assignment, Person, Site, Unit

TABLES = (Assignment, Person, Job, JobFamily, Unit, Site, ImportRun, AuditEvent)
ADA = {
    "employee_id": "E1",
    "job": "Pilote de flux",
    "job_family": "Flux",
    "unit": "Angers",
    "site": "Site A",
    "manager": "",
    "started_on": "2020-01-01",
    "ended_on": "",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@example.test",
}
BOB = ADA | {
    "employee_id": "E2",
    "manager": "E1",
    "first_name": "Bob",
    "last_name": "Noyce",
    "email": "bob@example.test",
}


def sizes(session):
    return {table.__tablename__: session.scalar(select(func.count(table.id))) for table in TABLES}


def everything(session):
    """Return every row of every table which an import touches."""
    return {
        table.__tablename__: session.execute(select(*table.__table__.c).order_by(table.id)).all()
        for table in TABLES
    }


def person(session, number):
    return session.scalars(select(Person).where(Person.employee_number == number)).one()


class TestNewFile:
    def test_adds_all_it_names(self, session, store):
        counts = store(ADA, BOB)

        assert (counts.rows, counts.added, counts.changed, counts.unchanged) == (2, 2, 0, 0)
        assert (counts.people_added, counts.jobs_added) == (2, 1)
        assert (counts.families_added, counts.units_added) == (1, 1)
        assert sizes(session)["assignment"] == 2

    def test_keeps_who_where_under_whom_and_since_when(self, session, store):
        store(ADA, BOB)

        bob = session.scalars(
            select(Assignment)
            .where(Assignment.person_id == person(session, "E2").id)
            .options(sa.orm.joinedload("*"))
        ).one()
        assert bob.manager.name == "Ada Lovelace"
        assert (bob.unit.name_fr, bob.unit.name_en, bob.site.name) == ("Angers", "Angers", "Site A")
        assert (bob.started_on, bob.ended_on) == (date(2020, 1, 1), None)

    def test_people_are_found_by_name_and_number_afterwards(self, session, store):
        store(ADA | {"first_name": "Élodie", "last_name": "Œuvrard"})

        assert person(session, "E1").search_key == "elodie oeuvrard e1"

    def test_somebody_without_a_name_goes_by_number(self, session, store):
        store(["ND000123", "Pilote", "2020-01-01"])

        assert person(session, "ND000123").name == "ND000123"
        assert person(session, "ND000123").email is None

    def test_many_people_may_have_no_address(self, session, store):
        store(ADA | {"email": ""}, BOB | {"email": ""})

        assert sizes(session)["person"] == 2

    def test_different_spellings_of_a_title_are_one_job(self, session, store):
        store(ADA, BOB | {"job": "PILOTE  DE FLUX"})

        assert session.scalars(select(Job.title_fr)).all() == ["Pilote de flux"]

    def test_a_job_which_exists_in_either_language_is_used(self, session, make, store):
        job = make.job("Pilote de flux", english="Flow pilot")

        counts = store(ADA, BOB | {"job": "flow PILOT"})

        assert counts.jobs_added == 0
        assert set(session.scalars(select(Assignment.job_id))) == {job.id}

    def test_a_unit_and_a_site_which_exist_are_used(self, session, make, store):
        unit, site = make.unit("Angers"), make.site("Site A")

        counts = store(ADA)

        stored = session.scalars(select(Assignment)).one()
        assert (stored.unit_id, stored.site_id, counts.units_added) == (unit.id, site.id, 0)

    def test_a_new_job_takes_the_family_and_grade_most_rows_name(self, session, store):
        rows = [("Flux", "3"), ("Achats", "4"), ("Flux", "4"), ("", "4"), ("Flux", "")]

        store(
            *(
                ADA | {"employee_id": f"E{n}", "email": "", "job_family": family, "grade": grade}
                for n, (family, grade) in enumerate(rows)
            )
        )

        job = session.scalars(select(Job).options(sa.orm.joinedload(Job.family))).one()
        assert (job.family.code, job.grade) == ("Flux", 4)

    def test_of_families_named_equally_often_the_first_by_name_counts(self, session, store):
        store(BOB | {"job_family": "Ventes", "manager": ""}, ADA | {"job_family": "Achats"})

        job = session.scalars(select(Job).options(sa.orm.joinedload(Job.family))).one()
        assert job.family.code == "Achats"

    def test_a_job_which_exists_keeps_its_family(self, session, make, store):
        family = make.family("Logistique")
        job = make.job("Pilote de flux", family=family)

        store(ADA)

        assert session.get(Job, job.id).family_id == family.id

    def test_colours_go_round_the_ten_there_are(self, session, store):
        store(
            *(
                ADA
                | {"employee_id": f"E{n}", "email": "", "job": f"J{n}", "job_family": f"F{n:02}"}
                for n in range(12)
            )
        )

        colours = session.scalars(select(JobFamily.colour).order_by(JobFamily.code)).all()
        assert colours == [*range(10), 0, 1]

    def test_a_career_may_return_to_a_job(self, session, store):
        counts = store(
            ADA | {"ended_on": "2020-12-31"},
            ADA | {"job": "Acheteur", "started_on": "2021-01-01", "ended_on": "2021-12-31"},
            ADA | {"started_on": "2022-01-01"},
        )

        assert counts.added == 3

    def test_hears_how_far_it_is(self, plan, carry_out):
        heard = []

        carry_out(plan(ADA, BOB), advance=heard.append)

        assert sum(heard) == 2


class TestTrace:
    def test_remembers_the_file_its_effect_and_by_whom(self, session, make, plan, carry_out):
        author = make.person("Hugo Rey")
        found = plan(ADA, BOB)

        carry_out(found, by=Actor(author.id, frozenset()))

        run = session.scalars(select(ImportRun)).one()
        assert (run.kind, run.file_name) == ("assignments", "careers.csv")
        assert (run.rows, run.added, run.people_added) == (2, 2, 2)
        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.subject) == ("imports.stored", f"import_run:{run.id}")
        assert event.actor_id == author.id
        assert event.details == {
            "what": "assignments",
            "file": "careers.csv",
            "hash": found.reading.file_hash,
            "rows": 2,
            "added": 2,
            "changed": 0,
        }


class TestSameFileAgain:
    def test_changes_nothing_at_all(self, session, store):
        rows = [ADA, BOB, BOB | {"job": "Acheteur", "started_on": "2021-01-01"}]
        store(*rows)
        before = everything(session)

        counts = store(*rows, now=datetime(2027, 1, 1, tzinfo=UTC))

        assert (counts.added, counts.changed, counts.unchanged) == (0, 0, 3)
        assert (counts.people_added, counts.people_changed, counts.jobs_added) == (0, 0, 0)
        assert everything(session) == before

    def test_does_not_even_write(self, session, store, statements):
        store(ADA, BOB)

        with statements() as sent:
            store(ADA, BOB)

        assert [words for words in sent if words.startswith(("UPDATE", "INSERT", "DELETE"))] == []

    def test_in_another_order_and_spelling_is_the_same_file(self, session, store):
        store(ADA, BOB)
        before = everything(session)

        store(
            BOB | {"started_on": "01/01/2020", "unit": "ANGERS"}, ADA | {"job": "pilote de  flux"}
        )

        assert everything(session) == before


class TestChangedFile:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("ended_on", "2024-06-30"),
            ("unit", "Lyon"),
            ("unit", ""),
            ("site", "Site B"),
            ("manager", "E1"),
        ],
    )
    def test_what_differs_is_changed(self, session, store, column, value):
        bob = BOB | {"manager": ""}
        store(ADA, bob)

        counts = store(ADA, bob | {column: value})

        assert (counts.added, counts.changed, counts.unchanged) == (0, 1, 1)
        assert sizes(session)["import_run"] == 2

    def test_an_end_is_kept_and_can_be_taken_back(self, session, store):
        store(ADA)

        store(ADA | {"ended_on": "2024-06-30"})
        assert session.scalars(select(Assignment.ended_on)).one() == date(2024, 6, 30)
        store(ADA)
        assert session.scalars(select(Assignment.ended_on)).one() is None

    def test_a_column_which_the_file_does_not_have_changes_nothing(self, session, store):
        store(ADA, BOB)
        before = everything(session)

        store(["E1", "Pilote de flux", "2020-01-01"], ["E2", "Pilote de flux", "2020-01-01"])

        assert everything(session) == before

    def test_names_may_come_later(self, session, store):
        store(["E1", "Pilote de flux", "2020-01-01"])

        counts = store(
            {
                "employee_id": "E1",
                "job": "Pilote de flux",
                "started_on": "2020-01-01",
                "first_name": "Ada",
                "last_name": "Lovelace",
                "email": "ada@example.test",
            }
        )

        ada = person(session, "E1")
        assert (ada.name, ada.email) == ("Ada Lovelace", "ada@example.test")
        assert ada.search_key == "ada lovelace e1"
        assert (counts.people_changed, counts.changed) == (1, 0)
        assert sizes(session)["import_run"] == 2

    def test_an_empty_name_takes_none_away(self, session, store):
        store(ADA)

        counts = store(ADA | {"first_name": "", "last_name": "", "email": ""})

        assert person(session, "E1").name == "Ada Lovelace"
        assert counts.people_changed == 0

    def test_people_whom_a_file_does_not_name_stay(self, session, make, store):
        make.assignment(make.person("Old Hand"), make.job("Autre"))
        store(ADA)

        assert sizes(session)["assignment"] == 2

    def test_an_account_keeps_working_after_an_import(self, session, make, store):
        ada = make.person("Ada Lovelace")
        account = make.account_of(ada)

        store(ADA | {"employee_id": ada.employee_number, "email": ""})

        assert session.get(Account, account.id).person_id == ada.id


class TestEmployment:
    @pytest.mark.parametrize(
        ("ends", "hired", "left"),
        [
            ([("2015-01-01", "2019-12-31"), ("2020-01-01", "")], date(2015, 1, 1), None),
            ([("2015-01-01", "2019-12-31")], date(2015, 1, 1), date(2019, 12, 31)),
            (
                [("2018-01-01", "2018-12-31"), ("2015-01-01", "2019-12-31")],
                date(2015, 1, 1),
                date(2019, 12, 31),
            ),
            ([("2020-01-01", "2026-10-07")], date(2020, 1, 1), date(2026, 10, 7)),
            ([("2020-01-01", "2026-10-08")], date(2020, 1, 1), None),
            ([("2020-01-01", "2030-01-01")], date(2020, 1, 1), None),
        ],
    )
    def test_follows_from_the_assignments(self, session, store, ends, hired, left):
        store(
            *(
                ADA | {"job": f"Job {n}", "started_on": start, "ended_on": end}
                for n, (start, end) in enumerate(ends)
            )
        )

        ada = person(session, "E1")
        assert (ada.hired_on, ada.left_on) == (hired, left)

    def test_somebody_who_comes_back_has_not_left(self, session, store):
        store(ADA | {"ended_on": "2021-12-31"})
        assert person(session, "E1").left_on == date(2021, 12, 31)

        store(ADA | {"started_on": "2023-01-01"})

        assert person(session, "E1").left_on is None


class TestProblems:
    @pytest.fixture
    def found(self, plan):
        def found(*rows):
            problems = plan(*rows).problems
            return [(p.line, p.column, p.value, p.reason) for p in problems]

        return found

    def test_a_manager_must_be_somebody(self, found):
        assert found(ADA, BOB | {"manager": "E9"}) == [(3, "manager", "E9", Reason.UNKNOWN_MANAGER)]

    def test_a_manager_may_stand_anywhere_in_the_file(self, found):
        assert found(BOB, ADA) == []

    def test_a_manager_may_be_somebody_known_before(self, make, found):
        boss = make.person("Grace")

        assert found(ADA | {"manager": boss.employee_number}) == []

    def test_nobody_is_their_own_manager(self, found):
        assert found(ADA | {"manager": "E1"}) == [(2, "manager", "E1", Reason.OWN_MANAGER)]

    def test_nobody_is_above_themselves_through_others(self, plan):
        cyd = BOB | {"employee_id": "E3", "manager": "E2", "email": ""}

        (one, two, three) = plan(ADA | {"manager": "E3"}, BOB, cyd).problems

        assert {problem.reason for problem in (one, two, three)} == {Reason.LOOP}
        assert (one.line, one.hint) == (2, "E1 → E3 → E2 → E1")

    def test_a_loop_is_found_through_what_is_stored(self, store, found):
        store(ADA, BOB)

        assert found(ADA | {"manager": "E2"}) == [(2, "manager", "E2", Reason.LOOP)]

    def test_two_who_led_each_other_one_after_the_other_are_no_loop(self, found):
        earlier = ADA | {"manager": "E2", "ended_on": "2020-12-31"}
        later = ADA | {"job": "Acheteur", "started_on": "2021-01-01"}

        assert found(earlier, later, BOB) == []

    def test_a_file_may_untie_a_loop_it_finds_stored(self, session, store, found):
        store(ADA, BOB)
        ada, bob = person(session, "E1"), person(session, "E2")
        stored = session.scalars(select(Assignment).where(Assignment.person_id == ada.id)).one()
        stored.manager_id = bob.id
        session.commit()

        assert found(BOB | {"manager": ""}) == []

    def test_an_address_belongs_to_one_person_of_the_file(self, found):
        assert found(ADA, BOB | {"email": "ADA@example.test"}) == [
            (3, "email", "ada@example.test", Reason.EMAIL_TAKEN)
        ]

    def test_an_address_belongs_to_one_person_of_the_house(self, make, found):
        taken = make.person("Grace").email

        assert found(ADA | {"email": taken}) == [(2, "email", taken, Reason.EMAIL_TAKEN)]

    def test_the_address_one_has_already_is_ones_own(self, store, found):
        store(ADA)

        assert found(ADA, ADA | {"job": "Acheteur", "started_on": "2021-01-01"}) == []


class TestAllOrNothing:
    @pytest.mark.parametrize("step", ["assignment", "import_run", "audit_event"])
    def test_a_failure_in_the_middle_leaves_nothing(self, session, plan, carry_out, step):
        found, before = plan(ADA, BOB), everything(session)

        def fail(_connection, _cursor, statement, *_rest):
            if statement.startswith(f"INSERT INTO {step} "):
                raise sa.exc.OperationalError(statement, {}, Exception("disk full"))

        sa.event.listen(sa.engine.Engine, "before_cursor_execute", fail)
        try:
            with pytest.raises(sa.exc.OperationalError):
                carry_out(found)
            db.session.rollback()
        finally:
            sa.event.remove(sa.engine.Engine, "before_cursor_execute", fail)

        assert everything(session) == before

    def test_leaving_the_transaction_leaves_no_trace(self, session, plan, carry_out):
        before, found = everything(session), plan(ADA, BOB)

        carry_out(found)
        session.rollback()

        assert found.counts.added == 2
        assert everything(session) == before


class TestHostileNames:
    @pytest.mark.parametrize(
        "name", ["<script>alert(1)</script>", "=1+1", "'; DROP TABLE person;--", "{{ 7*7 }}"]
    )
    def test_are_only_names_on_every_page_that_shows_them(
        self, session, store, make, sign_in, page, name
    ):
        store(
            ADA | {"first_name": name, "job": name, "unit": name, "site": name, "job_family": name}
        )
        make.graph()
        client = sign_in(make.person("Hugo", role="hr"))
        job = session.scalars(select(Job)).one()

        for url in ["/people/", f"/people/{person(session, 'E1').id}", "/jobs/", f"/jobs/{job.id}"]:
            found = page(client, url)
            assert name in found.text
            assert "<script>alert" not in found.html
