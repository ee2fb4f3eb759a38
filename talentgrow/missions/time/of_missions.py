"""What time does to missions: they begin, end, close, pause by themselves and are put away."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.calendar import workday
from talentgrow.missions import deadlines, seats, steps
from talentgrow.missions.applications import queries as applications
from talentgrow.missions.applications.models import Application, Debrief, Side
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import UNANSWERED, WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.time import notices, rules
from talentgrow.missions.time.of_applications import begin, is_here
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.missions.time.told import tell
from talentgrow.missions.waits import places
from talentgrow.people.models import Person

STARTED = frozenset({A.IN_PROGRESS, A.COMPLETED, A.PARTIALLY_COMPLETED})


def follow(tally: Tally) -> None:
    """Take each step that is due: one that slept through a whole mission begins and ends it."""
    today = clock.today()
    open_ones = Mission.status.in_({M.PUBLISHED, M.PAUSED, M.STAFFED})
    each(found(_ids(open_ones, Mission.starts_on <= today)), _begin, tally)
    each(found(_ids(Mission.status == M.IN_PROGRESS, Mission.ends_on < today)), _end, tally)
    patience = clock.now() - timedelta(days=deadlines.EXPIRY_DAYS)
    each(found(_ids(Mission.status == M.DEBRIEFING, Mission.since < patience)), _close, tally)
    each(found(_ids(Mission.status == M.PUBLISHED, _nobody_owns())), _pause_ownerless, tally)
    quiet = Mission.apply_by < today - timedelta(days=deadlines.REVIEW_DAYS)
    each(found(_ids(Mission.status == M.PUBLISHED, quiet, _is_asked())), _pause_silent, tally)
    over = Mission.status.in_({M.COMPLETED, M.CANCELLED})
    old = Mission.since <= clock.now() - rules.ARCHIVE_AFTER
    each(found(_ids(over, old)), _put_away, tally)


def _ids(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(Mission.id).where(*conditions).order_by(Mission.id)


def _is_asked() -> ColumnElement[bool]:
    return exists().where(Application.mission_id == Mission.id, Application.status.in_(WITH_OWNER))


def _nobody_owns() -> ColumnElement[bool]:
    """Return the condition that everybody who owned a mission has left."""
    owner, beside = aliased(Person), aliased(Person)
    today = clock.today()
    return and_(
        exists().where(owner.id == Mission.owner_id, owner.left_on < today),
        ~exists().where(
            MissionOwner.mission_id == Mission.id,
            beside.id == MissionOwner.person_id,
            or_(beside.left_on.is_(None), beside.left_on >= today),
        ),
    )


def _of(mission: Mission, *conditions: ColumnElement[bool]) -> list[Application]:
    """Return applications to a mission that is held, as they are now, in order of arrival."""
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.mission_id == mission.id, *conditions)
            .order_by(Application.id)
            .execution_options(populate_existing=True)
        )
    )


def _owners(mission: Mission) -> list[int]:
    """Return who owns a mission and works here."""
    ids = applications.owner_ids_of(mission)
    return list(db.session.scalars(select(Person.id).where(Person.id.in_(ids), is_here())))


def _key(mission: Mission, what: str, now: datetime) -> str:
    return f"mission:{mission.id}:{what}:{now:%Y-%m-%d}"


def _begin(ids: tuple[int]) -> bool:
    """Begin a mission with those who accepted; without anybody it pauses and its owner is told."""
    now, mission = clock.now(), seats.hold(ids[0])
    if not rules.must_begin(mission, today=now.date()):
        return False
    accepted = _of(mission, Application.status == A.ACCEPTED)
    if not accepted:
        return _pause_empty(mission, now=now)
    steps.take(mission, "start", by=SYSTEM, now=now)
    for application in accepted:
        if rules.may_begin(application, today=now.date()):
            begin(application, mission, now=now)
    owners, url = _owners(mission), places.mission(mission)
    key = _key(mission, "begun", now)
    tell(owners, notices.BEGUN, mission, key=key, url=url, now=now, count=len(accepted))
    if mission.seats_left > 0 and _of(mission, Application.status.in_(WITH_OWNER)):
        key, url = _key(mission, "still_open", now), places.applicants(mission)
        tell(owners, notices.STILL_OPEN, mission, key=key, url=url, now=now)
    return True


def _pause_empty(mission: Mission, *, now: datetime) -> bool:
    if mission.status is M.PAUSED:
        return False
    if mission.status is M.STAFFED:
        steps.take(mission, "reopen", by=SYSTEM, now=now)
    steps.take(mission, "pause", by=SYSTEM, now=now)
    tell(
        _owners(mission),
        notices.NOBODY_ACCEPTED,
        mission,
        key=_key(mission, "nobody_accepted", now),
        url=places.mission(mission),
        now=now,
        day=mission.starts_on,
    )
    _tell_paused(mission, now=now)
    return True


def _end(ids: tuple[int]) -> bool:
    """End a mission and ask both sides what they learned; with nobody in it, it is complete."""
    now, mission = clock.now(), seats.hold(ids[0])
    if not rules.must_end(mission, today=now.date()):
        return False
    # Who was to come later has come, even if nobody was awake on that night.
    for application in _of(mission, Application.status == A.ACCEPTED):
        if rules.may_begin(application, today=mission.ends_on):
            begin(application, mission, now=now)
    steps.take(mission, "end", by=SYSTEM, now=now)
    team = _of(mission, Application.status.in_(STARTED))
    if not team:
        return _complete(mission, now=now)
    due = deadlines.debrief(mission.status, now)
    by = due.by if due else now.date()
    for application in team:
        key, url = _key(mission, "ended", now), places.debrief(application)
        tell([application.person_id], notices.ENDED, mission, key=key, url=url, now=now, by=by)
    key, url = _key(mission, "ended_for_owner", now), places.debriefs(mission)
    tell(_owners(mission), notices.ENDED_FOR_OWNER, mission, key=key, url=url, now=now, by=by)
    return True


def _close(ids: tuple[int]) -> bool:
    """Complete a mission whose debriefs were waited for long enough."""
    now, mission = clock.now(), seats.hold(ids[0])
    return rules.must_close(mission, today=now.date()) and _complete(mission, now=now)


def _complete(mission: Mission, *, now: datetime) -> bool:
    """Complete a mission, and name to its owners and to each of the team what is missing."""
    steps.take(mission, "complete", by=SYSTEM, now=now)
    key, url = _key(mission, "closed", now), places.mission(mission)
    missing = _without_debrief(mission)
    if not missing:
        kind: Any = notices.CLOSED_COMPLETE
        tell(_owners(mission), kind, mission, key=key, url=url, now=now)
        return True
    names = ", ".join(person.name for _application, person in missing)
    kind = notices.CLOSED_WITHOUT
    tell(_owners(mission), kind, mission, key=key, url=url, now=now, names=names)
    for application, person in missing:
        kind, at = notices.CLOSED_WITHOUT_YOURS, places.application(application)
        tell([person.id], kind, mission, key=key, url=at, now=now)
    return True


def _without_debrief(mission: Mission) -> list[tuple[Application, Person]]:
    """Return who took part in a mission and for whom one side at least has not written."""
    written = (
        select(func.count())
        .where(Debrief.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Application, Person)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.mission_id == mission.id,
            Application.status.in_(STARTED),
            written < len(Side),
        )
        .order_by(Person.search_key, Person.id)
    )
    return [(application, person) for application, person in rows]


def _pause_ownerless(ids: tuple[int]) -> bool:
    """Pause a mission which nobody owns any more; HR is asked to find somebody when they leave."""
    now, mission = clock.now(), seats.hold(ids[0])
    if mission.status is not M.PUBLISHED or _owners(mission):
        return False
    steps.take(mission, "pause", by=SYSTEM, now=now)
    owner = db.session.get_one(Person, mission.owner_id)
    for application in _of(mission, Application.status.in_(UNANSWERED)):
        kind, url = notices.PAUSED_OWNERLESS_FOR_APPLICANT, places.application(application)
        key = _key(mission, "paused", now)
        tell([application.person_id], kind, mission, key=key, url=url, now=now, who=owner)
    return True


def _pause_silent(ids: tuple[int]) -> bool:
    """Pause a mission whose owners answer nobody."""
    now, mission = clock.now(), seats.hold(ids[0])
    waiting = _of(mission, Application.status.in_(WITH_OWNER))
    oldest = min((rules.heard_at(application) for application in waiting), default=None)
    if oldest is None or not rules.is_silent(mission, oldest, today=now.date()):
        return False
    steps.take(mission, "pause", by=SYSTEM, now=now)
    key, url = _key(mission, "paused", now), places.applicants(mission)
    kind, since = notices.PAUSED_SILENT, oldest.date()
    tell(_owners(mission), kind, mission, key=key, url=url, now=now, since=since)
    _tell_paused(mission, now=now)
    return True


def _tell_paused(mission: Mission, *, now: datetime) -> None:
    """Tell those who wait for the owners what happens to their application meanwhile."""
    for application in _of(mission, Application.status.in_(WITH_OWNER)):
        kind, url = notices.PAUSED_FOR_APPLICANT, places.application(application)
        by = workday(max(now.date(), deadlines.expires_on(rules.heard_at(application))))
        key = _key(mission, "paused", now)
        tell([application.person_id], kind, mission, key=key, url=url, now=now, by=by)


def _put_away(ids: tuple[int]) -> bool:
    """Archive a mission which has been over for long."""
    now, mission = clock.now(), seats.hold(ids[0])
    if not rules.must_be_put_away(mission, now=now):
        return False
    steps.take(mission, "archive", by=SYSTEM, now=now, reason=mission.comment)
    return True
