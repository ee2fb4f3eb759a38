"""Who owns a mission: with others, and when somebody leaves the house."""

from datetime import datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.auth import queries as accounts
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import notices, queries
from talentgrow.missions.applications import queries as applications
from talentgrow.missions.editing import applicants
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import OVER
from talentgrow.people.models import Assignment, Person

MOST_CO_OWNERS = 5
ADDED = audit.Kind("missions.co_owner_added", "person")
REMOVED = audit.Kind("missions.co_owner_removed", "person")
HANDED_OVER = audit.Kind("missions.handed_over", "before", "person")


class CannotOwn(DomainError):
    """Somebody cannot own this mission."""


def add_co_owner(mission: Mission, person: Person, *, by: Actor, now: datetime) -> None:
    """Let somebody own a mission with the others; doing it twice adds nothing.

    :raises CannotOwn: they applied to it, have left, or there are many owners already
    """
    if person.id in queries.owner_ids(mission):
        return
    _refuse(mission, person)
    if len(mission.co_owners) >= MOST_CO_OWNERS:
        raise CannotOwn(_("Five people beside you are many: remove somebody first."))
    db.session.add(MissionOwner(mission_id=mission.id, person_id=person.id))
    _note_change(mission)
    audit.record(ADDED, mission, by=by, now=now, person=person.id)
    notices.tell_co_owner(mission, db.session.get_one(Person, by.person_id), person.id, now)


def remove_co_owner(mission: Mission, person_id: int, *, by: Actor, now: datetime) -> None:
    """Let somebody no longer own a mission with the others; who is none of them stays none."""
    row = next((one for one in mission.co_owners if one.person_id == person_id), None)
    if row is None:
        return
    db.session.delete(row)
    _note_change(mission)
    audit.record(REMOVED, mission, by=by, now=now, person=person_id)
    if by.person_id not in {None, person_id}:
        notices.tell_no_more(mission, db.session.get_one(Person, by.person_id), person_id, now)


def hand_over(mission: Mission, heir: Person, *, by: Actor, now: datetime) -> None:
    """Let somebody lead a mission in place of the one who did.

    :raises CannotOwn: they applied to it, or have left
    """
    if heir.id == mission.owner_id:
        return
    _refuse(mission, heir)
    before = mission.owner
    for row in mission.co_owners:
        if row.person_id == heir.id:
            db.session.delete(row)
    mission.owner_id = heir.id
    _note_change(mission)
    audit.record(HANDED_OVER, mission, by=by, now=now, before=before.id, person=heir.id)
    waiting = applicants.concerned(mission.id)
    notices.tell_new_owner(mission, before, heir, applicants=waiting, now=now)


def pass_on(leaver: Person) -> None:
    """Find somebody for each mission of a person whose last day is over.

    A co-owner leads it, else the manager of the one who left; else HR is told and chooses.
    """
    now = clock.now()
    ids = db.session.scalars(
        queries.owned_by(leaver.id)
        .with_only_columns(Mission.id)
        .where(Mission.status.not_in(OVER))
        .order_by(Mission.id)
    ).all()
    for mission_id in ids:
        mission = queries.get_to_change(Actor(leaver.id, frozenset()), mission_id)
        remove_co_owner(mission, leaver.id, by=SYSTEM, now=now)
        if mission.owner_id == leaver.id:
            _find_heir(mission, leaver, now=now)


def _find_heir(mission: Mission, leaver: Person, *, now: datetime) -> None:
    manager = db.session.scalar(
        select(Person)
        .join(Assignment, Assignment.manager_id == Person.id)
        .where(Assignment.person_id == leaver.id)
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        .limit(1)
    )
    possible = [*(row.person for row in mission.co_owners), *([manager] if manager else [])]
    heir = next((one for one in possible if _why_not(mission, one) is None), None)
    if heir is not None:
        hand_over(mission, heir, by=SYSTEM, now=now)
        return
    notices.tell_nobody_leads(mission, leaver, accounts.hr_of(leaver.id, besides=[leaver.id]), now)


def _refuse(mission: Mission, person: Person) -> None:
    why_not = _why_not(mission, person)
    if why_not:
        raise CannotOwn(why_not)


def _why_not(mission: Mission, person: Person) -> str | None:
    """Return why somebody cannot own a mission; None: they can."""
    if person.left_on is not None:
        return _("%(name)s has left.", name=person.name)
    if applications.has_applied(mission.id, person.id):
        return _("%(name)s has applied to this mission.", name=person.name)
    return None


def _note_change(mission: Mission) -> None:
    """Store who owns it, and let forms that were opened before be old ones."""
    mission.version += 1
    db.session.flush()
    queries.in_full(mission.id)
