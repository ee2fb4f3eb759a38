"""Levels that wait for a manager's view, and those on which two views stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from talentgrow.claims import deadlines
from talentgrow.claims.story import WORDS, Difference
from talentgrow.infra.db import db
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.skills.models import (
    ClaimSource,
    Skill,
    SkillClaim,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A declared level on which the manager's view is awaited."""

    claim: SkillClaim
    person: Person
    skill: Skill
    # What colleagues said of it, and the manager's word which it answers, if it disagrees.
    peers: Sequence[tuple[SkillClaim, Person]] = ()
    answers: SkillClaim | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two views on one level, with those who hold them."""

    person: Person
    skill: Skill
    manager: Person | None
    views: Difference


def awaiting(*, now: datetime) -> Select[SkillClaim, Person, Skill]:
    """Select the declared levels on which a manager's view was asked and nobody spoke since.

    Some may be past their last day: `deadlines.is_over` tells.
    """
    return (
        select(SkillClaim, Person, Skill)
        .join(Person, Person.id == SkillClaim.person_id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .where(
            SkillClaim.source == ClaimSource.SELF,
            SkillClaim.wants_answer,
            SkillClaim.at > now - deadlines.LOOK_BACK,
            Person.left_on.is_(None),
            ~_spoken_since(),
        )
    )


def waiting_for(actor: Actor, *, now: datetime) -> list[Waiting]:
    """Return the levels which the actor's team wants answered: people by name, oldest first."""
    rows = db.session.execute(
        awaiting(now=now)
        .where(SkillClaim.person_id.in_(sorted(actor.report_ids)))
        .order_by(Person.search_key, Person.id, SkillClaim.at, SkillClaim.id)
    ).all()
    open_rows = [row for row in rows if not deadlines.is_over(row[0].at, now.date())]
    peers = _peers_of([claim.id for claim, _person, _skill in open_rows])
    answered = _by_ids({claim.answers_id for claim, *_ in open_rows if claim.answers_id})
    return [
        Waiting(claim, person, skill, peers[claim.id], answered.get(claim.answers_id or 0))
        for claim, person, skill in open_rows
    ]


def disagreements(actor: Actor, page_number: int) -> Page[Disagreement]:
    """Return where people whom the actor looks after and their managers differ, newest first."""
    own, confirmed = aliased(SkillClaim), aliased(SkillClaim)
    within = [] if actor.scope is None else [people.is_within(actor.scope)]
    page = paginate(
        select(own.id)
        .join(confirmed, confirmed.id == own.answers_id)
        .join(Person, Person.id == own.person_id)
        .where(
            true() if actor.is_hr else false(),
            # As a range, so that SQLite looks the few answers up among all that was said.
            own.answers_id > 0,
            own.source == ClaimSource.SELF,
            confirmed.source == ClaimSource.MANAGER,
            Person.left_on.is_(None),
            ~_settled(own, confirmed),
            *within,
        )
        .order_by(own.at.desc(), own.id.desc()),
        page_number,
    )
    return Page(_disagreements(page.items), page.number, page.size, page.total)


def _disagreements(claim_ids: Sequence[int]) -> list[Disagreement]:
    """Return both views on some levels which people see otherwise than their managers."""
    own, confirmed, manager = aliased(SkillClaim), aliased(SkillClaim), aliased(Person)
    rows = db.session.execute(
        select(own, confirmed, Person, Skill, manager)
        .join(confirmed, confirmed.id == own.answers_id)
        .join(Person, Person.id == own.person_id)
        .join(Skill, Skill.id == own.skill_id)
        .outerjoin(manager, manager.id == confirmed.author_id)
        .where(own.id.in_(claim_ids))
        .order_by(own.at.desc(), own.id.desc())
    )
    return [
        Disagreement(person, skill, boss, Difference(told, said))
        for said, told, person, skill, boss in rows
    ]


def _spoken_since() -> ColumnElement[bool]:
    """Return the condition that somebody had a word on the skill after the claim."""
    later = aliased(SkillClaim)
    return exists().where(*_same_skill(later, SkillClaim), later.source.in_(WORDS))


def _settled(own: type[SkillClaim], confirmed: type[SkillClaim]) -> ColumnElement[bool]:
    """Return the condition that a newer word ended it: confirmed anew, or the person agreed."""
    later = aliased(SkillClaim)
    anew = and_(later.source.in_(WORDS - {ClaimSource.SELF}))
    agreed = and_(later.source == ClaimSource.SELF, later.level == confirmed.level)
    return exists().where(*_same_skill(later, own), or_(anew, agreed))


def _same_skill(later: type[SkillClaim], than: type[SkillClaim]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a claim on the same skill of the same person came later."""
    return (
        later.person_id == than.person_id,
        later.skill_id == than.skill_id,
        or_(later.at > than.at, and_(later.at == than.at, later.id > than.id)),
    )


def _peers_of(claim_ids: Iterable[int]) -> Mapping[int, list[tuple[SkillClaim, Person]]]:
    """Return what colleagues said to some claims, with who they are."""
    found: defaultdict[int, list[tuple[SkillClaim, Person]]] = defaultdict(list)
    for claim, person in db.session.execute(
        select(SkillClaim, Person)
        .join(Person, Person.id == SkillClaim.author_id)
        .where(SkillClaim.answers_id.in_(list(claim_ids)), SkillClaim.source == ClaimSource.PEER)
        .order_by(SkillClaim.at, SkillClaim.id)
    ):
        found[claim.answers_id or 0].append((claim, person))
    return found


def _by_ids(claim_ids: Collection[int]) -> Mapping[int, SkillClaim]:
    if not claim_ids:
        return {}
    found = db.session.scalars(select(SkillClaim).where(SkillClaim.id.in_(claim_ids)))
    return {claim.id: claim for claim in found}
