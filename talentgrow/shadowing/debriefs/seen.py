"""What somebody has seen of other jobs: on their record, their path, and beside a skill.

Seeing a skill at work is exposure. It never is a level, and nothing here makes one of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.people.models import Person
from talentgrow.shadowing.debriefs import ended, queries
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits import policy
from talentgrow.shadowing.visits.models import Visit, VisitCertificate
from talentgrow.skills import policy as skills_policy
from talentgrow.skills.models import Skill


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit that counts: whose work was seen, which job, and which skills."""

    visit_id: int
    certificate_id: int
    host: Person
    job: Job | None
    starts_on: date
    ends_on: date
    is_partial: bool
    skills: Sequence[Skill]
    # The reader made the visit.
    is_own: bool
    may_read_certificate: bool

    def has(self, skill_id: int) -> bool:
        """Tell whether a skill was seen at work."""
        return any(skill.id == skill_id for skill in self.skills)


def seen_by(actor: Actor, person_id: int) -> tuple[Seen, ...]:
    """Return the visits of a person that count, the newest first.

    Whoever may read their levels reads them: the person, their manager and HR of their part.
    Which jobs somebody looks at says what they think of, and is not for everybody.
    """
    if not skills_policy.may_read_levels(actor, person_id):
        return ()
    rows = db.session.execute(
        select(Visit, VisitCertificate.id)
        .join(VisitCertificate, VisitCertificate.visit_id == Visit.id)
        .where(Visit.visitor_id == person_id)
        .options(joinedload(Visit.host), joinedload(Visit.job))
        .order_by(Visit.starts_on.desc(), Visit.id.desc())
    ).all()
    skills = queries.seen_in([visit.id for visit, _certificate in rows])
    return tuple(
        Seen(
            visit_id=visit.id,
            certificate_id=certificate_id,
            host=visit.host,
            job=visit.job,
            starts_on=visit.starts_on,
            ends_on=visit.ends_on,
            is_partial=ended.went(visit) is VisitStatus.PARTIAL,
            skills=skills.get(visit.id, ()),
            is_own=actor.is_person(visit.visitor_id),
            may_read_certificate=policy.may_read_certificate(actor, visit),
        )
        for visit, certificate_id in rows
    )


def seen_at_work(actor: Actor, person_id: int, skill_id: int) -> tuple[Seen, ...]:
    """Return the visits in which a person saw one skill at work, the newest first."""
    return tuple(one for one in seen_by(actor, person_id) if one.has(skill_id))
