"""What happened to the people of the demo company, as written in its story files."""

from dataclasses import dataclass
from functools import cache

from talentgrow.demo.reading import Table, read
from talentgrow.demo.records import Role, Source

Flow = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a written career, from a month so many years ago."""

    job: str
    unit: str
    years_ago: int
    month: int


@dataclass(frozen=True, slots=True)
class StatedLevel:
    """A skill level somebody stated some months ago."""

    skill: str
    level: int
    source: Source
    months_ago: int


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody whose career is written rather than drawn."""

    first_name: str
    last_name: str
    path: tuple[Stage, ...]
    account: Role | None
    account_site: str | None
    skills: tuple[StatedLevel, ...]


@dataclass(frozen=True, slots=True)
class Renaming:
    """Everybody with a job in a unit changes title on one day."""

    source: str
    target: str
    unit: str
    people: int
    months_ago: int


@dataclass(frozen=True, slots=True)
class NamePool:
    """First and last names heard in one country."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Moves, leavers, written careers and names."""

    flows: dict[Flow, int]
    leavers: dict[str, int]
    settled: frozenset[str]
    renaming: Renaming
    stories: tuple[Story, ...]
    names: dict[str, NamePool]
    # First names of men, and those given to everybody; all others are women's.
    men: frozenset[str]
    either: frozenset[str]


@cache
def scenario() -> Scenario:
    """Return what happened at Hélianne."""
    moves = read("story", "flows.toml")
    genders = read("story", "genders.toml")
    return Scenario(
        flows={
            (source, target): people
            for source, row in moves["flows"].items()
            for target, people in row.items()
        },
        leavers=moves["leavers"],
        settled=frozenset(moves["settled"]),
        renaming=Renaming(**moves["renaming"]),
        stories=tuple(_story(row) for row in read("story", "people.toml")["people"]),
        names={country: _pool(row) for country, row in read("story", "names.toml").items()},
        men=frozenset(genders["men"].split()),
        either=frozenset(genders["either"].split()),
    )


def _story(row: Table) -> Story:
    """Return one written career."""
    first_name, last_name = row["name"]
    return Story(
        first_name=first_name,
        last_name=last_name,
        path=tuple(Stage(*stage) for stage in row["path"]),
        account=row.get("account"),
        account_site=row.get("account_site"),
        skills=tuple(StatedLevel(*stated) for stated in row.get("skills", ())),
    )


def _pool(row: Table) -> NamePool:
    """Return the names of a country: first names hold no space, last names may."""
    last = (name.strip() for name in row["last"].split(","))
    return NamePool(tuple(row["first"].split()), tuple(name for name in last if name))
