"""The forms of one's own account: those of the library, a little stricter."""

from flask_security.forms import ChangePasswordForm, LoginForm
from wtforms import Field
from wtforms.validators import StopValidation

from talentgrow.infra.i18n import gettext as _

# Beyond any passphrase, and below what the hash function refuses to read.
LONGEST_PASSWORD = 1_000


def _check_length(field: Field) -> None:
    if len(field.data or "") > LONGEST_PASSWORD:
        raise StopValidation(_("A password has at most %(num)s characters.", num=LONGEST_PASSWORD))


class SignInForm(LoginForm):
    """Address and password; nothing that would outlive signing out."""

    remember = None  # type: ignore[assignment]

    def validate_password(self, field: Field) -> None:
        """Refuse what cannot be a password before it is compared."""
        _check_length(field)


class PasswordForm(ChangePasswordForm):
    """The present password, and the new one twice."""

    def validate_password(self, field: Field) -> None:
        """Refuse what cannot be a password before it is compared."""
        _check_length(field)

    def validate_new_password(self, field: Field) -> None:
        """Refuse what cannot be stored."""
        _check_length(field)
