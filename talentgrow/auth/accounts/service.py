"""What administrators do with the accounts of others. Functions flush; the web edge commits."""

from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.auth import links, passwords, service
from talentgrow.auth.factors import codes, passkeys
from talentgrow.auth.models import Account, LinkPurpose
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person

REOPENED = audit.Kind("accounts.reopened")
FACTORS_TAKEN_OFF = audit.Kind("accounts.factors_taken_off")


class HasLeft(DomainError):
    """Whoever has left does not sign in."""


class IsClosed(DomainError):
    """A closed account gets no link."""


def invite(person: Person, *, by: Actor, now: datetime) -> Account:
    """Open an account for a person and send them the link to choose a password.

    :raises HasLeft: the person works here no more
    :raises NoAddress: the person has no e-mail address
    :raises AddressTaken: another account has this address
    """
    _refuse_leaver(person)
    account = service.open_account(person, None, roles=(), by=by, now=now)
    links.send(account, LinkPurpose.INVITATION, by=by, now=now)
    return account


def send_link(account: Account, *, by: Actor, now: datetime) -> None:
    """Send the link again, or one for a new password to whoever has one.

    :raises IsClosed: the account is closed
    """
    if not account.active:
        raise IsClosed(_("This account is closed: open it first."))
    purpose = LinkPurpose.RESET if account.password else LinkPurpose.INVITATION
    links.send(account, purpose, by=by, now=now)


def close(account: Account, *, by: Actor, now: datetime) -> None:
    """Let somebody no longer sign in, at once.

    :raises LastAdministrator: nobody could open it again
    """
    service.refuse_last_administrator(account)
    if account.active:
        service.close(account, reason="administrator", by=by, now=now)


def reopen(account: Account, *, by: Actor, now: datetime) -> None:
    """Let somebody sign in again, with the password they had.

    :raises HasLeft: the person works here no more
    """
    _refuse_leaver(account.person)
    account.active = True
    db.session.flush()
    audit.record(REOPENED, account, by=by, now=now)


def take_factors_off(account: Account, *, by: Actor, now: datetime) -> None:
    """Help somebody who lost their phone: no code, no passkey, every session ends.

    The password stays the only way in, until they switch the second factor on again.
    """
    codes.switch_off(account, by=by, now=now)
    passkeys.forget_all(account)
    passwords.sign_out_everywhere(account, now=now)
    audit.record(FACTORS_TAKEN_OFF, account, by=by, now=now)


def use_present_address(account: Account, *, by: Actor, now: datetime) -> None:
    """Let somebody sign in with the address they have now; links to the old one are worthless.

    It never follows by itself: whoever may correct an address could then open the account.

    :raises NoAddress: the person has no e-mail address
    :raises AddressTaken: another account has this address
    """
    passwords.void_links(account, now=now)
    service.take_address(account, by=by, now=now)


def _refuse_leaver(person: Person) -> None:
    if person.left_on is not None:
        raise HasLeft(_("%(name)s has left and does not sign in.", name=person.name))
