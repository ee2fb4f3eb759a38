"""What people say about their own levels. Functions flush; the caller commits.

Everything about the levels of one person goes through one door (`hold`), so that what was read
inside is still true when it is written.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.claims import notices, queries
from talentgrow.claims.links import is_safe_link
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.levels import is_level
from talentgrow.people.models import Person
from talentgrow.skills import queries as skills
from talentgrow.skills import service as skills_service
from talentgrow.skills.models import ClaimSource, Skill, SkillClaim, SkillWish, WishKind

DECLARED = audit.Kind("skills.declared", "skill", "level", "before")
WISHED = audit.Kind("claims.wished", "skill", "before", "wish")


class NoSuchLevel(DomainError):
    """A level lies on the scale from 0 to 5."""


class UnsafeLink(DomainError):
    """An example is a whole address that begins with https, without a name or password."""


class SkillRetired(DomainError):
    """A retired skill takes no new levels, except of people who have one."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What somebody adds to a level they declare."""

    note: str = ""
    link: str = ""
    last_used_on: date | None = None
    wants_answer: bool = False


NO_EVIDENCE = Evidence()


def hold(person_id: int) -> None:
    """Let nobody else speak about a person's levels until this transaction ends."""
    db.session.execute(
        select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
    )


def skill_of(claim: SkillClaim) -> Skill:
    """Return what a claim is about, and keep the skill from being merged until this is stored."""
    skill = skills_service.present(db.session.get_one(Skill, claim.skill_id))
    if skill.id != claim.skill_id:
        db.session.refresh(claim)
    return skill


def check_level(level: int) -> None:
    """Refuse what lies beyond the scale.

    :raises NoSuchLevel: the level is not on the scale
    """
    if not is_level(level):
        raise NoSuchLevel(_("A level goes from 0 to 5."))


def declare(
    skill: Skill,
    level: int,
    *,
    person_id: int,
    by: Actor,
    now: datetime,
    evidence: Evidence = NO_EVIDENCE,
) -> SkillClaim | None:
    """Add the level somebody claims for themselves; saying nothing new adds nothing.

    A level that was confirmed goes on counting until it is confirmed anew.

    :raises NoSuchLevel: the level is not on the scale
    :raises UnsafeLink: the example is no https address
    :raises SkillRetired: the skill is no longer offered and the person has no level in it
    """
    check_level(level)
    if evidence.link and not is_safe_link(evidence.link):
        raise UnsafeLink(_("Write a whole address that begins with https://."))
    hold(person_id)
    skill = skills_service.present(skill)
    before = skills.levels_of(person_id).get(skill.id)
    if skill.retired_at is not None and before is None:
        raise SkillRetired(_("This skill is no longer offered: choose another one."))
    if _is_known(queries.newest_declared(person_id, skill.id), level, before, evidence):
        return None
    claim = add(
        SkillClaim(
            person_id=person_id,
            skill_id=skill.id,
            level=level,
            source=ClaimSource.SELF,
            author_id=by.person_id,
            at=now,
            note=evidence.note,
            link=evidence.link,
            last_used_on=evidence.last_used_on,
            wants_answer=evidence.wants_answer,
        )
    )
    audit.record(DECLARED, claim, by=by, now=now, skill=skill.code, level=level, before=before)
    if claim.wants_answer:
        _ask_manager(person_id, now=now)
    return claim


def wish(
    skill: Skill, choice: WishKind | None, *, person_id: int, by: Actor, now: datetime
) -> None:
    """Say what one wants of a skill, or (None) that one has no wish any more."""
    hold(person_id)
    skill = skills_service.present(skill)
    held = queries.wish_of(person_id, skill.id)
    before = held.wish if held else None
    if before == choice:
        return
    if held is None:
        held = SkillWish(person_id=person_id, skill_id=skill.id, at=now)
        db.session.add(held)
    if choice is None:
        db.session.delete(held)
    else:
        held.wish, held.at = choice, now
    db.session.flush()
    audit.record(WISHED, held, by=by, now=now, skill=skill.code, before=before, wish=choice)


def _is_known(last: SkillClaim | None, level: int, current: int | None, evidence: Evidence) -> bool:
    """Tell whether nothing new is said: neither another level nor anything to go with it."""
    if evidence == NO_EVIDENCE:
        return level in {current, last.level if last else None}
    if last is None or last.level != level:
        return False
    said = Evidence(
        note=last.note,
        link=last.link,
        last_used_on=last.last_used_on,
        wants_answer=last.wants_answer,
    )
    return said == evidence


def _ask_manager(person_id: int, *, now: datetime) -> None:
    manager = queries.manager_of(person_id)
    if manager is not None:
        person = db.session.get_one(Person, person_id)
        notices.ask_manager(person, manager.id, on=now.date(), now=now)


def add(claim: SkillClaim) -> SkillClaim:
    """Write down what was said."""
    db.session.add(claim)
    db.session.flush()
    return claim
