"""Forms of the job pages."""

from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.jobs.service import BridgeValues

LONGEST_NOTE = 400


class BridgeForm(AppForm):
    """Declare a bridge from one job to another."""

    target = SelectField(_("To the job"), [DataRequired()], coerce=int, render_kw={"data-tom": "1"})
    note_fr = TextAreaField(_("Why, in French"), [Length(max=LONGEST_NOTE)])
    note_en = TextAreaField(_("Why, in English"), [Length(max=LONGEST_NOTE)])

    def values(self) -> BridgeValues:
        """Return what was chosen, as the service takes it."""
        return BridgeValues(
            target_id=self.target.data,
            note_fr=(self.note_fr.data or "").strip(),
            note_en=(self.note_en.data or "").strip(),
        )
