"""The missions somebody owns, by what waits; nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import days, deadlines, house, queries
from talentgrow.missions.editing.pages import Counts, counts_of
from talentgrow.missions.models import HouseRules, Mission
from talentgrow.missions.states import OVER, MissionStatus


@dataclass(frozen=True, slots=True)
class Owned:
    """One mission with what waits in it, and for whom."""

    mission: Mission
    counts: Counts
    # The day by which HR, or both sides of a debrief, have the word; empty where nobody owes one.
    by: str

    @property
    def waits_for_me(self) -> bool:
        """Tell whether its owners are the ones to act."""
        was_sent_back = self.mission.status is MissionStatus.DRAFT and self.mission.comment
        debriefs = self.mission.status is MissionStatus.DEBRIEFING
        return bool(self.counts.to_answer or was_sent_back or debriefs)


@dataclass(frozen=True, slots=True)
class Mine:
    """The missions of somebody: what waits for them first, what is over last."""

    waiting: Sequence[Owned]
    running: Sequence[Owned]
    drafts: Sequence[Owned]
    over: Sequence[Owned]

    @property
    def count(self) -> int:
        """Return how many missions there are."""
        return len(self.waiting) + len(self.running) + len(self.drafts) + len(self.over)


def mine(actor: Actor, *, now: datetime) -> Mine:
    """Return all missions which the actor owns, alone or with others."""
    found = db.session.scalars(
        queries.owned_by(actor.person_id or 0)
        .options(joinedload(Mission.owner))
        .order_by(Mission.starts_on, Mission.id)
    ).all()
    counts = counts_of([mission.id for mission in found]) if found else {}
    known = house.rules()
    owned = [Owned(one, counts.get(one.id, Counts()), _by(one, known, now.date())) for one in found]
    alive = [one for one in owned if one.mission.status not in OVER]
    others = [one for one in alive if not one.waits_for_me]
    return Mine(
        waiting=[one for one in alive if one.waits_for_me],
        running=[one for one in others if one.mission.status is not MissionStatus.DRAFT],
        drafts=[one for one in others if one.mission.status is MissionStatus.DRAFT],
        over=[one for one in reversed(owned) if one.mission.status in OVER],
    )


def _by(mission: Mission, known: HouseRules, today: date) -> str:
    if mission.status is MissionStatus.SUBMITTED:
        return days.near(deadlines.moderation(mission.since, known.review_days).by, today)
    debrief = deadlines.debrief(mission.status, mission.since)
    return days.near(debrief.by, today) if debrief else ""
