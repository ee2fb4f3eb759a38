"""What can be done with accounts. Functions flush; the web edge commits."""

import secrets
from collections.abc import Collection
from datetime import datetime

from flask_security import hash_password
from sqlalchemy import select, update

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account, GrantedRole
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.localized import LOCALES
from talentgrow.people.models import Person

OPENED = audit.Kind("accounts.opened", "email", "roles")
CHANGED = audit.Kind("accounts.changed", "email", "roles")


class NoAddress(DomainError):
    """Somebody without an e-mail address cannot sign in."""


class AddressTaken(DomainError):
    """An address belongs to one account only."""


def open_account(
    person: Person, password: str, *, roles: Collection[Role], by: Actor, now: datetime
) -> Account:
    """Let a person sign in with their e-mail address.

    :raises NoAddress: the person has no e-mail address
    :raises AddressTaken: another account has this address
    """
    if not person.email:
        raise NoAddress(_("This person has no e-mail address."))
    if db.session.scalar(select(Account.id).where(Account.email == person.email)):
        raise AddressTaken(_("Another account has this address."))
    account = Account(
        person_id=person.id,
        email=person.email,
        password=hash_password(password),
        fs_uniquifier=secrets.token_hex(32),
        roles=[GrantedRole(name=role) for role in sorted(roles)],
    )
    db.session.add(account)
    db.session.flush()
    audit.record(OPENED, account, by=by, now=now, email=person.email, roles=sorted(roles))
    return account


def change(
    account: Account, password: str | None, *, roles: Collection[Role], by: Actor, now: datetime
) -> None:
    """Give an account other roles, the person's address and, if there is one, a new password.

    A new password ends every session that the old one opened.

    :raises NoAddress: the person has no e-mail address
    """
    if not account.person.email:
        raise NoAddress(_("This person has no e-mail address."))
    account.email = account.person.email
    account.active = account.person.left_on is None
    held = {granted.name: granted for granted in account.roles}
    for role in held.keys() - set(roles):
        db.session.delete(held[role])
    for role in sorted(set(roles) - held.keys()):
        db.session.add(GrantedRole(account_id=account.id, name=role))
    if password is not None:
        account.password = hash_password(password)
        account.fs_uniquifier = secrets.token_hex(32)
    db.session.flush()
    audit.record(CHANGED, account, by=by, now=now, email=account.email, roles=sorted(roles))


def close_accounts_of_leavers() -> None:
    """Let nobody sign in who has left; their open sessions end with it.

    Whoever comes back gets in again through `change`.
    """
    has_left = select(Person.id).where(Person.left_on.is_not(None))
    db.session.execute(
        update(Account)
        .where(Account.active.is_(True), Account.person_id.in_(has_left))
        .values(active=False)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def choose_language(account: Account, locale: str) -> None:
    """Keep a person's language for the next time they sign in; an unknown one changes nothing."""
    if locale in LOCALES:
        account.person.locale = locale
        db.session.flush()
