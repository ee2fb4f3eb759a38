"""What can be done with the skill catalogue. Functions flush; the web edge commits."""

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.text import search_key
from talentgrow.skills import queries, starter
from talentgrow.skills.models import Skill, SkillFamily, SkillKind


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


def present(skill: Skill) -> Skill:
    """Return a skill, or what it became part of, and keep merges waiting until this is stored.

    Whoever adds a row that points to a skill may ask first: a merge that ends in between would
    leave the row behind until the night.
    """
    db.session.refresh(skill, with_for_update={"read": True, "key_share": True})
    return skill if skill.merged_into_id is None else present(queries.get(skill.merged_into_id))
