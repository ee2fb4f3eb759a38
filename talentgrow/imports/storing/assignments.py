"""Who held which job from when to when; people, jobs, units and sites that are new come along."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Reading, Row
from talentgrow.imports.storing import catalogue, employment, references
from talentgrow.imports.storing.loops import loops
from talentgrow.imports.storing.people import record
from talentgrow.imports.storing.plan import Counts, Entry, Ledger, Plan, Writing, batches
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobFamily
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.people.queries import is_current

# What a file may say of an assignment; a column it does not have changes nothing stored.
STATED = {
    "unit_id": "unit",
    "site_id": "site",
    "manager_id": "manager",
    "ended_on": "ended_on",
}
NAMES_OF_PERSON = ("first_name", "last_name", "email")
Key = tuple[int, int, date]
# Stands for the id of a record which the file brings along.
NEW = 0


class Ids:
    """The ids which the names in a file stand for; zero for what is new."""

    def __init__(self) -> None:
        self.people = references.people()
        self.jobs = catalogue.keys(Job)
        self.units = catalogue.keys(Unit)
        self.sites = catalogue.keys(Site)

    def key(self, row: Row) -> Key:
        """Return what makes an assignment the same: person, job and first day."""
        person = self.people.get(row["employee_number"], NEW)
        return person, self.jobs.get(search_key(row["job"]), NEW), row["started_on"]

    def stated(self, row: Row, reading: Reading) -> dict[str, Any]:
        """Return what a row says of an assignment, as far as the file has these columns."""
        values = {
            "unit_id": _id(self.units, search_key(row.get("unit", ""))),
            "site_id": _id(self.sites, search_key(row.get("site", ""))),
            "manager_id": _id(self.people, row.get("manager", "")),
            "ended_on": row.get("ended_on"),
        }
        return {name: values[name] for name, column in STATED.items() if column in reading.columns}


def _id(known: Mapping[str, int], key: str) -> int | None:
    return known.get(key, NEW) if key else None


def plan(reading: Reading) -> Plan:
    """Work out which assignments, people and places are new, and which differ."""
    ledger, ids = Ledger(reading), Ids()
    sound = _without_refused(ledger, ids)
    held = _held()
    for row in sound:
        key = ids.key(row)
        if NEW not in key and ledger.is_twin(row, "started_on", key):
            continue
        known = held.get(key)
        stated = ids.stated(row, reading)
        ledger.settle(
            row,
            f"{row['employee_number']} · {row['job']}",
            stated=stated,
            held=known,
            id_=known["id"] if known else None,
            words=_words(row, known) if known else None,
        )
    _count_what_comes_along(ledger.plan.counts, sound, ids)
    return ledger.finished(lambda writing: _write(ledger, sound, writing))


def _words(row: Row, held: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Name units, sites and managers before and after."""
    return {name: (held[f"{name}_name"] or "", row.get(STATED[name], "")) for name in PLACES}


PLACES = ("unit_id", "site_id", "manager_id")


def _without_refused(ledger: Ledger, ids: Ids) -> list[Row]:
    """Return the rows that nothing speaks against, once all are seen together."""
    rows = ledger.plan.reading.rows
    known = ids.people.keys() | {row["employee_number"] for row in rows}
    owners = {
        email: number
        for email, number in db.session.execute(select(Person.email, Person.employee_number))
        if email
    }
    rings = _rings(rows, ids) if "manager" in ledger.plan.reading.columns else {}
    sound = []
    for row in rows:
        before = len(ledger.plan.problems)
        number, manager, email = row["employee_number"], row.get("manager"), row.get("email")
        if manager and manager not in known:
            ledger.refuse(row, "manager", Reason.UNKNOWN_MANAGER)
        if manager and manager == number:
            ledger.refuse(row, "manager", Reason.OWN_MANAGER)
        elif _is_held_today(row) and (number, manager) in rings:
            ledger.refuse(row, "manager", Reason.LOOP, hint=rings[number, str(manager)])
        if email and owners.setdefault(email, number) != number:
            ledger.refuse(row, "email", Reason.EMAIL_TAKEN)
        if len(ledger.plan.problems) == before:
            sound.append(row)
    return sound


def _rings(rows: list[Row], ids: Ids) -> Mapping[tuple[str, str], str]:
    """Return who would be above themselves today, if the file were stored."""
    named = {ids.key(row) for row in rows}
    numbers = {id_: number for number, id_ in ids.people.items()}
    stored = db.session.execute(
        select(
            Assignment.person_id, Assignment.job_id, Assignment.started_on, Assignment.manager_id
        ).where(is_current(), Assignment.manager_id.is_not(None))
    )
    edges = [
        (numbers[person], numbers[manager])
        for person, job, started, manager in stored
        if manager is not None and (person, job, started) not in named
    ]
    edges += [
        (row["employee_number"], row["manager"])
        for row in rows
        if row["manager"] and row["manager"] != row["employee_number"] and _is_held_today(row)
    ]
    return loops(edges)


def _is_held_today(row: Row) -> bool:
    today, ended = clock.today(), row.get("ended_on")
    return bool(row["started_on"] <= today and (ended is None or ended >= today))


def _held() -> dict[Key, dict[str, Any]]:
    manager = Person.__table__.alias("boss")
    columns = (
        Assignment.id,
        Assignment.person_id,
        Assignment.job_id,
        Assignment.started_on,
        *(getattr(Assignment, name) for name in STATED),
        Unit.name_fr.label("unit_id_name"),
        Site.name.label("site_id_name"),
        manager.c.employee_number.label("manager_id_name"),
    )
    rows = db.session.execute(
        select(*columns)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Site, Site.id == Assignment.site_id)
        .outerjoin(manager, manager.c.id == Assignment.manager_id)
    )
    return {(row.person_id, row.job_id, row.started_on): dict(row._mapping) for row in rows}


def _count_what_comes_along(counts: Counts, rows: list[Row], ids: Ids) -> None:
    named = catalogue.first_spellings
    families = catalogue.keys(JobFamily)
    counts.jobs_added = len(named(row["job"] for row in rows).keys() - ids.jobs.keys())
    counts.units_added = len(named(row.get("unit", "") for row in rows).keys() - ids.units.keys())
    counts.families_added = len(
        named(row.get("family", "") for row in rows).keys() - families.keys()
    )
    fresh, changed = _people_of(rows)
    counts.people_added, counts.people_changed = len(fresh), len(changed)


def _people_of(rows: list[Row]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return who is new and whose name or address differs; a name in the file wins."""
    columns = (Person.employee_number, Person.id, Person.first_name, Person.last_name, Person.email)
    known = {row.employee_number: row for row in db.session.execute(select(*columns))}
    stated = _stated_about_people(rows)
    fresh = [record(number, stated[number]) for number in sorted(stated) if number not in known]
    changed = []
    for number, values in sorted(stated.items()):
        row = known.get(number)
        if row is None:
            continue
        held = {name: getattr(row, name) for name in NAMES_OF_PERSON}
        if held | values != held:
            changed.append({"id": row.id} | record(number, held | values))
    return fresh, changed


def _stated_about_people(rows: list[Row]) -> dict[str, dict[str, str]]:
    """Return the names and address which the rows give each person; the last row wins."""
    stated: dict[str, dict[str, str]] = {}
    for row in rows:
        person = stated.setdefault(row["employee_number"], {})
        person.update({name: text for name in NAMES_OF_PERSON if (text := row.get(name))})
    return stated


def _write(ledger: Ledger, rows: list[Row], writing: Writing) -> None:
    families = catalogue.families(row.get("family", "") for row in rows)
    catalogue.jobs(rows, families.ids)
    catalogue.units(rows)
    catalogue.sites(rows)
    fresh, changed = _people_of(rows)
    for batch in batches(fresh):
        db.session.execute(insert(Person), batch)
    for batch in batches(changed):
        db.session.execute(update(Person), batch)
    ids = Ids()
    _write_assignments(ledger.entries, ledger.plan.reading, ids=ids, writing=writing)
    writing.advance(ledger.plan.counts.unchanged)
    employment.follow({ids.people[row["employee_number"]] for row in rows}, writing.now.date())


def _write_assignments(
    entries: list[Entry], reading: Reading, *, ids: Ids, writing: Writing
) -> None:
    fresh, changed = [], []
    for entry in entries:
        stated = ids.stated(entry.row, reading)
        if entry.id is None:
            person_id, job_id, started_on = ids.key(entry.row)
            key = {"person_id": person_id, "job_id": job_id, "started_on": started_on}
            fresh.append(key | stated)
        else:
            changed.append({"id": entry.id} | stated)
    for batch in batches(fresh):
        db.session.execute(insert(Assignment), batch)
        writing.advance(len(batch))
    for batch in batches(changed):
        db.session.execute(update(Assignment), batch)
        writing.advance(len(batch))
