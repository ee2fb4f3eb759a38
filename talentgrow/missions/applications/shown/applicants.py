"""The people who applied to a mission, as its owners see them: by arrival or by name, unranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions.applications import queries
from talentgrow.missions.applications.choosing import DECIDABLE
from talentgrow.missions.applications.models import Application
from talentgrow.missions.applications.shown import status, turns
from talentgrow.missions.applications.shown.levels import HeldLevel, levels_on_page
from talentgrow.missions.applications.shown.records import steps_open_to
from talentgrow.missions.applications.shown.turns import Turn
from talentgrow.missions.deadlines import Who
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ALIVE, MissionStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person

MOST_PROPOSED = 200


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who applied: what they wrote, what they bring to this page, from when."""

    id: int
    person: Person
    post: Assignment | None
    title: str
    sent_at: datetime | None
    message: str
    levels: tuple[HeldLevel, ...]
    available_from: date | None
    talk_at: datetime | None
    turn: Turn | None
    can: frozenset[str]
    is_decidable: bool
    is_alive: bool


@dataclass(frozen=True, slots=True)
class Applicants:
    """The page: who has to be answered, and who was."""

    mission: Mission
    by_name: bool
    alive: tuple[Applicant, ...]
    ended: tuple[Applicant, ...]

    @property
    def to_decide(self) -> tuple[Applicant, ...]:
        """Return those about whom the owners decide now."""
        return tuple(one for one in self.alive if one.is_decidable)


def applicants(actor: Actor, mission: Mission, *, by_name: bool, now: datetime) -> Applicants:
    """Return who applied to a mission that is loaded in full, for one of its owners."""
    found = db.session.scalars(queries.of_mission(mission.id, by_name=by_name)).all()
    person_ids = [one.person_id for one in found]
    levels = levels_on_page(mission, person_ids)
    posts = people.shown_posts(person_ids) if person_ids else {}
    rows = [
        _applicant(actor, one, mission, levels, posts, now.date())
        for one in found
        if one.person_id != actor.person_id
    ]
    return Applicants(
        mission,
        by_name,
        tuple(one for one in rows if one.is_alive),
        tuple(one for one in rows if not one.is_alive),
    )


def missions_to_propose(
    actor: Actor, mission: Mission, *, today: date
) -> list[tuple[int, Localized]]:
    """Return the open missions which an owner may name as a next step, their own first."""
    found = db.session.scalars(
        select(Mission)
        .where(
            Mission.status == MissionStatus.PUBLISHED,
            Mission.apply_by >= today,
            Mission.id != mission.id,
        )
        .order_by((Mission.owner_id != actor.person_id), Mission.search_key, Mission.id)
        .limit(MOST_PROPOSED)
    )
    return [(one.id, one.title) for one in found]


def _applicant(
    actor: Actor,
    application: Application,
    mission: Mission,
    levels: Mapping[int, tuple[HeldLevel, ...]],
    posts: Mapping[int, Assignment],
    today: date,
) -> Applicant:
    known = turns.names_in_list(application, mission.owner)
    return Applicant(
        id=application.id,
        person=application.person,
        post=posts.get(application.person_id),
        title=status.for_others(application, mission.owner.given_name, today=today),
        sent_at=application.sent_at,
        message=application.message,
        levels=levels[application.person_id],
        available_from=application.available_from,
        talk_at=application.talk_at,
        turn=turns.turn(application, known, Who.OWNER, today=today),
        can=steps_open_to(actor, application),
        is_decidable=application.status in DECIDABLE,
        is_alive=application.status in ALIVE,
    )
