"""What an offer says, as its host types it, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Self

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.calendar import last_day, workday
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Site
from talentgrow.shadowing.models import LONGEST, Format, Offer, Reciprocal, Timing
from talentgrow.skills import queries as skills

LONGEST_TEXT = 2000
LONGEST_PLACE = 200
MOST_A_MONTH = 20
MOST_PLACES = 20
MOST_SKILLS = 12
MOST_DAYS = 40
MOST_PERIODS = 12
# A day that is set begins before this hour.
LATEST = time(22)
# Far enough from the ends of the calendar that any deadline can be counted from them.
FIRST_YEAR, LAST_YEAR = 2000, 2099


class WrongOffer(DomainError):
    """Some of what was typed does not fit; `errors` says what, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True, order=True)
class SlotValues:
    """A day that is set, from an hour on, with so many places."""

    starts_on: date
    begins_at: time
    places: int = 1


@dataclass(frozen=True, slots=True, order=True)
class PeriodValues:
    """A time within which a visitor proposes a day."""

    from_on: date
    to_on: date


@dataclass(frozen=True, kw_only=True)
class OfferValues:
    """Everything that hosts say about their offer; field names are those of the model."""

    sights_fr: str = ""
    sights_en: str = ""
    safety_fr: str = ""
    safety_en: str = ""
    confidentiality_fr: str = ""
    confidentiality_en: str = ""
    accessibility_fr: str = ""
    accessibility_en: str = ""
    site_id: int | None = None
    is_remote: bool = False
    meeting_point: str = ""
    format: Format = Format.OBSERVE
    half_days: int = 2
    begins_at: time = time(9)
    ends_at: time = time(17)
    timing: Timing = Timing.PERIODS
    a_month: int = 2
    reciprocal: Reciprocal = Reciprocal.NO
    is_for_rounds: bool = True
    slots: tuple[SlotValues, ...] = ()
    periods: tuple[PeriodValues, ...] = ()
    skills: tuple[int, ...] = ()

    @classmethod
    def of(cls, offer: Offer, *, since: date = date.min) -> Self:
        """Return what an offer says that is loaded in full; of its days those from one on."""
        return cls(
            **{name: getattr(offer, name) for name in PLAIN},
            slots=tuple(
                SlotValues(one.starts_on, one.begins_at, one.places)
                for one in offer.slots
                if one.starts_on >= since
            ),
            periods=tuple(
                PeriodValues(one.from_on, one.to_on) for one in offer.periods if one.to_on >= since
            ),
            skills=tuple(one.skill_id for one in offer.skills),
        )


ROWS = frozenset({"slots", "periods", "skills"})
PLAIN = tuple(field.name for field in fields(OfferValues) if field.name not in ROWS)


def wrong(values: OfferValues, *, today: date, before: Offer | None = None) -> dict[str, str]:
    """Return what does not fit, by field; `before` is the offer as it is stored."""
    errors: dict[str, str] = {}
    if not 1 <= values.half_days <= LONGEST:
        errors["half_days"] = _("Between half a day and five days.")
    if not 1 <= values.a_month <= MOST_A_MONTH:
        errors["a_month"] = _("Between 1 and 20 visits a month.")
    if values.ends_at <= values.begins_at:
        errors["ends_at"] = _("The day ends before it begins.")
    kept = before is not None and before.site_id == values.site_id
    if values.site_id is not None and not kept and db.session.get(Site, values.site_id) is None:
        errors["site_id"] = _("This site does not exist.")
    errors |= _wrong_slots(values, before, today) | _wrong_periods(values)
    return errors | _wrong_skills(values, before)


def missing_to_open(values: OfferValues, *, today: date) -> dict[str, str]:
    """Return what colleagues would miss if the offer were open as it is, by field."""
    errors: dict[str, str] = {}
    if not (values.sights_fr or values.sights_en).strip():
        errors["sights"] = _("Say in one line at least what one will see.")
    if not values.is_remote and values.site_id is None and not values.meeting_point.strip():
        errors["site_id"] = _("Say where one comes to, or that it works from anywhere.")
    if values.timing is Timing.SLOTS and not any(one.starts_on > today for one in values.slots):
        errors["slots"] = _("Name one day to come at least.")
    if values.timing is Timing.PERIODS and not any(one.to_on > today for one in values.periods):
        errors["periods"] = _("Name a time to come, within which colleagues propose a day.")
    return errors


def _wrong_slots(values: OfferValues, before: Offer | None, today: date) -> dict[str, str]:
    """Say what is wrong with the days; one to come that somebody has asked for stays."""
    if values.timing is not Timing.SLOTS:
        return {}
    said = next(filter(None, map(_wrong_slot, values.slots)), "") or _wrong_together(values.slots)
    if said:
        return {"slots": said}
    named = {(one.starts_on, one.begins_at): one.places for one in values.slots}
    for slot in before.slots if before else ():
        places = named.get((slot.starts_on, slot.begins_at), 0)
        if slot.starts_on >= today and slot.taken > places:
            return {
                "slots": ngettext(
                    "Somebody has asked for a day that you take away: answer first.",
                    "%(num)s colleagues have asked for a day that you take away: answer first.",
                    slot.taken,
                )
            }
    return {}


def _wrong_slot(one: SlotValues) -> str:
    if not 1 <= one.places <= MOST_PLACES:
        return _("Between 1 and 20 places a day.")
    if not FIRST_YEAR <= one.starts_on.year <= LAST_YEAR:
        return _("Choose a day of this century.")
    return _("A day cannot begin that late.") if one.begins_at >= LATEST else ""


def _wrong_together(slots: tuple[SlotValues, ...]) -> str:
    if len(slots) > MOST_DAYS:
        return _("At most 40 days: add others once some have passed.")
    if len({(one.starts_on, one.begins_at) for one in slots}) < len(slots):
        return _("The same day stands here twice: give it more places instead.")
    return ""


def _wrong_periods(values: OfferValues) -> dict[str, str]:
    if values.timing is not Timing.PERIODS:
        return {}
    if len(values.periods) > MOST_PERIODS:
        return {"periods": _("At most 12 times: join some of them.")}
    if len({one.from_on for one in values.periods}) < len(values.periods):
        return {"periods": _("Two of these begin on the same day: join them.")}
    for one in values.periods:
        if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in (one.from_on, one.to_on)):
            return {"periods": _("Choose a day of this century.")}
        if one.to_on < one.from_on:
            return {"periods": _("It ends before it starts.")}
        if 1 <= values.half_days <= LONGEST and not _is_long_enough(one, values.half_days):
            return {"periods": _("A visit as long as yours does not fit between these two days.")}
    return {}


def _is_long_enough(one: PeriodValues, half_days: int) -> bool:
    return last_day(workday(one.from_on), half_days) <= one.to_on


def _wrong_skills(values: OfferValues, before: Offer | None) -> dict[str, str]:
    kept = {row.skill_id for row in before.skills} if before else set()
    known = skills.by_ids(values.skills) if values.skills else {}
    if len(values.skills) > MOST_SKILLS:
        return {"skills": _("At most 12 skills: name those that one really sees.")}
    if len(set(values.skills)) < len(values.skills):
        return {"skills": _("A skill stands here twice.")}
    for one in values.skills:
        is_offered = one in known and not known[one].retired_at and not known[one].merged_into_id
        if one not in kept and not is_offered:
            return {"skills": _("A skill is no longer in the catalogue: remove it.")}
    return {}
