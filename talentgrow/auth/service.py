"""What can be done with accounts. Functions flush; the web edge commits."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask_security import hash_password
from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.auth import passwords
from talentgrow.auth.models import Account, GrantedRole, RoleScope
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.localized import LOCALES
from talentgrow.people.models import Person

OPENED = audit.Kind("accounts.opened", "email", "roles")
CHANGED = audit.Kind("accounts.changed", "email", "roles", "scope")
CLOSED = audit.Kind("accounts.closed", "reason")
PASSWORD_CHANGED = audit.Kind("accounts.password_changed")
LANGUAGE_CHOSEN = audit.Kind("accounts.language_chosen", "locale")


class NoAddress(DomainError):
    """Somebody without an e-mail address cannot sign in."""


class AddressTaken(DomainError):
    """An address belongs to one account only."""


class LastAdministrator(DomainError):
    """Without an administrator nobody could let anybody in."""


@dataclass(frozen=True, slots=True)
class Places:
    """The part of the organisation for which somebody is HR; nothing listed means the whole."""

    unit_ids: frozenset[int] = frozenset()
    site_ids: frozenset[int] = frozenset()


def open_account(
    person: Person,
    password: str | None,
    *,
    roles: Collection[Role],
    by: Actor,
    now: datetime,
    places: Places | None = None,
) -> Account:
    """Let a person sign in with their e-mail address; without a password they need a link first.

    :raises NoAddress: the person has no e-mail address
    :raises AddressTaken: another account has this address
    """
    email = _address_of(person)
    account = Account(
        person_id=person.id,
        person=person,
        email=email,
        password=None if password is None else hash_password(password),
        fs_uniquifier=secrets.token_hex(32),
        roles=[GrantedRole(name=role) for role in sorted(roles)],
    )
    db.session.add(account)
    db.session.flush()
    _limit(account, places or Places())
    audit.record(OPENED, account, by=by, now=now, email=account.email, roles=sorted(roles))
    return account


def change(
    account: Account,
    password: str | None,
    *,
    roles: Collection[Role],
    by: Actor,
    now: datetime,
    places: Places | None = None,
) -> None:
    """Give an account other roles, the person's address and, if there is one, a new password.

    A new password ends every session that the old one opened. HR stays limited as it was unless
    `places` says otherwise.

    :raises NoAddress: the person has no e-mail address
    :raises AddressTaken: another account has this address
    """
    account.email = _address_of(account.person, account)
    account.active = account.person.left_on is None
    _give(account, roles, places)
    if password is not None:
        passwords.choose(account, password, now=now)
    _note_change(account, by=by, now=now)


def give_roles(
    account: Account, roles: Collection[Role], places: Places, *, by: Actor, now: datetime
) -> None:
    """Give an account exactly these roles, HR for some places or, where none are listed, for all.

    :raises LastAdministrator: nobody else could give roles afterwards
    """
    if Role.ADMIN not in roles:
        refuse_last_administrator(account)
    _hold(account)
    _give(account, roles, places)
    _note_change(account, by=by, now=now)


def _hold(account: Account) -> None:
    """Let nobody else change the roles of an account meanwhile, and read them anew.

    Else two who limit HR at once would leave the places of both.
    """
    db.session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    for granted in account.roles:
        db.session.expire(granted)
    db.session.expire(account, ["roles"])


def take_address(account: Account, *, by: Actor, now: datetime) -> None:
    """Let an account be opened with the address which its person has now.

    :raises NoAddress: the person has no e-mail address
    :raises AddressTaken: another account has this address
    """
    account.email = _address_of(account.person, account)
    db.session.flush()
    _note_change(account, by=by, now=now)


def refuse_last_administrator(account: Account) -> None:
    """Make sure that somebody else is an administrator, also if two are taken away at once.

    :raises LastAdministrator: there is nobody else
    """
    administrators = set(
        db.session.scalars(
            select(GrantedRole.account_id)
            .join(Account, Account.id == GrantedRole.account_id)
            .where(GrantedRole.name == Role.ADMIN, Account.active.is_(True))
            .order_by(GrantedRole.id)
            .with_for_update()
        )
    )
    if administrators == {account.id}:
        raise LastAdministrator(_("This is the only administrator. Make somebody else one first."))


def close_accounts_of_leavers(*, now: datetime) -> None:
    """Let nobody sign in who has left; their open sessions end with it.

    Whoever comes back gets in again through `change`.
    """
    leavers = db.session.scalars(
        select(Account)
        .join(Person, Person.id == Account.person_id)
        .where(Account.active.is_(True), Person.left_on.is_not(None))
    )
    for account in leavers.unique().all():
        close(account, reason="left", by=SYSTEM, now=now)


def close(account: Account, *, reason: str, by: Actor, now: datetime) -> None:
    """Let somebody no longer sign in; sessions and links end, tokens do nothing."""
    account.active = False
    passwords.sign_out_everywhere(account, now=now)
    passwords.void_links(account, now=now)
    audit.record(CLOSED, account, by=by, now=now, reason=reason)


def note_new_password(account: Account, *, by: Actor, now: datetime) -> None:
    """Remember that somebody changed their password, never the password."""
    audit.record(PASSWORD_CHANGED, account, by=by, now=now)


def choose_language(account: Account, locale: str, *, by: Actor, now: datetime) -> None:
    """Keep a person's language for the next time they sign in; an unknown one changes nothing."""
    if locale in LOCALES and locale != account.person.locale:
        account.person.locale = locale
        db.session.flush()
        audit.record(LANGUAGE_CHOSEN, account, by=by, now=now, locale=locale)


def _address_of(person: Person, account: Account | None = None) -> str:
    """Return the address with which a person may sign in."""
    if not person.email:
        raise NoAddress(_("This person has no e-mail address."))
    owner = db.session.scalar(select(Account.id).where(Account.email == person.email))
    if owner is not None and (account is None or owner != account.id):
        raise AddressTaken(_("Another account has this address."))
    return person.email


def _give(account: Account, roles: Collection[Role], places: Places | None) -> None:
    """Let an account hold exactly `roles`; `places` of None leaves HR limited as it was."""
    held = {granted.name: granted for granted in account.roles}
    for role in held.keys() - set(roles):
        account.roles.remove(held[role])
        db.session.delete(held[role])
    for role in sorted(set(roles) - held.keys()):
        account.roles.append(GrantedRole(account_id=account.id, name=role))
    db.session.flush()
    if places is not None:
        _limit(account, places)


def _limit(account: Account, places: Places) -> None:
    """Let an account be HR for some places only."""
    for granted in account.roles:
        if granted.name is not Role.HR:
            continue
        granted.scopes.clear()
        # The old rows go first: the new ones may be for the same places.
        db.session.flush()
        granted.scopes.extend(RoleScope(unit_id=unit_id) for unit_id in sorted(places.unit_ids))
        granted.scopes.extend(RoleScope(site_id=site_id) for site_id in sorted(places.site_ids))
    db.session.flush()


def _note_change(account: Account, *, by: Actor, now: datetime) -> None:
    roles = sorted(granted.name for granted in account.roles)
    limits = [limit for granted in account.roles for limit in granted.scopes]
    scope = sorted(
        f"unit:{limit.unit_id}" if limit.unit_id else f"site:{limit.site_id}" for limit in limits
    )
    audit.record(CHANGED, account, by=by, now=now, email=account.email, roles=roles, scope=scope)
