"""Who else shows such a job: proposed to whoever was told no, and never ranked."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import room
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.visits.models import Visit

MOST = 3
# More than are shown: some of them have no day left.
READ = 12


def instead_of(visit: Visit, *, today: date) -> tuple[Offer, ...]:
    """Return at most three open offers with room: of the same job, else family, else site.

    Within each of these they come by name.
    """
    family_id = db.session.scalar(select(Job.family_id).where(Job.id == visit.job_id))
    nearness: tuple[ColumnElement[bool], ...] = (
        Offer.job_id == visit.job_id,
        Job.family_id == family_id,
        Offer.site_id == visit.site_id,
    )
    found = db.session.scalars(
        select(Offer)
        .join(Offer.host)
        .outerjoin(Offer.job)
        .where(
            Offer.status == OfferStatus.OPEN,
            Offer.host_id.not_in([visit.host_id, visit.visitor_id]),
            or_(*nearness),
        )
        .options(*queries.OFFER, joinedload(Offer.job).joinedload(Job.family))
        .order_by(*(near.is_(True).desc() for near in nearness), Person.search_key, Offer.id)
        .limit(READ)
    ).all()
    taken = room.taken_of([offer.id for offer in found], today=today)
    with_room = [offer for offer in found if room.next_day(offer, taken, today=today) is not None]
    return tuple(with_room[:MOST])
