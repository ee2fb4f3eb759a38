"""What the page of a team says of each person who reports to the reader."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries as mobility
from talentgrow.mobility.models import SavedPath
from talentgrow.people import queries as people
from talentgrow.people.models import Person, Site, Unit
from talentgrow.skills.models import CONFIRMING, Skill, SkillClaim, SkillWish, WishKind


@dataclass(frozen=True, slots=True)
class Levels:
    """How many skills somebody has a level in, and how many of these levels are confirmed."""

    held: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team."""

    person: Person
    job: Job | None
    since: date | None
    unit: Unit | None
    site: Site | None
    levels: Levels
    paths: tuple[SavedPath, ...]
    wishes: dict[WishKind, tuple[Skill, ...]]


def team(actor: Actor) -> list[Member]:
    """Return the people who report to the actor, by name."""
    ids = actor.report_ids
    reports = db.session.scalars(
        select(Person).where(Person.id.in_(ids)).order_by(Person.search_key, Person.id)
    ).all()
    posts = people.shown_posts(ids)
    titles = jobs.by_ids({post.job_id for post in posts.values()})
    levels, wishes = _levels(ids), _wishes(ids)
    paths: defaultdict[int, list[SavedPath]] = defaultdict(list)
    for path in mobility.shared_with(actor):
        paths[path.person_id].append(path)
    members = []
    for person in reports:
        post = posts.get(person.id)
        members.append(
            Member(
                person=person,
                job=titles.get(post.job_id) if post else None,
                since=post.started_on if post else None,
                unit=post.unit if post else None,
                site=post.site if post else None,
                levels=levels.get(person.id, Levels()),
                paths=tuple(paths[person.id]),
                wishes=wishes.get(person.id, {}),
            )
        )
    return members


def _levels(person_ids: Collection[int]) -> dict[int, Levels]:
    """Count by person the skills with a level, and those that somebody else vouches for."""
    is_confirmed = func.max(case((SkillClaim.source.in_(CONFIRMING), 1), else_=0))
    by_skill = (
        select(SkillClaim.person_id, is_confirmed.label("confirmed"))
        .where(SkillClaim.person_id.in_(person_ids))
        .group_by(SkillClaim.person_id, SkillClaim.skill_id)
        .subquery()
    )
    rows = db.session.execute(
        select(by_skill.c.person_id, func.count(), func.sum(by_skill.c.confirmed)).group_by(
            by_skill.c.person_id
        )
    )
    return {person_id: Levels(held, int(confirmed)) for person_id, held, confirmed in rows}


def _wishes(person_ids: Collection[int]) -> dict[int, dict[WishKind, tuple[Skill, ...]]]:
    """Return by person and kind the skills of which something is wished, by name."""
    rows = db.session.execute(
        select(SkillWish.person_id, SkillWish.wish, Skill)
        .join(Skill, Skill.id == SkillWish.skill_id)
        .where(SkillWish.person_id.in_(person_ids))
        .options(joinedload(Skill.family))
        .order_by(Skill.search_key, Skill.id)
    )
    found: defaultdict[int, defaultdict[WishKind, list[Skill]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for person_id, wish, skill in rows:
        found[person_id][wish].append(skill)
    return {
        person_id: {wish: tuple(skills) for wish, skills in wishes.items()}
        for person_id, wishes in found.items()
    }
