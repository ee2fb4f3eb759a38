"""What one has seen of some jobs, and who shows them: for the pages where one looks ahead."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.people.models import Person
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.visits.models import Visit, VisitCertificate

_COUNTS = select(VisitCertificate.id).where(VisitCertificate.visit_id == Visit.id).exists()


@dataclass(frozen=True, slots=True)
class Sight:
    """How many colleagues show a job now, and when one saw it last, if ever, with whom."""

    hosts: int
    seen_on: date | None = None
    host: Person | None = None


def of_jobs(person_id: int, job_ids: Collection[int]) -> Mapping[int, Sight]:
    """Return what somebody has seen of each of some jobs, in one statement.

    One's own offer shows oneself nothing; a visit counts once it is written about.
    """
    if not job_ids:
        return {}
    hosts = (
        select(func.count(Offer.id))
        .where(
            Offer.job_id == Job.id,
            Offer.status == OfferStatus.OPEN,
            Offer.host_id != person_id,
        )
        .correlate(Job)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Job.id, hosts, Visit.starts_on, Person)
        .select_from(Job)
        .outerjoin(Visit, and_(Visit.job_id == Job.id, Visit.visitor_id == person_id, _COUNTS))
        .outerjoin(Person, Person.id == Visit.host_id)
        .where(Job.id.in_(job_ids))
        .order_by(Visit.starts_on, Visit.id)
    )
    return {job_id: Sight(count, day, host) for job_id, count, day, host in rows}
