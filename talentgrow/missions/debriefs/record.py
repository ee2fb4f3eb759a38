"""What missions leave behind: on the record of those who did them and of those who lent them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions import house
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Credit, Growth
from talentgrow.missions.debriefs.ended import COUNTING, OVER, WORKED
from talentgrow.missions.models import Mission, MissionOwner
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
class Talent:
    """How many people of one team worked on missions of others this year, and how many hours."""

    people: int
    hours: float


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The talent of a team that went to others this year, and that of others that came."""

    lent: Talent
    received: Talent


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


def exchanged(manager_id: int, report_ids: Collection[int], *, today: date) -> Exchanged:
    """Return the talent which a manager let go this year, and which came to their team.

    A mission of their own lends nobody; who belongs to the team today did not come to it.
    """
    year_begins, team = today.replace(month=1, day=1), {manager_id, *report_ids}
    beside = select(MissionOwner.mission_id).where(MissionOwner.person_id.in_(team))
    is_lent = and_(Application.manager_id == manager_id, Mission.owner_id != manager_id)
    is_received = and_(
        Application.person_id.not_in(team),
        or_(Mission.owner_id.in_(team), Mission.id.in_(beside)),
    )
    rows = db.session.execute(
        select(Application.person_id, Mission, func.coalesce(is_lent, false()), is_received)
        .join(Mission, Mission.id == Application.mission_id)
        .where(
            Application.status.in_(COUNTING | {A.IN_PROGRESS}),
            Mission.starts_on <= today,
            Mission.ends_on >= year_begins,
            or_(is_lent, is_received),
        )
    ).all()
    lent = [(person_id, mission) for person_id, mission, was_lent, _came in rows if was_lent]
    received = [(person_id, mission) for person_id, mission, _lent, came in rows if came]
    return Exchanged(_talent(lent, year_begins, today), _talent(received, year_begins, today))


def _talent(rows: Sequence[tuple[int, Mission]], start: date, end: date) -> Talent:
    hours = sum(
        mission.hours_a_week
        * house.weeks_of(max(mission.starts_on, start), min(mission.ends_on, end))
        for _person_id, mission in rows
    )
    return Talent(len({person_id for person_id, _mission in rows}), hours)


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
