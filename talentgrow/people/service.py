"""What can be done with people. Functions flush; the caller commits."""

from sqlalchemy import exists, func, select, update

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import is_current

TASK = "people.note_leavers"


def note_leavers() -> None:
    """Write down who has left: people whose last assignment ended before today.

    A last day that was known in advance passes without anybody touching the record.
    """
    last_day = (
        select(func.max(Assignment.ended_on))
        .where(Assignment.person_id == Person.id)
        .scalar_subquery()
    )
    works_here = exists().where(Assignment.person_id == Person.id, is_current())
    comes_later = exists().where(
        Assignment.person_id == Person.id, Assignment.started_on > clock.today()
    )
    has_worked = exists().where(Assignment.person_id == Person.id)
    db.session.execute(
        update(Person)
        .where(Person.left_on.is_(None), has_worked, ~works_here, ~comes_later)
        .values(left_on=last_day)
        .execution_options(synchronize_session=False)
    )
