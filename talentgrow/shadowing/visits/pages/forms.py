"""Forms about visits."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.shadowing.models import LONGEST, Aim, Offer, Timing
from talentgrow.shadowing.offers.room import Day
from talentgrow.shadowing.visits import answering, words
from talentgrow.shadowing.visits.models import Side, Visit, VisitCancel, VisitDecline
from talentgrow.shadowing.visits.moving import Arrangement
from talentgrow.shadowing.visits.pages import wording
from talentgrow.shadowing.visits.requesting import LONGEST_MESSAGE, Wanted
from talentgrow.shadowing.visits.telling import How

LONGEST_NOTE = 1000
LONGEST_PLACE = 200


def _offered(words_of: Mapping[Any, Any]) -> Any:
    """Return what makes the choices, in the language of the reader."""
    return lambda: [SelectChoice(str(value), str(text)) for value, text in words_of.items()]


class RequestForm(AppForm):
    """Ask for a visit: a day, what one wants of it, and a few words."""

    slot = RadioField(_("On which day"), coerce=int, validate_choice=False)
    day = DateField(_("On which day"), [Optional()])
    aim = RadioField(
        _("What for"), [InputRequired(_("Choose one."))], choices=_offered(wording.AIMS)
    )
    message = TextAreaField(_("What you would like to see"), [Length(max=LONGEST_MESSAGE)])

    offer: Offer

    @classmethod
    def on(cls, offer: Offer, days: Sequence[Day], **values: object) -> Self:
        """Return the form with the days of an offer."""
        form = cls.from_request(**values)
        form.offer = offer
        form.slot.choices = [SelectChoice(str(day.slot_id or 0), "") for day in days]
        return form

    def validate_slot(self, field: RadioField) -> None:
        """Ask for one of the days that the host has set."""
        if self.offer.timing is Timing.SLOTS and not 0 < (field.data or 0) <= LARGEST_ID:
            raise ValidationError(gettext("Choose one of the days."))

    def validate_day(self, field: DateField) -> None:
        """Ask for a day within the times of the host."""
        if self.offer.timing is Timing.PERIODS and field.data is None and not field.errors:
            raise ValidationError(gettext("Choose a day."))

    @property
    def wanted(self) -> Wanted:
        """Return what was asked for, as the service takes it."""
        is_set = self.offer.timing is Timing.SLOTS
        return Wanted(
            aim=Aim(self.aim.data),
            message=(self.message.data or "").strip(),
            slot_id=self.slot.data if is_set else None,
            starts_on=None if is_set else self.day.data,
        )


class BlankForm(AppForm):
    """A form that can stand empty on a page on which another one was sent."""

    @classmethod
    def blank(cls, **values: Any) -> Self:
        """Return the form as it stands before anybody has typed."""
        return cls(formdata=None, **values)


class WelcomeForm(BlankForm):
    """Yes, with a ready sentence or one's own."""

    ready = RadioField(
        _("What your visitor reads"),
        [Optional()],
        choices=_offered(dict(enumerate(wording.WELCOMES))),
        default="0",
    )
    words = TextAreaField(_("Or in your own words"), [Length(max=answering.LONGEST_WORD)])

    @property
    def sentence(self) -> object:
        """Return what the visitor reads: what was typed, else the sentence that was chosen."""
        # Blanks are no choice, and none was made.
        number = str(self.ready.data or "").strip() or "0"
        return (self.words.data or "").strip() or wording.WELCOMES[int(number)]


class DeclineForm(BlankForm):
    """No, with a reason and a sentence that is ready for it, or one's own."""

    reason = RadioField(
        _("Why"), [InputRequired(_("Choose a reason."))], choices=_offered(wording.DECLINES)
    )
    words = TextAreaField(
        _("In your own words"),
        [Length(max=answering.LONGEST_WORD)],
    )

    def validate_words(self, field: TextAreaField) -> None:
        """Ask for twenty characters where no sentence is ready."""
        typed = (field.data or "").strip()
        is_ready = self.reason.data in wording.REGRETS or not self.reason.data
        if len(typed) < SHORTEST_REASON and (typed or not is_ready):
            raise ValidationError(answering.too_short())

    @property
    def why(self) -> VisitDecline:
        """Return the reason."""
        return VisitDecline(self.reason.data)

    @property
    def sentence(self) -> object:
        """Return what the visitor reads: what was typed, else the sentence of the reason."""
        return (self.words.data or "").strip() or wording.REGRETS[self.why]


class CancelForm(BlankForm):
    """Call a visit off."""

    reason = RadioField(
        _("Why"), [InputRequired(_("Choose a reason."))], choices=_offered(wording.CANCELS)
    )
    note = TextAreaField(_("A few words to the other"), [Length(max=LONGEST_NOTE)])

    @property
    def why(self) -> VisitCancel:
        """Return the reason."""
        return VisitCancel(self.reason.data)

    @property
    def said(self) -> str:
        """Return what the other side reads."""
        return (self.note.data or "").strip()


class ArrangeForm(AppForm):
    """When and where a visit takes place."""

    starts_on = DateField(_("On which day"), [InputRequired(_("Choose a day."))])
    half_days = SelectField(
        _("How long"),
        coerce=int,
        choices=lambda: [
            SelectChoice(str(number), wording.length(number)) for number in range(1, LONGEST + 1)
        ],
    )
    begins_at = TimeField(_("Begins at"), [InputRequired(_("Choose an hour."))])
    ends_at = TimeField(_("Ends at"), [InputRequired(_("Choose an hour."))])
    is_remote = BooleanField(_("Remotely"))
    meeting_point = StringField(_("Where to meet"), [Length(max=LONGEST_PLACE)])
    seen = HiddenField(validators=[InputRequired()])

    @classmethod
    def of(cls, visit: Visit) -> Self:
        """Return the form as the visit is arranged now."""
        return cls.from_request(visit, seen=str(visit.sequence))

    def validate_ends_at(self, field: TimeField) -> None:
        """Ask for an hour after the first."""
        begins_at = self.begins_at.data
        if field.data is not None and begins_at is not None and field.data <= begins_at:
            raise ValidationError(gettext("It ends after it begins."))

    @property
    def version(self) -> int:
        """Return which state of the visit was read."""
        typed = str(self.seen.data)
        return int(typed) if typed.isdecimal() and int(typed) <= LARGEST_ID else -1

    @property
    def wanted(self) -> Arrangement:
        """Return when and where, as the service takes it."""
        return Arrangement(
            starts_on=self.starts_on.data,
            half_days=self.half_days.data,
            begins_at=self.begins_at.data,
            ends_at=self.ends_at.data,
            is_remote=bool(self.is_remote.data),
            meeting_point=(self.meeting_point.data or "").strip(),
        )


class RefuseForm(BlankForm):
    """A manager's no."""

    reason = TextAreaField(_("Why"), [Length(max=LONGEST_NOTE)])

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for twenty characters."""
        if len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(words.too_short())

    @property
    def said(self) -> str:
        """Return why."""
        return (self.reason.data or "").strip()


class DeferForm(BlankForm):
    """A manager's "yes, from that date"."""

    from_on = DateField(_("From which day"), [InputRequired(_("Choose a day."))])
    reason = TextAreaField(_("What it takes until then"), [Length(max=LONGEST_NOTE)])

    visit: Visit

    @classmethod
    def about(cls, visit: Visit) -> Self:
        """Return the form whose day is checked against a visit."""
        form = cls.from_request()
        form.visit = visit
        return form

    def validate_from_on(self, field: DateField) -> None:
        """Take a day that is still to come, up to the limit of the house."""
        if field.data is None:
            return
        try:
            words.check_day(self.visit, field.data, today=clock.today())
        except words.WrongDay as error:
            raise ValidationError(str(error)) from error

    @property
    def said(self) -> str:
        """Return what it takes until then."""
        return (self.reason.data or "").strip()


class HowForm(BlankForm):
    """How a visit went, and who did not come where it did not take place."""

    how = RadioField(
        _("How was it"),
        [InputRequired(_("Choose one."))],
        choices=_offered(
            {
                How.TOOK_PLACE: _("It took place"),
                How.PARTLY: _("It took place in part"),
                How.MISSED: _("It did not take place"),
            }
        ),
    )
    missed_by = RadioField(_("Who could not come"), [Optional()], validate_choice=False)

    @property
    def said(self) -> How:
        """Return how it went."""
        return How(self.how.data)

    @property
    def who(self) -> Side | None:
        """Return which side did not come, where one was named."""
        known = {str(side): side for side in Side}
        return known.get(str(self.missed_by.data))
