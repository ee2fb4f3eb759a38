"""What is different after an edit: in words for those who applied, and within what HR has read."""

from dataclasses import dataclass

from flask_babel import format_decimal
from sqlalchemy import exists, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language, lazy_gettext
from talentgrow.kernel.localized import Localized
from talentgrow.missions import house
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import HouseRules, Mission, SensitiveUnit
from talentgrow.missions.states import ALIVE, ApplicationStatus
from talentgrow.missions.values import PLAIN, MissionValues

# What somebody who applied has counted on, as the notice names it.
COUNTED_ON = {
    "hours_a_week": lazy_gettext("the hours a week"),
    "is_released": lazy_gettext("whether the time is released"),
    "starts_on": lazy_gettext("the first day"),
    "ends_on": lazy_gettext("the last day"),
    "apply_by": lazy_gettext("the last day to apply"),
    "seats": lazy_gettext("the seats"),
    "place": lazy_gettext("the place"),
    "site_id": lazy_gettext("the site"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is different after an edit; `matters` to those who applied."""

    name: str
    matters: bool


def changes_between(before: MissionValues, after: MissionValues) -> tuple[Change, ...]:
    """Return which fields are different."""
    names = (*PLAIN, "skills")
    return tuple(
        Change(name, name in COUNTED_ON)
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def words_of(changed: tuple[Change, ...]) -> Localized:
    """Name what is different in both languages, for readers of either."""
    said = {}
    for locale in ("fr", "en"):
        with in_language(locale):
            said[locale] = ", ".join(str(COUNTED_ON[one.name]) for one in changed)
    return Localized(said["fr"], said["en"])


def refuse_unread(mission: Mission, values: MissionValues) -> dict[str, str]:
    """Return, by field, what would lift a published mission above what HR has read.

    Otherwise a small mission could be published first and grow behind HR's back; and one for
    which managers were only told would take more than they would have had to agree to.
    """
    known = house.rules()
    errors: dict[str, str] = {}
    if mission.hours_a_week < values.hours_a_week > known.review_above_hours:
        errors["hours_a_week"] = _(
            "Above %(limit)s hours a week HR reads a mission first. Copy it, and hand the copy in.",
            limit=format_decimal(known.review_above_hours),
        )
    elif _outgrows_the_word(mission, values, known):
        errors["hours_a_week"] = _(
            "Somebody applied without needing their manager’s word; with so much time it is"
            " needed. Copy the mission, and let them apply to the copy."
        )
    if mission.seats < values.seats > known.review_above_seats:
        errors["seats"] = _(
            "Above %(limit)s seats HR reads a mission first. Copy it, and hand the copy in.",
            limit=known.review_above_seats,
        )
    moved_to = values.unit_id if values.unit_id != mission.unit_id else None
    if moved_to is not None and db.session.get(SensitiveUnit, moved_to) is not None:
        errors["unit_id"] = _(
            "HR reads missions of this unit first. Copy the mission, and hand the copy in."
        )
    return errors


def _outgrows_the_word(mission: Mission, values: MissionValues, known: HouseRules) -> bool:
    after = Mission(
        hours_a_week=values.hours_a_week, starts_on=values.starts_on, ends_on=values.ends_on
    )
    if house.needs_word(mission, known) or not house.needs_word(after, known):
        return False
    without_word = exists().where(
        Application.mission_id == mission.id,
        Application.needs_word.is_(False),
        Application.status.in_(ALIVE - {ApplicationStatus.DRAFT}),
    )
    return bool(db.session.scalar(select(without_word)))
