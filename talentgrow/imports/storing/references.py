"""Find what a cell means: a record by its code, else by its name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import select

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.reading import Row
from talentgrow.imports.storing.plan import Ledger
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Person, Unit
from talentgrow.skills.models import Skill, SkillAlias, SkillCode

# From which likeness on, of 100, a name is proposed in place of an unknown one.
ALIKE = 75
MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class Named:
    """One record under one name."""

    id: int
    code: str
    name: str


class Index:
    """Records of one kind, by the keys of their codes and of their names."""

    def __init__(self, unknown: Reason) -> None:
        self.unknown = unknown
        self.codes: dict[str, int] = {}
        self.names: defaultdict[str, set[int]] = defaultdict(set)
        self.code_of: dict[int, str] = {}
        self.spellings: dict[str, str] = {}
        self.hints: dict[str, str] = {}

    def add(
        self, id_: int, code: str, names: Iterable[str], *, other_codes: Iterable[str] = ()
    ) -> None:
        """Make a record known."""
        self.code_of.setdefault(id_, code)
        for text in (code, *other_codes):
            self.codes.setdefault(search_key(text), id_)
            self.spellings.setdefault(search_key(text), text)
        for text in names:
            if text:
                self.names[search_key(text)].add(id_)
                self.spellings.setdefault(search_key(text), text)

    def by_name(self, text: str) -> set[int]:
        """Return the records that bear a name."""
        return self.names.get(search_key(text), set())

    def find(self, ledger: Ledger, row: Row, column: str) -> int | None:
        """Return the record a cell names; refuse the row where there is none, or several."""
        text = row[column]
        key = search_key(text)
        if key in self.codes:
            return self.codes[key]
        found = self.by_name(text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            codes = sorted(self.code_of[id_] for id_ in found)
            ledger.refuse(row, column, Reason.AMBIGUOUS, hint=", ".join(codes[:MOST_TOLD]))
        else:
            ledger.refuse(row, column, self.unknown, hint=self._nearest(key))
        return None

    def _nearest(self, key: str) -> str:
        """Return the known name most like an unknown one, where one is like it at all."""
        if key not in self.hints:
            found = process.extractOne(
                key, self.spellings.keys(), scorer=fuzz.WRatio, score_cutoff=ALIKE
            )
            self.hints[key] = self.spellings[found[0]] if found else ""
        return self.hints[key]


def jobs() -> Index:
    """Return all jobs by code and by title in either language."""
    index = Index(Reason.UNKNOWN_JOB)
    columns = (Job.id, Job.code, Job.title_fr, Job.title_en)
    for id_, code, french, english in db.session.execute(select(*columns).order_by(Job.id)):
        index.add(id_, code, (french, english))
    return index


def units() -> Index:
    """Return all units by code and by name in either language."""
    index = Index(Reason.UNKNOWN_UNIT)
    columns = (Unit.id, Unit.code, Unit.name_fr, Unit.name_en)
    for id_, code, french, english in db.session.execute(select(*columns).order_by(Unit.id)):
        index.add(id_, code, (french, english))
    return index


def skills() -> Index:
    """Return all skills by code, public code, name and alias; a merged one leads to the other."""
    index = Index(Reason.UNKNOWN_SKILL)
    columns = (Skill.id, Skill.code, Skill.name_fr, Skill.name_en, Skill.merged_into_id)
    rows = db.session.execute(select(*columns).order_by(Skill.id)).all()
    merged = {row.id: row.merged_into_id for row in rows if row.merged_into_id}
    aliases = _grouped(select(SkillAlias.skill_id, SkillAlias.text))
    codes = _grouped(select(SkillCode.skill_id, SkillCode.code))
    # The living first, so that a name of theirs wins over that of a merged one.
    for row in sorted(rows, key=lambda row: row.id in merged):
        names = (row.name_fr, row.name_en, *aliases[row.id])
        index.add(_final(row.id, merged), row.code, names, other_codes=codes[row.id])
    return index


def people() -> dict[str, int]:
    """Return the ids of all people by employee number."""
    return dict(db.session.execute(select(Person.employee_number, Person.id)).all())


def find_person(known: dict[str, int], ledger: Ledger, row: Row) -> int | None:
    """Return the person a row is about; refuse the row where nobody has this number."""
    number = row["employee_number"]
    if number not in known:
        ledger.refuse(row, "employee_number", Reason.UNKNOWN_PERSON)
    return known.get(number)


def _final(id_: int, merged: dict[int, int]) -> int:
    passed: set[int] = set()
    while id_ in merged and id_ not in passed:
        passed.add(id_)
        id_ = merged[id_]
    return id_


def _grouped(query: Any) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for id_, text in db.session.execute(query):
        found[id_].append(text)
    return found
