"""Take a merge back within a day. Functions flush; the web edge commits."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.skills.merging import moves
from talentgrow.skills.merging.followers import FOLLOWERS
from talentgrow.skills.models import Skill, SkillCode, SkillMerge, SkillSentence
from talentgrow.skills.signals import catalogue_changed

UNDONE = audit.Kind("skills.merge_undone", "kept", "merged", "merged_fr", "merged_en")
TIME_TO_UNDO = timedelta(hours=24)


class TooLate(DomainError):
    """A merge is taken back within a day."""


class UndoneAlready(DomainError):
    """A merge is taken back once."""


class MergedSince(DomainError):
    """A later merge of the same skill is taken back first."""


def merges() -> Select[SkillMerge]:
    """Select all merges with both skills and the author, the newest first."""
    return (
        select(SkillMerge)
        .options(
            joinedload(SkillMerge.kept),
            joinedload(SkillMerge.merged),
            joinedload(SkillMerge.author),
        )
        .order_by(SkillMerge.id.desc())
    )


def get(merge_id: int) -> SkillMerge:
    """Return one merge with both skills.

    :raises NotFound: no such merge
    """
    found = db.session.scalar(merges().where(SkillMerge.id == merge_id))
    if found is None:
        raise NotFound(_("This merge does not exist."))
    return found


def until(done: SkillMerge) -> datetime:
    """Return the moment until which a merge can be taken back."""
    return done.at + TIME_TO_UNDO


def later(done: SkillMerge) -> SkillMerge | None:
    """Return the newest later merge which the kept skill is part of and which still stands."""
    return db.session.scalar(
        merges()
        .where(
            SkillMerge.id > done.id,
            SkillMerge.undone_at.is_(None),
            or_(
                SkillMerge.kept_id.in_((done.kept_id, done.merged_id)),
                SkillMerge.merged_id.in_((done.kept_id, done.merged_id)),
            ),
        )
        .limit(1)
    )


def blocked(shown: list[SkillMerge]) -> set[int]:
    """Return the ids of those merges that wait for a later one to be taken back."""
    touched: set[int] = set()
    waiting: set[int] = set()
    if not shown:
        return waiting
    standing = select(SkillMerge.id, SkillMerge.kept_id, SkillMerge.merged_id).where(
        SkillMerge.undone_at.is_(None), SkillMerge.id >= min(done.id for done in shown)
    )
    for merge_id, kept_id, merged_id in db.session.execute(standing.order_by(SkillMerge.id.desc())):
        if touched & {kept_id, merged_id}:
            waiting.add(merge_id)
        touched |= {kept_id, merged_id}
    return waiting


def undo(done: SkillMerge, *, by: Actor, now: datetime) -> None:
    """Put both skills and all that pointed to them back as they were.

    What was said of the kept skill since stays with it, except answers to what goes back.

    :raises TooLate: the merge is more than a day old
    :raises MergedSince: the kept skill was merged again since
    :raises UndoneAlready: somebody has taken it back
    """
    kept, merged = done.kept, done.merged
    if now > until(done):
        raise TooLate(_("This merge is more than a day old: it stays."))
    _hold(kept, merged)
    if done.undone_at is None and (since := later(done)) is not None:
        raise MergedSince(_later_words(since))
    _unmark(done, now=now)
    for skill in (kept, merged):
        db.session.refresh(skill)
    for part in reversed(done.moved["parts"]):
        _put_back(kept, merged, part)
    db.session.flush()
    db.session.expire_all()
    audit.record(
        UNDONE,
        kept,
        by=by,
        now=now,
        kept=kept.code,
        merged=merged.code,
        merged_fr=merged.name_fr,
        merged_en=merged.name_en,
    )
    catalogue_changed.send(kept)


def _hold(kept: Skill, merged: Skill) -> None:
    ids = (kept.id, merged.id)
    locked = select(Skill.id).where(Skill.id.in_(ids)).order_by(Skill.id).with_for_update()
    db.session.execute(locked).all()


def _later_words(since: SkillMerge) -> str:
    return _(
        "Take the later merge back first: “%(merged)s” into “%(kept)s”.",
        merged=since.merged.name.fr or since.merged.name.en,
        kept=since.kept.name.fr or since.kept.name.en,
    )


def _unmark(done: SkillMerge, *, now: datetime) -> None:
    """Note that the merge is taken back; of two who do it at once, one is too late."""
    mine = db.session.execute(
        update(SkillMerge)
        .where(SkillMerge.id == done.id, SkillMerge.undone_at.is_(None))
        .values(undone_at=now)
        .returning(SkillMerge.id),
        execution_options=moves.UNSYNCHRONISED,
    ).scalar()
    if mine is None:
        raise UndoneAlready(_("This merge is taken back already."))
    for skill_id, is_merged in ((done.merged_id, True), (done.kept_id, False)):
        values = {"version": Skill.version + 1} | ({"merged_into_id": None} if is_merged else {})
        db.session.execute(
            update(Skill).where(Skill.id == skill_id).values(values),
            execution_options=moves.UNSYNCHRONISED,
        )
    db.session.refresh(done, ["undone_at"])


def _put_back(kept: Skill, merged: Skill, part: moves.Moved) -> None:
    """Undo one part of what was moved; the parts of the night hold less than the first."""
    for name, moved in part["followers"].items():
        FOLLOWERS[name].undo(moved)
    moves.undo_wishes(kept.id, merged.id, part["wishes"])
    moves.undo_claims(kept.id, merged.id, part["claims"])
    if "filled" not in part:
        return
    for model in (SkillSentence, SkillCode):
        name = "codes" if model is SkillCode else "sentences"
        moves.put_back(model, model.skill_id, kept_id=kept.id, merged_id=merged.id, ids=part[name])
    moves.undo_aliases(kept.id, merged.id, part["aliases"])
    moves.undo_narrower(kept, merged.id, part["narrower"])
    moves.unfill(kept, part["filled"])
