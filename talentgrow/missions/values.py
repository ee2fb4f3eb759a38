"""What a mission says, as somebody types it, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.levels import LEVELS
from talentgrow.missions.models import Audience, Mission, Place, Theme
from talentgrow.missions.states import MissionStatus
from talentgrow.people.models import Site, Unit
from talentgrow.skills import queries as skills

LONGEST_TITLE = 160
LONGEST_TEXT = 4000
LONGEST_IDEA = 1000
MOST_HOURS = 40
MOST_SEATS = 100
MOST_MONTHS = 120
MOST_SKILLS = 30
# Far enough from the ends of the calendar that any deadline can be counted from them.
FIRST_YEAR, LAST_YEAR = 2000, 2099
# Its dates are those of work that is going on.
BEGUN = frozenset({MissionStatus.IN_PROGRESS})


class WrongValues(DomainError):
    """Some of what was typed does not fit; `errors` says what, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class SkillValues:
    """A skill which a mission needs at a level, grows to a level, or both."""

    skill_id: int
    needed: int | None
    grown_to: int | None
    importance: Importance = Importance.ESSENTIAL


@dataclass(frozen=True, kw_only=True)
class MissionValues:
    """Everything that owners say about their mission; field names are those of the model."""

    title_fr: str = ""
    title_en: str = ""
    tasks_fr: str = ""
    tasks_en: str = ""
    learning_fr: str = ""
    learning_en: str = ""
    unit_id: int | None = None
    site_id: int | None = None
    theme_id: int | None = None
    seats: int = 1
    hours_a_week: float
    starts_on: date
    ends_on: date
    apply_by: date
    place: Place = Place.HYBRID
    is_released: bool = True
    audience: Audience = Audience.EVERYBODY
    months_in_post: int = 0
    keeps_accepting: bool = True
    source_idea: str = ""
    skills: tuple[SkillValues, ...] = ()

    @classmethod
    def of(cls, mission: Mission) -> Self:
        """Return what a mission says whose skills are loaded."""
        plain = {name: getattr(mission, name) for name in PLAIN}
        rows = (
            SkillValues(row.skill_id, row.needed, row.grown_to, row.importance)
            for row in mission.skills
        )
        return cls(skills=tuple(rows), **plain)


PLAIN = tuple(field.name for field in fields(MissionValues) if field.name != "skills")


def wrong(values: MissionValues, *, before: Mission | None = None) -> dict[str, str]:
    """Return what does not fit, by field; `before` is the mission as it is stored."""
    errors: dict[str, str] = {}
    if not values.title_fr and not values.title_en:
        errors["title"] = _("Give it a title, in one language at least.")
    _check_numbers(values, before, errors)
    _check_dates(values, before, errors)
    _check_places(values, before, errors)
    _check_skills(values, before, errors)
    return errors


def missing_to_publish(values: MissionValues, *, today: date) -> dict[str, str]:
    """Return what colleagues would miss if the mission were published as it is, by field."""
    errors: dict[str, str] = {}
    if not (values.tasks_fr or values.tasks_en).strip():
        errors["tasks"] = _("Say in one line at least what one will do.")
    if not (values.learning_fr or values.learning_en).strip():
        errors["learning"] = _("Say in one line at least what one will learn.")
    if not any(row.grown_to for row in values.skills):
        errors["skills"] = _("Name one skill at least that grows, and to which level.")
    if values.apply_by < today:
        errors["apply_by"] = _("This day is over: nobody could apply.")
    if values.ends_on < today:
        errors["ends_on"] = _("This day is over.")
    return errors


def _check_numbers(values: MissionValues, before: Mission | None, errors: dict[str, str]) -> None:
    # Written this way round, so that what is no number at all is refused too.
    if not 0 < values.hours_a_week <= MOST_HOURS:
        errors["hours_a_week"] = _("Between half an hour and 40 hours a week.")
    taken = before.taken if before else 0
    if not 1 <= values.seats <= MOST_SEATS:
        errors["seats"] = _("Between 1 and 100 seats.")
    elif values.seats < taken:
        errors["seats"] = ngettext(
            "One seat is taken or kept for somebody: there cannot be fewer.",
            "%(num)s seats are taken or kept for somebody: there cannot be fewer.",
            taken,
        )
    if not 0 <= values.months_in_post <= MOST_MONTHS:
        errors["months_in_post"] = _("Between 0 and 120 months.")


def _check_dates(values: MissionValues, before: Mission | None, errors: dict[str, str]) -> None:
    for name in ("starts_on", "ends_on", "apply_by"):
        if not FIRST_YEAR <= getattr(values, name).year <= LAST_YEAR:
            errors[name] = _("Choose a day of this century.")
    if values.ends_on < values.starts_on:
        errors["ends_on"] = _("It ends before it starts.")
    elif values.apply_by > values.ends_on:
        errors["apply_by"] = _("One cannot apply after it has ended.")
    if before is not None and before.status in BEGUN and values.starts_on != before.starts_on:
        errors["starts_on"] = _("It has started: this day stays.")


def _check_places(values: MissionValues, before: Mission | None, errors: dict[str, str]) -> None:
    if values.unit_id is not None and db.session.get(Unit, values.unit_id) is None:
        errors["unit_id"] = _("This unit does not exist.")
    elif values.unit_id is None and values.audience is Audience.UNIT:
        errors["audience"] = _("Choose a unit, or open it to everybody.")
    if values.site_id is not None and db.session.get(Site, values.site_id) is None:
        errors["site_id"] = _("This site does not exist.")
    elif values.site_id is None and values.audience is Audience.SITE:
        errors["audience"] = _("Choose a site, or open it to everybody.")
    if values.theme_id is not None:
        theme = db.session.get(Theme, values.theme_id)
        kept = before is not None and before.theme_id == values.theme_id
        if theme is None or (theme.retired_at is not None and not kept):
            errors["theme_id"] = _("This theme is no longer offered.")


def _check_skills(values: MissionValues, before: Mission | None, errors: dict[str, str]) -> None:
    ids = [row.skill_id for row in values.skills]
    kept = {row.skill_id for row in before.skills} if before else set()
    known = skills.by_ids(ids) if ids else {}
    if len(ids) > MOST_SKILLS:
        errors["skills"] = _("At most 30 skills: name those that matter.")
    elif len(set(ids)) < len(ids):
        errors["skills"] = _("A skill stands here twice.")
    elif any(
        one not in known
        or (one not in kept and (known[one].retired_at or known[one].merged_into_id))
        for one in ids
    ):
        errors["skills"] = _("A skill is no longer in the catalogue: remove it.")
    else:
        problem = next(filter(None, map(_wrong_levels, values.skills)), None)
        if problem:
            errors["skills"] = problem


def _wrong_levels(row: SkillValues) -> str | None:
    if any(level not in {None, *range(1, len(LEVELS))} for level in (row.needed, row.grown_to)):
        return _("A level goes from 1 to 5.")
    if row.needed is None and row.grown_to is None:
        return _("Say of each skill that it is needed, that it grows, or both.")
    if row.needed is not None and row.grown_to is not None and row.grown_to < row.needed:
        return _("A skill cannot leave with a lower level than the one it needs.")
    return None
