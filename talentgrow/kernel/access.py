"""Who is asking, and the register of named permission rules."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What an account may do in the organisation; an account can hold several."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    HR = "hr"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the organisation which somebody in HR looks after: units, sites, or both.

    Somebody belongs to it whose unit or whose site is listed; units come with all those below.
    """

    unit_ids: frozenset[int] = frozenset()
    site_ids: frozenset[int] = frozenset()


def _everybody(_person_id: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, detached from the database.

    `person_id` is None for the system itself: the command line and the nightly job.
    `scope` is None for HR of the whole organisation; `reaches` tells whether a person belongs
    to it, so that rules ask about one person without a statement of their own.
    """

    person_id: int | None
    roles: frozenset[Role]
    report_ids: frozenset[int] = frozenset()
    scope: Scope | None = None
    reaches: Callable[[int], bool] = field(default=_everybody, compare=False, repr=False)

    @property
    def is_hr(self) -> bool:
        """Tell whether this actor works in human resources, for all or for a part."""
        return Role.HR in self.roles

    @property
    def is_hr_for_all(self) -> bool:
        """Tell whether this actor is HR of the whole organisation: catalogues are theirs."""
        return self.is_hr and self.scope is None

    def is_hr_for(self, person_id: int) -> bool:
        """Tell whether this actor is HR of the part in which that person works."""
        return self.is_hr and (self.scope is None or self.reaches(person_id))

    @property
    def is_admin(self) -> bool:
        """Tell whether this actor keeps the system running."""
        return Role.ADMIN in self.roles

    def is_person(self, person_id: int) -> bool:
        """Tell whether this actor is the person with that id."""
        return self.person_id is not None and self.person_id == person_id

    def manages(self, person_id: int) -> bool:
        """Tell whether `person_id` reports to this actor."""
        return person_id in self.report_ids


SYSTEM = Actor(person_id=None, roles=frozenset())

Rule = Callable[[Actor, Any], bool]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a permission rule under the name that templates and docs use."""

    def register(check: Rule) -> Rule:
        if name in RULES:
            raise ValueError(f"two rules are called {name!r}")
        RULES[name] = check
        return check

    return register
