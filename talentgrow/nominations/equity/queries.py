"""How many people of a campaign were nominated and approved, counted once each."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, false, func, select

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.calibration.queries import has_part
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.queries import people_in
from talentgrow.nominations.states import CONSENTED, WITH_NOMINEE
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Gender, Person


@dataclass(frozen=True, slots=True)
class Tally:
    """So many people of one unit, grade and gender, who were nominated and approved or not."""

    unit_id: int | None
    grade: int | None
    gender: Gender | None
    is_nominated: bool
    is_approved: bool
    people: int


def tallies(campaign: Campaign, actor: Actor, *, published: bool) -> list[Tally]:
    """Count the people of a campaign, for HR of a part those of that part.

    Somebody with several posts counts with the latest one; several nominations are one person.
    HR of a part knows who is nominated there: with figures about others it could subtract.
    `published` counts the decisions that everybody was told, else those that are staged.
    """
    post = _posts()
    job = Job.__table__.alias("held")
    nominated, approved = (
        _is_nominated(campaign),
        _is_approved(campaign, actor, published=published),
    )
    counted = (
        select(
            post.c.unit_id,
            job.c.grade,
            Person.gender,
            nominated.label("is_nominated"),
            and_(nominated, approved).label("is_approved"),
        )
        .select_from(Person)
        .outerjoin(post, and_(post.c.person_id == Person.id, post.c.place == 1))
        .outerjoin(job, job.c.id == post.c.job_id)
        .where(Person.id.in_(_audience(campaign, actor)))
        .subquery()
    )
    rows = db.session.execute(select(counted, func.count()).group_by(*counted.c)).all()
    return [
        Tally(unit_id, grade, gender, bool(is_nominated), bool(is_approved), number)
        for unit_id, grade, gender, is_nominated, is_approved, number in rows
    ]


def _audience(campaign: Campaign, actor: Actor) -> Select[int]:
    found = people_in(campaign).with_only_columns(Person.id)
    if not actor.is_hr:
        return found.where(false())
    return found if actor.scope is None else found.where(people.is_within(actor.scope))


def _posts() -> Subquery:
    """Return what everybody does today, the latest first."""
    latest = (Assignment.started_on.desc(), Assignment.id.desc())
    place = func.row_number().over(partition_by=Assignment.person_id, order_by=latest)
    return (
        select(Assignment.person_id, Assignment.unit_id, Assignment.job_id, place.label("place"))
        .where(people.is_current())
        .subquery()
    )


def _is_nominated(campaign: Campaign) -> ColumnElement[bool]:
    """Return the condition that somebody is asked, or stands behind a wish.

    Who said no or later does not count: beside the names that HR reads, a subtraction would tell.
    """
    return exists().where(
        Nominee.campaign_id == campaign.id,
        Nominee.person_id == Person.id,
        Candidacy.nominee_id == Nominee.id,
        Candidacy.status.in_(CONSENTED | WITH_NOMINEE),
    )


def _is_approved(campaign: Campaign, actor: Actor, *, published: bool) -> ColumnElement[bool]:
    """Return the condition that somebody is approved, as far as the actor may know it.

    Before everybody is told, a figure that grows by one would tell those in HR what a colleague
    has staged about themselves, or about whom they nominated.
    """
    known = Decision.published_at.is_not(None) if published else ~has_part(actor)
    return exists().where(
        Nominee.campaign_id == campaign.id,
        Nominee.person_id == Person.id,
        Candidacy.nominee_id == Nominee.id,
        Decision.candidacy_id == Candidacy.id,
        Decision.outcome == Outcome.APPROVED,
        known,
    )
