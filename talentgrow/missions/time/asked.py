"""What waits since three days or more, as all reminders read it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import REMINDER_DAYS
from talentgrow.missions import deadlines
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import OVER
from talentgrow.missions.time.of_applications import is_here
from talentgrow.missions.time.reminders import day_of
from talentgrow.people.models import Person


def _window() -> tuple[datetime, datetime]:
    """Return between which moments something came of which somebody is to be reminded."""
    now = clock.now()
    newest = day_of(now - timedelta(days=REMINDER_DAYS[0]))[1]
    return now - deadlines.LOOK_BACK, newest


def asked(*conditions: Any) -> Sequence[tuple[Application, Mission, Person]]:
    """Return applications with their mission and person, of people who work here."""
    rows = db.session.execute(
        select(Application, Mission, Person)
        .join(Mission, Mission.id == Application.mission_id)
        .join(Person, Person.id == Application.person_id)
        .where(is_here(), Mission.status.not_in(OVER), *conditions)
        .order_by(Application.id)
    )
    return [(application, mission, person) for application, mission, person in rows]


def since(column: Any) -> tuple[Any, Any]:
    """Return the conditions that a moment is far enough back to be reminded of, and no further."""
    oldest, newest = _window()
    return column >= oldest, column < newest


def owners_of(mission_ids: Iterable[int]) -> Mapping[int, list[int]]:
    """Return by mission who owns it and works here."""
    found: dict[int, list[int]] = {mission_id: [] for mission_id in mission_ids}
    beside = select(MissionOwner.mission_id, MissionOwner.person_id)
    alone = select(Mission.id, Mission.owner_id)
    both = alone.union(beside).subquery()
    rows = db.session.execute(
        select(both.c[0], Person.id)
        .join(Person, Person.id == both.c[1])
        .where(both.c[0].in_(sorted(found)), is_here())
        .order_by(Person.id)
    )
    for mission_id, person_id in rows:
        found[mission_id].append(person_id)
    return found


def details(
    mission: Mission, *, since: datetime | None = None, by: date | None = None, who: str = ""
) -> dict[str, object]:
    """Return what a reminder says: of which mission, since when, until when, about whom."""
    found: dict[str, object] = {"mission": mission.title}
    if since is not None:
        found["since"] = since.date()
    if by is not None:
        found["by"] = by
    return found | ({"who": who} if who else {})
