"""The forms on the page of a nominee."""

from datetime import date
from typing import Self

from flask import request
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.nominations.consent import service
from talentgrow.nominations.consent.evidence import Picked
from talentgrow.nominations.consent.service import LONGEST_COMMITMENT, LONGEST_WORDS
from talentgrow.nominations.models import Nominee


class WordsForm(AppForm):
    """Own words, what one commits to, and what one shows."""

    seen = HiddenField()
    words = TextAreaField(_("Your own words"), [Length(max=LONGEST_WORDS)])
    commitment = TextAreaField(_("What you commit to"), [Length(max=LONGEST_COMMITMENT)])

    @classmethod
    def filled_from(cls, nominee: Nominee) -> Self:
        """Return the form as it stands on a page on which it was not sent."""
        return cls(
            formdata=None,
            seen=nominee.version,
            words=nominee.words,
            commitment=nominee.commitment,
        )

    @property
    def version(self) -> int:
        """Return the version from which the form was filled; nonsense is none that ever was."""
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def said(self) -> tuple[str, str]:
        """Return the words and the commitment."""
        return (self.words.data or "").strip(), (self.commitment.data or "").strip()

    @property
    def has_picks(self) -> bool:
        """Tell whether the form showed what can be picked: else nothing is to be changed."""
        return "picks" in request.form

    @property
    def picked(self) -> Picked:
        """Return what was picked."""
        return Picked(claim_ids=_ids("claim"), credit_ids=_ids("credit"), visit_ids=_ids("visit"))


class LaterForm(AppForm):
    """The day on which somebody wants to be asked again."""

    until = DateField(_("On which day"), [InputRequired(_("Choose a day."))])

    def validate_until(self, field: DateField) -> None:
        """Take a day that is to come, within a year."""
        if field.data is None:
            return
        try:
            service.check_day(field.data, today=clock.today())
        except service.NotThisDay as error:
            raise ValidationError(str(error)) from error

    @property
    def day(self) -> date:
        """Return the day of a form that was accepted."""
        found: date = self.until.data
        return found


def _ids(name: str) -> frozenset[int]:
    """Return the numbers that were picked under a name; nonsense picks nothing."""
    texts = request.form.getlist(name)
    found = {int(text) for text in texts if text.isdecimal() and len(text) <= len(str(LARGEST_ID))}
    return frozenset(number for number in found if 0 < number <= LARGEST_ID)
