"""What people send about talent pools."""

from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.text import search_key
from talentgrow.missions.house_pages.forms import CountField, VersionedForm
from talentgrow.nominations.place_form import PlaceForm
from talentgrow.nominations.pools.keeping import FEWEST_MONTHS, MOST_MONTHS, PoolValues
from talentgrow.people.organisation import Places

LONGEST_NAME = 120
LONGEST_PURPOSE = 1000
LONGEST_WORD = 1000


class PoolForm(PlaceForm):
    """A talent pool in both languages."""

    name_fr = StringField(_("Name in French"), [Length(max=LONGEST_NAME)])
    name_en = StringField(_("Name in English"), [Length(max=LONGEST_NAME)])
    purpose_fr = TextAreaField(
        _("What it is for, in French"), [Length(max=LONGEST_PURPOSE)], render_kw={"rows": 3}
    )
    purpose_en = TextAreaField(
        _("What it is for, in English"), [Length(max=LONGEST_PURPOSE)], render_kw={"rows": 3}
    )
    months = CountField(
        _("Months somebody stays, unless told"),
        [
            InputRequired(),
            NumberRange(
                min=FEWEST_MONTHS,
                max=MOST_MONTHS,
                message=_("A number from %(min)s to %(max)s."),
            ),
        ],
    )

    def offer(self, places: Places) -> None:
        """Say which units and sites can be chosen."""
        self.offer_places(places.units, places.sites, no_unit=gettext("No unit in particular"))

    def validate_name_fr(self, field: StringField) -> None:
        """Ask for a name in one language at least."""
        if not search_key(field.data or "") and not search_key(self.name_en.data or ""):
            raise ValidationError(gettext("Give the pool a name in at least one language."))

    def validate_purpose_fr(self, field: TextAreaField) -> None:
        """Ask what members may expect, in one language at least."""
        if not search_key(field.data or "") and not search_key(self.purpose_en.data or ""):
            raise ValidationError(gettext("Say what the pool is for: its members read it."))

    def validate_site_id(self, field: SelectField) -> None:
        """Let a pool be for one place only."""
        if field.data and self.unit_id.data:
            raise ValidationError(gettext("Choose a unit or a site, not both."))

    def values(self) -> PoolValues:
        """Return what was typed, as the service takes it."""
        typed: dict[str, Any] = {name: self[name].data for name in PoolValues.__dataclass_fields__}
        words = {
            name: (typed[name] or "").strip()
            for name in ("name_fr", "name_en", "purpose_fr", "purpose_en")
        }
        return PoolValues(**typed | words)


class RenewForm(VersionedForm):
    """A later last day."""

    until = DateField(_("Until"), [InputRequired()])


class EndForm(VersionedForm):
    """The word with which a membership ends."""

    word = TextAreaField(_("A word, if you like"), [Length(max=LONGEST_WORD)])


class AskForm(AppForm):
    """About which mission or job HR wants to talk to a member."""

    about = HiddenField(validators=[InputRequired()])
    message = TextAreaField(_("What you would like to talk about"), [Length(max=LONGEST_WORD)])


class ApproachDeferForm(AppForm):
    """From when a manager can spare somebody."""

    from_day = DateField(_("From which day"), [InputRequired()])


class ApproachReasonForm(AppForm):
    """Why a manager says no."""

    reason = TextAreaField(_("Why"), [Length(max=LONGEST_WORD)])


class AnswerForm(AppForm):
    """What a member answers."""

    wants = StringField(validators=[AnyOf(("yes", "no"))])
    words = TextAreaField(_("A word, if you like"), [Optional(), Length(max=LONGEST_WORD)])
