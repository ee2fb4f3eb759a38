"""For whom a campaign is held, and who leads them."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from talentgrow.infra.db import db
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.queries import people_in
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import is_current


def managers_for(campaign: Campaign) -> frozenset[int]:
    """Return who leads somebody for whom a campaign is held today, and works here."""
    manager = aliased(Person)
    found = (
        select(Assignment.manager_id)
        .join(manager, manager.id == Assignment.manager_id)
        .where(
            is_current(),
            manager.left_on.is_(None),
            Assignment.person_id.in_(people_in(campaign).with_only_columns(Person.id)),
        )
        .distinct()
    )
    return frozenset(one for one in db.session.scalars(found) if one is not None)
