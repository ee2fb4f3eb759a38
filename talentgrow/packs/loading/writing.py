"""Write new skills and jobs of a pack into the company's catalogues, with where they come from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobCode, JobFamily
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key, slug
from talentgrow.packs.pack import Group, Pack
from talentgrow.skills.models import Skill, SkillCode, SkillFamily

COLOURS = 10
AT_ONCE = 2000
# How the codes of job families begin: the chip beside a job has room for two or three signs.
INITIAL = {Origin.ROME: "R", Origin.ESCO: "E"}
SKILL_FAMILIES = {
    (Origin.ROME, "know_how"): Localized("Savoir-faire (ROME)", "Know-how (ROME)"),
    (Origin.ROME, "knowledge"): Localized("Savoirs (ROME)", "Knowledge (ROME)"),
    (Origin.ROME, "behaviour"): Localized("Savoir-être (ROME)", "Ways of working (ROME)"),
    (Origin.ESCO, "know_how"): Localized(
        "Aptitudes et compétences (ESCO)", "Skills and competences (ESCO)"
    ),
    (Origin.ESCO, "knowledge"): Localized("Connaissances (ESCO)", "Knowledge (ESCO)"),
}
Advance = Callable[[int], None]


def store(model: Any, rows: Sequence[Mapping[str, Any]], advance: Advance) -> None:
    """Insert rows, some thousands at a time; `advance` hears how many were stored."""
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        db.session.execute(insert(model), part)
        advance(len(part))


def add_skills(pack: Pack, places: Mapping[int, int], advance: Advance) -> dict[int, int]:
    """Write skills and all public codes they go by; return their ids by place.

    `places` names for each skill the one that is written: twins of one name share it.
    """
    written = sorted(set(places.values()))
    if not written:
        return {}
    origin = Origin(pack.scheme)
    kinds = sorted({pack.skills[place].kind for place in written})
    families = {kind: _skill_family(origin, kind).id for kind in kinds}
    codes = _free_codes(Skill, pack.scheme, [pack.skills[place].code for place in written])
    rows = [
        _skill_row(pack, place, code, families) for place, code in zip(written, codes, strict=True)
    ]
    store(Skill, rows, advance)
    ids = _ids(Skill, pack.scheme)
    by_place = {place: ids[code] for place, code in zip(written, codes, strict=True)}
    found = {place: by_place[one] for place, one in places.items()}
    add_skill_codes(pack, found, advance)
    return found


def _skill_row(pack: Pack, place: int, code: str, families: Mapping[str, int]) -> dict[str, Any]:
    skill = pack.skills[place]
    name = both(skill.name)
    return {
        "code": code,
        "family_id": families[skill.kind],
        "kind": skill.kind,
        "name_fr": name.fr,
        "name_en": name.en,
        "description_fr": skill.description.fr,
        "description_en": skill.description.en,
        "search_key": search_key(f"{name.fr} {name.en}"),
        "origin": Origin(pack.scheme),
    }


def add_skill_codes(pack: Pack, ids: Mapping[int, int], advance: Advance) -> None:
    """Note which public codes skills go by; nothing else of them changes."""
    rows = [
        {"skill_id": skill_id, "scheme": pack.scheme, "code": pack.skills[place].code}
        for place, skill_id in sorted(ids.items())
    ]
    store(SkillCode, rows, advance)


def add_jobs(pack: Pack, places: Sequence[int], advance: Advance) -> dict[int, int]:
    """Write jobs with their public codes; return their ids by place."""
    if not places:
        return {}
    families = _job_families(pack, places)
    codes = _free_codes(Job, pack.scheme, [pack.jobs[place].code for place in places])
    rows = [
        _job_row(pack, place, code, families) for place, code in zip(places, codes, strict=True)
    ]
    store(Job, rows, advance)
    ids = _ids(Job, pack.scheme)
    found = {place: ids[code] for place, code in zip(places, codes, strict=True)}
    add_job_codes(pack, found, advance)
    return found


def _job_row(pack: Pack, place: int, code: str, families: Mapping[str, int]) -> dict[str, Any]:
    job = pack.jobs[place]
    title = both(job.title)
    return {
        "code": code,
        "family_id": families.get(job.group),
        "title_fr": title.fr,
        "title_en": title.en,
        "description_fr": job.description.fr,
        "description_en": job.description.en,
        "search_key": search_key(f"{title.fr} {title.en}"),
        "origin": Origin(pack.scheme),
    }


def add_job_codes(pack: Pack, ids: Mapping[int, int], advance: Advance) -> None:
    """Note which public codes jobs go by; nothing else of them changes."""
    rows = [
        {"job_id": job_id, "scheme": pack.scheme, "code": pack.jobs[place].code}
        for place, job_id in sorted(ids.items())
    ]
    store(JobCode, rows, advance)


def both(text: Localized) -> Localized:
    """Return a text that is there in both languages: lists are put in order by either.

    >>> both(Localized("Soudage manuel", ""))
    Localized(fr='Soudage manuel', en='Soudage manuel')
    """
    return Localized(text.fr or text.en, text.en or text.fr)


def _skill_family(origin: Origin, kind: str) -> SkillFamily:
    code, name = f"{origin}-{kind}", SKILL_FAMILIES[origin, kind]
    family = db.session.scalar(select(SkillFamily).where(SkillFamily.code == code))
    if family is None:
        family = SkillFamily(code=code, name_fr=name.fr, name_en=name.en)
        db.session.add(family)
        db.session.flush()
    return family


def _job_families(pack: Pack, places: Iterable[int]) -> dict[str, int]:
    """Return the family of each group of the second level: that of the first one above it.

    A family of the company with the same name takes the jobs in.
    """
    parents = {group.code: group.parent or group.code for group in pack.groups}
    names = {group.code: group for group in pack.groups}
    there = list(db.session.scalars(select(JobFamily)))
    by_name = {search_key(family.name_fr): family.id for family in there}
    taken = {family.code for family in there}
    found: dict[str, int] = {}
    for code in sorted({parents[pack.jobs[place].group] for place in places}):
        key = search_key(both(names[code].name).fr)
        found[code] = by_name.get(key) or _new_family(pack, names[code], taken)
    return {group: found[parent] for group, parent in parents.items() if parent in found}


def _new_family(pack: Pack, group: Group, taken: set[str]) -> int:
    name, initial = both(group.name), INITIAL[Origin(pack.scheme)]
    tops = [one.code for one in pack.groups if not one.parent]
    code = _free(f"{initial}{group.code}", taken)
    family = JobFamily(
        code=code,
        name_fr=name.fr,
        name_en=name.en,
        colour=tops.index(group.code) % COLOURS,
    )
    db.session.add(family)
    db.session.flush()
    return family.id


def _free_codes(model: Any, scheme: str, public: Iterable[str]) -> list[str]:
    """Return codes of our own, such as "rome-a1101", which nobody has."""
    taken = _ids(model, scheme).keys() | set()
    return [_free(f"{scheme}-{slug(code.rpartition('/')[2])}", taken) for code in public]


def _free(code: str, taken: set[str]) -> str:
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}-{number}"
    taken.add(free)
    return free


def _ids(model: Any, scheme: str) -> dict[str, int]:
    rows = db.session.execute(
        select(model.code, model.id).where(model.code.startswith(f"{scheme}-", autoescape=True))
    )
    return dict(rows.all())
