"""Questions about applications; nothing here changes anything."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions import deadlines
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application
from talentgrow.missions.deadlines import Deadline
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.queries import FULL
from talentgrow.missions.states import ALIVE, OUTCOMES, OVER, ApplicationStatus, MissionStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Person

IN_FULL = (
    joinedload(Application.mission).options(*FULL),
    joinedload(Application.person),
    joinedload(Application.manager),
    joinedload(Application.next_mission),
)

FOR_LINES = (
    joinedload(Application.mission).joinedload(Mission.owner),
    joinedload(Application.manager),
    joinedload(Application.person),
)


def get_visible(actor: Actor, application_id: int) -> Application:
    """Return one application with its mission and everybody concerned.

    :raises NotFound: no such application, or not one which the actor may read
    """
    found = db.session.scalar(
        select(Application).where(Application.id == application_id).options(*IN_FULL)
    )
    if found is None or not policy.may_read(actor, found):
        raise NotFound(_("This application does not exist."))
    return found


def in_full(application_id: int) -> Application:
    """Return one application with its mission and everybody concerned, whoever asks."""
    return db.session.scalars(
        select(Application).where(Application.id == application_id).options(*IN_FULL)
    ).one()


def alive_of(mission_id: int, person_id: int) -> Application | None:
    """Return somebody's application to a mission which is not over, a draft too."""
    return db.session.scalar(
        select(Application).where(
            Application.mission_id == mission_id,
            Application.person_id == person_id,
            Application.status.in_(ALIVE),
        )
    )


def has_applied(mission_id: int, person_id: int) -> bool:
    """Tell whether somebody waits for an answer to a mission, has a seat in it, or had one.

    A draft is nobody's business: asking about it would tell of it.
    """
    sent = select(Application.id).where(
        Application.mission_id == mission_id,
        Application.person_id == person_id,
        Application.sent_at.is_not(None),
        Application.status.in_(ALIVE | OUTCOMES),
    )
    return db.session.scalar(sent.limit(1)) is not None


def newest_of(mission_id: int, person_id: int) -> Application | None:
    """Return somebody's last application to a mission that was sent or is a draft."""
    return db.session.scalar(
        select(Application)
        .where(Application.mission_id == mission_id, Application.person_id == person_id)
        .where(or_(Application.sent_at.is_not(None), Application.status == ApplicationStatus.DRAFT))
        .order_by(Application.id.desc())
        .limit(1)
    )


def own(person_id: int) -> Select[Application]:
    """Select everything somebody applied to or began to, the newest first."""
    is_draft = Application.status == ApplicationStatus.DRAFT
    return (
        select(Application)
        .where(Application.person_id == person_id)
        .where(or_(Application.sent_at.is_not(None), is_draft))
        .order_by(Application.since.desc(), Application.id.desc())
    )


def mine(person_id: int) -> Sequence[Application]:
    """Return what somebody applied to, or began to, and is not over, the newest first."""
    alive = own(person_id).where(Application.status.in_(ALIVE))
    return db.session.scalars(alive.options(*FOR_LINES)).all()


def ended(person_id: int) -> Select[Application]:
    """Select what somebody applied to and is over, the newest first."""
    return own(person_id).where(Application.status.not_in(ALIVE)).options(*FOR_LINES)


def of_mission(mission_id: int, *, by_name: bool = False) -> Select[Application]:
    """Select who applied to a mission, by arrival or by name; drafts are nobody's business."""
    order = (Person.search_key,) if by_name else (Application.sent_at,)
    return (
        select(Application)
        .join(Person, Person.id == Application.person_id)
        .where(Application.mission_id == mission_id, Application.sent_at.is_not(None))
        .options(*IN_FULL)
        .order_by(*order, Application.id)
    )


def waiting_list(mission_id: int) -> Sequence[Application]:
    """Return who waits for a seat, the first first; who has left the house waits no more."""
    return db.session.scalars(
        select(Application)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.mission_id == mission_id,
            Application.status == ApplicationStatus.WAITLISTED,
            Person.left_on.is_(None),
        )
        .options(joinedload(Application.person))
        .order_by(Application.waitlisted_at, Application.id)
    ).all()


def to_answer_as_manager(manager_id: int) -> Select[Application]:
    """Select what waits for a manager's word, the oldest first."""
    return _waiting(
        Application.manager_id == manager_id,
        Application.status == ApplicationStatus.MANAGER_PENDING,
    )


def was_asked(manager_id: int) -> bool:
    """Tell whether somebody's word as a manager was ever asked for."""
    asked = select(Application.id).where(
        Application.manager_id == manager_id,
        or_(Application.needs_word, Application.status == ApplicationStatus.MANAGER_PENDING),
    )
    return db.session.scalar(asked.limit(1)) is not None


def climbed_to(actor: Actor) -> Select[Application]:
    """Select what waits for the word of somebody in HR who has no part in it."""
    return _waiting(
        Application.status == ApplicationStatus.MANAGER_PENDING,
        Application.climbed_at.is_not(None),
        _is_hr_matter_of(actor),
    )


def refused_in(actor: Actor) -> Select[Application]:
    """Select what a manager refused and somebody in HR may decide otherwise."""
    return _waiting(
        Application.status == ApplicationStatus.MANAGER_REFUSED,
        Mission.status.not_in(OVER | {MissionStatus.DEBRIEFING}),
        _is_hr_matter_of(actor),
    )


def deadline(application: Application, *, silence_days: int) -> Deadline | None:
    """Return who must act on an application and by when; None: nobody owes an answer.

    `silence_days` is how long a manager may be silent.
    """
    return deadlines.of_application(
        application.status,
        application.since,
        silence_days=silence_days,
        climbed_at=application.climbed_at,
        talk_on=application.talk_at.date() if application.talk_at else None,
    )


def owner_ids_of(mission: Mission) -> frozenset[int]:
    """Return the ids of everybody who owns a mission, as stored now."""
    beside = select(MissionOwner.person_id).where(MissionOwner.mission_id == mission.id)
    return frozenset({mission.owner_id, *db.session.scalars(beside)})


def alive_and_count(mission_id: int, person_id: int) -> tuple[Application | None, int]:
    """Return the same, and how many people have applied, in one statement."""
    row = db.session.execute(
        select(Application, _sent_to(mission_id).scalar_subquery())
        .select_from(Mission)
        .outerjoin(
            Application,
            and_(
                Application.mission_id == Mission.id,
                Application.person_id == person_id,
                Application.status.in_(ALIVE),
            ),
        )
        .where(Mission.id == mission_id)
        .options(joinedload(Application.person), joinedload(Application.manager))
    ).one()
    return row[0], row[1] or 0


def _sent_to(mission_id: int) -> Select[Any]:
    return select(func.count(func.distinct(Application.person_id))).where(
        Application.mission_id == mission_id,
        Application.sent_at.is_not(None),
        Application.status != ApplicationStatus.WITHDRAWN,
    )


def by_ids(mission_id: int, ids: Collection[int]) -> Sequence[Application]:
    """Return applications to one mission by their ids, in the order in which they came."""
    return db.session.scalars(
        select(Application)
        .where(Application.mission_id == mission_id, Application.id.in_(ids))
        .options(joinedload(Application.person), joinedload(Application.manager))
        .order_by(Application.sent_at, Application.id)
        .execution_options(populate_existing=True)
    ).all()


def _waiting(*conditions: ColumnElement[bool]) -> Select[Application]:
    return (
        select(Application)
        .join(Person, Person.id == Application.person_id)
        .join(Mission, Mission.id == Application.mission_id)
        .where(*conditions)
        .options(*IN_FULL)
        .order_by(Application.since, Application.id)
    )


def _is_hr_matter_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that somebody is HR of the applicant and has no part in the matter."""
    mine = actor.person_id or 0
    beside = exists().where(MissionOwner.mission_id == Mission.id, MissionOwner.person_id == mine)
    apart = and_(Application.person_id != mine, Mission.owner_id != mine, ~beside)
    return apart if actor.scope is None else and_(apart, people.is_within(actor.scope))
