"""What managers answer to declared levels, and what the person says to that. Functions flush."""

from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.claims import notices, queries
from talentgrow.claims.service import add, check_level, hold, skill_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.people.models import Person
from talentgrow.skills.models import ClaimSource, SkillClaim

ANSWERED = audit.Kind("claims.answered", "person", "skill", "declared", "level")
DISAGREED = audit.Kind("claims.disagreed", "skill", "confirmed", "level")


class NothingDeclared(DomainError):
    """Only what somebody declared can be answered."""


class DeclaredSince(DomainError):
    """The person has declared another level since the answer was written."""


class AlreadyAnswered(DomainError):
    """Somebody has answered already."""


class ReasonMissing(DomainError):
    """Another level needs a reason."""


class SameLevel(DomainError):
    """Whoever sees the same level does not disagree."""


def answer(
    claim: SkillClaim, level: int, *, note: str = "", by: Actor, now: datetime
) -> SkillClaim:
    """Let a manager confirm a declared level, or see another and say why; twice is once.

    :raises NothingDeclared: the claim is nobody's own word
    :raises DeclaredSince: the person has said something else in between
    :raises AlreadyAnswered: the level was confirmed in between, or answered otherwise
    :raises ReasonMissing: another level comes without a reason of 20 characters
    """
    check_level(level)
    hold(claim.person_id)
    skill = skill_of(claim)
    given = queries.answer_by(claim.id, by.person_id or 0)
    if given is not None and given.level == level:
        return given
    _check_open(claim)
    if level != claim.level and len(note) < SHORTEST_REASON:
        raise ReasonMissing(_("Say why you see another level, in 20 characters at least."))
    said = add(
        SkillClaim(
            person_id=claim.person_id,
            skill_id=skill.id,
            level=level,
            source=ClaimSource.MANAGER,
            author_id=by.person_id,
            at=now,
            answers_id=claim.id,
            note=note,
        )
    )
    audit.record(
        ANSWERED,
        said,
        by=by,
        now=now,
        person=claim.person_id,
        skill=skill.code,
        declared=claim.level,
        level=level,
    )
    who = db.session.get_one(Person, by.person_id)
    notices.tell_answer(said, skill, who, same=level == claim.level, now=now)
    return said


def disagree(
    confirmed: SkillClaim, level: int, *, note: str, by: Actor, now: datetime
) -> SkillClaim:
    """Let a person answer the level their manager sees with their own; both views stay.

    :raises AlreadyAnswered: it was answered, or does not count any more
    :raises SameLevel: the level is the one the manager sees
    :raises ReasonMissing: nothing is said about why
    """
    check_level(level)
    hold(confirmed.person_id)
    skill = skill_of(confirmed)
    given = queries.answer_by(confirmed.id, by.person_id or 0)
    if given is not None and (given.level, given.note) == (level, note):
        return given
    story = queries.story(confirmed.person_id, skill.id)
    if story is None or story.disputable is not confirmed:
        raise AlreadyAnswered(_("This level has been answered since: look again."))
    if level == confirmed.level:
        raise SameLevel(_("This is the level your manager sees: there is nothing to answer."))
    if not note:
        raise ReasonMissing(_("Say in a few words why you see it otherwise."))
    own = add(
        SkillClaim(
            person_id=confirmed.person_id,
            skill_id=skill.id,
            level=level,
            source=ClaimSource.SELF,
            author_id=by.person_id,
            at=now,
            answers_id=confirmed.id,
            note=note,
            wants_answer=True,
        )
    )
    audit.record(
        DISAGREED,
        own,
        by=by,
        now=now,
        skill=skill.code,
        confirmed=confirmed.level,
        level=level,
    )
    manager = queries.manager_of(own.person_id)
    if manager is not None:
        who = db.session.get_one(Person, own.person_id)
        notices.tell_disagreement(own, skill, who, manager_id=manager.id, now=now)
    return own


def _check_open(claim: SkillClaim) -> None:
    """Refuse to answer what is not, or no longer, the last word."""
    if claim.source is not ClaimSource.SELF:
        raise NothingDeclared(_("Only a level which somebody declared can be answered."))
    last = queries.newest_word(claim.person_id, claim.skill_id)
    if last is None or last.id == claim.id:
        return
    if last.source is ClaimSource.SELF:
        person = db.session.get_one(Person, claim.person_id)
        raise DeclaredSince(
            _(
                "%(name)s has declared %(level)s since: look again before you answer.",
                name=person.given_name,
                level=last.level,
            )
        )
    raise AlreadyAnswered(_("This level has been answered since: look again."))
