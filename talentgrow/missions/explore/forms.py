"""Forms of those who read missions, and what the address of the list asks for."""

from datetime import date
from typing import Self

from flask import request
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import asked_id
from talentgrow.missions.explore.choices import LARGER, SMALLER, USUAL, Choice
from talentgrow.missions.explore.filters import Order, Shown, Wanted
from talentgrow.missions.models import Place

LONGEST_SEARCH = 100
LONGEST_QUESTION = 500
LONGEST_ANSWER = 2000
MOST_HOURS = 40
APPETITES = {
    SMALLER: _("Smaller steps: I like to be sure"),
    USUAL: _("Usual steps"),
    LARGER: _("Larger steps: I like to be challenged"),
}


def wanted() -> Wanted:
    """Return what the address asks for; what makes no sense is not asked for."""
    hours = request.args.get("hours", type=int)
    place, shown, order = (request.args.get(name, "") for name in ("place", "show", "order"))
    return Wanted(
        words=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        hours=hours if hours is not None and 0 < hours <= MOST_HOURS else None,
        starts_from=_day("from"),
        ends_by=_day("until"),
        place=Place(place) if place in set(Place) else None,
        site_id=asked_id("site"),
        unit_id=asked_id("unit"),
        skill_id=asked_id("skill"),
        theme_id=asked_id("theme"),
        shown=Shown(shown) if shown in set(Shown) else Shown.OPEN,
        order=Order(order) if order in set(Order) else None,
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


class SwitchForm(AppForm):
    """Switch something on or off."""

    wanted = HiddenField(validators=[AnyOf(["1", "0"])])

    @property
    def is_on(self) -> bool:
        """Tell what was chosen."""
        return bool(self.wanted.data == "1")


class WordsForm(AppForm):
    """A form that stands on a page together with others like it."""

    @classmethod
    def empty(cls) -> Self:
        """Return the form without what was sent, which belongs to another one on the page."""
        return cls(None)


class QuestionForm(WordsForm):
    """Ask about a mission."""

    text = TextAreaField(
        _("Your question"),
        [
            InputRequired(_("Write your question first.")),
            Length(max=LONGEST_QUESTION, message=_("Keep it under 500 characters.")),
        ],
    )
    is_signed = BooleanField(_("Show my name"))

    @property
    def words(self) -> str:
        """Return the question on one line."""
        return " ".join((self.text.data or "").split())

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse blanks."""
        if not (field.data or "").strip():
            raise ValidationError(_("Write your question first."))


class AnswerForm(WordsForm):
    """Answer a question."""

    text = TextAreaField(
        _("Your answer"),
        [
            InputRequired(_("Write your answer first.")),
            Length(max=LONGEST_ANSWER, message=_("Keep it under 2,000 characters.")),
        ],
    )

    @property
    def words(self) -> str:
        """Return the answer."""
        return (self.text.data or "").strip()

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse blanks."""
        if not (field.data or "").strip():
            raise ValidationError(_("Write your answer first."))


class ChoiceForm(AppForm):
    """How missions are suggested."""

    appetite = RadioField(
        _("How large a step you like"),
        [InputRequired(_("Choose one of the three."))],
        choices=lambda: [
            SelectChoice(str(value), str(words)) for value, words in APPETITES.items()
        ],
        coerce=int,
    )
    hides_scores = BooleanField(_("Show me no zones and no figures"))
    opted_out = BooleanField(_("Suggest nothing to me: show missions by date"))

    @property
    def choice(self) -> Choice:
        """Return what was chosen."""
        return Choice(
            appetite=int(self.appetite.data),
            hides_scores=bool(self.hides_scores.data),
            opted_out=bool(self.opted_out.data),
        )
