"""What HR can do with the skill catalogue. Functions flush; the web edge commits."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import aliased

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.versions import write_version
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import search_key, slug
from talentgrow.skills import queries
from talentgrow.skills.merging import followers
from talentgrow.skills.models import (
    Skill,
    SkillAlias,
    SkillClaim,
    SkillCode,
    SkillDistinction,
    SkillKind,
    SkillLikeness,
    SkillMerge,
    SkillSentence,
    SkillWish,
)
from talentgrow.skills.signals import catalogue_changed

CREATED = audit.Kind("skills.created", "code", "name_fr", "name_en")
EDITED = audit.Kind("skills.edited", "version", "changes")
RETIRED = audit.Kind("skills.retired", "code")
RESTORED = audit.Kind("skills.restored", "code")
DELETED = audit.Kind("skills.deleted", "code", "name_fr", "name_en")


class NameTaken(DomainError):
    """A skill with this name or alias is there already: `skill` is the one."""

    def __init__(self, message: str, skill: Skill) -> None:
        super().__init__(message)
        self.skill = skill


class NoName(DomainError):
    """A skill has a name in at least one language."""


class BroaderLoops(DomainError):
    """A skill is not broader than itself, nor than what it belongs to."""


class ChangedMeanwhile(DomainError):
    """Somebody else changed the skill while the form was open."""


class AlreadyMerged(DomainError):
    """The skill is part of another one."""


class InUse(DomainError):
    """A skill that something points to is merged or retired, not deleted."""


@dataclass(frozen=True, kw_only=True)
class SkillValues:
    """What HR says about a skill."""

    name_fr: str
    name_en: str
    description_fr: str = ""
    description_en: str = ""
    kind: SkillKind = SkillKind.KNOW_HOW
    family_id: int | None = None
    broader_id: int | None = None


def create(values: SkillValues, *, by: Actor, now: datetime) -> Skill:
    """Add a skill of the company's own.

    :raises NoName: both names are empty
    :raises NameTaken: a skill is called so already
    """
    _check_names(values, None)
    skill = Skill(code=_free_code(values), search_key=_search_key(values), **asdict(values))
    db.session.add(skill)
    db.session.flush()
    audit.record(
        CREATED,
        skill,
        by=by,
        now=now,
        code=skill.code,
        name_fr=values.name_fr,
        name_en=values.name_en,
    )
    catalogue_changed.send(skill)
    return skill


def edit(skill: Skill, values: SkillValues, *, version: int, by: Actor, now: datetime) -> None:
    """Change what is said about a skill, as `version` of it was read.

    :raises ChangedMeanwhile: the skill has a newer version
    :raises AlreadyMerged: the skill became part of another
    :raises NoName: both names are empty
    :raises NameTaken: another skill is called so already
    :raises BroaderLoops: the broader skill is this one, or belongs to it
    """
    _check_names(values, skill)
    check_broader(skill, values.broader_id)
    changes = {
        field: [getattr(skill, field), value]
        for field, value in asdict(values).items()
        if getattr(skill, field) != value
    }
    if not changes:
        return
    take_version(skill, version)
    for field, (_before, value) in changes.items():
        setattr(skill, field, value)
    skill.search_key = _search_key(values)
    db.session.flush()
    audit.record(EDITED, skill, by=by, now=now, version=skill.version, changes=changes)
    catalogue_changed.send(skill)


def take_version(skill: Skill, version: int) -> None:
    """Make the next version of a skill; of two that read the same one, the second is refused.

    :raises ChangedMeanwhile: the skill has a newer version
    :raises AlreadyMerged: the skill became part of another
    """
    if write_version(skill, {}, seen=version, where=Skill.merged_into_id.is_(None)):
        return
    if skill.merged_into_id is not None:
        raise AlreadyMerged(_("This skill is part of another one by now: change that one."))
    raise ChangedMeanwhile(_("Somebody else changed this skill while you were writing."))


def check_broader(skill: Skill, broader_id: int | None) -> None:
    """Refuse a broader skill which belongs to this one.

    :raises BroaderLoops: the broader skill is this one, or belongs to it
    :raises NotFound: no such skill
    """
    seen: set[int] = set()
    while broader_id is not None and broader_id not in seen:
        if broader_id == skill.id:
            raise BroaderLoops(_("The broader skill is this one, or belongs to it."))
        seen.add(broader_id)
        broader_id = queries.get(broader_id).broader_id


def _check_names(values: SkillValues, skill: Skill | None) -> None:
    names = [name for name in (values.name_fr, values.name_en) if search_key(name)]
    if not names:
        raise NoName(_("Give the skill a name in at least one language."))
    for name in names:
        refuse_twin(name, skill)


def refuse_twin(name: str, skill: Skill | None) -> None:
    """Refuse a name which another skill has as its name or alias.

    :raises NameTaken: another skill is called so already
    """
    for twin in queries.called(name):
        if skill is None or twin.id != skill.id:
            raise NameTaken(_("A skill is called “%(name)s” already.", name=name), twin)


def _search_key(values: SkillValues) -> str:
    return search_key(f"{values.name_fr} {values.name_en}")


def _free_code(values: SkillValues) -> str:
    """Return a code made of the name; of two people who add the same skill, one gets through."""
    base = slug(values.name_en or values.name_fr)[:60].strip("-") or "skill"
    taken = set(db.session.scalars(select(Skill.code).where(Skill.code.startswith(base))))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def retire(skill: Skill, *, by: Actor, now: datetime) -> None:
    """Offer a skill no longer; who has a level in it keeps it, jobs that ask for it still do.

    :raises AlreadyMerged: the skill became part of another
    """
    if skill.retired_at is not None:
        return
    take_version(skill, skill.version)
    skill.retired_at = now
    db.session.flush()
    audit.record(RETIRED, skill, by=by, now=now, code=skill.code)
    catalogue_changed.send(skill)


def restore(skill: Skill, *, by: Actor, now: datetime) -> None:
    """Offer a retired skill again.

    :raises AlreadyMerged: the skill became part of another
    """
    if skill.retired_at is None:
        return
    take_version(skill, skill.version)
    skill.retired_at = None
    db.session.flush()
    audit.record(RESTORED, skill, by=by, now=now, code=skill.code)
    catalogue_changed.send(skill)


def remove(skill: Skill, *, by: Actor, now: datetime) -> None:
    """Delete a skill that nothing ever pointed to.

    :raises InUse: people, jobs, other skills or earlier merges point to it
    """
    if is_used(skill):
        raise InUse(_("This skill is in use: merge it into another one, or retire it."))
    audit.record(
        DELETED,
        skill,
        by=by,
        now=now,
        code=skill.code,
        name_fr=skill.name_fr,
        name_en=skill.name_en,
    )
    for part in (SkillAlias, SkillCode, SkillSentence):
        db.session.execute(delete(part).where(part.skill_id == skill.id))
    for pair in (SkillDistinction, SkillLikeness):
        db.session.execute(
            delete(pair).where(or_(pair.one_id == skill.id, pair.other_id == skill.id))
        )
    catalogue_changed.send(skill)
    db.session.execute(delete(Skill).where(Skill.id == skill.id))
    db.session.expunge(skill)


def is_used(skill: Skill) -> bool:
    """Tell whether people, jobs, other skills or merges point to a skill."""
    below = aliased(Skill)
    pointing = or_(
        exists().where(SkillClaim.skill_id == skill.id),
        exists().where(SkillWish.skill_id == skill.id),
        exists().where(or_(below.broader_id == skill.id, below.merged_into_id == skill.id)),
        exists().where(or_(SkillMerge.kept_id == skill.id, SkillMerge.merged_id == skill.id)),
    )
    return bool(db.session.scalar(select(pointing)) or followers.counts([skill.id])[skill.id])
