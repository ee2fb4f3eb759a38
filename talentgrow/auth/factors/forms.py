"""The forms of the second factor: each asks for the present password."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from talentgrow.auth.forms import PresentPassword
from talentgrow.infra.i18n import lazy_gettext as _


class SwitchOnForm(PresentPassword):
    """The code which the app shows for the new secret."""

    code = StringField(_("Code of the app"), [InputRequired(), Length(max=20)])


class SwitchOffForm(PresentPassword):
    """Nothing but the password."""


class RenewForm(PresentPassword):
    """Nothing but the password."""


class PasskeyForm(PresentPassword):
    """How its owner calls a new key."""

    name = StringField(_("Name of this passkey"), [InputRequired(), Length(max=60)])
