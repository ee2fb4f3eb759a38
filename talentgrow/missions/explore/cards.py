"""Missions as cards: how far each reaches for the reader, which skills make it, what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import joinedload

from talentgrow.graph.matching import Fit, Zone
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext, localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions.explore import wording
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend.fits import NamedAsk, fits, named_asks_of
from talentgrow.missions.recommend.seekers import Applied, Asker, asker
from talentgrow.missions.states import MissionStatus

# What a card reads of a mission; load it with these. Its skills, many and read only here, are
# asked for all at once and make no records.
FOR_CARDS = (joinedload(Mission.site),)
MOST_LINES = 3
MOST_NAMES = 2
APPLIED = {
    Applied.DRAFT: lazy_gettext("Your draft is kept"),
    Applied.SENT: lazy_gettext("You have applied"),
    Applied.OFFERED: lazy_gettext("A seat is yours if you want it"),
    Applied.TAKING_PART: lazy_gettext("You take part"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One skill on a card: the level held and the one to come to."""

    name: Localized
    have: int
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One mission on a card, in words; `zone` is None where the reader wants none."""

    mission: Mission
    zone: Zone | None
    zone_words: str
    facts: str
    lines: tuple[Line, ...]
    brings: str
    support: str
    room: str
    # That the reader has applied, as a sentence; empty: they have not.
    applied: str


def cards(
    actor: Actor, missions: Sequence[Mission], *, now: datetime, reader: Asker | None = None
) -> tuple[Card, ...]:
    """Return missions that were loaded with FOR_CARDS as the actor's cards.

    Who has read what counts of the actor already hands it over as `reader`.
    """
    if not missions:
        return ()
    person_id = actor.person_id or 0
    reader = reader or asker(person_id)
    skills = named_asks_of([mission.id for mission in missions])
    found: Mapping[int, Fit] = {}
    if not reader.opted_out:
        asks = {one: [row.ask for row in rows] for one, rows in skills.items()}
        found = fits(person_id, missions, known=reader.seeker, asks=asks)
    return tuple(_card(one, skills[one.id], found.get(one.id), reader, now) for one in missions)


def _card(
    mission: Mission, skills: Sequence[NamedAsk], fit: Fit | None, reader: Asker, now: datetime
) -> Card:
    names = {row.ask.skill: row.name for row in skills}
    is_shown = fit is not None and fit.is_known and not reader.hides_scores
    zone = fit.zone if fit is not None and is_shown else None
    today = now.date()
    lines = _lines(skills, fit, reader)
    growing = {line.name for line in lines}
    facts = [wording.place(mission), wording.hours(mission), wording.months(mission, today)]
    is_open = mission.status is MissionStatus.PUBLISHED and mission.apply_by >= today
    return Card(
        mission=mission,
        zone=zone,
        zone_words=str(wording.ZONES[zone]) if zone else "",
        facts=" · ".join(facts),
        lines=lines,
        brings=_brings(fit, {skill: name for skill, name in names.items() if name not in growing}),
        support=_support(fit, names) if is_shown else "",
        room=wording.room(mission, today) if is_open else wording.standing(mission, today),
        applied=str(APPLIED[reader.applied[mission.id]]) if mission.id in reader.applied else "",
    )


def _lines(skills: Sequence[NamedAsk], fit: Fit | None, reader: Asker) -> tuple[Line, ...]:
    """Return the skills that make the zone, then those that grow; without a fit the latter."""
    rows = {row.ask.skill: row for row in skills}
    grown = [row.ask.skill for row in skills if row.ask.grown_to]
    chosen = dict.fromkeys([*fit.makes, *fit.learns] if fit else grown)
    lines = (
        Line(
            rows[skill].name,
            reader.seeker.have(skill),
            max(rows[skill].ask.grown_to or 0, rows[skill].ask.needed or 0),
        )
        for skill in chosen
        if skill in rows
    )
    return tuple(line for line in lines if line.to > line.have)[:MOST_LINES]


def _brings(fit: Fit | None, names: Mapping[int, Localized]) -> str:
    """Return what the reader would bring, as a sentence."""
    known = [localized(names[skill]) for skill in (fit.brings if fit else ()) if skill in names]
    if not known:
        return ""
    return _("You bring: %(skills)s.", skills=wording.listed(known[:MOST_NAMES]))


def _support(fit: Fit | None, names: Mapping[int, Localized]) -> str:
    """Return what would bring a mission that reaches too far into the good stretch."""
    if fit is None or fit.zone not in {Zone.RISK, Zone.OVERREACH}:
        return ""
    helpful = [one for one in fit.supports if one.zone_after in {Zone.STRETCH, Zone.COMFORT}]
    if not helpful:
        return ""
    return wording.support(helpful[0], names.get(helpful[0].skill or 0))
