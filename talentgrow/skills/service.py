"""What can be done with skill levels. Functions flush; the web edge commits."""

from datetime import datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.levels import is_level
from talentgrow.kernel.text import search_key
from talentgrow.skills import queries, starter
from talentgrow.skills.models import ClaimSource, Skill, SkillClaim, SkillFamily, SkillKind

DECLARED = audit.Kind("skills.declared", "skill", "level", "before")


class NoSuchLevel(DomainError):
    """A level lies on the scale from 0 to 5."""


def add_starter_skills() -> int:
    """Add the skills of every trade where there is no skill at all; return how many."""
    if db.session.scalar(select(Skill.id).limit(1)) is not None:
        return 0
    added = 0
    for table in starter.tables():
        name = table["name"]
        family = SkillFamily(code=table["code"], name_fr=name["fr"], name_en=name["en"])
        db.session.add(family)
        db.session.flush()
        skills = [_starter_skill(code, row, family) for code, row in table["skills"].items()]
        db.session.add_all(skills)
        added += len(skills)
    db.session.flush()
    return added


def _starter_skill(code: str, row: starter.Table, family: SkillFamily) -> Skill:
    name, description = row["name"], row["description"]
    return Skill(
        code=code,
        family_id=family.id,
        kind=SkillKind(row["kind"]),
        name_fr=name["fr"],
        name_en=name["en"],
        description_fr=description["fr"],
        description_en=description["en"],
        search_key=search_key(f"{name['fr']} {name['en']}"),
    )


def declare(
    skill: Skill, level: int, *, person_id: int, by: Actor, now: datetime
) -> SkillClaim | None:
    """Add the level somebody claims for themselves; one they have or claimed last adds nothing.

    A level that somebody else confirmed goes on counting until it is confirmed anew.

    :raises NoSuchLevel: the level is not on the scale
    """
    if not is_level(level):
        raise NoSuchLevel(_("A level goes from 0 to 5."))
    before = queries.levels_of(person_id).get(skill.id)
    if level in {before, queries.last_declared(person_id, skill.id)}:
        return None
    claim = SkillClaim(
        person_id=person_id,
        skill_id=skill.id,
        level=level,
        source=ClaimSource.SELF,
        author_id=by.person_id,
        at=now,
    )
    db.session.add(claim)
    db.session.flush()
    audit.record(DECLARED, claim, by=by, now=now, skill=skill.code, level=level, before=before)
    return claim
