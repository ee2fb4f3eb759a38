"""What the catalogue of the demo company is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from talentgrow.kernel.localized import Localized

SkillKind = Literal["know_how", "knowledge", "behaviour"]
Importance = Literal["essential", "useful"]


@dataclass(frozen=True, slots=True)
class Site:
    """A town where people work; `country` is an ISO code of two letters."""

    code: str
    name: str
    country: str
    locale: str

    @property
    def is_abroad(self) -> bool:
        """Tell whether the site lies outside France."""
        return self.country != "FR"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation on one site, with its seats by job beside the lead's own."""

    code: str
    name: Localized
    parent: str | None
    site: str
    lead: str
    seats: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class JobFamily:
    """A group of related jobs; `colour` is one of ten slots."""

    code: str
    name: Localized
    colour: int


@dataclass(frozen=True, slots=True)
class SkillFamily:
    """A group of related skills."""

    code: str
    name: Localized


@dataclass(frozen=True, slots=True)
class Skill:
    """Something people can learn to do, know or be."""

    code: str
    family: str
    kind: SkillKind
    name: Localized
    description: Localized


@dataclass(frozen=True, slots=True)
class Need:
    """A job asks for a skill at a level from 1 to 5."""

    skill: str
    level: int
    importance: Importance


@dataclass(frozen=True, slots=True)
class Job:
    """A job people can hold; a closed one lives on in careers only."""

    code: str
    family: str
    grade: int
    title: Localized
    description: Localized
    needs: tuple[Need, ...]
    tags: tuple[str, ...]
    sites: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        """Tell whether nobody holds the job any more."""
        return "closed" in self.tags


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link from one job to another which HR declared, with the reason for it."""

    source: str
    target: str
    note: Localized
    declared_months_ago: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything about the company except its people; tuples keep the order of the files."""

    sites: tuple[Site, ...]
    units: tuple[Unit, ...]
    job_families: tuple[JobFamily, ...]
    skill_families: tuple[SkillFamily, ...]
    skills: tuple[Skill, ...]
    jobs: tuple[Job, ...]
    bridges: tuple[Bridge, ...]
