"""What is written about visits in the demo company, read from its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from talentgrow.demo.reading import Table, read

FOLDER = "visits"
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, opened so many days from today; days of `slots` and `periods` too."""

    host: str
    day: int
    format: str
    half_days: int
    a_month: int
    reciprocal: str
    meeting: str
    sights: Words
    safety: Words
    confidentiality: Words
    accessibility: Words
    remote: bool = False
    slots: Sequence[tuple[int, int]] = ()
    periods: Sequence[tuple[int, int]] = ()
    pause: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody would like to see, what they want most first."""

    who: str
    day: int
    jobs: Sequence[str]
    aim: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """What one side writes; `seen` is how many skills the visitor saw at work."""

    day: int
    learned: str
    surprised: str
    improve: str
    thanks: str
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that goes as far as it is told."""

    visitor: str
    host: str
    asked: int
    on: int
    message: str
    yes: Mapping[str, Any] | None = None
    no: Mapping[str, Any] | None = None
    signed: int | None = None
    told: Mapping[str, Any] | None = None
    debriefs: Mapping[str, Debrief] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class After:
    """What became of the visits of a round; people write the words of one of the two lists."""

    signed: int
    told: int
    finished: int
    visitor: Sequence[Words]
    host: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Round:
    """A round; `days` says when what happens, `members` how many of each site take part."""

    name: Words
    word: Words
    days: Mapping[str, int]
    longest: int
    members: Mapping[str, int]
    named: Mapping[str, Sequence[str]]
    rings: Mapping[str, Sequence[int]] = field(default_factory=dict)
    after: After | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is written, in the order of the files."""

    offers: Sequence[Offer]
    wishes: Sequence[Wishes]
    visits: Sequence[Visit]
    rounds: Mapping[str, Round]


@cache
def content() -> Content:
    """Return what is written about visits."""
    told = read(FOLDER, "visits.toml")
    return Content(
        offers=tuple(Offer(**row) for row in read(FOLDER, "offers.toml")["offers"]),
        wishes=tuple(Wishes(**row) for row in told["wishes"]),
        visits=tuple(map(_visit, told["visits"])),
        rounds={key: _round(row) for key, row in read(FOLDER, "rounds.toml")["rounds"].items()},
    )


def _visit(row: Table) -> Visit:
    written = {side: row.pop(f"by_{side}", None) for side in ("visitor", "host")}
    debriefs = {side: Debrief(**said) for side, said in written.items() if said}
    return Visit(**row, debriefs=debriefs)


def _round(row: Table) -> Round:
    after = row.get("after")
    return Round(**row | {"after": After(**after) if after else None})
