"""`talentgrow account`: let a person sign in, and give roles."""

from typing import Any

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from talentgrow.auth import service
from talentgrow.auth.models import Account
from talentgrow.commands.running import application, unit_of_work
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.people.models import Person, Site, Unit

SHORTEST_PASSWORD = 12


@click.command("account")
@click.argument("employee_number")
@click.option("--email", help="Address to sign in with; kept as the person’s address.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(["hr", "admin", "none"]),
    help="May be repeated; “none” takes all roles away, without it they stay as they are.",
)
@click.option(
    "--scope-site",
    "sites",
    multiple=True,
    metavar="CODE",
    help="HR for this site only; may be repeated. With `--role hr` and no scope: for everybody.",
)
@click.option(
    "--scope-unit",
    "units",
    multiple=True,
    metavar="CODE",
    help="HR for this unit and those below it only; may be repeated.",
)
@click.option("--password", help="At least 12 characters; asked for where an account is new.")
def command(
    employee_number: str,
    *,
    email: str | None,
    roles: tuple[str, ...],
    sites: tuple[str, ...],
    units: tuple[str, ...],
    password: str | None,
) -> None:
    """Let the person with EMPLOYEE_NUMBER sign in; run again to change address, roles, password."""
    _refuse_short(password)
    with unit_of_work(application()):
        person = db.session.scalar(select(Person).where(Person.employee_number == employee_number))
        if person is None:
            raise click.ClickException(f"Nobody has the employee number {employee_number}.")
        if email:
            person.email = _free_address(email, person)
            db.session.flush()
        places = service.Places(_ids(Unit, units), _ids(Site, sites)) if sites or units else None
        account = _open_or_change(person, password, roles=roles, places=places)
        if places and Role.HR not in {granted.name for granted in account.roles}:
            raise click.ClickException("Only HR has a scope: add `--role hr`.")
        click.echo(f"{person.name} signs in as {person.email}.")


def _free_address(email: str, person: Person) -> str:
    """Return the address as it is kept, or end the command when it cannot be this person's."""
    try:
        # It need not exist outside: many organisations have names of their own inside.
        found = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise click.ClickException(f"“{email}” is no e-mail address.") from error
    address = found.normalized.lower()
    owner = db.session.scalar(select(Person).where(Person.email == address))
    if owner not in {None, person}:
        raise click.ClickException(f"{owner.name} has this address.")
    return address


def _refuse_short(password: str | None) -> None:
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"The password needs {SHORTEST_PASSWORD} characters.")


def _ids(model: Any, codes: tuple[str, ...]) -> frozenset[int]:
    """Return the ids behind codes, or end the command at the first one that nothing has."""
    known = {row.code: row.id for row in db.session.scalars(select(model))}
    for code in codes:
        if code not in known:
            raise click.ClickException(f"No {model.__tablename__} has the code “{code}”.")
    return frozenset(known[code] for code in codes)


def _open_or_change(
    person: Person,
    password: str | None,
    *,
    roles: tuple[str, ...],
    places: service.Places | None,
) -> Account:
    account = db.session.scalar(select(Account).where(Account.person_id == person.id))
    given = frozenset(Role(role) for role in roles if role != "none")
    if account is None:
        if password is None:
            password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
            _refuse_short(password)
        return service.open_account(
            person, password, roles=given, by=SYSTEM, now=clock.now(), places=places
        )
    held = frozenset(granted.name for granted in account.roles)
    # Roles that are named are named with their scope: none is for everybody.
    if roles and places is None:
        places = service.Places()
    service.change(
        account,
        password,
        roles=given if roles else held,
        by=SYSTEM,
        now=clock.now(),
        places=places,
    )
    return account
