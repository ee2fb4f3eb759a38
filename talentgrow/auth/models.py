"""Accounts and the roles they were given, as stored."""

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, UniqueConstraint
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

    def __repr__(self) -> str:
        return f"<GrantedRole {self.name} of account {self.account_id}>"


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
