"""The forms of the accounts page."""

from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from talentgrow.auth.service import Places
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Role

NO, ALL, PART = "no", "all", "part"


class RolesForm(AppForm):
    """Which roles an account holds, and where."""

    hr = RadioField(
        _("Human resources"),
        [InputRequired()],
        choices=lambda: [
            SelectChoice(NO, gettext("No")),
            SelectChoice(ALL, gettext("Yes, for the whole organisation")),
            SelectChoice(PART, gettext("Yes, for the sites and units below")),
        ],
    )
    sites = SelectMultipleField(_("Sites"), coerce=int, render_kw={"data-tom": "1"})
    units = SelectMultipleField(_("Units"), coerce=int, render_kw={"data-tom": "1"})
    admin = BooleanField(_("Administrator: looks after accounts, sees no HR data"))

    def validate_hr(self, field: RadioField) -> None:
        """Never take an empty part for the whole."""
        if field.data == PART and not (self.sites.data or self.units.data):
            raise ValidationError(gettext("Choose a site or a unit, or the whole organisation."))

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that were chosen."""
        hr = {Role.HR} if self.hr.data != NO else set()
        return frozenset(hr | ({Role.ADMIN} if self.admin.data else set()))

    @property
    def places(self) -> Places:
        """Return the part of the organisation that was chosen; nothing for the whole."""
        if self.hr.data != PART:
            return Places()
        return Places(frozenset(self.units.data), frozenset(self.sites.data))
