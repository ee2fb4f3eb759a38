"""The mails about one's own account, in the language of whoever gets them."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from flask_babel import force_locale

from talentgrow.auth.models import Account, LinkPurpose, SignInLink
from talentgrow.infra.i18n import FULL_LOCALES
from talentgrow.infra.i18n import gettext as _
from talentgrow.notifications.outbox import is_address, queue_mail

Words = Callable[[], str]


def send_link(account: Account, link: SignInLink, url: str, *, now: datetime) -> None:
    """Send somebody the link with which they choose a password."""
    words = {LinkPurpose.RESET: _reset, LinkPurpose.INVITATION: _invitation}[link.purpose]
    _send(account, words, key=f"auth.link:{link.id}", now=now, url=url)


def tell_of_change(account: Account, what: Words, *, key: str, now: datetime) -> None:
    """Tell somebody that a way into their account has changed; `what` is said in their language."""

    def words(**_facts: str) -> tuple[str, str]:
        closing = _(
            "If it was you, there is nothing to do. If it was not, choose another password at "
            "once and tell whoever looks after TalentGrow."
        )
        return _("Your TalentGrow account has changed"), f"{what()}\n\n{closing}"

    _send(account, words, key=f"auth.change:{key}", now=now)


def _send(
    account: Account,
    words: Callable[..., tuple[str, str]],
    *,
    key: str,
    now: datetime,
    **facts: str,
) -> None:
    """Queue one mail; an address that no mail reaches must not undo what it would tell of."""
    if not is_address(account.email):
        return
    locale = account.person.locale or current_app.config["DEFAULT_LOCALE"]
    with force_locale(FULL_LOCALES[locale]):
        subject, text = words(**facts)
        greeting = _("Hello %(name)s,", name=account.person.given_name)
    queue_mail(
        account.email,
        subject=subject,
        text=f"{greeting}\n\n{text}\n",
        locale=locale,
        key=key,
        now=now,
        person_id=account.person_id,
    )


def _reset(url: str) -> tuple[str, str]:
    asked = _(
        "Somebody asked for a new password for your TalentGrow account. Choose it here within "
        "an hour; the link works once:"
    )
    otherwise = _("If it was not you, do nothing: your password stays as it is.")
    return _("Choose a new password"), f"{asked}\n\n{url}\n\n{otherwise}"


def _invitation(url: str) -> tuple[str, str]:
    organisation = current_app.config["ORGANISATION"]
    invited = _(
        "You can sign in to TalentGrow at %(organisation)s. Choose your password here within "
        "seven days; the link works once:",
        organisation=organisation,
    )
    later = _("Should the link be too old, ask for another on the sign-in page, with this address.")
    return _("Your access to TalentGrow"), f"{invited}\n\n{url}\n\n{later}"
