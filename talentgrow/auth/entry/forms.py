"""The forms of whoever is not signed in yet."""

from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _


class ForgottenForm(AppForm):
    """The address to which a link shall go."""

    email = EmailField(_("E-mail address"), [InputRequired(), Length(max=254)])


class CodeForm(AppForm):
    """The second step of signing in: a code of the app, or one from paper."""

    code = StringField(_("Code"), [InputRequired(), Length(max=40)])
