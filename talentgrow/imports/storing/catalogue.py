"""The families, jobs, units and sites which a file names; new ones are added."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from talentgrow.imports.kinds.reading import Row
from talentgrow.imports.storing.plan import batches
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobFamily
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Site, Unit
from talentgrow.skills.models import SkillFamily

COLOURS = 10
# Under which of its texts a record is recognised; the first is where a new one's key is kept.
NAMES: dict[Any, tuple[Any, ...]] = {
    Job: (Job.code, Job.title_fr, Job.title_en),
    JobFamily: (JobFamily.code, JobFamily.name_fr, JobFamily.name_en),
    SkillFamily: (SkillFamily.code, SkillFamily.name_fr, SkillFamily.name_en),
    Unit: (Unit.code, Unit.name_fr, Unit.name_en),
    Site: (Site.code, Site.name),
}


@dataclass(frozen=True)
class Known:
    """The ids of records by the key of their name, and how many of them are new."""

    ids: Mapping[str, int]
    added: int


def families(names: Iterable[str]) -> Known:
    """Return the job families, each new one with the next of ten colours."""
    known = keys(JobFamily)
    spellings = first_spellings(names)
    fresh = [key for key in sorted(spellings) if key not in known]
    records = [
        {"code": spellings[key], "colour": (len(known) + place) % COLOURS}
        | dict.fromkeys(("name_fr", "name_en"), spellings[key])
        for place, key in enumerate(fresh)
    ]
    return _added(JobFamily, records)


def skill_families(names: Iterable[str]) -> Known:
    """Return the families of skills."""
    known = keys(SkillFamily)
    spellings = first_spellings(names)
    records = [
        {"code": spellings[key]} | dict.fromkeys(("name_fr", "name_en"), spellings[key])
        for key in sorted(spellings)
        if key not in known
    ]
    return _added(SkillFamily, records)


def jobs(rows: list[Row], family_ids: Mapping[str, int]) -> Known:
    """Return the jobs; a new job takes the family and grade most of its rows name."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    graded: defaultdict[str, Counter[int]] = defaultdict(Counter)
    titles = first_spellings(row["job"] for row in rows)
    for row in rows:
        key = search_key(row["job"])
        if row.get("family"):
            named[key][search_key(row["family"])] += 1
        if row.get("grade") is not None:
            graded[key][row["grade"]] += 1
    known = keys(Job)
    records = [
        {
            "code": key,
            "search_key": key,
            "family_id": family_ids.get(_most_frequent(named[key]) or ""),
            "grade": _most_frequent(graded[key]),
        }
        | dict.fromkeys(("title_fr", "title_en"), titles[key])
        for key in sorted(titles)
        if key not in known
    ]
    return _added(Job, records)


def units(rows: list[Row]) -> Known:
    """Return the units; a new one stands at the top of the tree."""
    spellings = first_spellings(row.get("unit", "") for row in rows)
    return _places(Unit, spellings, texts=("name_fr", "name_en"))


def sites(rows: list[Row]) -> Known:
    """Return the sites."""
    return _places(Site, first_spellings(row.get("site", "") for row in rows), texts=("name",))


def keys(model: Any) -> dict[str, int]:
    """Return the ids of all records by the keys of their names; a code wins over a name."""
    found: dict[str, int] = {}
    for column in reversed(NAMES[model]):
        rows = db.session.execute(select(column, model.id).order_by(model.id.desc()))
        found |= {search_key(name): id_ for name, id_ in rows}
    return found


def first_spellings(names: Iterable[str]) -> dict[str, str]:
    """Return each name once, by key, as it is first spelt."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(search_key(name), name)
    return found


def _places(model: Any, spellings: Mapping[str, str], *, texts: tuple[str, ...]) -> Known:
    known = keys(model)
    records = [
        {"code": key} | dict.fromkeys(texts, spellings[key])
        for key in sorted(spellings)
        if key not in known
    ]
    return _added(model, records)


def _added(model: Any, records: list[dict[str, Any]]) -> Known:
    for batch in batches(records):
        db.session.execute(insert(model), batch)
    return Known(keys(model), len(records))


def _most_frequent(counter: Counter[Any]) -> Any:
    """Return the value seen most; of several, the first in their order."""
    return min(counter, key=lambda value: (-counter[value], value), default=None)
