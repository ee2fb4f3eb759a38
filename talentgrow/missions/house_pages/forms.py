"""Forms of the pages on which HR sets what holds for all missions."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    FloatField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import TextInput

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, language, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.text import search_key
from talentgrow.missions.house_pages.setting import RuleValues
from talentgrow.missions.house_pages.themes import ThemeValues
from talentgrow.missions.models import HouseRules
from talentgrow.people.models import Unit

LONGEST_NAME = 120
LONGEST_EXPLANATION = 500
LONGEST_NUMBER = 9
LONGEST_DECIMAL = 12
WHOLE = 100
ZONES = ("comfort_below", "stretch_below", "risk_below")


class NumberField(FloatField):
    """A number which may be typed with a comma, and is shown as short as it can be."""

    def __init__(self, label: object, validators: list[Any], **rest: Any) -> None:
        # A browser's own field for numbers knows no comma.
        super().__init__(label, validators, widget=TextInput(), **rest)  # type: ignore[no-untyped-call]

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        shown = f"{self.data:.2f}".rstrip("0").rstrip(".")
        return shown.replace(".", ",") if language() == "fr" else shown

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number as people type it in either language."""
        if not valuelist:
            return
        text = "".join(valuelist[0].split()).replace(",", ".")
        if not text.replace(".", "", 1).isdecimal() or len(text) > LONGEST_DECIMAL:
            self.data = None
            raise ValueError(gettext("Type a number, such as 4 or 7.5."))
        self.data = float(text)


class CountField(IntegerField):
    """A whole number; nonsense is said in the reader's language."""

    def __init__(self, label: object, validators: list[Any], **rest: Any) -> None:
        # A browser's own field for numbers knows no comma.
        super().__init__(label, validators, widget=TextInput(), **rest)  # type: ignore[no-untyped-call]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a whole number that a database can hold."""
        if not valuelist:
            return
        text = "".join(valuelist[0].split())
        if not text.isdecimal() or len(text) > LONGEST_NUMBER:
            self.data = None
            raise ValueError(gettext("Type a whole number."))
        self.data = int(text)


def _within(least: float, most: float) -> list[Any]:
    too_far = _("A number from %(min)s to %(max)s.")
    return [InputRequired(), NumberRange(min=least, max=most, message=too_far)]


class VersionedForm(AppForm):
    """A form which knows of which version it was filled."""

    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version the form was filled from; nonsense is none."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


class RulesForm(VersionedForm):
    """All rules about missions; zones are typed as percentages."""

    review_above_hours = NumberField(_("Hours a week above which HR reads"), _within(0, 40))
    review_above_seats = CountField(_("Seats above which HR reads"), _within(0, 1000))
    review_days = CountField(_("Working days in which HR answers"), _within(1, 30))
    units = SelectMultipleField(
        _("Units of which HR reads every mission"),
        coerce=int,
        validate_choice=False,
        render_kw={"data-tom": "1"},
    )
    word_above_hours = NumberField(_("Hours a week above which it is needed"), _within(0, 40))
    word_above_days = CountField(_("Days in all above which it is needed"), _within(0, 260))
    silence_days = CountField(_("Days of silence after which HR takes over"), _within(1, 30))
    defer_weeks = CountField(_("Weeks by which a manager may put off the start"), _within(0, 52))
    weekly_hours = NumberField(_("Hours in a full working week"), _within(1, 60))
    load_percent = CountField(_("Percent of the week above which we warn"), _within(1, 100))
    comfort_below = NumberField(_("Familiar ground ends at, in percent"), _within(0, 100))
    stretch_below = NumberField(_("Good stretch ends at, in percent"), _within(0, 100))
    risk_below = NumberField(_("Risky stretch ends at, in percent"), _within(0, 100))

    @classmethod
    def filled(cls, rules: HouseRules, unit_ids: Sequence[int], **zones: float) -> "RulesForm":
        """Return the form as posted, or else with the rules as they are and `zones` instead."""
        stored = {name: getattr(rules, name) for name in RuleValues.__dataclass_fields__}
        shares = {name: stored[name] for name in ZONES} | zones
        percents = {name: round(share * WHOLE, 2) for name, share in shares.items()}
        return cls.from_request(version=rules.version, units=list(unit_ids), **stored | percents)

    def offer(self, units: Sequence[Unit]) -> None:
        """Say which units can be chosen."""
        self.units.choices = [SelectChoice(str(unit.id), localized(unit.name)) for unit in units]

    def validate_stretch_below(self, field: NumberField) -> None:
        """Keep the zones in order."""
        self._check_above(field, self.comfort_below)

    def validate_risk_below(self, field: NumberField) -> None:
        """Keep the zones in order."""
        self._check_above(field, self.stretch_below)

    def _check_above(self, field: NumberField, lower: NumberField) -> None:
        if field.data is not None and lower.data is not None and field.data <= lower.data:
            raise ValidationError(gettext("Each zone ends after the one before it."))

    def values(self) -> RuleValues:
        """Return what was typed, as the service takes it."""
        typed: dict[str, Any] = {
            name: self[name].data for name in RuleValues.__dataclass_fields__ if name not in ZONES
        }
        shares = {name: round(self[name].data / WHOLE, 4) for name in ZONES}
        return RuleValues(**typed, **shares)


class ThemeForm(VersionedForm):
    """A strategic theme in both languages."""

    name_fr = StringField(_("Name in French"), [Length(max=LONGEST_NAME)])
    name_en = StringField(_("Name in English"), [Length(max=LONGEST_NAME)])
    explanation_fr = TextAreaField(
        _("Two sentences in French"), [Length(max=LONGEST_EXPLANATION)], render_kw={"rows": 3}
    )
    explanation_en = TextAreaField(
        _("Two sentences in English"), [Length(max=LONGEST_EXPLANATION)], render_kw={"rows": 3}
    )

    def validate_name_fr(self, field: StringField) -> None:
        """Ask for a name in one language at least."""
        if not search_key(field.data or "") and not search_key(self.name_en.data or ""):
            raise ValidationError(gettext("Give the theme a name in at least one language."))

    def validate_explanation_fr(self, field: TextAreaField) -> None:
        """Ask why the theme exists, in one language at least."""
        if not search_key(field.data or "") and not search_key(self.explanation_en.data or ""):
            raise ValidationError(gettext("Say in two sentences why it matters."))

    def values(self) -> ThemeValues:
        """Return what was typed, as the service takes it."""
        return ThemeValues(
            **{
                name: " ".join((self[name].data or "").split())
                for name in ThemeValues.__dataclass_fields__
            }
        )
