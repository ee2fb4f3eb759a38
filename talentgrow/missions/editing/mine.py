"""The missions somebody owns, by what waits; nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
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
    # It is published, and its last day to apply has passed.
    is_closed: bool

    @property
    def waits_for_me(self) -> bool:
        """Tell whether its owners are the ones to act."""
        was_sent_back = self.mission.status is MissionStatus.DRAFT and self.mission.comment
        debriefs = self.mission.status is MissionStatus.DEBRIEFING
        return bool(self.counts.to_answer or was_sent_back or debriefs)


@dataclass(frozen=True, slots=True)
class Mine:
    """The missions of somebody: what waits for them first, a page of what is over last."""

    waiting: Sequence[Owned]
    running: Sequence[Owned]
    drafts: Sequence[Owned]
    over: Page[Owned]

    @property
    def count(self) -> int:
        """Return how many missions there are."""
        return len(self.waiting) + len(self.running) + len(self.drafts) + self.over.total


def mine(actor: Actor, number: int, *, now: datetime) -> Mine:
    """Return the missions which the actor owns, alone or with others; of what is over one page."""
    own = queries.owned_by(actor.person_id or 0).options(joinedload(Mission.owner))
    found = db.session.scalars(
        own.where(Mission.status.not_in(OVER)).order_by(Mission.starts_on, Mission.id)
    ).all()
    newest_first = (Mission.starts_on.desc(), Mission.id.desc())
    over = paginate(own.where(Mission.status.in_(OVER)).order_by(*newest_first), number)
    alive, ended = _owned(found, now.date()), _owned(over.items, now.date())
    others = [one for one in alive if not one.waits_for_me]
    return Mine(
        waiting=[one for one in alive if one.waits_for_me],
        running=[one for one in others if one.mission.status is not MissionStatus.DRAFT],
        drafts=[one for one in others if one.mission.status is MissionStatus.DRAFT],
        over=Page(ended, over.number, over.size, over.total),
    )


def _owned(found: Sequence[Mission], today: date) -> list[Owned]:
    counts = counts_of([mission.id for mission in found]) if found else {}
    known = house.rules()
    return [
        Owned(
            mission=one,
            counts=counts.get(one.id, Counts()),
            by=_by(one, known, today),
            is_closed=one.status is MissionStatus.PUBLISHED and one.apply_by < today,
        )
        for one in found
    ]


def _by(mission: Mission, known: HouseRules, today: date) -> str:
    if mission.status is MissionStatus.SUBMITTED:
        return days.near(deadlines.moderation(mission.since, known.review_days).by, today)
    debrief = deadlines.debrief(mission.status, mission.since)
    return days.near(debrief.by, today) if debrief else ""
