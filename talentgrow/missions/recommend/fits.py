"""How some missions fit one person, with every reason: what cards and pages show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from talentgrow.graph.matching import Ask, Fit, Seeker
from talentgrow.graph.stretch.fitting import fit
from talentgrow.infra.db import db
from talentgrow.kernel.localized import Localized
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.recommend.seekers import seeker, stretch_rules
from talentgrow.skills.models import Skill


@dataclass(frozen=True, slots=True)
class NamedAsk:
    """What a mission needs or grows of one skill, with its name."""

    ask: Ask
    name: Localized


def fits(
    person_id: int,
    missions: Sequence[Mission],
    *,
    known: Seeker | None = None,
    asks: Mapping[int, Iterable[Ask]] | None = None,
) -> dict[int, Fit]:
    """Return how each mission fits a person, by mission id.

    Whether they want to see it is for the page to ask: `seekers.asker`. Who has read the person
    already hands them over as `known`, and who has read the skills of all missions as `asks`.
    """
    if not missions:
        return {}
    known = known or seeker(person_id)
    rules = stretch_rules()
    if asks is None:
        asks = _asks(missions)
    return {one: fit(known, one, asks[one], rules=rules) for one in asks}


def _asks(missions: Sequence[Mission]) -> dict[int, list[Ask]]:
    if all("skills" in mission.__dict__ for mission in missions):
        return {mission.id: _loaded(mission) for mission in missions}
    return asks_of([mission.id for mission in missions])


def _loaded(mission: Mission) -> list[Ask]:
    """Return the skills of a mission which came with them: nothing more is asked."""
    return [Ask(row.skill_id, row.needed, row.grown_to, row.importance) for row in mission.skills]


def asks_of(mission_ids: Iterable[int]) -> dict[int, list[Ask]]:
    """Return the skills which missions need or grow, by mission id."""
    found = named_asks_of(mission_ids)
    return {mission_id: [row.ask for row in rows] for mission_id, rows in found.items()}


def named_asks_of(mission_ids: Iterable[int]) -> dict[int, list[NamedAsk]]:
    """Return the same with the names of the skills, in the order in which they were written."""
    found: dict[int, list[NamedAsk]] = {mission_id: [] for mission_id in mission_ids}
    for mission_id, skill_id, needed, grown_to, importance, fr, en in db.session.execute(
        _asking_for_skills(), {"mission_ids": list(found)}
    ):
        row = NamedAsk(Ask(skill_id, needed, grown_to, importance), Localized(fr, en))
        found[mission_id].append(row)
    return found


@cache
def _asking_for_skills() -> Select[*tuple[Any, ...]]:
    return (
        select(
            MissionSkill.mission_id,
            MissionSkill.skill_id,
            MissionSkill.needed,
            MissionSkill.grown_to,
            MissionSkill.importance,
            Skill.name_fr,
            Skill.name_en,
        )
        .join(Skill, Skill.id == MissionSkill.skill_id)
        .where(MissionSkill.mission_id.in_(bindparam("mission_ids", expanding=True)))
        .order_by(MissionSkill.id)
    )
