"""The form of an agreement."""

from typing import Self

from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.missions.house_pages.forms import VersionedForm
from talentgrow.shadowing.agreements.service import AgreementValues, values_of
from talentgrow.shadowing.agreements.wording import TRAVEL
from talentgrow.shadowing.visits.models import Travel, Visit

LONGEST = 1500


class AgreementForm(VersionedForm):
    """What two people agree on before a visit."""

    aims = TextAreaField(
        _("What the visit is for"),
        [InputRequired(_("Say in a sentence what the visit is for.")), Length(max=LONGEST)],
    )
    programme = TextAreaField(_("Hours and programme"), [Length(max=LONGEST)])
    safety = TextAreaField(
        _("Safety"),
        [Length(max=LONGEST)],
        description=_("What to wear, what not to touch, where to go in an emergency."),
    )
    confidentiality = TextAreaField(
        _("Confidentiality"),
        [Length(max=LONGEST)],
        description=_("What stays among you."),
    )
    travel = SelectField(
        _("Travel"),
        choices=lambda: [SelectChoice(one.value, str(label)) for one, label in TRAVEL.items()],
    )

    @classmethod
    def filled_from(cls, visit: Visit) -> Self:
        """Return the form with what is agreed so far."""
        known = values_of(visit)
        return cls(
            formdata=None,
            version=visit.version,
            aims=known.aims,
            programme=known.programme,
            safety=known.safety,
            confidentiality=known.confidentiality,
            travel=known.travel.value,
        )

    @property
    def values(self) -> AgreementValues:
        """Return what was typed, of a form that was accepted."""
        return AgreementValues(
            aims=_typed(self.aims),
            programme=_typed(self.programme),
            safety=_typed(self.safety),
            confidentiality=_typed(self.confidentiality),
            travel=Travel(self.travel.data),
        )


def _typed(field: TextAreaField) -> str:
    return (field.data or "").strip().replace("\r\n", "\n")
