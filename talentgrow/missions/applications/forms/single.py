"""Forms about applications."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask_babel import get_timezone
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions.applications import words
from talentgrow.missions.applications.choosing import Decline
from talentgrow.missions.applications.models import DeclineReason, NextStep
from talentgrow.missions.applications.service import LONGEST_MESSAGE
from talentgrow.missions.models import Mission

LONGEST_WORD = 1000
REASONS = {
    DeclineReason.SEATS_TAKEN: _("All seats are taken"),
    DeclineReason.LEVELS_MISSING: _("Levels are missing for this one"),
    DeclineReason.DATES: _("The dates do not fit"),
    DeclineReason.NEED_CHANGED: _("Our need has changed"),
    DeclineReason.OTHER: _("Another reason"),
}
NEXT_STEPS = {
    NextStep.MISSION: _("Another mission"),
    NextStep.VISIT: _("A visit to see the job"),
    NextStep.MENTOR: _("Somebody to learn from"),
    NextStep.PATH: _("A look at their path"),
    NextStep.SKILL: _("A skill to raise first"),
}


class ApplyForm(AppForm):
    """Apply, with what draws somebody to it."""

    message = TextAreaField(_("What draws you to it"), [Length(max=LONGEST_MESSAGE)])

    @property
    def words(self) -> str:
        """Return what was written."""
        return (self.message.data or "").strip()


class ReasonForm(AppForm):
    """A few words which nobody has to write."""

    reason = TextAreaField(_("Why"), [Length(max=LONGEST_WORD)])

    @classmethod
    def blank(cls) -> Self:
        """Return the form as it stands on a page on which another one was sent."""
        return cls(formdata=None)

    @property
    def words(self) -> str:
        """Return what was written."""
        return (self.reason.data or "").strip()


class RefuseForm(ReasonForm):
    """A manager's no."""

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for twenty characters."""
        if len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(words.too_short())


class DeferForm(ReasonForm):
    """A manager's "yes, from that date"."""

    from_day = DateField(_("From which day"), [InputRequired(_("Choose a day."))])

    @classmethod
    def for_mission(cls, mission: Mission) -> Self:
        """Return the form whose day is checked against a mission."""
        form = cls.from_request()
        form.mission = mission
        return form

    mission: Mission

    def validate_from_day(self, field: DateField) -> None:
        """Take a day that is still to come, up to the limit of the house."""
        if field.data is None:
            return
        try:
            words.check_day(self.mission, field.data, today=clock.today())
        except words.TooLate as error:
            raise ValidationError(str(error)) from error


class TalkForm(AppForm):
    """A moment to talk."""

    at = DateTimeLocalField(_("Day and hour"), [InputRequired(_("Choose a moment."))])
    note = TextAreaField(_("Where, and about what"), [Length(max=LONGEST_WORD)])

    @property
    def moment(self) -> datetime:
        """Return the moment, which is typed as the clock of the reader shows it."""
        typed: datetime = self.at.data
        zone = get_timezone() or ZoneInfo("UTC")
        return typed.replace(tzinfo=ZoneInfo(str(zone))).astimezone(UTC)

    def validate_at(self, field: Field) -> None:
        """Take a moment that is still to come, in a year that calendars know."""
        if field.data is None:
            return
        if not 2000 <= field.data.year <= 2200 or self.moment <= clock.now():
            raise ValidationError(_("Choose a moment that is still to come."))


class DeclineForm(AppForm):
    """A no that opens a door."""

    reason = SelectField(
        _("Reason"), [InputRequired(_("Choose a reason."))], choices=lambda: _choices(REASONS)
    )
    feedback = TextAreaField(
        _("What they read"),
        [
            InputRequired(_("Write 20 characters at least: the person reads them.")),
            Length(max=LONGEST_WORD),
        ],
    )
    next_step = SelectField(
        _("Next step"),
        [InputRequired(_("Choose a next step."))],
        choices=lambda: _choices(NEXT_STEPS),
    )
    next_mission = SelectField(
        _("Which mission"), coerce=int, choices=[SelectChoice("0", "")], default=0
    )
    next_note = TextAreaField(_("The next step in a few words"), [Length(max=LONGEST_WORD)])
    offers_talk = BooleanField(_("I offer a talk about it"))

    @classmethod
    def among(cls, missions: Sequence[tuple[int, str]], **values: object) -> Self:
        """Return the form with the missions that can be proposed."""
        form = cls.from_request(**values)
        form.next_mission.choices = [
            # An empty label would be written as its value.
            SelectChoice("0", str(_("No mission"))),
            *(SelectChoice(str(number), title) for number, title in missions),
        ]
        return form

    def validate_feedback(self, field: TextAreaField) -> None:
        """Ask for twenty characters."""
        if len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(_("Write 20 characters at least: the person reads them."))

    def validate_next_mission(self, field: SelectField) -> None:
        """Ask which mission, where one is the next step."""
        if self.next_step.data == NextStep.MISSION and not 0 < (field.data or 0) <= LARGEST_ID:
            raise ValidationError(_("Choose the mission which you propose."))

    def validate_next_note(self, field: TextAreaField) -> None:
        """Ask what the next step is, where it is no mission."""
        if self.next_step.data != NextStep.MISSION and not (field.data or "").strip():
            raise ValidationError(_("Say in a few words what the next step is."))

    @property
    def said(self) -> Decline:
        """Return what was said, as the service takes it."""
        step = NextStep(self.next_step.data)
        return Decline(
            reason=DeclineReason(self.reason.data),
            feedback=(self.feedback.data or "").strip(),
            next_step=step,
            next_note=(self.next_note.data or "").strip(),
            next_mission_id=self.next_mission.data if step is NextStep.MISSION else None,
            offers_talk=bool(self.offers_talk.data),
        )


def _choices(words_of: Mapping[Any, object]) -> list[SelectChoice]:
    return [SelectChoice("", ""), *(SelectChoice(str(k), str(v)) for k, v in words_of.items())]
