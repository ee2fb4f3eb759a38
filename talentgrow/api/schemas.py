"""What goes over the wire: the records that the API gives, and takes."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from talentgrow.api.basics import Level, Link, Note, Shape, Share, Text, Whole
from talentgrow.graph.results import PathLabel
from talentgrow.graph.types import Importance
from talentgrow.infra.web import LARGEST_ID
from talentgrow.jobs.models import BridgeKind, Tag
from talentgrow.kernel.origin import Origin
from talentgrow.mobility.states import PathStatus
from talentgrow.skills.models import ClaimSource, SkillKind


class Reference(Shape):
    """A record which is told in full under its own address."""

    id: int
    code: str
    name: Text


class Place(Shape):
    """A place where people work."""

    id: int
    code: str
    name: str


class PersonLine(Shape):
    """Somebody in the directory: what every colleague may know; the number is for fewer."""

    id: int
    employee_number: str | None
    name: str
    job: Reference | None
    unit: Reference | None
    site: Place | None


class Person(PersonLine):
    """Somebody, as the bearer of the token may know them; `null` is what they may not."""

    email: str | None
    manager_id: int | None
    works_here: bool
    may_read_skills: bool


class HeldSkill(Shape):
    """The current level of a person in a skill, and where it comes from."""

    skill: Reference
    level: Level
    source: ClaimSource
    is_confirmed: bool
    author: str
    at: datetime


class Claim(Shape):
    """One line of the history of a skill; lines are added and never changed."""

    id: int
    skill_id: int
    level: Level
    source: ClaimSource
    author_id: int | None
    at: datetime
    answers_id: int | None
    note: str
    link: str
    last_used_on: date | None


class NewClaim(Shape):
    """A level which the bearer of the token declares for themselves."""

    skill_id: Annotated[int, Field(ge=1, le=LARGEST_ID), Whole]
    level: Annotated[Level, Whole]
    note: Note = ""
    link: Link = ""
    last_used_on: date | None = None
    ask_manager: Annotated[bool, Field(strict=True)] = False


class Skill(Shape):
    """A skill of the catalogue."""

    id: int
    code: str
    name: Text
    description: Text
    kind: SkillKind
    family: Reference | None
    broader_id: int | None
    origin: Origin
    aliases: list[str]
    external_codes: list[str]


class SkillLine(Shape):
    """A skill in a list."""

    id: int
    code: str
    name: Text
    kind: SkillKind
    family: Reference | None


class Need(Shape):
    """A job asks for a skill at a level."""

    skill: Reference
    level: Level
    importance: Importance


class JobLine(Shape):
    """A job in a list."""

    id: int
    code: str
    title: Text
    family: Reference | None
    grade: int | None


class Bridge(Shape):
    """A way to another job which HR declared."""

    target: Reference
    kind: BridgeKind
    note: Text


class Job(JobLine):
    """A job with what it takes."""

    description: Text
    tags: list[Tag]
    external_codes: list[str]
    needs: list[Need]
    bridges: list[Bridge]


class GapLine(Shape):
    """One skill which a job asks for, beside what is held; `is_assumed`: nothing was said of it."""

    skill: Reference
    have: Level
    need: Level
    missing: Level
    importance: Importance
    is_assumed: bool


class Gap(Shape):
    """How far the bearer is from a job: 0 nothing is missing, 1 everything is."""

    job_id: int
    value: Share
    levels_missing: int
    lines: list[GapLine]


class Months(Shape):
    """How many months of learning beside the work, from and to."""

    low: int
    high: int


class Step(Shape):
    """One step of a path; `people` is null where fewer than the smallest group made it."""

    job: Reference
    people: int | None
    is_bridge: bool
    levels_missing: int
    effort: Months | None


class Path(Shape):
    """A way to a job, and why it is proposed."""

    label: PathLabel
    start: Reference | None
    steps: list[Step]
    levels_missing: int
    effort: Months | None
    is_inferred: bool


class Paths(Shape):
    """Up to three really different ways, with the rules and the data they were computed from."""

    target: Reference
    paths: list[Path]
    rule_version: str
    data_hash: str
    as_of: date


class SavedPath(Shape):
    """A path somebody kept."""

    id: int
    person_id: int
    target: Reference
    label: str
    status: PathStatus
    job_ids: list[int]
    saved_at: datetime


class ReachableJob(Shape):
    """A job within reach which nobody asked for."""

    job: Reference
    via: list[Reference]
    levels_missing: int
    is_surprise: bool


class Me(Shape):
    """Who the token speaks for."""

    person_id: int
    name: str
    roles: list[str]
    scopes: list[str]
    token_expires_at: datetime
