"""The form in which one of the two says how a visit was, and what surprised them."""

from typing import Any, Self

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.shadowing.debriefs.pages import DebriefPage
from talentgrow.shadowing.debriefs.writing import Words
from talentgrow.shadowing.visits.models import Side
from talentgrow.shadowing.visits.telling import How

LONGEST_WORDS = 2000
HOW = {
    How.TOOK_PLACE: _("It took place"),
    How.PARTLY: _("It took place in part"),
    How.MISSED: _("It did not take place"),
}
WORDS = ("learned", "surprised", "to_improve", "thanks")


def _how_choices() -> list[SelectChoice]:
    return [SelectChoice(how.value, str(words)) for how, words in HOW.items()]


class DebriefForm(AppForm):
    """How it was, where nobody has said it yet, and the rapport d’étonnement of one side."""

    how = RadioField(_("How was it"), choices=_how_choices, validate_choice=False)
    missed_by = RadioField(_("Who could not come"), [Optional()], validate_choice=False)
    learned = TextAreaField(_("What you learned"), [Length(max=LONGEST_WORDS)])
    surprised = TextAreaField(_("What surprised you"), [Length(max=LONGEST_WORDS)])
    to_improve = TextAreaField(_("What could be better"), [Length(max=LONGEST_WORDS)])
    thanks = TextAreaField(_("Thanks"), [Length(max=LONGEST_WORDS)])
    seen = SelectMultipleField(
        _("Skills you saw at work"),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        coerce=int,
        choices=[],
    )

    tells: bool

    @classmethod
    def on(cls, page: DebriefPage) -> Self:
        """Return the form as it stands for one side, or as it was sent."""
        values: dict[str, Any] = {"seen": [skill.id for skill in page.seen]}
        form = cls.from_request(page.mine, **values)
        form.tells = page.is_to_tell
        form.seen.choices = [
            SelectChoice(str(skill.id), localized(skill.name)) for skill in page.to_be_seen
        ]
        form.missed_by.choices = [
            SelectChoice(str(Side.VISITOR), page.visit.visitor.name),
            SelectChoice(str(Side.HOST), page.visit.host.name),
        ]
        return form

    @property
    def said(self) -> How | None:
        """Return how it was, where that is still to be said."""
        return How(self.how.data) if self.tells and self.how.data in set(How) else None

    @property
    def who(self) -> Side | None:
        """Return which side did not come, where one was named."""
        return {str(side): side for side in Side}.get(str(self.missed_by.data))

    @property
    def is_missed(self) -> bool:
        """Tell whether there is nothing to write about."""
        return self.said is How.MISSED

    def words(self) -> Words:
        """Return what was written, as the service takes it."""
        return Words(**{name: (self[name].data or "").strip() for name in WORDS})

    def validate_how(self, field: RadioField) -> None:
        """Ask how it was as long as nobody has said it."""
        if self.tells and field.data not in set(How):
            raise ValidationError(gettext("Choose one."))

    def validate_learned(self, field: TextAreaField) -> None:
        """Ask for a few words about what took place."""
        if not self.is_missed and not (field.data or "").strip():
            raise ValidationError(gettext("Write a few words: this is what the visit leaves."))
