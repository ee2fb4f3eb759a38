"""What the company's catalogues hold already, as far as a pack needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobCode
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key
from talentgrow.skills.models import Skill, SkillAlias, SkillCode

# A whole catalogue is compared by name on each page: the same names, nearly always.
_key = lru_cache(maxsize=65_536)(search_key)


class Why(StrEnum):
    """Why a job or a skill of a pack counts as there already."""

    CODE = "code"
    NAME = "name"


class Known(NamedTuple):
    """A record which is there already, and why it counts as the same."""

    id: int
    why: Why


@dataclass(frozen=True)
class Names:
    """Records by the words they are known under; the company's own come before others'."""

    french: Mapping[str, int]
    english: Mapping[str, int]
    # Of records which came from the same public catalogue both languages must agree.
    both: Mapping[tuple[str, str], int]

    def find(self, name: Localized) -> int | None:
        """Return the record called like this; "" in one language says nothing about it."""
        french, english = _key(name.fr), _key(name.en)
        return (
            (self.french.get(french) if french else None)
            or (self.english.get(english) if english else None)
            or self.both.get((french or english, english or french))
        )


@dataclass(frozen=True)
class Catalogue:
    """Skills and jobs that are there, seen from one public catalogue."""

    skills_by_code: Mapping[str, int]
    skills: Names
    jobs_by_code: Mapping[str, int]
    jobs: Names
    # Jobs that came from this catalogue, by their public code.
    jobs_of_pack: Mapping[str, int]

    def skill(self, code: str, name: Localized) -> Known | None:
        """Return the skill that is the same as one of the pack, if there is one."""
        return _known(self.skills_by_code.get(code), self.skills.find(name))

    def job(self, code: str, title: Localized) -> Known | None:
        """Return the job that is the same as one of the pack, if there is one."""
        return _known(self.jobs_by_code.get(code), self.jobs.find(title))


def _known(by_code: int | None, by_name: int | None) -> Known | None:
    if by_code is not None:
        return Known(by_code, Why.CODE)
    return None if by_name is None else Known(by_name, Why.NAME)


def read(scheme: Origin) -> Catalogue:
    """Read what is there already, in five statements."""
    skills = db.session.execute(
        select(Skill.id, Skill.name_fr, Skill.name_en, Skill.origin, Skill.merged_into_id)
    ).all()
    jobs = db.session.execute(select(Job.id, Job.title_fr, Job.title_en, Job.origin)).all()
    aliases = db.session.execute(select(SkillAlias.skill_id, SkillAlias.search_key)).all()
    skill_codes = db.session.execute(
        select(SkillCode.code, SkillCode.skill_id).where(SkillCode.scheme == scheme.value)
    ).all()
    job_codes = db.session.execute(
        select(JobCode.code, JobCode.job_id, Job.origin)
        .join(Job, Job.id == JobCode.job_id)
        .where(JobCode.scheme == scheme.value)
    ).all()
    kept = _kept({row.id: row.merged_into_id for row in skills})
    return Catalogue(
        skills_by_code={code: kept[skill_id] for code, skill_id in skill_codes},
        skills=_names(
            [(kept[row.id], row.name_fr, row.name_en, row.origin) for row in skills],
            scheme,
            [(kept[skill_id], key) for skill_id, key in aliases],
        ),
        jobs_by_code={code: job_id for code, job_id, _origin in job_codes},
        jobs=_names([(row.id, row.title_fr, row.title_en, row.origin) for row in jobs], scheme),
        jobs_of_pack={code: job_id for code, job_id, origin in job_codes if origin is scheme},
    )


def _kept(merged_into: Mapping[int, int | None]) -> dict[int, int]:
    """Return for each skill the one it is part of today, through any number of merges."""
    kept: dict[int, int] = {}
    for skill_id in merged_into:
        last, seen = skill_id, {skill_id}
        while (following := merged_into.get(last)) is not None and following not in seen:
            seen.add(following)
            last = following
        kept[skill_id] = last
    return kept


def _names(
    rows: list[tuple[int, str, str, Origin]],
    scheme: Origin,
    aliases: list[tuple[int, str]] | None = None,
) -> Names:
    french: dict[str, int] = {}
    english: dict[str, int] = {}
    both: dict[tuple[str, str], int] = {}
    # The company's own first, then the older: `setdefault` keeps what came first.
    in_order = sorted(rows, key=lambda row: (row[3] is not Origin.OWN, row[0]))
    for record_id, fr, en, origin in in_order:
        keys = _key(fr or en), _key(en or fr)
        if origin is scheme:
            both.setdefault(keys, record_id)
            continue
        french.setdefault(keys[0], record_id)
        english.setdefault(keys[1], record_id)
    for record_id, key in sorted(aliases or ()):
        french.setdefault(key, record_id)
        english.setdefault(key, record_id)
    return Names(french, english, both)
