"""Missions of the demo company: proposed, published, and what else their owners did."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from talentgrow.demo.stories.missions import content, timing
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.calendar import workday
from talentgrow.missions import queries, seats, service, steps
from talentgrow.missions.applications.models import Application
from talentgrow.missions.debriefs import service as debriefs
from talentgrow.missions.editing import cancelling
from talentgrow.missions.models import Audience, Mission, Place
from talentgrow.missions.states import ApplicationStatus
from talentgrow.missions.time import of_applications
from talentgrow.missions.values import MissionValues, SkillValues
from talentgrow.people.models import Site, Unit
from talentgrow.skills.models import Skill

Ids = Mapping[str, int]
Step = Callable[[Mission, Actor, datetime, str], None]


class Catalogue:
    """The ids by which missions name units, sites and skills."""

    def __init__(self) -> None:
        self.units: Ids = _ids(Unit)
        self.sites: Ids = _ids(Site)
        self.skills: Ids = _ids(Skill)


def days_of(told: content.Mission, today: date) -> tuple[date, date, date]:
    """Return when a mission starts and ends, and until when one may apply."""
    start = timing.monday(today, told.days["starts"])
    end = timing.friday(start, told.days["weeks"])
    return start, end, workday(today + timedelta(days=told.days["apply_by"]))


def values_of(
    told: content.Mission, known: Catalogue, *, theme_id: int, today: date
) -> MissionValues:
    """Return a mission as its owner typed it."""
    start, end, apply_by = days_of(told, today)
    return MissionValues(
        **told.texts,
        unit_id=known.units[told.place["unit"]],
        site_id=known.sites[told.place["site"]],
        theme_id=theme_id,
        seats=told.seats,
        hours_a_week=float(told.hours),
        starts_on=start,
        ends_on=end,
        apply_by=apply_by,
        place=Place(told.place["kind"]),
        audience=Audience(told.audience),
        months_in_post=told.months_in_post,
        keeps_accepting=told.keeps_accepting,
        source_idea=told.idea,
        skills=_skills(told, known.skills),
    )


def take(step: str, mission_id: int, reason: str, *, by: Actor, now: datetime) -> None:
    """Let a mission take the next step of its life."""
    mission = (
        seats.hold(mission_id) if by.person_id is None else queries.get_to_change(by, mission_id)
    )
    STEPS[step](mission, by, now, reason)


def _skills(told: content.Mission, ids: Ids) -> tuple[SkillValues, ...]:
    """Return what is needed, the essential first, then what only grows."""
    needs = {**told.essential, **told.useful}
    only_grown = [code for code in told.grows if code not in needs]
    return tuple(
        SkillValues(
            ids[code],
            needs.get(code),
            told.grows.get(code),
            Importance.USEFUL if code in told.useful else Importance.ESSENTIAL,
        )
        for code in [*needs, *only_grown]
    )


def _start(mission: Mission, _by: Actor, now: datetime, _reason: str) -> None:
    """Begin with those who accepted, as the night would."""
    steps.take(mission, "start", by=SYSTEM, now=now)
    accepted = select(Application).where(
        Application.mission_id == mission.id, Application.status == ApplicationStatus.ACCEPTED
    )
    for application in db.session.scalars(accepted.order_by(Application.id)).all():
        of_applications.begin(application, mission, now=now)


STEPS: Mapping[str, Step] = {
    "publish": lambda mission, by, now, _: service.submit_or_publish(mission, by=by, now=now),
    "submit": lambda mission, by, now, _: service.submit_or_publish(mission, by=by, now=now),
    "send_back": lambda mission, by, now, why: service.send_back(mission, why, by=by, now=now),
    "pause": lambda mission, by, now, why: service.pause(mission, why, by=by, now=now),
    "staff": lambda mission, by, now, _: service.staff(mission, by=by, now=now),
    "start": _start,
    "end": lambda mission, by, now, _: steps.take(mission, "end", by=by, now=now),
    "complete": lambda mission, by, now, _: debriefs.complete(mission, by=by, now=now),
    "archive": lambda mission, by, now, _: service.archive(mission, by=by, now=now),
    "cancel": lambda mission, by, now, why: cancelling.cancel(mission, why, by=by, now=now),
}


def _ids(model: Any) -> Ids:
    return dict(db.session.execute(select(model.code, model.id)).all())
