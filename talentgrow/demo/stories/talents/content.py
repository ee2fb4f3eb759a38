"""What is written about the campaigns of the demo company, read from its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from talentgrow.demo.reading import Table, read

FOLDER = "talents"
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pool:
    """A talent pool, made and perhaps retired so many days from today."""

    name: Words
    purpose: Words
    days: int
    months: int
    retired: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A calibration session, prepared, held and perhaps begun so many days from today."""

    name: Words
    held: int
    prepared: int
    grouped_by: str
    started: int | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign; `days` says when what happens, counted from today."""

    name: Words
    purpose: Words
    criteria: Words
    days: Mapping[str, int]
    programme: Words
    peers: bool
    nine_box: bool
    session: Session | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the nominee says, on one day."""

    day: int
    words: str = ""
    commitment: str = ""
    accept: Sequence[str] = ()
    decline: Sequence[str] = ()
    postpone: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nomination:
    """What somebody writes about somebody; `by` is "manager", "self" or a colleague."""

    campaign: str
    about: str
    by: str
    day: int
    intents: Mapping[str, str]
    why: str
    offer: str
    levels: int
    answer: Answer | None
    reference: str = ""
    on_behalf: bool = False
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What HR says to one wish."""

    campaign: str
    about: str
    intent: str
    outcome: str
    reason: str
    review: int = 0
    action: str = ""
    owner: str = ""
    next: str = ""
    note: str = ""
    pool: str = ""
    until: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Something said in the session about somebody."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is written, in the order of the files."""

    pools: Mapping[str, Pool]
    campaigns: Mapping[str, Campaign]
    nominations: Sequence[Nomination]
    decisions: Sequence[Decision]
    notes: Sequence[Note]
    places: Mapping[str, tuple[int, int]]


@cache
def content() -> Content:
    """Return what is written about campaigns."""
    held, said = read(FOLDER, "campaigns.toml"), read(FOLDER, "decisions.toml")
    return Content(
        pools={key: Pool(**row) for key, row in held["pools"].items()},
        campaigns={key: _campaign(row) for key, row in held["campaigns"].items()},
        nominations=tuple(map(_nomination, read(FOLDER, "people.toml")["nominations"])),
        decisions=tuple(Decision(**row) for row in said["decisions"]),
        notes=tuple(Note(**row) for row in said["notes"]),
        places={who: (box[0], box[1]) for who, box in said["places"].items()},
    )


def _campaign(row: Table) -> Campaign:
    session = row.get("session")
    return Campaign(**row | {"session": Session(**session) if session else None})


def _nomination(row: Table) -> Nomination:
    answer = row.get("answer")
    return Nomination(**row | {"answer": Answer(**answer) if answer else None})
