"""Values which the graph functions take and return."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from talentgrow.kernel.localized import Localized


class Importance(StrEnum):
    """How much a job needs one of its skills."""

    ESSENTIAL = "essential"
    USEFUL = "useful"


@dataclass(frozen=True, slots=True)
class Need:
    """One skill which a job asks for, at a level from 1 to 5."""

    skill: int
    level: int
    importance: Importance = Importance.ESSENTIAL


@dataclass(frozen=True, slots=True)
class Family:
    """A group of related jobs; `colour` is one of ten slots."""

    id: int
    code: str
    name: Localized
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Skill:
    """The name of a skill: what the comparison of jobs reads of it."""

    id: int
    name: Localized


@dataclass(frozen=True, slots=True)
class Job:
    """A node of the mobility graph; `None` means "not known", never zero."""

    id: int
    title: Localized
    family: int | None = None
    grade: int | None = None
    needs: tuple[Need, ...] = ()
    pay: float | None = None
    is_temporary: bool = False
    # Where and how one works ("outdoors", "shifts"), in words; compared, never shown.
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link between two jobs which HR declared."""

    source: int
    target: int


@dataclass(frozen=True)
class Careers:
    """Assignments as columns, one row each, in any order.

    `person`, `job`, `unit` are int64 (unit -1 = unknown); `started`, `ended` are datetime64[D],
    `ended` being NaT for a current assignment.
    """

    person: NDArray[np.int64]
    job: NDArray[np.int64]
    unit: NDArray[np.int64]
    started: NDArray[np.datetime64]
    ended: NDArray[np.datetime64]


@dataclass(frozen=True)
class Inputs:
    """Everything the mobility graph is computed from."""

    jobs: tuple[Job, ...]
    families: tuple[Family, ...]
    skills: tuple[Skill, ...]
    bridges: tuple[Bridge, ...]
    careers: Careers
    as_of: date


@dataclass(frozen=True, slots=True)
class Profile:
    """Where somebody stands: present job and unit, skill levels 0 to 5 by skill id."""

    job: int | None
    unit: int | None = None
    levels: Mapping[int, int] = field(default_factory=dict)
