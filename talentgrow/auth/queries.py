"""Questions about accounts; nothing here changes anything."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.auth.models import Account, GrantedRole, RoleScope
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Role
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Person, Site, Unit
from talentgrow.people.queries import parts_of, units_with_those_below


def people(words: str, *, who: str = "") -> Select[Person]:
    """Return people by name, number or address: those with an account first, then who works here.

    `who` is "in" for those who can sign in, or the name of a role.
    """
    has_account = exists().where(Account.person_id == Person.id)
    found = (
        select(Person)
        .where(or_(Person.left_on.is_(None), has_account))
        .order_by(has_account.desc(), Person.search_key, Person.id)
    )
    if words:
        key = search_key(words)
        found = found.where(
            or_(
                Person.search_key.contains(key, autoescape=True),
                Person.email.contains(words.strip().lower(), autoescape=True),
            )
        )
    return found.where(_is(who)) if who in {"in", Role.HR, Role.ADMIN} else found


def get_person(person_id: int) -> Person:
    """Return one person whose account can be looked after.

    :raises NotFound: there is none
    """
    person = db.session.get(Person, person_id)
    if person is None or (person.left_on and account_of(person_id) is None):
        raise NotFound(_("This person does not exist."))
    return person


def account_of(person_id: int) -> Account | None:
    """Return the account of a person, if there is one."""
    return (
        db.session.scalars(select(Account).where(Account.person_id == person_id))
        .unique()
        .one_or_none()
    )


def accounts_of(person_ids: Collection[int]) -> dict[int, Account]:
    """Return the accounts of several people, by person."""
    found = db.session.scalars(select(Account).where(Account.person_id.in_(person_ids)))
    return {account.person_id: account for account in found.unique()}


def hr_of(person_id: int, *, besides: Collection[int] = ()) -> frozenset[int]:
    """Return who in HR is told about a person: those of that part, else those of the whole house.

    `besides` may not be the ones to answer, such as those whom it is about.
    """
    return frozenset(person.id for person in people_in_hr_of(person_id, besides=besides))


def people_in_hr_of(person_id: int, *, besides: Collection[int] = ()) -> list[Person]:
    """Return the same as people, by name, even where they have left."""
    asked = [(one, scopes) for one, scopes in _in_hr() if one.id not in besides]
    of_all = [one for one, scopes in asked if not scopes]
    if len(of_all) == len(asked):
        return of_all
    units, sites = parts_of(person_id)
    of_part = [
        one
        for one, scopes in asked
        if any(limit.unit_id in units or limit.site_id in sites for limit in scopes)
    ]
    return of_part or of_all


def hr_for(unit_id: int | None, site_id: int | None, *, also: Collection[int]) -> frozenset[int]:
    """Return who in HR answers for all of a unit or a site, else those of the whole house.

    With neither it is the whole house. Those of `also` who are in HR still come too.
    """
    asked = _in_hr()
    found = {one.id for one, _scopes in asked if one.id in also}
    of_all = {one.id for one, scopes in asked if not scopes}
    if (unit_id is None and site_id is None) or len(of_all) == len(asked):
        return frozenset(found | of_all)
    below = units_with_those_below()

    def has_all(scopes: Collection[RoleScope]) -> bool:
        units = {low for limit in scopes if limit.unit_id for low in below[limit.unit_id]}
        sites = {limit.site_id for limit in scopes}
        return (unit_id is None or unit_id in units) and (site_id is None or site_id in sites)

    of_part = {one.id for one, scopes in asked if scopes and has_all(scopes)}
    return frozenset(found | (of_part or of_all))


def _in_hr() -> list[tuple[Person, list[RoleScope]]]:
    """Return who is in HR by name, each with the parts to which that is limited."""
    granted = db.session.execute(
        select(Person, GrantedRole)
        .join(Account, Account.person_id == Person.id)
        .join(GrantedRole, GrantedRole.account_id == Account.id)
        .where(GrantedRole.name == Role.HR, Account.active.is_(True))
        .options(joinedload(GrantedRole.scopes))
        .order_by(Person.search_key, Person.id)
    )
    return [(one, role.scopes) for one, role in granted.unique()]


def places_of(*accounts: Account) -> dict[int, list[str | Localized]]:
    """Return the names of the places for which accounts are HR, by account; none for the whole."""
    limits = [
        (account.id, limit)
        for account in accounts
        for granted in account.roles
        for limit in granted.scopes
    ]
    units = _names(Unit, {limit.unit_id for _id, limit in limits})
    sites = _names(Site, {limit.site_id for _id, limit in limits})
    found: dict[int, list[str | Localized]] = {account.id: [] for account in accounts}
    for account_id, limit in limits:
        name = units.get(limit.unit_id) or sites.get(limit.site_id)
        found[account_id].append(name or "")
    return found


def sites() -> list[Site]:
    """Return the sites to choose from, by name."""
    return list(db.session.scalars(select(Site).order_by(Site.name, Site.code)))


def units() -> list[Unit]:
    """Return the units to choose from, by code."""
    return list(db.session.scalars(select(Unit).order_by(Unit.code)))


def _is(who: str) -> ColumnElement[bool]:
    having = exists().where(Account.person_id == Person.id, Account.active.is_(True))
    if who == "in":
        return having
    return having.where(GrantedRole.account_id == Account.id, GrantedRole.name == who)


def _names(model: Any, ids: set[int | None]) -> dict[int | None, str | Localized]:
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    return {
        row.id: row.name for row in db.session.scalars(select(model).where(model.id.in_(wanted)))
    }
