"""The levels that a mission gave: each side says one, and the same word of both is a claim."""

from collections.abc import Mapping
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.claims import service as claims
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.applications import held
from talentgrow.missions.applications.models import Application, Growth, Side
from talentgrow.missions.debriefs import ended, notices, queries
from talentgrow.missions.models import Mission
from talentgrow.skills import queries as skills
from talentgrow.skills import service as skills_service
from talentgrow.skills.models import CONFIRMING, ClaimSource, Skill, SkillClaim

SAID = audit.Kind("debriefs.level_said", "skill", "side", "level")
CONFIRMED = audit.Kind("debriefs.level_confirmed", "person", "skill", "level", "before")


class NotOfTheMission(DomainError):
    """A mission speaks of its own skills only."""


class Agreed(DomainError):
    """Both sides have said the same: it is settled."""


def say(
    application: Application, side: Side, said: Mapping[int, int], *, by: Actor, now: datetime
) -> int:
    """Say which levels (by skill id) a mission gave; return how many of them are news.

    The other side hears of it where there is something to answer.

    :raises NotOver: the mission has not ended
    :raises NothingDone: the person did not work on it
    :raises NoSuchLevel: a level is not on the scale
    :raises NotOfTheMission: a skill is none of the mission’s
    :raises Agreed: both have said the same before, and this is another level
    """
    mission = held.hold(application)
    ended.check_open(application, mission)
    claims.hold(application.person_id)
    known = queries.growths_of(application.id)
    of_mission = {line.skill_id for line in queries.skills_of(mission.id)}
    named = [(_present(skill_id), level) for skill_id, level in sorted(said.items())]
    news = []
    for skill, level in named:
        claims.check_level(level)
        if skill.id not in of_mission:
            raise NotOfTheMission(_("This skill is none of the mission’s: load the page again."))
        growth = known.get(skill.id) or _begin(application, skill)
        if _note(application, mission, growth, skill, side, level, by=by, now=now):
            news.append(growth)
    if any(growth.by_participant != growth.by_owner for growth in news):
        notices.tell_levels(application, mission, side, by=by, now=now)
    return len(news)


def settle(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Turn what both sides say alike into claims, once the owner has said how it ended."""
    claims.hold(application.person_id)
    for growth in queries.growths_of(application.id).values():
        _confirm(application, mission, growth, by=by, now=now)


def is_agreed(application: Application, growth: Growth) -> bool:
    """Tell whether both sides say the same of a mission that was done, in part at least."""
    is_done = application.status in ended.COUNTING
    said = growth.by_participant
    return is_done and said is not None and said == growth.by_owner


def _present(skill_id: int) -> Skill:
    skill = db.session.get(Skill, skill_id)
    if skill is None:
        raise NotOfTheMission(_("This skill is none of the mission’s: load the page again."))
    return skills_service.present(skill)


def _begin(application: Application, skill: Skill) -> Growth:
    before = skills.levels_of(application.person_id).get(skill.id)
    growth = Growth(application_id=application.id, skill_id=skill.id, before=before)
    db.session.add(growth)
    return growth


def _note(
    application: Application,
    mission: Mission,
    growth: Growth,
    skill: Skill,
    side: Side,
    level: int,
    *,
    by: Actor,
    now: datetime,
) -> bool:
    """Keep what one side says; tell whether it is news."""
    field = "by_participant" if side is Side.PARTICIPANT else "by_owner"
    if getattr(growth, field) == level:
        return False
    if is_agreed(application, growth):
        raise Agreed(_("Both of you have said the same: the level is settled."))
    setattr(growth, field, level)
    db.session.flush()
    audit.record(SAID, growth, by=by, now=now, skill=skill.code, side=side.value, level=level)
    _confirm(application, mission, growth, by=by, now=now)
    return True


def _confirm(
    application: Application, mission: Mission, growth: Growth, *, by: Actor, now: datetime
) -> None:
    """Add the claim for a level of which both say the same; it never lowers what is held."""
    level = growth.by_participant
    if level is None or growth.claim_id is not None or not is_agreed(application, growth):
        return
    skill = skills_service.present(db.session.get_one(Skill, growth.skill_id))
    now_held = _held(application.person_id, skill.id)
    before = now_held.level if now_held else None
    if not _adds(level, now_held):
        return
    claim = claims.add(
        SkillClaim(
            person_id=application.person_id,
            skill_id=skill.id,
            level=level,
            source=ClaimSource.MISSION,
            author_id=mission.owner_id,
            at=now,
            note=str(mission.title),
            last_used_on=mission.ends_on.replace(day=1),
        )
    )
    growth.claim_id = claim.id
    db.session.flush()
    audit.record(
        CONFIRMED,
        claim,
        by=by,
        now=now,
        person=application.person_id,
        skill=skill.code,
        level=level,
        before=before,
    )
    notices.tell_level(application, mission, skill, level, now=now)


def _adds(level: int, counting: SkillClaim | None) -> bool:
    """Tell whether a level says more than what is held: a higher one, or the word of another."""
    if counting is None:
        return level > 0
    if level == counting.level:
        return counting.source not in CONFIRMING
    return level > counting.level


def _held(person_id: int, skill_id: int) -> SkillClaim | None:
    """Return the claim that counts today."""
    counting = skills.current_claims(person_id).where(SkillClaim.skill_id == skill_id)
    return db.session.scalar(counting)
