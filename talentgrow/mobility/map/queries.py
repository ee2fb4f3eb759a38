"""What the map asks the database; everything else comes from the snapshot."""

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.jobs.models import Bridge


def bridges_of(job_id: int) -> list[Bridge]:
    """Return the bridges out of a job and into it, in the order in which they were declared."""
    return list(
        db.session.scalars(
            select(Bridge)
            .where(or_(Bridge.source_id == job_id, Bridge.target_id == job_id))
            .order_by(Bridge.declared_at, Bridge.id)
        )
    )
