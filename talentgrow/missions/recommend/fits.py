"""How some missions fit one person, with every reason: what cards and pages show."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from talentgrow.graph.matching import Ask, Fit, Seeker
from talentgrow.graph.stretch.fitting import fit
from talentgrow.infra.db import db
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.recommend.seekers import seeker, stretch_rules


def fits(
    person_id: int, missions: Sequence[Mission], *, known: Seeker | None = None
) -> dict[int, Fit]:
    """Return how each mission fits a person, by mission id.

    Whether they want to see it is for the page to ask: `seekers.asker`. Who has read the person
    already hands them over as `known`.
    """
    if not missions:
        return {}
    known = known or seeker(person_id)
    rules = stretch_rules()
    if all("skills" in mission.__dict__ for mission in missions):
        asks = {mission.id: _loaded(mission) for mission in missions}
    else:
        asks = asks_of([mission.id for mission in missions])
    return {one: fit(known, one, asks[one], rules=rules) for one in asks}


def _loaded(mission: Mission) -> list[Ask]:
    """Return the skills of a mission which came with them: nothing more is asked."""
    return [Ask(row.skill_id, row.needed, row.grown_to, row.importance) for row in mission.skills]


def asks_of(mission_ids: Iterable[int]) -> dict[int, list[Ask]]:
    """Return the skills which missions need or grow, by mission id."""
    found: dict[int, list[Ask]] = {mission_id: [] for mission_id in mission_ids}
    rows = db.session.execute(
        select(
            MissionSkill.mission_id,
            MissionSkill.skill_id,
            MissionSkill.needed,
            MissionSkill.grown_to,
            MissionSkill.importance,
        ).where(MissionSkill.mission_id.in_(found))
    )
    for mission_id, skill_id, needed, grown_to, importance in rows:
        found[mission_id].append(Ask(skill_id, needed, grown_to, importance))
    return found
