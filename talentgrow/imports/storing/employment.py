"""Who came when and who has left, as the assignments tell."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select, update

from talentgrow.imports.storing.plan import batches
from talentgrow.infra.db import db
from talentgrow.people.models import Assignment, Person


def follow(person_ids: Collection[int], today: date) -> None:
    """Derive from the assignments of these people when they came and whether they left."""
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
    for batch in batches(changes):
        db.session.execute(update(Person), batch)
