"""What every shape of the API is made of: kinds of values, pages of lists, scopes, errors."""

from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from talentgrow.claims.forms import LONGEST_LINK, LONGEST_NOTE
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.text import WITHOUT_CONTROLS, can_be_typed
from talentgrow.mobility.path_pages.destinations import Pace

LARGEST_PAGE = 10_000
Item = TypeVar("Item")
Level = Annotated[int, Field(ge=0, le=5, description="From 0 (not yet) to 5 (is the reference).")]
Share = Annotated[float, Field(ge=0, le=1)]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]


def _typed(words: str) -> str:
    """Refuse what nobody types; the pattern in the description says the same to programs."""
    if not can_be_typed(words):
        raise ValueError("only signs which can be typed: no control character but tab, new line")
    return words


# Words of any length and over several lines: the base of every text which a program sends.
Prose = Annotated[
    str, AfterValidator(_typed), Field(json_schema_extra={"pattern": WITHOUT_CONTROLS})
]
Note = Annotated[Prose, StringConstraints(max_length=LONGEST_NOTE)]


def _whole(number: object) -> object:
    """Refuse what JSON does not call a number, which Python would take for one."""
    if isinstance(number, bool | str):
        raise ValueError("this is no whole number")
    return number


Whole = BeforeValidator(_whole)
SAFE_LINK = (
    r"^(https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[1-9][0-9]{0,3})?"
    r"(/[^\s\\<>\"'`\x00-\x1f\x7f]*)?)?$"
)
Link = Annotated[str, StringConstraints(max_length=LONGEST_LINK, pattern=SAFE_LINK)]


class Shape(BaseModel):
    """The base of every shape: unknown names are refused, records may be read directly."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Text(Shape):
    """A text in both languages; one of them may be empty."""

    fr: str
    en: str


class PageQuery(Shape):
    """Which page of a list."""

    page: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 25


class SearchQuery(PageQuery):
    """Which page of a list, and the words to look for, accents aside."""

    q: Words = ""


class PeopleQuery(Shape):
    """Which page of the directory, and the words to look for."""

    page: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 1
    q: Words = ""


class JobQuery(SearchQuery):
    """Which jobs."""

    family: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None


class PathQuery(Shape):
    """How large the steps of a path may be."""

    pace: Pace = Pace.BALANCED


class Listing(Shape, Generic[Item]):
    """One page of a list; pages count from 1."""

    items: list[Item]
    page: int
    pages: int
    total: int


class Wrong(Shape):
    """One value that was refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    place: Annotated[str, Field(alias="in")]
    name: str
    reason: str


class Problem(Shape):
    """An error, as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong] | None = None


class Scope(StrEnum):
    """What a token may be made for."""

    READ_PEOPLE = "read:people"
    READ_SKILLS = "read:skills"
    WRITE_SKILLS = "write:skills"
    READ_JOBS = "read:jobs"
    READ_PATHS = "read:paths"
    READ_MISSIONS = "read:missions"
    WRITE_MISSIONS = "write:missions"
    READ_NOMINATIONS = "read:nominations"
    WRITE_NOMINATIONS = "write:nominations"
    READ_VISITS = "read:visits"
    WRITE_VISITS = "write:visits"
