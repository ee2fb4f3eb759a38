"""What missions leave behind: on the record of those who did them and of those who lent them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions import house
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Credit, Growth
from talentgrow.missions.debriefs.ended import COUNTING, OVER, WORKED
from talentgrow.missions.models import Mission
from talentgrow.missions.queries import visible_to
from talentgrow.missions.states import OUTCOMES, ApplicationStatus
from talentgrow.people.models import Person

A = ApplicationStatus


@dataclass(frozen=True, slots=True)
class Part:
    """One mission on somebody's record, as far as the reader may know."""

    application_id: int
    mission_id: int
    title: Localized
    starts_on: date
    ends_on: date
    status: ApplicationStatus
    # The mission has ended, and the person worked on it.
    is_over: bool
    owner: Person
    has_credit: bool
    may_read_mission: bool
    may_read_credit: bool


@dataclass(frozen=True, slots=True)
class Gained:
    """The mission from which a level comes, and who confirmed it with the person."""

    title: Localized
    owner: Person
    # None who may not open the mission.
    mission_id: int | None


@dataclass(frozen=True, slots=True)
class Lent:
    """How many people a manager let go on missions in a year, and for how many hours so far."""

    people: int
    hours: float


def of(actor: Actor, person_id: int) -> tuple[Part, ...]:
    """Return the missions of a person, the newest first.

    Colleagues read of those that count; the person, their manager and HR of the running ones and
    of those without a credit too.
    """
    is_close = actor.is_person(person_id) or actor.manages(person_id) or actor.is_hr_for(person_id)
    rows: Sequence[tuple[Application, Credit | None]] = [
        (application, credit)
        for application, credit in db.session.execute(_parts(person_id, all_of_them=is_close))
    ]
    readable = _readable(actor, {one.mission_id for one, _credit in rows})
    return tuple(_part(actor, application, credit, readable) for application, credit in rows)


def gained(actor: Actor, claim_ids: Collection[int]) -> Mapping[int, Gained]:
    """Return the missions from which some claims come, by claim."""
    if not claim_ids:
        return {}
    rows = db.session.execute(
        select(Growth.claim_id, Mission)
        .join(Application, Application.id == Growth.application_id)
        .join(Mission, Mission.id == Application.mission_id)
        .where(Growth.claim_id.in_(claim_ids))
        .options(joinedload(Mission.owner))
    ).all()
    readable = _readable(actor, {mission.id for _claim_id, mission in rows})
    return {
        claim_id: Gained(
            mission.title, mission.owner, mission.id if mission.id in readable else None
        )
        for claim_id, mission in rows
        if claim_id is not None
    }


def lent_by(manager_id: int, *, today: date) -> Lent:
    """Return whom a manager let go this year; a mission of their own lends nobody."""
    year_begins = today.replace(month=1, day=1)
    rows = db.session.execute(
        select(Application.person_id, Mission.hours_a_week, Mission.starts_on, Mission.ends_on)
        .join(Mission, Mission.id == Application.mission_id)
        .where(
            Application.manager_id == manager_id,
            Application.status.in_(COUNTING | {A.IN_PROGRESS}),
            Mission.owner_id != manager_id,
            Mission.starts_on <= today,
            Mission.ends_on >= year_begins,
        )
    ).all()
    hours = sum(
        hours_a_week * house.weeks_of(max(start, year_begins), min(end, today))
        for _person_id, hours_a_week, start, end in rows
    )
    return Lent(len({row.person_id for row in rows}), hours)


def _parts(person_id: int, *, all_of_them: bool) -> Select[Application, Credit]:
    statuses = {A.ACCEPTED, A.IN_PROGRESS} | OUTCOMES
    found = (
        select(Application, Credit)
        .join(Mission, Mission.id == Application.mission_id)
        .outerjoin(Credit, Credit.application_id == Application.id)
        .where(Application.person_id == person_id, Application.status.in_(statuses))
        .options(joinedload(Application.mission).joinedload(Mission.owner))
        .order_by(Mission.starts_on.desc(), Application.id.desc())
    )
    return found if all_of_them else found.where(Credit.id.is_not(None))


def _part(
    actor: Actor, application: Application, credit: Credit | None, readable: Collection[int]
) -> Part:
    mission = application.mission
    return Part(
        application.id,
        mission.id,
        mission.title,
        mission.starts_on,
        mission.ends_on,
        application.status,
        mission.status in OVER and application.status in WORKED,
        mission.owner,
        credit is not None,
        mission.id in readable,
        credit is not None and policy.may_read_credit(actor, application),
    )


def _readable(actor: Actor, mission_ids: Collection[int]) -> frozenset[int]:
    """Return those of some missions which the actor may open."""
    if not mission_ids:
        return frozenset()
    found = visible_to(actor).where(Mission.id.in_(mission_ids)).with_only_columns(Mission.id)
    return frozenset(db.session.scalars(found))
