"""Merge one skill into another. Functions flush; the web edge commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.skills.merging import moves
from talentgrow.skills.merging.followers import FOLLOWERS, counts, overlap
from talentgrow.skills.models import (
    Skill,
    SkillClaim,
    SkillMerge,
    SkillWish,
)
from talentgrow.skills.signals import catalogue_changed

MERGED = audit.Kind("skills.merged", "kept", "merged", "merged_fr", "merged_en")
GATHERED = audit.Kind("skills.gathered", "kept", "merged")
TASK = "skills.gather"


class MergeIntoItself(DomainError):
    """A skill is merged into another one."""


class MergedMeanwhile(DomainError):
    """One of the two is part of another skill by now."""


class KeptIsRetired(DomainError):
    """What goes on being used is the skill that is kept."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would move, and where both skills have something of the same."""

    levels: int
    wishes: int
    uses: int
    overlap: int
    aliases: int
    codes: int
    narrower: int


def preview(kept: Skill, merged: Skill) -> Preview:
    """Count what would move from one skill to the other, both with their words and codes."""
    columns = (SkillClaim.skill_id, SkillWish.skill_id, Skill.broader_id)
    counted = [
        select(func.count()).where(column == merged.id).scalar_subquery() for column in columns
    ]
    levels, wishes, narrower = db.session.execute(select(*counted)).one()
    return Preview(
        levels=levels,
        wishes=wishes,
        uses=counts([merged.id])[merged.id],
        overlap=overlap(kept.id, merged.id),
        aliases=len(merged.aliases),
        codes=len(merged.codes),
        narrower=narrower,
    )


def merge(kept: Skill, merged: Skill, *, by: Actor, now: datetime) -> SkillMerge:
    """Make one skill part of another; everything that pointed to it points to the kept one.

    :raises MergeIntoItself: both are the same skill
    :raises MergedMeanwhile: one of them is part of another skill by now
    :raises KeptIsRetired: the skill to keep is no longer used
    """
    if kept.id == merged.id:
        raise MergeIntoItself(_("A skill is merged into another one, not into itself."))
    _hold(kept, merged)
    if kept.retired_at is not None:
        raise KeptIsRetired(_("The skill to keep is retired: bring it back first."))
    _mark(merged, kept)
    done = SkillMerge(
        kept_id=kept.id,
        merged_id=merged.id,
        at=now,
        author_id=by.person_id,
        moved={"parts": [_move(kept, merged)]},
    )
    db.session.add(done)
    db.session.flush()
    db.session.expire_all()
    audit.record(
        MERGED,
        kept,
        by=by,
        now=now,
        kept=kept.code,
        merged=merged.code,
        merged_fr=merged.name_fr,
        merged_en=merged.name_en,
    )
    catalogue_changed.send(kept)
    return done


def _hold(*skills: Skill) -> None:
    """Keep others from merging these skills and from pointing to them, in one fixed order."""
    ids = [skill.id for skill in skills]
    locked = select(Skill.id).where(Skill.id.in_(ids)).order_by(Skill.id).with_for_update()
    db.session.execute(locked).all()
    for skill in skills:
        db.session.refresh(skill)


def _mark(merged: Skill, kept: Skill) -> None:
    """Say where the merged skill went; of two merges that cross, one is too late."""
    for skill, into in ((merged, kept.id), (kept, None)):
        marked = db.session.execute(
            update(Skill)
            .where(Skill.id == skill.id, Skill.merged_into_id.is_(None))
            .values(merged_into_id=into, version=Skill.version + 1)
            .returning(Skill.id),
            execution_options=moves.UNSYNCHRONISED,
        ).scalar()
        if marked is None:
            raise MergedMeanwhile(
                _("One of the two is part of another skill by now: load the page again.")
            )
    db.session.refresh(merged)
    db.session.refresh(kept)


def _move(kept: Skill, merged: Skill) -> moves.Moved:
    """Let everything point to the kept skill; return how to put it back."""
    return {
        "filled": moves.fill(kept, merged),
        "narrower": moves.move_narrower(kept, merged),
        "aliases": moves.move_aliases(kept, merged),
        "codes": moves.move_codes(kept.id, merged.id),
        "sentences": moves.move_sentences(kept.id, merged.id),
    } | _move_pointing(kept.id, merged.id)


def _move_pointing(kept_id: int, merged_id: int) -> moves.Moved:
    """Move what people and higher features add to a skill day by day."""
    return {
        "claims": moves.move_claims(kept_id, merged_id),
        "wishes": moves.move_wishes(kept_id, merged_id),
        "followers": {
            name: follower.move(kept_id, merged_id) for name, follower in FOLLOWERS.items()
        },
    }


def gather(*, now: datetime) -> int:
    """Move what was added to a merged skill from a page opened before; return how many skills.

    Merges are gone through in their order, so that a chain is followed to its end.
    """
    gathered = 0
    standing = select(SkillMerge).where(SkillMerge.undone_at.is_(None)).order_by(SkillMerge.id)
    for done in db.session.scalars(standing).all():
        if not _has_stragglers(done.merged_id):
            continue
        part = _move_pointing(done.kept_id, done.merged_id)
        done.moved = {"parts": [*done.moved["parts"], part]}
        audit.record(GATHERED, done, by=SYSTEM, now=now, kept=done.kept_id, merged=done.merged_id)
        gathered += 1
    db.session.flush()
    return gathered


def _has_stragglers(skill_id: int) -> bool:
    pointing = (SkillClaim.skill_id, SkillWish.skill_id)
    found = any(
        db.session.scalar(select(column).where(column == skill_id).limit(1)) for column in pointing
    )
    return found or bool(counts([skill_id])[skill_id])
