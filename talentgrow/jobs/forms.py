"""Forms of the pages of families and bridges."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.jobs.bridges import BridgeWords
from talentgrow.jobs.families import FamilyValues
from talentgrow.jobs.models import BridgeKind, Job

LONGEST_NOTE = 400
KINDS = {
    BridgeKind.CLOSE: _("To a close job: much is the same"),
    BridgeKind.EVOLUTION: _("An evolution: a job that takes more"),
}
COLOURS = {
    "0": _("indigo"),
    "1": _("pink"),
    "2": _("teal"),
    "3": _("ochre"),
    "4": _("brick"),
    "5": _("plum"),
    "6": _("olive"),
    "7": _("blue"),
    "8": _("slate"),
    "9": _("brown"),
}


def offered(words: Mapping[Any, object]) -> Callable[[], list[SelectChoice]]:
    """Return choices by value which are put into the reader's language when a page asks."""
    return lambda: [SelectChoice(str(value), str(said)) for value, said in words.items()]


def _id(value: object) -> int | None:
    """Return an id that a job can have; anything else is no choice."""
    text = str(value)
    if not text.isdecimal() or len(text) > len(str(LARGEST_ID)) or int(text) > LARGEST_ID:
        return None
    return int(text)


class BridgeWordsForm(AppForm):
    """How far a bridge leads, and why."""

    kind = RadioField(_("How far it leads"), choices=offered(KINDS), default=BridgeKind.CLOSE.value)
    note_fr = TextAreaField(_("Why, in French"), [Length(max=LONGEST_NOTE)])
    note_en = TextAreaField(_("Why, in English"), [Length(max=LONGEST_NOTE)])

    def words(self) -> BridgeWords:
        """Return what was typed, as the service takes it."""
        return BridgeWords(
            kind=BridgeKind(self.kind.data),
            note_fr=(self.note_fr.data or "").strip(),
            note_en=(self.note_en.data or "").strip(),
        )


class BridgeForm(BridgeWordsForm):
    """Declare a bridge from one job to another."""

    target = RadioField(_("To the job"), [DataRequired()], coerce=_id, choices=[])

    def offer(self, jobs: Sequence[Job]) -> None:
        """Let one choose among some jobs."""
        self.target.choices = [SelectChoice(str(job.id), localized(job.title)) for job in jobs]


class FamilyForm(AppForm):
    """Write a family of jobs."""

    # What the family is called already: a longer code from an import may stay.
    known_code: str | None = None

    code = StringField(_("Code, two letters"), [DataRequired(), Length(max=80)])
    name_fr = StringField(_("Name in French"), [DataRequired(), Length(max=80)])
    name_en = StringField(_("Name in English"), [DataRequired(), Length(max=80)])
    colour = RadioField(
        _("Colour"),
        choices=offered(COLOURS),
        coerce=int,
        default=0,
    )

    def validate_code(self, field: StringField) -> None:
        """Keep to two letters or digits, which fit a chip."""
        code = (field.data or "").strip()
        if code != self.known_code and not (len(code) == 2 and code.isalnum() and code.isascii()):
            raise ValidationError(gettext("Two letters or digits, such as FX."))

    def values(self) -> FamilyValues:
        """Return what was typed, as the service takes it."""
        code = self.code.data.strip()
        return FamilyValues(
            code=code if code == self.known_code else code.upper(),
            name_fr=self.name_fr.data.strip(),
            name_en=self.name_en.data.strip(),
            colour=self.colour.data,
        )
