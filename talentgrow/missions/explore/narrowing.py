"""What the list of missions may be narrowed to, in words: pairs of an id and a name, in order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import language, localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.states import SHOWN_TO_ALL
from talentgrow.people import organisation
from talentgrow.skills.models import Skill

Choices = tuple[tuple[int, str], ...]
_DEEPER = "\u2003"


@dataclass(frozen=True, slots=True)
class Options:
    """What the list may be narrowed to besides themes; units stand each under the one above it."""

    skills: Choices
    sites: Choices
    units: Choices


def options(actor: Actor) -> Options:
    """Return what the list may be narrowed to; missions are for everybody, whatever HR's part."""
    places = organisation.places(replace(actor, scope=None))
    return Options(
        skills=_skills(),
        sites=tuple((site.id, site.name) for site in places.sites),
        units=tuple(
            (one.unit.id, _DEEPER * one.depth + localized(one.unit.name)) for one in places.units
        ),
    )


def in_order(named: Iterable[tuple[int, str]]) -> Choices:
    """Return ids with names by name."""
    return tuple(sorted(named, key=lambda choice: search_key(choice[1])))


def _skills() -> Choices:
    """Return the skills of the missions which everybody may read: hundreds, so only their names."""
    named = (
        select(MissionSkill.skill_id)
        .join(Mission, Mission.id == MissionSkill.mission_id)
        .where(Mission.status.in_(sorted(SHOWN_TO_ALL)))
    )
    names = (Skill.name_en, Skill.name_fr) if language() == "en" else (Skill.name_fr, Skill.name_en)
    spoken = func.coalesce(func.nullif(names[0], ""), names[1])
    rows = db.session.execute(select(Skill.id, spoken).where(Skill.id.in_(named)))
    return in_order((one, name) for one, name in rows)
