"""What a reader narrows the list of missions to, and the same as conditions on the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, or_, select

from talentgrow.kernel.text import search_key
from talentgrow.missions import queries
from talentgrow.missions.models import Mission, MissionSkill, Place, Theme
from talentgrow.missions.states import SHOWN_TO_ALL, MissionStatus
from talentgrow.people import queries as people
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill

RUNNING = frozenset({MissionStatus.STAFFED, MissionStatus.IN_PROGRESS, MissionStatus.DEBRIEFING})
# More words than these narrow nothing further; each is a search of its own.
MOST_WORDS = 8


class Shown(StrEnum):
    """Which missions are listed: those that take people, those that run, all of them."""

    OPEN = "open"
    RUNNING = "running"
    ALL = "all"


class Order(StrEnum):
    """In which order: what grows the reader most usefully, the newest, what closes first."""

    STRETCH = "stretch"
    NEWEST = "newest"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for; what it does not ask for is empty or None."""

    words: str = ""
    hours: int | None = None
    starts_from: date | None = None
    ends_by: date | None = None
    place: Place | None = None
    site_id: int | None = None
    unit_id: int | None = None
    skill_id: int | None = None
    theme_id: int | None = None
    shown: Shown = Shown.OPEN
    order: Order | None = None

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the order was asked for."""
        return self != Wanted(order=self.order)


def found(wanted: Wanted, themes: Iterable[Theme], *, today: date) -> Select[Mission]:
    """Select the missions that fit, in no order; all of them are ones that everybody may read.

    `themes` are all there are: few, and searched by their names.
    """
    query = select(Mission).where(_shown(wanted.shown, today), *_limits(wanted))
    if wanted.unit_id is not None:
        query = query.where(Mission.unit_id.in_(people.units_below(wanted.unit_id)))
    if wanted.skill_id is not None:
        needing = select(MissionSkill.mission_id).where(MissionSkill.skill_id == wanted.skill_id)
        query = query.where(Mission.id.in_(needing))
    for word in search_key(wanted.words).split()[:MOST_WORDS]:
        query = query.where(_has(word, themes))
    return query


def is_open(today: date) -> ColumnElement[bool]:
    """Return the condition that one may still apply, for a seat or for the waiting list."""
    has_room = Mission.keeps_accepting.is_(True) | (Mission.taken < Mission.seats)
    return queries.takes_applications(today) & has_room


def _shown(shown: Shown, today: date) -> ColumnElement[bool]:
    if shown is Shown.OPEN:
        return is_open(today)
    return Mission.status.in_(sorted(RUNNING if shown is Shown.RUNNING else SHOWN_TO_ALL))


def _limits(wanted: Wanted) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if wanted.hours is not None:
        limits.append(Mission.hours_a_week <= wanted.hours)
    if wanted.starts_from is not None:
        limits.append(Mission.starts_on >= wanted.starts_from)
    if wanted.ends_by is not None:
        limits.append(Mission.ends_on <= wanted.ends_by)
    if wanted.place is not None:
        limits.append(Mission.place == wanted.place)
    if wanted.site_id is not None:
        limits.append(Mission.site_id == wanted.site_id)
    if wanted.theme_id is not None:
        limits.append(Mission.theme_id == wanted.theme_id)
    return limits


def _has(word: str, themes: Iterable[Theme]) -> ColumnElement[bool]:
    """Return the condition that a word is in the title, the theme or the name of a skill."""
    named = select(Skill.id).where(*skills.matching(word))
    through_skills = select(MissionSkill.mission_id).where(MissionSkill.skill_id.in_(named))
    serving = [one.id for one in themes if word in search_key(f"{one.name_fr} {one.name_en}")]
    return or_(
        Mission.search_key.contains(word, autoescape=True),
        Mission.id.in_(through_skills),
        Mission.theme_id.in_(serving),
    )
