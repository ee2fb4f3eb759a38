"""Forms about skill levels."""

from datetime import date

from wtforms import BooleanField, HiddenField, MonthField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from talentgrow.claims.links import is_safe_link
from talentgrow.claims.service import Evidence
from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.levels import HIGHEST, LOWEST
from talentgrow.skills.models import WishKind

LONGEST_NOTE = 1000
LONGEST_LINK = 500
NO_WISH = "none"
LEVEL_CHOICES = [SelectChoice(str(level), str(level)) for level in range(LOWEST, HIGHEST + 1)]
WISHES = {
    WishKind.USE.value: _("I want to use it"),
    WishKind.DEVELOP.value: _("I want to get better at it"),
    WishKind.AVOID.value: _("Rather without me"),
    NO_WISH: _("No wish"),
}


def _wish_choices() -> list[SelectChoice]:
    return [SelectChoice(value, str(words)) for value, words in WISHES.items()]


class LevelForm(AppForm):
    """A level, as the level picker sends it."""

    level = RadioField(
        _("Level"), [InputRequired(_("Choose a level."))], choices=LEVEL_CHOICES, coerce=int
    )

    @property
    def chosen(self) -> int:
        """Return the level."""
        return int(self.level.data)


class DeclareForm(LevelForm):
    """Declare a level in depth."""

    note = TextAreaField(_("An example of what you did"), [Length(max=LONGEST_NOTE)])
    link = StringField(_("A link to it"), [Length(max=LONGEST_LINK)])
    last_used_on = MonthField(_("Last used in"), [Optional()])
    wants_answer = BooleanField(_("Ask my manager for their view"))
    wish = RadioField(_("What you want of it"), choices=_wish_choices, default=NO_WISH)

    def validate_link(self, field: StringField) -> None:
        """Take addresses that begin with https only."""
        if (field.data or "").strip() and not is_safe_link(field.data.strip()):
            raise ValidationError(_("Write a whole address that begins with https://."))

    def validate_last_used_on(self, field: MonthField) -> None:
        """Refuse months to come, and those before anybody here worked."""
        if field.data and not date(1950, 1, 1) <= field.data <= clock.today():
            raise ValidationError(_("Choose a month that has begun."))

    def evidence(self) -> Evidence:
        """Return what goes with the level, as the service takes it."""
        return Evidence(
            note=(self.note.data or "").strip(),
            link=(self.link.data or "").strip(),
            last_used_on=self.last_used_on.data,
            wants_answer=bool(self.wants_answer.data),
        )

    @property
    def wished(self) -> WishKind | None:
        """Return what is wanted of the skill."""
        return _wish(self.wish.data)


class WishForm(AppForm):
    """Say what one wants of a skill."""

    wish = HiddenField(validators=[AnyOf([NO_WISH, *(wish.value for wish in WishKind)])])

    @property
    def choice(self) -> WishKind | None:
        """Return what was said; nothing when it was taken back."""
        return _wish(self.wish.data)


class WordForm(LevelForm):
    """A level with a few words: a colleague's, or the manager's answer."""

    note = TextAreaField(_("In a few words"), [Length(max=LONGEST_NOTE)])

    @property
    def words(self) -> str:
        """Return what was written."""
        return (self.note.data or "").strip()


class DisagreeForm(WordForm):
    """One's own view beside the manager's."""

    def validate_note(self, field: TextAreaField) -> None:
        """Ask for a reason."""
        if not (field.data or "").strip():
            raise ValidationError(_("Say in a few words why you see it otherwise."))


class AskForm(AppForm):
    """Ask a colleague for a word about one level."""

    peer = RadioField(
        _("Who has seen you at work"),
        [InputRequired(_("Choose a colleague."))],
        choices=[],
        coerce=int,
        validate_choice=False,
    )
    message = TextAreaField(_("What they should think of"), [Length(max=LONGEST_NOTE)])


def _wish(value: str | None) -> WishKind | None:
    return WishKind(value) if value and value != NO_WISH else None
