"""The form of an offer; its days and skills are added and removed by buttons."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, language
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.missions.editing import choices
from talentgrow.shadowing.models import Format, Offer, Reciprocal, Timing
from talentgrow.shadowing.offers import wording
from talentgrow.shadowing.offers.values import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    MOST_DAYS,
    MOST_PERIODS,
    MOST_SKILLS,
    OfferValues,
    PeriodValues,
    SlotValues,
)
from talentgrow.skills.forms import SkillSearchForm

NONE = 0
TEXTS = ("sights", "safety", "confidentiality", "accessibility")
TIMINGS = {
    Timing.PERIODS.value: _("Visitors propose a day within times that I give"),
    Timing.SLOTS.value: _("On days that I set"),
}


def _offered(words: Mapping[Any, Any]) -> Any:
    """Return what makes the choices, in the language of the reader."""
    return lambda: [SelectChoice(str(value), str(text)) for value, text in words.items()]


class SlotRow(AppForm):
    """One day that is set; a row without a day says nothing."""

    class Meta:
        """The whole form carries the token."""

        csrf = False

    starts_on = DateField(_("Day"), [Optional()])
    begins_at = TimeField(_("Begins at"), [Optional()])
    places = IntegerField(_("Places"), [Optional()])


class PeriodRow(AppForm):
    """One time within which to propose a day; a row without days says nothing."""

    class Meta:
        """The whole form carries the token."""

        csrf = False

    from_on = DateField(_("From"), [Optional()])
    to_on = DateField(_("Until"), [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for both days or none."""
        is_right: bool = super().validate(extra_validators)  # type: ignore[no-untyped-call]
        if is_right and (self.to_on.data is None) != (self.from_on.data is None):
            self.to_on.errors = (gettext("Choose both days."),)
            return False
        return is_right


class SkillRow(AppForm):
    """One skill which one sees at work."""

    class Meta:
        """The whole form carries the token."""

        csrf = False

    skill_id = IntegerField(
        validators=[InputRequired(), NumberRange(1, LARGEST_ID)], widget=HiddenInput()
    )


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST_TEXT)])


class OfferForm(SkillSearchForm):
    """Everything that hosts say about their offer."""

    # The version from which the form was filled, and the name of this sending.
    seen = HiddenField()
    key = HiddenField()
    sights_fr = _text(_("What one will see, in French"))
    sights_en = _text(_("What one will see, in English"))
    safety_fr = _text(_("Safety, in French"))
    safety_en = _text(_("Safety, in English"))
    confidentiality_fr = _text(_("What stays confidential, in French"))
    confidentiality_en = _text(_("What stays confidential, in English"))
    accessibility_fr = _text(_("Getting around, in French"))
    accessibility_en = _text(_("Getting around, in English"))
    format = RadioField(_("What the visitor does"), choices=_offered(wording.FORMATS_TO_CHOOSE))
    half_days = SelectField(_("How long"), choices=_offered(wording.LENGTHS), coerce=int)
    begins_at = TimeField(_("Begins at"), [InputRequired(_("Choose an hour."))])
    ends_at = TimeField(_("Ends at"), [InputRequired(_("Choose an hour."))])
    timing = RadioField(_("When one may come"), choices=_offered(TIMINGS))
    a_month = IntegerField(_("Visits a month at most"), [InputRequired(_("Say how many."))])
    slots = FieldList(FormField(SlotRow), max_entries=MOST_DAYS)
    periods = FieldList(FormField(PeriodRow), max_entries=MOST_PERIODS)
    site_id = SelectField(_("Site"), choices=choices.sites, coerce=int)
    is_remote = BooleanField(_("It works remotely too, on a screen"))
    meeting_point = StringField(_("Where to meet"), [Length(max=LONGEST_PLACE)])
    reciprocal = RadioField(_("In return"), choices=_offered(wording.IN_RETURN_TO_CHOOSE))
    is_for_rounds = BooleanField(_("After a round, send me somebody for whom no swap was found"))
    skills = FieldList(FormField(SkillRow), max_entries=MOST_SKILLS)
    saving = frozenset({"save", "open"})

    @property
    def skill_ids(self) -> list[int]:
        """Return the ids of the skills in the rows."""
        ids = (row.skill_id.data for row in self.skills)
        return [skill_id for skill_id in ids if skill_id and 0 < skill_id <= LARGEST_ID]

    @property
    def languages(self) -> tuple[str, str]:
        """Return the reader's language, then the one which may be added."""
        return ("fr", "en") if language() == "fr" else ("en", "fr")

    def is_open_in(self, locale: str, *names: str) -> bool:
        """Tell whether what is folded away needs a look: it is wrong, or the only language.

        What was proposed in both languages stays folded: it is long, and right as it is.
        """
        folded = [self[f"{name}_{locale}"] for name in names]
        read = [self[f"{name}_{self.languages[0]}"] for name in names]
        is_alone = any(field.data for field in folded) and not any(field.data for field in read)
        return is_alone or any(field.errors for field in folded)

    def rearrange(self) -> None:
        """Add or remove the row which the pressed button stands for."""
        verb, number = self.order
        rows = {"slot": self.slots, "period": self.periods}
        kind, _dash, what = verb.partition("-")
        if kind in rows and what == "add":
            if len(rows[kind]) < rows[kind].max_entries:
                rows[kind].append_entry()
        elif kind in rows and what == "remove":
            rows[kind].entries = [row for n, row in enumerate(rows[kind]) if n != number]
        elif verb == "remove":
            self.skills.entries = [row for row in self.skills if row.skill_id.data != number]
        elif verb == "add" and number not in {0, *self.skill_ids}:
            self._add_skill(number)

    def _add_skill(self, skill_id: int) -> None:
        if len(self.skills) < MOST_SKILLS:
            self.skills.append_entry({"skill_id": skill_id})

    def values(self) -> OfferValues:
        """Return what was typed, as the service takes it."""
        written = {
            f"{name}_{locale}": (self[f"{name}_{locale}"].data or "").strip()
            for name in TEXTS
            for locale in ("fr", "en")
        }
        return OfferValues(
            **written,
            site_id=self.site_id.data or None,
            is_remote=bool(self.is_remote.data),
            meeting_point=(self.meeting_point.data or "").strip(),
            format=Format(self.format.data),
            half_days=self.half_days.data,
            begins_at=self.begins_at.data,
            ends_at=self.ends_at.data,
            timing=Timing(self.timing.data),
            a_month=self.a_month.data,
            reciprocal=Reciprocal(self.reciprocal.data),
            is_for_rounds=bool(self.is_for_rounds.data),
            slots=self._slots(),
            periods=tuple(
                PeriodValues(row.from_on.data, row.to_on.data)
                for row in self.periods
                if row.from_on.data and row.to_on.data
            ),
            skills=tuple(self.skill_ids),
        )

    def _slots(self) -> tuple[SlotValues, ...]:
        """Return the days; one without an hour begins when the others do."""
        return tuple(
            SlotValues(
                row.starts_on.data,
                row.begins_at.data or self.begins_at.data,
                1 if row.places.data is None else row.places.data,
            )
            for row in self.slots
            if row.starts_on.data
        )

    def show(self, errors: Mapping[str, str]) -> None:
        """Put what the service found wrong beside the fields; texts in the language read first."""
        for name, words in errors.items():
            field = self[name] if name in self else self[f"{name}_{self.languages[0]}"]
            field.errors = (words,)


def filled_from(offer: Offer, *, today: date) -> dict[str, Any]:
    """Return what a wholly loaded offer says, as the fields of the form; days that passed not."""
    return as_fields(OfferValues.of(offer, since=today))


def as_fields(values: OfferValues) -> dict[str, Any]:
    """Return what an offer says as the fields of the form."""
    plain: dict[str, Any] = {
        name: getattr(values, name) for name in OfferValues.__dataclass_fields__
    }
    rows: dict[str, Any] = {
        "site_id": values.site_id or NONE,
        "format": values.format.value,
        "timing": values.timing.value,
        "reciprocal": values.reciprocal.value,
        "slots": [
            {"starts_on": one.starts_on, "begins_at": one.begins_at, "places": one.places}
            for one in values.slots
        ]
        or [{"begins_at": values.begins_at, "places": 1}],
        "periods": [{"from_on": one.from_on, "to_on": one.to_on} for one in values.periods] or [{}],
        "skills": [{"skill_id": one} for one in values.skills],
    }
    return plain | rows


def usual_period() -> PeriodValues:
    """Return a time to come that leaves room for a request and its answer: three months."""
    today = clock.today()
    monday = today + timedelta(days=21 - today.weekday())
    return PeriodValues(monday, monday + timedelta(weeks=13, days=-3))
