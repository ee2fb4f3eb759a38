"""What the list of missions may be narrowed to, in words: pairs of an id and a name, in order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, String, cast, func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import language, localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.states import SHOWN_TO_ALL
from talentgrow.people import organisation
from talentgrow.people.models import Site, Unit
from talentgrow.skills.models import Skill

Choices = tuple[tuple[int, str], ...]
# All skills, units and sites that can be chosen, each as one text.
Stored = tuple[str | None, str | None, str | None]
EXTENSION = "talentgrow.mission_filters"
_DEEPER = "\u2003"
# Stand between columns and between rows; no name holds them.
_NEXT, _END = "\x1f", "\x1e"


@dataclass(frozen=True, slots=True)
class Options:
    """What the list may be narrowed to besides themes; units stand each under the one above it."""

    skills: Choices
    sites: Choices
    units: Choices


def options(actor: Actor) -> Options:
    """Return what the list may be narrowed to; missions are for everybody, whatever HR's part.

    It is the same for all readers of a language, and seldom another than a moment ago: what one
    page has put in order serves the next, as long as every row of which it was made is the same.
    """
    held: dict[str, tuple[Stored, Options]] = current_app.extensions.setdefault(EXTENSION, {})
    stored, spoken = _stored(), language()
    known = held.get(spoken)
    if known is None or known[0] != stored:
        known = held[spoken] = stored, _in_order(actor)
    return known[1]


def in_order(named: Iterable[tuple[int, str]]) -> Choices:
    """Return ids with names by name."""
    return tuple(sorted(named, key=lambda choice: search_key(choice[1])))


def _stored() -> Stored:
    """Return all of which options are made; as text, for thousands of rows take longer to read."""
    skills, units, sites = db.session.execute(_asking_for_all()).one()
    return skills, units, sites


@cache
def _asking_for_all() -> Select[str, str, str]:
    skills = _text(Skill.id, Skill.name_fr, Skill.name_en).where(Skill.id.in_(_asked_for()))
    units = _text(Unit.id, func.coalesce(Unit.parent_id, 0), Unit.name_fr, Unit.name_en)
    sites = _text(Site.id, Site.name)
    return select(skills.scalar_subquery(), units.scalar_subquery(), sites.scalar_subquery())


def _text(*columns: Any) -> Select[str]:
    """Select rows, none of whose columns is null, as one text that is like no other rows'."""
    first, *others = (cast(column, String) for column in columns)
    row: ColumnElement[str] = first
    for column in others:
        row = row + _NEXT + column
    return select(func.aggregate_strings(row, _END))


def _in_order(actor: Actor) -> Options:
    places = organisation.places(replace(actor, scope=None))
    return Options(
        skills=_skills(),
        sites=tuple((site.id, site.name) for site in places.sites),
        units=tuple(
            (one.unit.id, _DEEPER * one.depth + localized(one.unit.name)) for one in places.units
        ),
    )


def _skills() -> Choices:
    """Return the skills of the missions which everybody may read: hundreds, so only their names."""
    names = (Skill.name_en, Skill.name_fr) if language() == "en" else (Skill.name_fr, Skill.name_en)
    spoken = func.coalesce(func.nullif(names[0], ""), names[1])
    rows = db.session.execute(select(Skill.id, spoken).where(Skill.id.in_(_asked_for())))
    return in_order((one, name) for one, name in rows)


def _asked_for() -> Select[int]:
    """Select the ids of the skills of missions which everybody may read."""
    return (
        select(MissionSkill.skill_id)
        .join(Mission, Mission.id == MissionSkill.mission_id)
        .where(Mission.status.in_(sorted(SHOWN_TO_ALL)))
    )
