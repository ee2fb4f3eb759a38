"""Read a mission for one reader, with what they asked for about it: in one statement."""

from dataclasses import dataclass

from sqlalchemy import and_
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions import house, queries
from talentgrow.missions.explore import choices
from talentgrow.missions.explore.choices import Choice
from talentgrow.missions.models import (
    HouseRules,
    Mission,
    MissionOwner,
    MissionSkill,
    SavedMission,
    SuggestionChoice,
)

# The same as queries.FULL, for one mission: the few owners and skills come as further rows.
AT_ONCE = (
    joinedload(Mission.owner),
    joinedload(Mission.unit),
    joinedload(Mission.site),
    joinedload(Mission.theme),
    joinedload(Mission.co_owners).joinedload(MissionOwner.person),
    joinedload(Mission.skills).joinedload(MissionSkill.skill),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mission loaded in full, what its reader keeps of it, and how they want suggestions."""

    mission: Mission
    saved: SavedMission | None
    choice: Choice


def read(actor: Actor, mission_id: int) -> Reading:
    """Return one mission as the actor reads it.

    :raises NotFound: no such mission, or not one which the actor may read
    """
    mine = actor.person_id or 0
    rows = db.session.execute(
        queries.visible_to(actor)
        .where(Mission.id == mission_id)
        .outerjoin(
            SavedMission,
            and_(SavedMission.mission_id == Mission.id, SavedMission.person_id == mine),
        )
        .outerjoin(SuggestionChoice, SuggestionChoice.person_id == mine)
        .outerjoin(HouseRules, HouseRules.id == 1)
        .add_columns(SavedMission, SuggestionChoice, HouseRules)
        .options(*AT_ONCE)
    )
    row = rows.unique().first()
    if row is None:
        raise NotFound(_("This mission does not exist."))
    mission, saved, choice, rules = row
    house.remember(rules)
    return Reading(mission, saved, choices.from_row(choice))
