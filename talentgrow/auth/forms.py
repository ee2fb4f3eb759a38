"""The forms of one's own account."""

from flask_security.forms import LoginForm
from flask_security.proxies import _security
from wtforms import (
    Field,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from talentgrow.auth import tokens, web
from talentgrow.auth.models import Account
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _

# Beyond any passphrase, and below what the hash function refuses to read.
LONGEST_PASSWORD = 1_000
SHORTEST_PASSWORD = 12


def check_length(field: Field) -> None:
    """Refuse what cannot be a password before it is compared or stored."""
    if len(field.data or "") > LONGEST_PASSWORD:
        raise StopValidation(
            gettext("A password has at most %(num)s characters.", num=LONGEST_PASSWORD)
        )


class SignInForm(LoginForm):
    """Address and password; nothing that would outlive signing out."""

    remember = None  # type: ignore[assignment]

    def validate_password(self, field: Field) -> None:
        """Refuse what cannot be a password before it is compared."""
        check_length(field)


class PresentPassword(AppForm):
    """What changes a way into the account asks for the password again."""

    password = PasswordField(_("Present password"), [InputRequired()])

    def validate_password(self, field: Field) -> None:
        """Compare it with the one of the signed-in person."""
        check_length(field)
        if not web.knows_password(field.data):
            raise ValidationError(gettext("This is not your present password."))


class NewPasswordForm(AppForm):
    """A new password, twice."""

    new_password = PasswordField(_("New password"), [InputRequired()])
    new_password_confirm = PasswordField(_("New password, once more"), [InputRequired()])
    # Whose password it will be; set by the view.
    account: Account | None = None

    def validate_new_password(self, field: Field) -> None:
        """Refuse what is too short, too long or easily guessed."""
        check_length(field)
        if len(field.data) < SHORTEST_PASSWORD:
            raise ValidationError(gettext("Use %(num)s characters or more.", num=SHORTEST_PASSWORD))
        if self.account and _contains_name(field.data, self.account):
            raise ValidationError(gettext("Choose one without your own name or address."))
        problems, normal = _security.password_util.validate(field.data, False)
        if problems:
            raise ValidationError(" ".join(str(problem) for problem in problems))
        field.data = normal

    def validate_new_password_confirm(self, field: Field) -> None:
        """Keep a slip of the finger from locking somebody out."""
        normal = _security.password_util.normalize(field.data or "")
        if normal != self.new_password.data:
            raise ValidationError(gettext("The two are not the same."))


class ChangePasswordForm(NewPasswordForm, PresentPassword):
    """The present password, and the new one twice."""

    def validate_new_password(self, field: Field) -> None:
        """Refuse the present one too."""
        if field.data == self.password.data:
            raise ValidationError(gettext("This is your present password: choose another."))
        super().validate_new_password(field)


class TokenForm(PresentPassword):
    """Make a token for a program."""

    name = StringField(_("Name of the program"), [DataRequired(), Length(max=tokens.LONGEST_NAME)])
    scopes = SelectMultipleField(
        _("What it may do"),
        [DataRequired()],
        choices=lambda: [SelectChoice(scope, str(says)) for scope, says in tokens.SCOPES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    days = RadioField(_("How long it works"), [InputRequired()], coerce=int, default=90)


def _contains_name(password: str, account: Account) -> bool:
    """Tell whether most of a password is what everybody knows of its owner."""
    rest = password.lower()
    for word in (account.email, account.person.first_name, account.person.last_name):
        rest = rest.replace(word.lower(), "") if len(word) > 2 else rest
    return len(rest) < SHORTEST_PASSWORD // 2
