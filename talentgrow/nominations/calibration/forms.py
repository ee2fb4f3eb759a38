"""The forms of a session: what it is about, and what was said in it."""

from collections.abc import Sequence
from typing import Self

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.templates import number as counted
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import search_key
from talentgrow.missions.house_pages.forms import VersionedForm
from talentgrow.nominations.calibration.answers import number_in
from talentgrow.nominations.calibration.choices import WHOLE, part_of
from talentgrow.nominations.calibration.models import CalibrationSession, Grouping
from talentgrow.nominations.calibration.preparing import SessionValues
from talentgrow.nominations.calibration.talking import LONGEST_NOTE

LONGEST_NAME = 120
YEARS = range(2000, 2201)
GROUPINGS = {
    Grouping.UNIT: _("By unit"),
    Grouping.SITE: _("By site"),
    Grouping.MANAGER: _("By manager"),
}


def _number(value: object) -> int:
    return number_in(str(value or "")) or 0


class SessionForm(VersionedForm):
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

    @classmethod
    def about(cls, session: CalibrationSession, parts: Sequence[tuple[str, str]]) -> Self:
        """Return the form with what is stored."""
        names = ("name_fr", "name_en", "held_on", "version")
        stored = {name: getattr(session, name) for name in names}
        chosen = {"part": part_of(session), "grouped_by": session.grouped_by.value}
        return cls.among(parts, **stored, **chosen)

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


class NoteForm(AppForm):
    """What was said in a session, about somebody or about all."""

    # Who is no more among those offered is looked for by the view, which says so.
    nominee = SelectField(_("About whom"), coerce=_number, validate_choice=False, id="about")
    text = TextAreaField(_("What was said"), render_kw={"rows": 2})

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Say about whom something can be said."""
        self.nominee.choices = [
            SelectChoice("0", gettext("About all")),
            *(SelectChoice(str(number), name) for number, name in people),
        ]

    def validate_text(self, field: TextAreaField) -> None:
        """Say the limit, and by how much it is passed: nothing of what was typed is cut off."""
        # A browser sends two signs for the end of a line.
        field.data = "\n".join((field.data or "").splitlines()).strip()
        if not field.data:
            raise ValidationError(gettext("Write something."))
        if len(field.data) > LONGEST_NOTE:
            raise ValidationError(
                gettext(
                    "A note has 1,000 characters at most; this one has %(count)s.",
                    count=counted(len(field.data)),
                )
            )
