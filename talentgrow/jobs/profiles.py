"""What a job profile says, as plain values: to compare it with another, and to keep it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talentgrow.jobs.models import Job, Requirement

# A profile as it is stored: see `profile_of` for what it holds.
Profile = Mapping[str, Any]
TEXTS = ("title_fr", "title_en", "description_fr", "description_en")
FACTS = ("family", "grade", "temporary")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a profile says otherwise than before; None means it said nothing."""

    what: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NeedChange:
    """One skill which a job asks for otherwise than before; a level of None means not at all."""

    skill: str
    level_before: int | None
    level: int | None
    importance_before: str | None
    importance: str | None

    @property
    def is_new(self) -> bool:
        """Tell whether the job did not ask for the skill before."""
        return self.level_before is None

    @property
    def is_gone(self) -> bool:
        """Tell whether the job does not ask for the skill any more."""
        return self.level is None


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that is not the same in two profiles; false when nothing is."""

    facts: tuple[Change, ...] = ()
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    codes_added: tuple[str, ...] = ()
    codes_removed: tuple[str, ...] = ()
    needs: tuple[NeedChange, ...] = ()

    def __bool__(self) -> bool:
        return any((self.facts, self.tags_added, self.tags_removed, self.codes_added)) or any(
            (self.codes_removed, self.needs)
        )


def profile_of(job: Job) -> dict[str, Any]:
    """Return what a wholly loaded job says, in an order that is always the same."""
    return {
        "title_fr": job.title_fr,
        "title_en": job.title_en,
        "description_fr": job.description_fr,
        "description_en": job.description_en,
        "family": job.family.code if job.family else None,
        "grade": job.grade,
        "temporary": job.is_temporary,
        "tags": sorted(tag.tag.value for tag in job.tags),
        "codes": sorted(f"{code.scheme}:{code.code}" for code in job.codes),
        "needs": sorted((_need(need) for need in job.requirements), key=lambda need: need["skill"]),
    }


def _need(need: Requirement) -> dict[str, Any]:
    return {
        "skill": need.skill.code,
        "level": need.level,
        "importance": need.importance.value,
    }


def fingerprint(profile: Profile) -> str:
    """Return a short text which differs as soon as a profile does.

    >>> fingerprint({"grade": 3}) == fingerprint({"grade": 4})
    False
    """
    written = json.dumps(profile, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def differences(before: Profile, after: Profile) -> Differences:
    """Return what `after` says otherwise than `before`.

    >>> differences({"grade": 3}, {"grade": 4}).facts
    (Change(what='grade', before=3, after=4),)
    """
    return Differences(
        facts=tuple(
            Change(what, before.get(what), after.get(what))
            for what in (*TEXTS, *FACTS)
            if before.get(what) != after.get(what)
        ),
        tags_added=_new(before, after, "tags"),
        tags_removed=_new(after, before, "tags"),
        codes_added=_new(before, after, "codes"),
        codes_removed=_new(after, before, "codes"),
        needs=_changed_needs(before, after),
    )


def _new(before: Profile, after: Profile, key: str) -> tuple[str, ...]:
    known = set(before.get(key, ()))
    return tuple(one for one in after.get(key, ()) if one not in known)


def _changed_needs(before: Profile, after: Profile) -> tuple[NeedChange, ...]:
    """Return the skills asked for otherwise: the new ones, then the changed, then the gone."""
    old = {need["skill"]: need for need in before.get("needs", ())}
    new = {need["skill"]: need for need in after.get("needs", ())}
    changed = [
        NeedChange(
            skill=code,
            level_before=_of(old, code, "level"),
            level=_of(new, code, "level"),
            importance_before=_of(old, code, "importance"),
            importance=_of(new, code, "importance"),
        )
        for code in sorted(old.keys() | new.keys())
        if old.get(code) != new.get(code)
    ]
    return tuple(sorted(changed, key=lambda change: (not change.is_new, change.is_gone)))


def _of(needs: Mapping[str, Mapping[str, Any]], code: str, key: str) -> Any:
    return needs[code][key] if code in needs else None
