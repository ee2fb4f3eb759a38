"""Questions about missions; nothing here changes anything."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner, MissionSkill
from talentgrow.missions.states import SHOWN_TO_ALL, ApplicationStatus, MissionStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Person


def visible_to(actor: Actor) -> Select[Mission]:
    """Select the missions which the actor may read.

    Published ones are for everybody. The others are for those who own them, who applied, whose
    team member applied, and for HR of the owner's part.
    """
    person_id = actor.person_id or 0
    own = or_(Mission.owner_id == person_id, _owned_beside(person_id))
    concerned = exists().where(
        Application.mission_id == Mission.id,
        or_(
            Application.person_id == person_id,
            (Application.manager_id == person_id) & (Application.status != ApplicationStatus.DRAFT),
        ),
    )
    found = [Mission.status.in_(SHOWN_TO_ALL), own, concerned]
    if actor.is_hr_for_all:
        return select(Mission)
    if actor.is_hr and actor.scope is not None:
        found.append(Mission.owner_id.in_(select(Person.id).where(people.is_within(actor.scope))))
    return select(Mission).where(or_(*found))


def owned_by(person_id: int) -> Select[Mission]:
    """Select the missions which somebody owns, alone or with others."""
    return select(Mission).where(or_(Mission.owner_id == person_id, _owned_beside(person_id)))


def takes_applications(today: date) -> ColumnElement[bool]:
    """Return the condition that one may apply to a mission, as far as status and date go."""
    return and_(Mission.status == MissionStatus.PUBLISHED, Mission.apply_by >= today)


def get_visible(actor: Actor, mission_id: int) -> Mission:
    """Return one mission with its owners, place, theme and skills.

    :raises NotFound: no such mission, or not one which the actor may read
    """
    mission = db.session.scalar(visible_to(actor).where(Mission.id == mission_id).options(*FULL))
    if mission is None:
        raise NotFound(_("This mission does not exist."))
    return mission


def get_to_change(actor: Actor, mission_id: int) -> Mission:
    """Return one mission in full, which nobody else changes until this transaction ends.

    What the actor may see, and by its status do, is judged on what is true inside.

    :raises NotFound: no such mission, or not one which the actor may read
    """
    held = db.session.scalar(
        visible_to(actor)
        .where(Mission.id == mission_id)
        .with_only_columns(Mission.id)
        .with_for_update(key_share=True, of=Mission)
    )
    if held is None:
        raise NotFound(_("This mission does not exist."))
    return in_full(held)


def in_full(mission_id: int) -> Mission:
    """Return a mission that is known to exist as it is stored now, with all it is made of."""
    found = select(Mission).where(Mission.id == mission_id).options(*FULL)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


FULL = (
    joinedload(Mission.owner),
    joinedload(Mission.unit),
    joinedload(Mission.site),
    joinedload(Mission.theme),
    selectinload(Mission.co_owners).joinedload(MissionOwner.person),
    selectinload(Mission.skills).joinedload(MissionSkill.skill),
)


def owner_ids(mission: Mission) -> frozenset[int]:
    """Return the ids of everybody who owns a mission that was loaded in full."""
    return frozenset({mission.owner_id, *(owner.person_id for owner in mission.co_owners)})


def _owned_beside(person_id: int) -> ColumnElement[bool]:
    return exists().where(
        MissionOwner.mission_id == Mission.id, MissionOwner.person_id == person_id
    )
