"""What each level means for a skill: its own sentences, else those of the scale."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.levels import SENTENCES
from talentgrow.kernel.localized import Localized
from talentgrow.skills.models import SkillSentence


def of(skill_id: int) -> Sequence[Localized]:
    """Return six sentences for one skill, level 0 first."""
    return of_many({skill_id})[skill_id]


def of_many(skill_ids: Collection[int]) -> Mapping[int, Sequence[Localized]]:
    """Return six sentences for each skill, level 0 first."""
    found = {skill_id: list(SENTENCES) for skill_id in skill_ids}
    if not found:
        return {}
    for own in db.session.scalars(
        select(SkillSentence).where(SkillSentence.skill_id.in_(sorted(found)))
    ):
        found[own.skill_id][own.level] = own.text
    return found
