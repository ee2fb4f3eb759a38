"""The levels which an applicant holds in the skills of one mission, and in no other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.localized import Localized
from talentgrow.missions.models import Mission
from talentgrow.skills.models import CONFIRMING, SkillClaim
from talentgrow.skills.queries import ranked_claims


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """A skill of the mission: the level to come with, if any, and the one somebody holds."""

    name: Localized
    needed: int | None
    held: int
    is_confirmed: bool


def levels_on_page(
    mission: Mission, person_ids: Collection[int]
) -> Mapping[int, tuple[HeldLevel, ...]]:
    """Return by person the levels in the skills of a mission that is loaded in full."""
    skill_ids = [row.skill_id for row in mission.skills]
    if not skill_ids or not person_ids:
        return dict.fromkeys(person_ids, ())
    ranked = ranked_claims(SkillClaim.person_id.in_(person_ids), SkillClaim.skill_id.in_(skill_ids))
    claims = db.session.scalars(
        select(SkillClaim).join(ranked, ranked.c.id == SkillClaim.id).where(ranked.c.place == 1)
    )
    held = {(claim.person_id, claim.skill_id): claim for claim in claims}
    return {
        person_id: tuple(
            HeldLevel(
                row.skill.name,
                row.needed,
                claim.level if claim else 0,
                claim is not None and claim.source in CONFIRMING,
            )
            for row in mission.skills
            for claim in [held.get((person_id, row.skill_id))]
        )
        for person_id in person_ids
    }
