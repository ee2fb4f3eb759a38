"""People as mail needs to know them."""

from collections.abc import Collection

from sqlalchemy import select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.notifications.recipients import Recipient
from talentgrow.people.models import Person


def recipients(person_ids: Collection[int]) -> dict[int, Recipient]:
    """Return the address, language and clock of some people."""
    today = clock.today()
    found = db.session.scalars(select(Person).where(Person.id.in_(person_ids)))
    return {
        person.id: Recipient(
            given_name=person.given_name,
            address=person.email,
            locale=person.locale,
            timezone=person.timezone,
            has_left=person.left_on is not None and person.left_on < today,
        )
        for person in found
    }
