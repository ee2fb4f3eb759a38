"""Store a file of assignments, all of it or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from talentgrow.audit import service as audit
from talentgrow.imports import catalogue
from talentgrow.imports.models import ImportRun
from talentgrow.imports.reading import Problem, Reading, Reason, Row, job_key
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment, Person

IMPORTED = audit.Kind("imports.assignments", "file", "hash", "added", "changed")
# What a file may say of an assignment; a column it does not have changes nothing stored.
STATED = {
    "unit_id": "unit",
    "site_id": "site",
    "manager_id": "manager",
    "ended_on": "ended_on",
}
NAMES_OF_PERSON = ("first_name", "last_name", "email")
Advance = Callable[[int], None]
Key = tuple[int, int, date]


@dataclass
class Counts:
    """What storing a file did, or would do."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    people_added: int = 0
    people_changed: int = 0
    jobs_added: int = 0
    families_added: int = 0
    units_added: int = 0

    @property
    def has_effect(self) -> bool:
        """Tell whether the file says anything new."""
        return bool(self.added or self.changed or self.people_changed)


def problems(reading: Reading) -> list[Problem]:
    """Return what only the whole file and the database together can tell.

    A manager must be somebody; an address belongs to one person.
    """
    known = set(db.session.scalars(select(Person.employee_number)))
    known |= {row.employee_number for row in reading.rows}
    owners = {
        email: number
        for email, number in db.session.execute(select(Person.email, Person.employee_number))
        if email
    }
    found = []
    for row in reading.rows:
        if row.manager and row.manager not in known:
            found.append(Problem(row.line, "manager", row.manager, Reason.UNKNOWN_MANAGER))
        if row.manager and row.manager == row.employee_number:
            found.append(Problem(row.line, "manager", row.manager, Reason.OWN_MANAGER))
        if row.email and owners.setdefault(row.email, row.employee_number) != row.employee_number:
            found.append(Problem(row.line, "email", row.email, Reason.EMAIL_TAKEN))
    return found


def store(
    reading: Reading, *, by: Actor, now: datetime, advance: Advance = lambda _rows: None
) -> Counts:
    """Add what is new and change what differs; the same file twice changes nothing.

    The caller owns the transaction: rolling back leaves no trace of the file.
    """
    counts = Counts(rows=len(reading.rows))
    families = catalogue.families(reading.rows)
    jobs = catalogue.jobs(reading.rows, families.ids)
    units, sites = catalogue.units(reading.rows), catalogue.sites(reading.rows)
    counts.families_added, counts.jobs_added = families.added, jobs.added
    counts.units_added = units.added
    people = _people(reading.rows, counts)
    stated = {name: column for name, column in STATED.items() if column in reading.columns}
    wanted = {}
    for row in reading.rows:
        values = {
            "unit_id": units.ids.get(search_key(row.unit)),
            "site_id": sites.ids.get(search_key(row.site)),
            "manager_id": people.get(row.manager),
            "ended_on": row.ended_on,
        }
        key = (people[row.employee_number], jobs.ids[job_key(row.job)], row.started_on)
        wanted[key] = {name: values[name] for name in stated}
    _assignments(wanted, counts, advance=advance)
    _employment(set(people.values()), now.date())
    if counts.has_effect:
        _remember(reading, counts, by=by, now=now)
    db.session.flush()
    return counts


def _people(rows: list[Row], counts: Counts) -> dict[str, int]:
    """Return the people by number, adding who is new; a name in the file wins over the stored."""
    columns = (Person.employee_number, Person.id, Person.first_name, Person.last_name, Person.email)
    known = {row.employee_number: row for row in db.session.execute(select(*columns))}
    stated = _stated_about_people(rows)
    fresh = [number for number in sorted(stated) if number not in known]
    for batch in catalogue.batches([_person(number, stated[number]) for number in fresh]):
        db.session.execute(insert(Person), batch)
    counts.people_added = len(fresh)
    changed = []
    for number, values in sorted(stated.items()):
        row = known.get(number)
        if row is None:
            continue
        held = {name: getattr(row, name) for name in NAMES_OF_PERSON}
        if held | values != held:
            changed.append({"id": row.id} | _person(number, held | values))
    counts.people_changed = len(changed)
    for batch in catalogue.batches(changed):
        db.session.execute(update(Person), batch)
    numbers = select(Person.employee_number, Person.id)
    return dict(db.session.execute(numbers).all())


def _stated_about_people(rows: list[Row]) -> dict[str, dict[str, str]]:
    """Return the names and address which the rows give each person; the last row wins."""
    stated: dict[str, dict[str, str]] = {}
    for row in rows:
        person = stated.setdefault(row.employee_number, {})
        person.update({name: text for name in NAMES_OF_PERSON if (text := getattr(row, name))})
    return stated


def _person(number: str, values: Mapping[str, str | None]) -> dict[str, Any]:
    first, last = values.get("first_name") or "", values.get("last_name") or ""
    return {
        "employee_number": number,
        "first_name": first,
        "last_name": last,
        "search_key": search_key(f"{first} {last} {number}"),
        "email": values.get("email"),
    }


def _assignments(wanted: Mapping[Key, dict[str, Any]], counts: Counts, *, advance: Advance) -> None:
    known = {
        (row.person_id, row.job_id, row.started_on): row
        for row in db.session.execute(
            select(
                Assignment.id,
                Assignment.person_id,
                Assignment.job_id,
                Assignment.started_on,
                Assignment.unit_id,
                Assignment.site_id,
                Assignment.manager_id,
                Assignment.ended_on,
            )
        )
    }
    fresh, changed = [], []
    for key, values in wanted.items():
        stored = known.get(key)
        if stored is None:
            person_id, job_id, started_on = key
            fresh.append(
                {"person_id": person_id, "job_id": job_id, "started_on": started_on} | values
            )
        elif any(getattr(stored, name) != value for name, value in values.items()):
            changed.append({"id": stored.id} | values)
    counts.added, counts.changed = len(fresh), len(changed)
    counts.unchanged = len(wanted) - len(fresh) - len(changed)
    for batch in catalogue.batches(fresh):
        db.session.execute(insert(Assignment), batch)
        advance(len(batch))
    for batch in catalogue.batches(changed):
        db.session.execute(update(Assignment), batch)
        advance(len(batch))
    advance(counts.unchanged)


def _employment(person_ids: set[int], today: date) -> None:
    """Derive from the assignments when people came and whether they left."""
    rows = db.session.execute(
        select(
            Person.id,
            Person.hired_on,
            Person.left_on,
            func.min(Assignment.started_on),
            func.max(Assignment.ended_on),
            func.count().filter(Assignment.ended_on.is_(None)),
        )
        .join(Assignment, Assignment.person_id == Person.id)
        .group_by(Person.id)
    )
    changes = []
    for person_id, hired, left, first, last, still in rows:
        gone = None if still or last is None or last >= today else last
        if person_id in person_ids and (hired, left) != (first, gone):
            changes.append({"id": person_id, "hired_on": first, "left_on": gone})
    for batch in catalogue.batches(changes):
        db.session.execute(update(Person), batch)


def _remember(reading: Reading, counts: Counts, *, by: Actor, now: datetime) -> None:
    run = ImportRun(
        kind="assignments",
        file_name=reading.file_name,
        file_hash=reading.file_hash,
        at=now,
        author_id=by.person_id,
        **vars(counts),
    )
    db.session.add(run)
    db.session.flush()
    audit.record(
        IMPORTED,
        run,
        by=by,
        now=now,
        file=reading.file_name,
        hash=reading.file_hash,
        added=counts.added,
        changed=counts.changed,
    )
