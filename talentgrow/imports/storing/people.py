"""Who works here: names, addresses, languages."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Reading
from talentgrow.imports.storing.plan import Ledger, Plan, Writing, batches, stated_values
from talentgrow.infra.db import db
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Person

FIELDS = ("first_name", "last_name", "email", "locale", "timezone", "gender")


def plan(reading: Reading) -> Plan:
    """Work out who is new and whose names or addresses differ."""
    ledger = Ledger(reading)
    held = _held()
    owners = {row["email"]: number for number, row in held.items() if row["email"]}
    for row in reading.rows:
        number = row["employee_number"]
        email = row.get("email")
        if email and owners.setdefault(email, number) != number:
            ledger.refuse(row, "email", Reason.EMAIL_TAKEN)
            continue
        known = held.get(number)
        stated = stated_values(row, reading, *FIELDS)
        name = f"{stated.get('first_name', '')} {stated.get('last_name', '')}".strip()
        ledger.settle(
            row,
            f"{number} {name}".strip(),
            stated=stated,
            held=known,
            id_=known["id"] if known else None,
        )
    ledger.plan.counts.people_added = ledger.plan.counts.added
    return ledger.finished(lambda writing: _write(ledger, held, writing))


def record(number: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a person, with the key they are searched by."""
    first, last = values.get("first_name") or "", values.get("last_name") or ""
    return {
        "employee_number": number,
        "first_name": first,
        "last_name": last,
        "search_key": search_key(f"{first} {last} {number}"),
        "email": values.get("email"),
    }


def _held() -> dict[str, dict[str, Any]]:
    columns = (Person.employee_number, Person.id, *(getattr(Person, name) for name in FIELDS))
    return {row.employee_number: dict(row._mapping) for row in db.session.execute(select(*columns))}


def _write(ledger: Ledger, held: Mapping[str, Mapping[str, Any]], writing: Writing) -> None:
    fresh, changed = [], []
    for entry in ledger.entries:
        number = entry.row["employee_number"]
        values = dict(held.get(number, {})) | entry.stated
        columns = record(number, values) | {
            "locale": values.get("locale"),
            "timezone": values.get("timezone") or "",
            "gender": values.get("gender"),
        }
        if entry.id is None:
            fresh.append(columns)
        else:
            changed.append({"id": entry.id} | columns)
    for batch in batches(fresh):
        db.session.execute(insert(Person), batch)
        writing.advance(len(batch))
    for batch in batches(changed):
        db.session.execute(update(Person), batch)
        writing.advance(len(batch))
