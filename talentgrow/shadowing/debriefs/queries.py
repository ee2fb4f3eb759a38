"""Questions about what was said and seen of visits; nothing here changes anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.shadowing.models import OfferSkill
from talentgrow.shadowing.queries import LINE
from talentgrow.shadowing.visits.models import (
    SeenSkill,
    Side,
    Visit,
    VisitCertificate,
    VisitDebrief,
)
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill


def debriefs_of(visit_id: int) -> Mapping[Side, VisitDebrief]:
    """Return what was written about a visit, by side."""
    rows = db.session.scalars(select(VisitDebrief).where(VisitDebrief.visit_id == visit_id))
    return {debrief.side: debrief for debrief in rows}


def certificate_of(visit_id: int) -> VisitCertificate | None:
    """Return the certificate of a visit, if it counts."""
    return db.session.scalar(select(VisitCertificate).where(VisitCertificate.visit_id == visit_id))


def certificate_with(code: str) -> VisitCertificate | None:
    """Return the certificate with a code, if there is one, with its visit."""
    return db.session.scalar(
        select(VisitCertificate)
        .where(VisitCertificate.code == code)
        .options(joinedload(VisitCertificate.visit).options(*LINE))
    )


def seen_in(visit_ids: Collection[int]) -> Mapping[int, Sequence[Skill]]:
    """Return the skills that were seen at work, by visit, each list by name."""
    found: dict[int, list[Skill]] = defaultdict(list)
    if visit_ids:
        rows = db.session.execute(
            select(SeenSkill.visit_id, Skill)
            .join(Skill, Skill.id == SeenSkill.skill_id)
            .where(SeenSkill.visit_id.in_(visit_ids))
            .order_by(*skills.by_name())
        )
        for visit_id, skill in rows:
            found[visit_id].append(skill)
    return found


def to_be_seen(visit: Visit) -> Sequence[Skill]:
    """Return the skills that could be seen: those of the offer and the job, and those noted."""
    of_offer = select(OfferSkill.skill_id).where(OfferSkill.offer_id == visit.offer_id)
    of_job = select(Requirement.skill_id).where(Requirement.job_id == visit.job_id)
    noted = select(SeenSkill.skill_id).where(SeenSkill.visit_id == visit.id)
    return db.session.scalars(
        select(Skill)
        .where(or_(Skill.id.in_(of_offer), Skill.id.in_(of_job), Skill.id.in_(noted)))
        .order_by(*skills.by_name())
    ).all()


def rows_seen(visit_id: int) -> Sequence[SeenSkill]:
    """Return the rows that say which skills were seen in one visit."""
    return db.session.scalars(select(SeenSkill).where(SeenSkill.visit_id == visit_id)).all()
