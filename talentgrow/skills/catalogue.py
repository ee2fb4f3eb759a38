"""What the pages of the skill catalogue show; nothing here changes anything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.skills import queries
from talentgrow.skills.merging import followers
from talentgrow.skills.merging.followers import Use
from talentgrow.skills.models import (
    Skill,
    SkillAlias,
    SkillClaim,
    SkillFamily,
    SkillKind,
    SkillWish,
)

USES = ("unused", "retired")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which skills a list shows: with these words, of this family, kind and origin."""

    words: str = ""
    family_id: int | None = None
    kind: SkillKind | None = None
    origin: Origin | None = None
    # "unused": nobody has it and nothing asks for it; "retired": no longer offered.
    use: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the list; `people` is None when the group is too small to be told."""

    skill: Skill
    people: int | None
    uses: int
    # The other words under which a search found it.
    found_as: tuple[str, ...] = ()


def listed(filters: Filters) -> Select[Skill]:
    """Select the skills of a list, in the order of their names, with their families."""
    found = (
        select(Skill)
        .where(Skill.merged_into_id.is_(None), *queries.matching(filters.words))
        .options(joinedload(Skill.family))
    )
    for column, value in (
        (Skill.family_id, filters.family_id),
        (Skill.kind, filters.kind),
        (Skill.origin, filters.origin),
    ):
        if value is not None:
            found = found.where(column == value)
    if filters.use == "retired":
        found = found.where(Skill.retired_at.is_not(None))
    else:
        found = found.where(Skill.retired_at.is_(None))
    if filters.use == "unused":
        found = found.where(*_is_unused())
    if filters.words:
        found = found.order_by(case((queries.begins_with(filters.words), 0), else_=1))
    return found.order_by(*queries.by_name())


def _is_unused() -> list[ColumnElement[bool]]:
    pointing: list[Any] = [select(SkillClaim.skill_id), select(SkillWish.skill_id)]
    pointing += [follower.used() for follower in followers.FOLLOWERS.values()]
    return [Skill.id.not_in(ids) for ids in pointing]


def everything(filters: Filters) -> Sequence[Skill]:
    """Return all skills of a list with all that is said about them, for files."""
    return db.session.scalars(
        listed(filters).options(
            joinedload(Skill.broader),
            selectinload(Skill.aliases),
            selectinload(Skill.codes),
            selectinload(Skill.sentences),
        )
    ).all()


def counted(actor: Actor, skills: Collection[Skill], words: str = "") -> list[Counted]:
    """Return skills with how many people have them and how much asks for them."""
    ids = [skill.id for skill in skills]
    people_by_skill = holders(actor, ids)
    uses = followers.counts(ids)
    found_as = _aliases_with(ids, words)
    return [
        Counted(skill, people_by_skill[skill.id], uses[skill.id], tuple(found_as.get(skill.id, ())))
        for skill in skills
    ]


def _aliases_with(ids: Collection[int], words: str) -> dict[int, list[str]]:
    """Return, by skill, the other words that have one of `words`."""
    keys = search_key(words).split()
    if not keys:
        return {}
    has_one = or_(*(SkillAlias.search_key.contains(key, autoescape=True) for key in keys))
    rows = db.session.execute(
        select(SkillAlias.skill_id, SkillAlias.text)
        .where(SkillAlias.skill_id.in_(ids), has_one)
        .order_by(SkillAlias.search_key)
    )
    found: dict[int, list[str]] = {}
    for skill_id, text in rows:
        found.setdefault(skill_id, []).append(text)
    return found


def holders(actor: Actor, ids: Collection[int]) -> Mapping[int, int | None]:
    """Return how many people who work here have each skill at level 1 or more.

    HR of a part counts the people of that part. Groups below the smallest one are None for
    everybody but HR of the whole house, who may read each level anyway.
    """
    counts_here: list[ColumnElement[bool]] = [Person.left_on.is_(None)]
    if actor.is_hr and actor.scope is not None:
        counts_here.append(people.is_within(actor.scope))
    rows = db.session.execute(
        select(SkillClaim.skill_id, func.count(SkillClaim.person_id.distinct()))
        .join(Person, Person.id == SkillClaim.person_id)
        .where(SkillClaim.skill_id.in_(ids), SkillClaim.level >= 1, *counts_here)
        .group_by(SkillClaim.skill_id)
    )
    lost = _without_level(ids, counts_here)
    counts = dict.fromkeys(ids, 0) | {id_: count - lost.get(id_, 0) for id_, count in rows}
    if actor.is_hr_for_all:
        return counts
    smallest = int(current_app.config["SMALLEST_GROUP"])
    return {id_: None if 0 < count < smallest else count for id_, count in counts.items()}


def _without_level(
    ids: Collection[int], conditions: Collection[ColumnElement[bool]]
) -> Mapping[int, int]:
    """Count by skill who was said to have a level, and has none by what counts.

    Few ever say 0: what counts needs to be found out for these alone, and not for the thousands
    who have the skill.
    """
    zero, said, more = aliased(SkillClaim), aliased(SkillClaim), aliased(SkillClaim)
    of_those = (
        select(said.id)
        .join(zero, _is_same(zero, said))
        .where(zero.skill_id.in_(ids), zero.level == 0)
    )
    ranked = queries.ranked_claims(SkillClaim.id.in_(of_those))
    rows = db.session.execute(
        select(ranked.c.skill_id, func.count())
        .join(Person, Person.id == ranked.c.person_id)
        .where(
            ranked.c.place == 1,
            ranked.c.level == 0,
            exists().where(_is_same(more, ranked.c), more.level >= 1),
            *conditions,
        )
        .group_by(ranked.c.skill_id)
    )
    return dict(rows.all())


def _is_same(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(one.person_id == other.person_id, one.skill_id == other.skill_id)


def get(skill_id: int) -> Skill:
    """Return one skill, even a merged one, with all that is said about it.

    :raises NotFound: no such skill
    """
    return _get(skill_id)[skill_id]


def get_both(one_id: int, other_id: int) -> tuple[Skill, Skill]:
    """Return two skills, as `get` does.

    :raises NotFound: there is no such skill
    """
    found = _get(one_id, other_id)
    return found[one_id], found[other_id]


def _get(*ids: int) -> dict[int, Skill]:
    found = db.session.scalars(
        select(Skill)
        .where(Skill.id.in_(ids))
        .options(
            joinedload(Skill.family),
            joinedload(Skill.broader),
            selectinload(Skill.aliases),
            selectinload(Skill.codes),
            selectinload(Skill.sentences),
        )
        .execution_options(populate_existing=True)
    )
    skills = {skill.id: skill for skill in found}
    if skills.keys() != set(ids):
        raise NotFound(_("This skill does not exist."))
    return skills


def narrower(skill_id: int) -> list[Skill]:
    """Return the skills that belong to one."""
    return list(
        db.session.scalars(
            select(Skill)
            .where(Skill.broader_id == skill_id, *queries.is_offered())
            .order_by(*queries.by_name())
        )
    )


def uses(skill_id: int) -> list[Use]:
    """Return everything that asks for a skill."""
    return [use for each in followers.FOLLOWERS.values() for use in each.uses(skill_id)]


def own_sentences(skill: Skill) -> dict[int, Localized]:
    """Return what levels mean for a loaded skill where it has its own sentence."""
    return {one.level: one.text for one in skill.sentences}


def level_of(person_id: int, skill_id: int) -> int | None:
    """Return the level of one person in one skill."""
    ranked = queries.ranked_claims(
        SkillClaim.person_id == person_id, SkillClaim.skill_id == skill_id
    )
    return db.session.scalar(select(ranked.c.level).where(ranked.c.place == 1))


def family_sizes() -> Mapping[int, int]:
    """Return how many skills in use each family has."""
    rows = db.session.execute(
        select(Skill.family_id, func.count())
        .where(Skill.family_id.is_not(None), *queries.is_offered())
        .group_by(Skill.family_id)
    )
    return {family_id: count for family_id, count in rows if family_id is not None}


def family_choices() -> list[tuple[int, str]]:
    """Return the families by id with their names in the reader's language."""
    return [(family.id, family.name.in_(language())) for family in queries.families()]


def family_names(ids: Collection[int]) -> Mapping[int, Localized]:
    """Return the names of families by id."""
    found = db.session.scalars(select(SkillFamily).where(SkillFamily.id.in_(ids)))
    return {family.id: family.name for family in found}
