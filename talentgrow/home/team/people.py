"""What the page of a manager says of each person who reports to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from talentgrow.home.team import weeks
from talentgrow.home.team.weeks import Ahead, Load
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries as mobility
from talentgrow.mobility.models import SavedPath
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person
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
    job: Job
    post: Assignment
    levels: Levels
    paths: tuple[SavedPath, ...]
    wishes: dict[WishKind, tuple[Skill, ...]]
    # None who has nothing beside the job in the coming weeks.
    load: Load | None


@dataclass(frozen=True, slots=True)
class Team:
    """The people who report to somebody, by name, and their coming weeks."""

    members: tuple[Member, ...]
    ahead: Ahead

    @property
    def busy(self) -> tuple[Member, ...]:
        """Return those who have something beside their job in the coming weeks."""
        return tuple(member for member in self.members if member.load)

    @property
    def above(self) -> tuple[Member, ...]:
        """Return those who have a week above what the house finds wise."""
        return tuple(member for member in self.members if member.load and member.load.is_above)


def reports_of(actor: Actor) -> Sequence[Person]:
    """Return the people who report to the actor, by name."""
    return db.session.scalars(
        select(Person).where(Person.id.in_(actor.report_ids)).order_by(Person.search_key, Person.id)
    ).all()


def team(actor: Actor, *, today: date) -> Team:
    """Return the people who report to the actor with what concerns them."""
    ids = actor.report_ids
    ahead = weeks.ahead(ids, today=today)
    levels, wishes = _levels(ids), _wishes(ids)
    paths: defaultdict[int, list[SavedPath]] = defaultdict(list)
    for path in mobility.shared_with(actor):
        paths[path.person_id].append(path)
    members = tuple(
        Member(
            person=person,
            job=job,
            post=post,
            levels=levels.get(person.id, Levels()),
            paths=tuple(paths[person.id]),
            wishes=wishes.get(person.id, {}),
            load=ahead.loads.get(person.id),
        )
        for post, person, job in _posts(ids)
    )
    return Team(members, ahead)


def _posts(person_ids: Collection[int]) -> Iterable[tuple[Assignment, Person, Job]]:
    """Return what people do today, with the people, by name."""
    rows = db.session.execute(
        people.posts_of(person_ids).join(Job, Job.id == Assignment.job_id).add_columns(Person, Job)
    )
    newest = {post.person_id: (post, person, job) for post, person, job in rows}
    return sorted(newest.values(), key=lambda row: (row[1].search_key, row[1].id))


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
