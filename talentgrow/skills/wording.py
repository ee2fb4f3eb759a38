"""The words around a skill: aliases, codes in public catalogues, sentences per level, families.

Functions flush; the web edge commits.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.kernel.levels import SENTENCES, is_level
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.skills.editing import ChangedMeanwhile, NameTaken, refuse_twin, take_version
from talentgrow.skills.models import Skill, SkillAlias, SkillCode, SkillFamily, SkillSentence
from talentgrow.skills.signals import catalogue_changed

ALIAS_ADDED = audit.Kind("skills.alias_added", "text")
ALIAS_REMOVED = audit.Kind("skills.alias_removed", "text")
CODE_ADDED = audit.Kind("skills.code_added", "scheme", "code")
CODE_REMOVED = audit.Kind("skills.code_removed", "scheme", "code")
SENTENCES_EDITED = audit.Kind("skills.sentences_edited", "version", "levels")
FAMILY_CREATED = audit.Kind("skills.family_created", "code")
FAMILY_EDITED = audit.Kind("skills.family_edited", "before", "after")

# How each public catalogue writes what it calls a skill.
SCHEMES: Mapping[str, re.Pattern[str]] = {
    "esco": re.compile(r"https?://data\.europa\.eu/esco/(skill|isced-f)/[\w.-]{1,80}"),
    "rome": re.compile(r"[A-Z]?\d{1,8}"),
    "onet": re.compile(r"\d\.[A-Z](\.\d{1,2}(\.[a-z0-9]{1,2}){0,2})?"),
}

_NOTHING = re.compile(r"(?!)")
ONET = "https://www.onetonline.org/find/descriptor/result/"


class SaidAlready(DomainError):
    """The skill has this word or code already."""


class UnknownCode(DomainError):
    """The code is not written as its catalogue writes them."""


class CodeTaken(DomainError):
    """A code belongs to one record."""


@dataclass(frozen=True, kw_only=True)
class FamilyValues:
    """What HR says about a family of skills."""

    code: str
    name_fr: str
    name_en: str


def add_alias(skill: Skill, text: str, locale: str, *, by: Actor, now: datetime) -> SkillAlias:
    """Let a skill be found under another word, of one language or of both.

    :raises SaidAlready: the skill is called so already
    :raises NameTaken: another skill is called so
    """
    key = search_key(text)
    names = {search_key(skill.name_fr), search_key(skill.name_en)}
    known = select(SkillAlias.id).where(
        SkillAlias.skill_id == skill.id, SkillAlias.search_key == key
    )
    if key in names or db.session.scalar(known) is not None:
        raise SaidAlready(_("This skill is found under that word already."))
    refuse_twin(text, skill)
    take_version(skill, skill.version)
    alias = SkillAlias(skill_id=skill.id, text=text, locale=locale, search_key=key)
    db.session.add(alias)
    db.session.flush()
    audit.record(ALIAS_ADDED, skill, by=by, now=now, text=text)
    catalogue_changed.send(skill)
    return alias


def remove_alias(skill: Skill, alias_id: int, *, by: Actor, now: datetime) -> None:
    """Take a word away from a skill.

    :raises NotFound: the skill has no such alias
    """
    alias = db.session.get(SkillAlias, alias_id)
    if alias is None or alias.skill_id != skill.id:
        raise NotFound(_("This skill has no such word."))
    take_version(skill, skill.version)
    audit.record(ALIAS_REMOVED, skill, by=by, now=now, text=alias.text)
    db.session.delete(alias)
    db.session.flush()
    catalogue_changed.send(skill)


def add_code(skill: Skill, scheme: str, code: str, *, by: Actor, now: datetime) -> SkillCode:
    """Say what a public catalogue calls a skill.

    :raises UnknownCode: the catalogue does not write codes so
    :raises NameTaken: another skill has this code
    :raises SaidAlready: this skill has it
    """
    code = code.strip()
    if scheme not in SCHEMES or not SCHEMES[scheme].fullmatch(code):
        raise UnknownCode(_("This catalogue does not write its codes so."))
    owner = db.session.scalar(
        select(Skill)
        .join(SkillCode, SkillCode.skill_id == Skill.id)
        .where(SkillCode.scheme == scheme, SkillCode.code == code)
    )
    if owner is not None and owner.id == skill.id:
        raise SaidAlready(_("This skill has that code already."))
    if owner is not None:
        raise NameTaken(_("Another skill has this code."), owner)
    take_version(skill, skill.version)
    stored = SkillCode(skill_id=skill.id, scheme=scheme, code=code)
    db.session.add(stored)
    db.session.flush()
    audit.record(CODE_ADDED, skill, by=by, now=now, scheme=scheme, code=code)
    catalogue_changed.send(skill)
    return stored


def remove_code(skill: Skill, code_id: int, *, by: Actor, now: datetime) -> None:
    """Take a code of a public catalogue away from a skill.

    :raises NotFound: the skill has no such code
    """
    code = db.session.get(SkillCode, code_id)
    if code is None or code.skill_id != skill.id:
        raise NotFound(_("This skill has no such code."))
    take_version(skill, skill.version)
    audit.record(CODE_REMOVED, skill, by=by, now=now, scheme=code.scheme, code=code.code)
    db.session.delete(code)
    db.session.flush()
    catalogue_changed.send(skill)


def address_of(code: SkillCode) -> str:
    """Return the page of a public catalogue about a code, or nothing where there is none."""
    if not SCHEMES.get(code.scheme, _NOTHING).fullmatch(code.code):
        return ""
    if code.scheme == "esco":
        return code.code
    return f"{ONET}{code.code}" if code.scheme == "onet" else ""


def say_levels(
    skill: Skill,
    texts: Mapping[int, Localized],
    *,
    version: int,
    by: Actor,
    now: datetime,
) -> None:
    """Say what levels mean for one skill; an empty text brings the sentence of the scale back.

    :raises ChangedMeanwhile: the skill has a newer version
    """
    stored = {
        one.level: one
        for one in db.session.scalars(
            select(SkillSentence).where(SkillSentence.skill_id == skill.id)
        )
    }
    present = {level: Localized(one.text_fr, one.text_en) for level, one in stored.items()}
    nothing = Localized("", "")
    changed = sorted(
        level
        for level, text in texts.items()
        if is_level(level) and present.get(level, nothing) != text
    )
    if not changed:
        return
    take_version(skill, version)
    for level in changed:
        _say_level(skill, level, texts[level], stored.get(level))
    db.session.flush()
    audit.record(SENTENCES_EDITED, skill, by=by, now=now, version=skill.version, levels=changed)


def _say_level(skill: Skill, level: int, text: Localized, stored: SkillSentence | None) -> None:
    if not text.fr and not text.en:
        db.session.delete(stored)
        return
    if stored is None:
        stored = SkillSentence(skill_id=skill.id, level=level)
        db.session.add(stored)
    stored.text_fr, stored.text_en = text.fr, text.en


def sentences(own: Mapping[int, Localized]) -> list[tuple[int, Localized, bool]]:
    """Return each level with its sentence, and whether it is the skill's own."""
    return [
        (level, own.get(level, general), level in own) for level, general in enumerate(SENTENCES)
    ]


def create_family(values: FamilyValues, *, by: Actor, now: datetime) -> SkillFamily:
    """Add a family of skills.

    :raises CodeTaken: another family has this code
    """
    _check_family_code(values.code, None)
    family = SkillFamily(code=values.code, name_fr=values.name_fr, name_en=values.name_en)
    db.session.add(family)
    db.session.flush()
    audit.record(FAMILY_CREATED, family, by=by, now=now, code=values.code)
    return family


def edit_family(
    family: SkillFamily, values: FamilyValues, *, seen: FamilyValues, by: Actor, now: datetime
) -> None:
    """Change a family; `seen` is what the form showed when it was opened.

    :raises ChangedMeanwhile: somebody else changed it since
    :raises CodeTaken: another family has this code
    """
    db.session.refresh(family, with_for_update=True)
    before = values_of(family)
    if before == values:
        return
    if before != seen:
        raise ChangedMeanwhile(_("Somebody else changed this family while you were writing."))
    _check_family_code(values.code, family)
    family.code, family.name_fr, family.name_en = values.code, values.name_fr, values.name_en
    db.session.flush()
    audit.record(
        FAMILY_EDITED,
        family,
        by=by,
        now=now,
        before=[before.code, before.name_fr, before.name_en],
        after=[values.code, values.name_fr, values.name_en],
    )
    catalogue_changed.send(family)


def values_of(family: SkillFamily) -> FamilyValues:
    """Return what is stored of a family."""
    return FamilyValues(code=family.code, name_fr=family.name_fr, name_en=family.name_en)


def _check_family_code(code: str, family: SkillFamily | None) -> None:
    owner = db.session.scalar(select(SkillFamily).where(SkillFamily.code == code))
    if owner is not None and (family is None or owner.id != family.id):
        raise CodeTaken(_("Another family has this code."))
