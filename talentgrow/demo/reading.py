"""Read the catalogue of the demo company from its files."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from talentgrow.demo.content import (
    Bridge,
    Catalogue,
    Importance,
    Job,
    JobFamily,
    Need,
    Site,
    Skill,
    SkillFamily,
    Unit,
)
from talentgrow.kernel.localized import Localized
from talentgrow.skills import starter

Table = dict[str, Any]
_ROOT = files("talentgrow.demo")


def read(*path: str) -> Table:
    """Return the content of one TOML file of this package."""
    return tomllib.loads(_ROOT.joinpath(*path).read_text(encoding="utf-8"))


@cache
def catalogue() -> Catalogue:
    """Return everything about the company except its people."""
    units = _units()
    # The skills of every trade are those any new database begins with.
    job_tables, skill_tables = _folder("jobs"), [*_folder("skills"), *starter.tables()]
    return Catalogue(
        sites=tuple(
            Site(code, **row) for code, row in read("catalogue", "sites.toml")["sites"].items()
        ),
        units=units,
        job_families=tuple(
            JobFamily(table["code"], _text(table["name"]), table["colour"]) for table in job_tables
        ),
        skill_families=tuple(
            SkillFamily(table["code"], _text(table["name"])) for table in skill_tables
        ),
        skills=tuple(skill for table in skill_tables for skill in _skills(table)),
        jobs=tuple(job for table in job_tables for job in _jobs(table, units)),
        bridges=tuple(
            Bridge(row["source"], row["target"], _text(row["note"]), row["months_ago"])
            for row in read("catalogue", "bridges.toml")["bridges"]
        ),
    )


def _folder(name: str) -> list[Table]:
    """Return the files of a folder of the catalogue, in the order of their names."""
    found = sorted(file.name for file in _ROOT.joinpath("catalogue", name).iterdir())
    return [read("catalogue", name, file) for file in found if file.endswith(".toml")]


def _text(row: Table) -> Localized:
    """Return a text of two languages."""
    return Localized(row["fr"], row["en"])


def _units() -> tuple[Unit, ...]:
    """Return the units, parents first."""
    return tuple(
        Unit(
            code=code,
            name=_text(row["name"]),
            parent=row["place"].get("parent"),
            site=row["place"]["site"],
            lead=row["place"]["lead"],
            seats=row["seats"],
        )
        for code, row in read("catalogue", "units.toml")["units"].items()
    )


def _skills(table: Table) -> list[Skill]:
    """Return the skills of one family."""
    return [
        Skill(
            code=code,
            family=table["code"],
            kind=row["kind"],
            name=_text(row["name"]),
            description=_text(row["description"]),
        )
        for code, row in table["skills"].items()
    ]


def _jobs(table: Table, units: tuple[Unit, ...]) -> list[Job]:
    """Return the jobs of one family, each with the sites where it is held."""
    return [
        Job(
            code=code,
            family=table["code"],
            grade=row["grade"],
            title=_text(row["title"]),
            description=_text(row["description"]),
            needs=_needs(row, "essential") + _needs(row, "useful"),
            tags=tuple(row.get("tags", ())),
            sites=_sites(code, units),
        )
        for code, row in table["jobs"].items()
    ]


def _needs(row: Table, importance: Importance) -> tuple[Need, ...]:
    """Return the skills a job asks for with one importance."""
    return tuple(Need(skill, level, importance) for skill, level in row.get(importance, {}).items())


def _sites(job: str, units: tuple[Unit, ...]) -> tuple[str, ...]:
    """Return where a job is held, in the order of the units."""
    return tuple(
        dict.fromkeys(unit.site for unit in units if job == unit.lead or job in unit.seats)
    )
