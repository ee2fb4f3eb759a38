"""Who in HR looks after somebody, by name."""

from collections.abc import Collection

from sqlalchemy import select

from talentgrow.auth import queries as accounts
from talentgrow.infra.db import db
from talentgrow.people.models import Person


def hr_of(person_id: int, *, besides: Collection[int] = ()) -> tuple[Person, ...]:
    """Return who answers for somebody in HR, by name: those of their part, else of the whole.

    Nobody answers for themselves, nor do those in `besides`, who have a part in the matter.
    """
    ids = accounts.hr_of(person_id, besides={person_id, *besides})
    found = select(Person).where(Person.id.in_(sorted(ids)), Person.left_on.is_(None))
    return tuple(db.session.scalars(found.order_by(Person.search_key, Person.id)))
