"""The people of the demo company, their careers and their skills."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from talentgrow.demo.content import Catalogue
from talentgrow.people.models import Gender

Source = Literal["self", "manager"]
Role = Literal["employee", "manager", "hr", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works for the company, or did until `left_on`."""

    employee_number: str
    first_name: str
    last_name: str
    email: str
    locale: str
    hired_on: date
    left_on: date | None
    gender: Gender | None

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person held a job in a unit from one day to another, both included; no end means today."""

    person: str
    job: str
    unit: str
    site: str
    manager: str | None
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """Somebody, the person or their manager, said that a person has a level in a skill."""

    person: str
    skill: str
    level: int
    source: Source
    author: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to try the software with, and what it may do beside being an employee."""

    person: str
    role: Role
    # The site for which somebody is HR; none means the whole company.
    site: str | None


@dataclass(frozen=True, slots=True)
class Company:
    """The whole demo company as of one day; tuples are in a fixed order."""

    catalogue: Catalogue
    people: tuple[Person, ...]
    assignments: tuple[Assignment, ...]
    skill_levels: tuple[SkillLevel, ...]
    accounts: tuple[DemoAccount, ...]
    bridge_author: str
