"""What people say to their legs, and what they propose."""

from typing import Any

from flask import request
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.shadowing.exchanges import proposing
from talentgrow.shadowing.exchanges.answering import Word
from talentgrow.shadowing.exchanges.proposing import Wanted
from talentgrow.shadowing.exchanges.shown import wording
from talentgrow.shadowing.visits.models import Says, VisitDecline


def words() -> dict[int, Word]:
    """Return what was said to which leg; a no wins over a yes to the same."""
    said = {leg_id: Word(Says.YES) for leg_id in request.form.getlist("yes", type=int)}
    reason = request.form.get("reason", "")
    known = VisitDecline(reason) if reason in set(VisitDecline) else None
    return said | {leg_id: Word(Says.NO, known) for leg_id in request.form.getlist("no", type=int)}


class ProposalForm(AppForm):
    """A swap with somebody who wishes to see what one does."""

    visits_on = DateField(_("When you visit"), [InputRequired(_("Choose a day."))])
    hosts_on = DateField(_("When you are visited"), [InputRequired(_("Choose a day."))])
    half_days = SelectField(_("How long each visit is"), [InputRequired()], coerce=int, default=2)
    message = TextAreaField(
        _("A word to your colleague"), [Length(max=proposing.LONGEST_MESSAGE)], default=""
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)  # type: ignore[no-untyped-call]
        self.half_days.choices = [(one, wording.length(one)) for one in proposing.LENGTHS]

    @property
    def wanted(self) -> Wanted:
        """Return what is proposed, of a form that is valid."""
        visits_on, hosts_on = self.visits_on.data, self.hosts_on.data
        assert visits_on is not None and hosts_on is not None  # noqa: S101, PT018 - it is valid
        return Wanted(visits_on, hosts_on, self.half_days.data, (self.message.data or "").strip())
