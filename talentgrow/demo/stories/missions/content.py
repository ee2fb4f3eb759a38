"""What is written about the missions of the demo company, read from its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from talentgrow.demo.reading import Table, read

FOLDER = "missions"
FILES = (
    "1-on-time.toml",
    "2-listen-first.toml",
    "3-no-drop-lost.toml",
    "4-repair-first.toml",
    "5-half-the-energy.toml",
    "6-hand-it-on.toml",
)
Step = Sequence[Any]
Levels = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Theme:
    """A strategic theme; `retired` says how many days ago it was last offered."""

    name_fr: str
    name_en: str
    explanation_fr: str
    explanation_en: str
    retired: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, asked and answered so many days ago; an answer of 0 days is still to come."""

    by: str
    asked: int
    answered: int
    is_signed: bool
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission as its owner wrote it; days count from today, `weeks` from its Monday."""

    key: str
    by: str
    owners: Sequence[str]
    theme: str
    place: Mapping[str, str]
    hours: float
    seats: int
    days: Mapping[str, int]
    life: Sequence[Step]
    texts: Mapping[str, Any]
    essential: Levels
    useful: Levels
    grows: Levels
    idea: str
    audience: str
    months_in_post: int
    keeps_accepting: bool
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody wrote to apply, and what became of it."""

    mission: str
    by: str
    message: str
    steps: Sequence[Step]
    word: str = ""
    from_week: int = 0
    talk: Mapping[str, Any] = field(default_factory=dict)
    no: Mapping[str, Any] = field(default_factory=dict)
    levels: Mapping[str, Levels] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody keeps a mission, and may want to hear of others like it."""

    by: str
    mission: str
    days: int
    wants_similar: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is written, in the order of the files."""

    themes: Mapping[str, Theme]
    missions: Sequence[Mission]
    applications: Sequence[Application]
    kept: Sequence[Kept]


@cache
def content() -> Content:
    """Return what is written about missions."""
    people = read(FOLDER, "people.toml")
    return Content(
        themes={key: _theme(row) for key, row in read(FOLDER, "themes.toml").items()},
        missions=tuple(
            _mission(key, row) for file in FILES for key, row in read(FOLDER, file).items()
        ),
        applications=tuple(Application(**row) for row in people["applications"]),
        kept=tuple(Kept(**row) for row in people["kept"]),
    )


def _theme(row: Table) -> Theme:
    return Theme(
        row["name"]["fr"],
        row["name"]["en"],
        row["explanation"]["fr"],
        row["explanation"]["en"],
        row.get("retired"),
    )


def _mission(key: str, row: Table) -> Mission:
    return Mission(
        key=key,
        by=row["by"],
        owners=row.get("with", ()),
        theme=row["theme"],
        place=row["place"],
        hours=row["hours"],
        seats=row["seats"],
        days=row["days"],
        life=row["life"],
        texts=_texts(row),
        essential=row["essential"],
        useful=row.get("useful", {}),
        grows=row["grows"],
        idea=row.get("idea", ""),
        audience=row.get("audience", "everybody"),
        months_in_post=row.get("months_in_post", 0),
        keeps_accepting=row.get("keeps_accepting", True),
        questions=tuple(_question(one) for one in row.get("questions", ())),
    )


def _texts(row: Table) -> Mapping[str, Any]:
    """Return the texts by the name of their column; lists hold one thing a line."""
    found = {}
    for locale in ("fr", "en"):
        found[f"title_{locale}"] = row["title"][locale]
        for name in ("tasks", "learning"):
            found[f"{name}_{locale}"] = "\n".join(row[name][locale])
    return found


def _question(row: Table) -> Question:
    asked, answered = row["days"]
    return Question(
        row["by"], asked, answered, row.get("signed", False), row["text"], row["answer"]
    )
