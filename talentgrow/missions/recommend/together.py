"""The first suggestion for many people at once: what they have in common is read once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.orm import joinedload

from talentgrow.graph.matching import StretchRules
from talentgrow.graph.stretch.open_missions import OpenMissions, rank
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions.applications import eligibility
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.recommend.compiled import is_open, open_missions
from talentgrow.missions.recommend.seekers import asker, stretch_rules
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment


def first_for(person_ids: Collection[int]) -> dict[int, int | None]:
    """Return by person the mission that `ranking.suggested` names first, None where it has none."""
    ids = sorted(set(person_ids))
    known = _Known(ids, clock.now()) if ids else None
    return {person_id: known.first(person_id) for person_id in ids} if known else {}


class _Known:
    """The open missions, and what some people have to do with them."""

    def __init__(self, person_ids: Sequence[int], now: datetime) -> None:
        self.now = now
        self.open: OpenMissions = open_missions()
        self.rules: StretchRules = stretch_rules()
        self.missions: Mapping[int, Mission] = {
            mission.id: mission
            for mission in db.session.scalars(
                select(Mission)
                .where(is_open())
                .options(joinedload(Mission.unit), joinedload(Mission.site))
            )
        }
        self.theirs = _theirs(person_ids)
        self.careers: Mapping[int, list[Assignment]] = people.careers(person_ids)

    def first(self, person_id: int) -> int | None:
        reader = asker(person_id)
        if reader.opted_out:
            return None
        order = rank(self.open, reader.seeker, rules=self.rules).within_reach()
        return next(
            (
                one
                for one in order
                if one not in self.theirs[person_id]
                and self._may_apply(person_id, one)
                and self.open.fit(reader.seeker, one, rules=self.rules).learns
            ),
            None,
        )

    def _may_apply(self, person_id: int, mission_id: int) -> bool:
        mission = self.missions.get(mission_id)
        career = self.careers.get(person_id, [])
        return mission is not None and not any(
            one.stops
            for one in eligibility.conditions(person_id, mission, now=self.now, career=career)
        )


def _theirs(person_ids: Collection[int]) -> defaultdict[int, set[int]]:
    """Return by person the missions which they own, or have ever applied to."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(
        union(
            select(Mission.owner_id, Mission.id).where(Mission.owner_id.in_(person_ids)),
            select(MissionOwner.person_id, MissionOwner.mission_id).where(
                MissionOwner.person_id.in_(person_ids)
            ),
            select(Application.person_id, Application.mission_id).where(
                Application.person_id.in_(person_ids)
            ),
        )
    )
    for person_id, mission_id in rows:
        found[person_id].add(mission_id)
    return found
