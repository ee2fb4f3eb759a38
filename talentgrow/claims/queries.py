"""Questions about what is said of people's skills; nothing here changes anything."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from talentgrow.claims.story import WORDS, Story
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.text import search_key
from talentgrow.people import queries as people
from talentgrow.people.limits import FEWEST_LETTERS
from talentgrow.people.models import Person
from talentgrow.skills import policy as skills_policy
from talentgrow.skills import queries as skills
from talentgrow.skills.models import (
    ClaimSource,
    Endorsement,
    Skill,
    SkillClaim,
    SkillWish,
    WishKind,
)
from talentgrow.skills.states import EndorsementStatus


def skill_at(skill_id: int) -> Skill:
    """Return the skill at an address, or the one it became part of.

    :raises NotFound: no such skill
    """
    skill = skills.get(skill_id)
    while skill.merged_into_id is not None:
        skill = skills.get(skill.merged_into_id)
    return skill


def stories(person_id: int, skill_id: int | None = None) -> list[Story]:
    """Return what is said about each skill of a person, or about one, by name of the skill."""
    rows = db.session.execute(
        select(SkillClaim, Skill, Person)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .outerjoin(Person, Person.id == SkillClaim.author_id)
        .where(SkillClaim.person_id == person_id, _of_skill(skill_id))
        .order_by(*skills.by_name(), SkillClaim.at, SkillClaim.id)
    ).all()
    wishes = _wishes(person_id)
    requests = _requests(person_id)
    claims: defaultdict[int, list[SkillClaim]] = defaultdict(list)
    for claim, _skill, _author in rows:
        claims[claim.skill_id].append(claim)
    authors = {author.id: author for _claim, _skill, author in rows if author is not None}
    known = {skill.id: skill for _claim, skill, _author in rows}
    return [
        Story(skill, claims[skill.id], authors, requests[skill.id], wishes.get(skill.id))
        for skill in known.values()
    ]


def story(person_id: int, skill_id: int) -> Story | None:
    """Return what is said about one skill of a person, if anything is."""
    return next(iter(stories(person_id, skill_id)), None)


def wish_of(person_id: int, skill_id: int) -> SkillWish | None:
    """Return what a person wants of a skill."""
    return db.session.scalar(
        select(SkillWish).where(SkillWish.person_id == person_id, SkillWish.skill_id == skill_id)
    )


def get_claim(actor: Actor, claim_id: int) -> SkillClaim:
    """Return one claim.

    :raises NotFound: no such claim, or one of somebody whose levels the actor may not read
    """
    claim = db.session.get(SkillClaim, claim_id)
    if claim is None or not skills_policy.may_read_levels(actor, claim.person_id):
        raise NotFound(_("This level does not exist."))
    return claim


def get_request(actor: Actor, endorsement_id: int) -> Endorsement:
    """Return one request for a colleague's word, with the level it is about.

    :raises NotFound: no such request, or one between other people
    """
    found = db.session.scalar(
        select(Endorsement)
        .where(Endorsement.id == endorsement_id)
        .options(joinedload(Endorsement.claim), joinedload(Endorsement.peer))
    )
    if found is None or actor.person_id not in {found.peer_id, found.claim.person_id}:
        raise NotFound(_("This request does not exist."))
    return found


def requests_to(person_id: int) -> list[tuple[Endorsement, Person, Skill]]:
    """Return what colleagues ask of a person and is not answered, oldest first."""
    rows = db.session.execute(
        select(Endorsement, Person, Skill)
        .join(SkillClaim, SkillClaim.id == Endorsement.claim_id)
        .join(Person, Person.id == SkillClaim.person_id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .where(Endorsement.peer_id == person_id, Endorsement.status == EndorsementStatus.ASKED)
        .order_by(Endorsement.asked_at, Endorsement.id)
    )
    return [(request, person, skill) for request, person, skill in rows]


def newest_word(person_id: int, skill_id: int) -> SkillClaim | None:
    """Return what the person or somebody who confirms said last about a skill."""
    return db.session.scalar(
        select(SkillClaim)
        .where(
            SkillClaim.person_id == person_id,
            SkillClaim.skill_id == skill_id,
            SkillClaim.source.in_(WORDS),
        )
        .order_by(SkillClaim.at.desc(), SkillClaim.id.desc())
        .limit(1)
    )


def newest_declared(person_id: int, skill_id: int) -> SkillClaim | None:
    """Return what the person declared last about a skill."""
    return db.session.scalar(
        select(SkillClaim)
        .where(
            SkillClaim.person_id == person_id,
            SkillClaim.skill_id == skill_id,
            SkillClaim.source == ClaimSource.SELF,
        )
        .order_by(SkillClaim.at.desc(), SkillClaim.id.desc())
        .limit(1)
    )


def answer_by(claim_id: int, author_id: int) -> SkillClaim | None:
    """Return what somebody answered to a claim."""
    return db.session.scalar(
        select(SkillClaim).where(
            SkillClaim.answers_id == claim_id, SkillClaim.author_id == author_id
        )
    )


def manager_of(person_id: int) -> Person | None:
    """Return who may answer somebody's levels today: their manager, while working here."""
    current = people.current_assignment(person_id)
    manager = current.manager if current else None
    return manager if manager is not None and manager.left_on is None else None


def peers_found(actor: Actor, words: str, *, limit: int = 8) -> list[Person]:
    """Return colleagues who work here, by words; never the actor."""
    if max(map(len, search_key(words).split()), default=0) < FEWEST_LETTERS:
        return []
    found = people.search(actor, words).where(
        Person.left_on.is_(None), Person.id != (actor.person_id or 0)
    )
    return list(db.session.scalars(found.limit(limit)))


def _of_skill(skill_id: int | None) -> ColumnElement[bool]:
    return SkillClaim.skill_id == skill_id if skill_id is not None else SkillClaim.id.is_not(None)


def _wishes(person_id: int) -> Mapping[int, WishKind]:
    wishes = db.session.scalars(select(SkillWish).where(SkillWish.person_id == person_id))
    return {held.skill_id: held.wish for held in wishes}


def _requests(person_id: int) -> Mapping[int, list[Endorsement]]:
    """Return the requests somebody made, by skill, oldest first."""
    found: defaultdict[int, list[Endorsement]] = defaultdict(list)
    for request in db.session.scalars(
        select(Endorsement)
        .join(Endorsement.claim)
        .where(SkillClaim.person_id == person_id)
        .options(joinedload(Endorsement.claim), joinedload(Endorsement.peer))
        .order_by(Endorsement.asked_at, Endorsement.id)
    ):
        found[request.claim.skill_id].append(request)
    return found
