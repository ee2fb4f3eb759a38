"""People, units, sites and the history of assignments, as stored."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized


class Gender(StrEnum):
    """What a file says about somebody; it is counted in groups only, see nominations/equity."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Site(Model):
    """A place where people work."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    country: Mapped[str] = mapped_column(default="")

    def __repr__(self) -> str:
        return f"<Site {self.code}>"


class Unit(Model):
    """A part of the organisation; units form a tree."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("parent_id != id", name="not_its_own_parent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)

    name: Mapped[Localized] = composite("name_fr", "name_en")

    def __repr__(self) -> str:
        return f"<Unit {self.code}>"


class Person(Model):
    """Somebody who works here, or did."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_number: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    # Without accents or capitals: one column to search on both database engines.
    search_key: Mapped[str] = mapped_column(default="", index=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    locale: Mapped[str | None]
    # An IANA name; empty means the zone of the house.
    timezone: Mapped[str] = mapped_column(default="", server_default="")
    hired_on: Mapped[date | None]
    left_on: Mapped[date | None]
    # No page about a person shows it, and no suggestion counts it (tests/guards/test_gender.py).
    gender: Mapped[Gender | None]

    @property
    def name(self) -> str:
        """Return the full name; for somebody imported without one, the employee number."""
        return f"{self.first_name} {self.last_name}".strip() or self.employee_number

    @property
    def given_name(self) -> str:
        """Return how colleagues call this person."""
        return self.first_name or self.name

    def __repr__(self) -> str:
        return f"<Person {self.employee_number}>"


class Assignment(Model):
    """A person held a job in a unit from one day to another; no end means "still does"."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("person_id", "started_on", "job_id"),
        CheckConstraint("ended_on >= started_on", name="ends_after_start"),
        CheckConstraint("manager_id != person_id", name="not_ones_own_manager"),
        Index(None, "job_id", "ended_on"),
        Index(None, "manager_id", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    manager: Mapped[Person | None] = relationship(foreign_keys=[manager_id], lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Assignment {self.id} of person {self.person_id}>"
