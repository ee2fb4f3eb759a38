"""Forms about the end of a mission."""

from collections.abc import Collection, Mapping

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.debriefs.service import Words
from talentgrow.missions.states import ApplicationStatus

LONGEST_WORDS = 2000
LEVEL = "level-"
OUTCOMES = {
    ApplicationStatus.COMPLETED: _("Done, to the end"),
    ApplicationStatus.PARTIALLY_COMPLETED: _("Done in part"),
    ApplicationStatus.DID_NOT_START: _("Not started"),
}


class NoLevel(DomainError):
    """A level is a number."""


def _outcome_choices() -> list[SelectChoice]:
    return [SelectChoice(outcome.value, str(words)) for outcome, words in OUTCOMES.items()]


class OutcomeForm(AppForm):
    """How the mission ended for somebody."""

    outcome = RadioField(
        _("How it ended"), [InputRequired(_("Choose how it ended."))], choices=_outcome_choices
    )

    @property
    def chosen(self) -> ApplicationStatus:
        """Return how it ended."""
        return ApplicationStatus(self.outcome.data)


class DebriefForm(AppForm):
    """What one side learned, was surprised by, would do better, and thanks for."""

    learned = TextAreaField(
        _("What was learned"),
        [
            DataRequired(_("Write a few words: this is what the credit rests on.")),
            Length(max=LONGEST_WORDS),
        ],
    )
    surprised = TextAreaField(_("What was a surprise"), [Length(max=LONGEST_WORDS)])
    to_improve = TextAreaField(_("What to do better next time"), [Length(max=LONGEST_WORDS)])
    thanks = TextAreaField(_("Thanks"), [Length(max=LONGEST_WORDS)])

    def words(self) -> Words:
        """Return what was written, as the service takes it."""
        fields = (self.learned, self.surprised, self.to_improve, self.thanks)
        return Words(**{field.name: (field.data or "").strip() for field in fields})


def levels_in(sent: Mapping[str, str], skill_ids: Collection[int]) -> dict[int, int]:
    """Return the levels that were chosen, by skill id; a skill left alone says nothing.

    :raises NoLevel: what was sent is no number of a level
    """
    found: dict[int, int] = {}
    for skill_id in skill_ids:
        text = sent.get(f"{LEVEL}{skill_id}", "")
        if not text:
            continue
        if not (len(text) == 1 and text.isascii() and text.isdigit()):
            raise NoLevel(gettext("A level goes from 0 to 5."))
        found[skill_id] = int(text)
    return found
