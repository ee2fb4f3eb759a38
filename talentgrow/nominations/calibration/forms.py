"""The form of a session."""

from collections.abc import Sequence
from typing import Self

from wtforms import DateField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import search_key
from talentgrow.nominations.calibration.choices import WHOLE
from talentgrow.nominations.calibration.models import Grouping
from talentgrow.nominations.calibration.preparing import SessionValues

LONGEST_NAME = 120
YEARS = range(2000, 2201)
GROUPINGS = {
    Grouping.UNIT: _("By unit"),
    Grouping.SITE: _("By site"),
    Grouping.MANAGER: _("By manager"),
}


class SessionForm(AppForm):
    """What a session is called, when it is held, and about whom."""

    name_fr = StringField(_("Name in French"), [Length(max=LONGEST_NAME)])
    name_en = StringField(_("Name in English"), [Length(max=LONGEST_NAME)])
    held_on = DateField(_("Day of the meeting"), [InputRequired(_("Choose a day."))])
    part = SelectField(_("About whom"))
    grouped_by = SelectField(
        _("Side by side"),
        choices=lambda: [SelectChoice(str(one), str(words)) for one, words in GROUPINGS.items()],
    )

    @classmethod
    def among(cls, parts: Sequence[tuple[str, str]], **usual: object) -> Self:
        """Return the form with the parts of the house that can be chosen."""
        form = cls.from_request(**usual)
        form.part.choices = [SelectChoice(value, words) for value, words in parts]
        return form

    def validate_name_fr(self, field: StringField) -> None:
        """Ask for a name in one language at least."""
        if not search_key(field.data or "") and not search_key(self.name_en.data or ""):
            raise ValidationError(gettext("Give the session a name in at least one language."))

    def validate_held_on(self, field: DateField) -> None:
        """Take a day which calendars know."""
        if field.data is not None and field.data.year not in YEARS:
            raise ValidationError(gettext("Choose a day."))

    def values(self) -> SessionValues:
        """Return what was typed, as the service takes it."""
        kind, _colon, number = (self.part.data or WHOLE).partition(":")
        place = int(number) if number.isdecimal() and int(number) <= LARGEST_ID else None
        return SessionValues(
            name_fr=" ".join((self.name_fr.data or "").split()),
            name_en=" ".join((self.name_en.data or "").split()),
            held_on=self.held_on.data,
            unit_id=place if kind == "unit" else None,
            site_id=place if kind == "site" else None,
            grouped_by=Grouping(self.grouped_by.data),
        )
