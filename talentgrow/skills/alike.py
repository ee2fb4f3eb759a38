"""Skills that look alike, found apart from the pages and kept for them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, delete, exists, func, insert, select
from sqlalchemy.orm import aliased, joinedload

from talentgrow.audit import service as audit
from talentgrow.infra import tasks
from talentgrow.infra.db import db, reading
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import after_commit
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.skills import likeness, queries
from talentgrow.skills.models import (
    Skill,
    SkillAlias,
    SkillCode,
    SkillDistinction,
    SkillLikeness,
)

DISTINGUISHED = audit.Kind("skills.distinguished", "one", "other", "reason")
WITHDRAWN = audit.Kind("skills.distinction_withdrawn", "one", "other")
TASK = "skills.alike"
# More pairs than anybody goes through; the surest come first.
KEPT = 500


class SameSkill(DomainError):
    """A skill is not different from itself."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two skills that look alike, and why."""

    likeness: SkillLikeness
    one: Skill
    other: Skill


def ask_for_search(_news: object) -> None:
    """Have pairs looked for anew once this request's work is stored."""
    after_commit(lambda: tasks.ask(TASK))


def find() -> int:
    """Look for pairs anew and keep them; return how many there are."""
    return _keep(likeness.pairs(_words(), limit=KEPT))


def find_apart() -> int:
    """Do the same as a task: nobody who saves something waits while skills are compared."""
    with reading():
        found = likeness.pairs(_words(), limit=KEPT)
        # Ends the transaction that read; the one that stores begins as a writer.
        db.session.rollback()
    return _keep(found)


def _keep(found: Sequence[likeness.Alike]) -> int:
    db.session.execute(delete(SkillLikeness))
    if found:
        rows = [
            {
                "one_id": pair.one,
                "other_id": pair.other,
                "why": pair.why,
                "detail": pair.detail,
                "score": pair.score,
            }
            for pair in found
        ]
        db.session.execute(insert(SkillLikeness), rows)
    return len(found)


def _words() -> list[likeness.Words]:
    """Return what is known of each skill in use."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for skill_id, text in db.session.execute(select(SkillAlias.skill_id, SkillAlias.text)):
        aliases[skill_id].append(text)
    codes: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in db.session.execute(select(SkillCode.skill_id, SkillCode.scheme, SkillCode.code)):
        codes[row.skill_id].append((row.scheme, row.code))
    rows = db.session.execute(
        select(Skill.id, Skill.name_fr, Skill.name_en)
        .where(*queries.is_offered())
        .order_by(Skill.id)
    )
    return [
        likeness.Words(id_, fr, en, tuple(aliases[id_]), tuple(codes[id_])) for id_, fr, en in rows
    ]


def pairs() -> Select[SkillLikeness]:
    """Select the pairs still to be looked at: both in use, and not said to be different."""
    one, other = aliased(Skill), aliased(Skill)
    different = exists().where(
        SkillDistinction.one_id == SkillLikeness.one_id,
        SkillDistinction.other_id == SkillLikeness.other_id,
    )
    in_use = [
        and_(skill.merged_into_id.is_(None), skill.retired_at.is_(None)) for skill in (one, other)
    ]
    return (
        select(SkillLikeness)
        .join(one, one.id == SkillLikeness.one_id)
        .join(other, other.id == SkillLikeness.other_id)
        .where(*in_use, ~different)
        .order_by(SkillLikeness.score.desc(), SkillLikeness.id)
    )


def count() -> int:
    """Return how many pairs are still to be looked at."""
    return db.session.scalar(select(func.count()).select_from(pairs().subquery())) or 0


def with_skills(found: list[SkillLikeness]) -> list[Pair]:
    """Return pairs with both skills and their families."""
    ids = {skill_id for pair in found for skill_id in (pair.one_id, pair.other_id)}
    rows = db.session.scalars(
        select(Skill).where(Skill.id.in_(ids)).options(joinedload(Skill.family))
    )
    skills = {skill.id: skill for skill in rows}
    return [Pair(pair, skills[pair.one_id], skills[pair.other_id]) for pair in found]


def distinguish(one: Skill, other: Skill, reason: str, *, by: Actor, now: datetime) -> None:
    """Say that two skills are different, so that they are not proposed again.

    :raises SameSkill: both are the same
    """
    if one.id == other.id:
        raise SameSkill(_("A skill is not different from itself."))
    first, second = sorted((one, other), key=lambda skill: skill.id)
    known = select(SkillDistinction.id).where(
        SkillDistinction.one_id == first.id, SkillDistinction.other_id == second.id
    )
    if db.session.scalar(known) is not None:
        return
    said = SkillDistinction(
        one_id=first.id, other_id=second.id, reason=reason, author_id=by.person_id, at=now
    )
    db.session.add(said)
    db.session.flush()
    audit.record(
        DISTINGUISHED, first, by=by, now=now, one=first.code, other=second.code, reason=reason
    )


def distinctions() -> list[tuple[SkillDistinction, Skill, Skill]]:
    """Return what was said to be different, the newest first, with both skills."""
    one, other = aliased(Skill), aliased(Skill)
    rows = db.session.execute(
        select(SkillDistinction, one, other)
        .join(one, one.id == SkillDistinction.one_id)
        .join(other, other.id == SkillDistinction.other_id)
        .order_by(SkillDistinction.id.desc())
        .limit(50)
    )
    return [(said, first, second) for said, first, second in rows]


def withdraw_distinction(distinction_id: int, *, by: Actor, now: datetime) -> None:
    """Let two skills be proposed again.

    :raises NotFound: nobody said so
    """
    said = db.session.get(SkillDistinction, distinction_id)
    if said is None:
        raise NotFound(_("Nobody said that these skills are different."))
    one, other = queries.get_as_stored(said.one_id), queries.get_as_stored(said.other_id)
    audit.record(WITHDRAWN, one, by=by, now=now, one=one.code, other=other.code)
    db.session.delete(said)
    db.session.flush()
