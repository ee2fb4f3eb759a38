"""Accounts and the roles they were given, as stored."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.access import Role
from talentgrow.people.models import Person


class GrantedRole(RoleMixin, Model):
    """An account holds a role; being a manager is not granted but follows from assignments."""

    __tablename__ = "granted_role"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[Role]

    # The part of the organisation it is for; none means the whole.
    scopes: Mapped[list["RoleScope"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    def __repr__(self) -> str:
        return f"<GrantedRole {self.name} of account {self.account_id}>"


class RoleScope(Model):
    """A role is for one unit (with all those below) or for one site."""

    __tablename__ = "role_scope"
    __table_args__ = (
        UniqueConstraint("granted_role_id", "unit_id"),
        UniqueConstraint("granted_role_id", "site_id"),
        CheckConstraint("(unit_id IS NULL) != (site_id IS NULL)", name="a_unit_or_a_site"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    granted_role_id: Mapped[int] = mapped_column(ForeignKey("granted_role.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)

    def __repr__(self) -> str:
        return f"<RoleScope {self.granted_role_id}: unit {self.unit_id}, site {self.site_id}>"


class Account(UserMixin, Model):
    """The means by which a person signs in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    # Changed with the password: sessions from before are then worth nothing.
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)

    # Both are needed by every request: one statement brings them along.
    person: Mapped[Person] = relationship(lazy="joined")
    roles: Mapped[list[GrantedRole]] = relationship(lazy="joined")  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Account {self.id} of person {self.person_id}>"


def _of_an_account() -> Mapped[int]:
    """Return the column of what belongs to an account and goes with it."""
    return mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)


class SignInWay(StrEnum):
    """How somebody proved who they are."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"


class SignInSession(Model):
    """Somebody is signed in on one browser; the browser's own file only holds the id of this row.

    Ending it here ends it there with the next request, also for whoever copied the cookie.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_an_account()
    way: Mapped[SignInWay]
    # What the browser says of itself; empty where nobody can tell.
    browser: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="")
    began_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    def __repr__(self) -> str:
        return f"<SignInSession {self.id} of account {self.account_id}>"


class LinkPurpose(StrEnum):
    """Why somebody gets a link with which they choose a password."""

    RESET = "reset"
    INVITATION = "invitation"


class SignInLink(Model):
    """A link that went out by mail: it lets one account choose a password, once."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_an_account()
    purpose: Mapped[LinkPurpose]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    # When a password was chosen with it, or something else made it worthless.
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<SignInLink {self.id} of account {self.account_id}>"


class SecondFactor(Model):
    """An account asks for a code of an authenticator app after the password."""

    __tablename__ = "second_factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), unique=True
    )
    # Encrypted with a key that comes from the secret key of the installation.
    secret: Mapped[str]
    # The half minute of the last code that was taken: no code is taken twice.
    last_counter: Mapped[int]
    since: Mapped[datetime]

    def __repr__(self) -> str:
        return f"<SecondFactor of account {self.account_id}>"


class RecoveryCode(Model):
    """A code on paper which replaces the authenticator app, once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_an_account()
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]

    def __repr__(self) -> str:
        return f"<RecoveryCode {self.id} of account {self.account_id}>"


class Passkey(Model):
    """A key of a device or a browser which signs somebody in without a password."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_an_account()
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    # Counted up by the device; a copy of the key would fall behind.
    sign_count: Mapped[int]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Passkey {self.id} of account {self.account_id}>"


class ApiToken(Model):
    """A named key with which a program reads and acts as a person, within some scopes."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_an_account()
    name: Mapped[str]
    # Only a hash is kept; the first signs tell one token from another on the page.
    token_hash: Mapped[str] = mapped_column(unique=True)
    prefix: Mapped[str]
    scopes: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<ApiToken {self.id} {self.prefix}>"
