"""Who is in talent pools, found by filters and listed by name: never by a score."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import LARGEST_ID
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.page import Page
from talentgrow.kernel.text import search_key
from talentgrow.missions import queries as missions
from talentgrow.missions.models import Mission
from talentgrow.nominations.models import Candidacy
from talentgrow.nominations.pools import queries
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import MembershipStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill, SkillClaim

MOST_NEEDS = 6


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that members hold at a level at least."""

    skill: Skill
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """By what members are looked for; what was not asked for is empty or None."""

    words: str = ""
    pool_id: int | None = None
    unit_id: int | None = None
    site_id: int | None = None
    # Skill ids with levels: members hold them all.
    needs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """A mission or a job for which somebody is looked for, and the skills that it asks for."""

    name: str
    title: Localized
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One member: who, what they do, in which pool until when and by which wish."""

    membership: PoolMembership
    job: Job | None
    post: Assignment | None
    candidacy: Candidacy | None


def found(actor: Actor, wanted: Wanted, page_number: int) -> Page[Row]:
    """Return the members whom the actor may read and who match, by name."""
    page = paginate(matching(actor, wanted), page_number)
    posts = people.shown_posts([one.person_id for one in page.items]) if page.items else {}
    titles = jobs.by_ids({post.job_id for post in posts.values()})
    rows = [_row(one, posts.get(one.person_id), titles) for one in page.items]
    return Page(rows, page.number, page.size, page.total)


def about(actor: Actor, name: str) -> About | None:
    """Return the mission or the job called such as "mission:12"; None: nothing one may read."""
    subject = subject_of(actor, name)
    if subject is None:
        return None
    levels = (
        {row.skill_id: row.needed for row in subject.skills if row.needed}
        if isinstance(subject, Mission)
        else jobs.levels_asked(subject.id)
    )
    known = skills.by_ids(levels)
    needs = [Need(known[skill_id], level) for skill_id, level in levels.items() if level]
    return About(name, subject.title, tuple(needs))


def subject_of(actor: Actor, name: str) -> Job | Mission | None:
    """Return the mission or the job itself."""
    kind, _colon, number = name.partition(":")
    if not number.isdecimal() or len(number) > len(str(LARGEST_ID)) or int(number) > LARGEST_ID:
        return None
    if kind == "mission":
        found = missions.visible_to(actor).where(Mission.id == int(number))
        return db.session.scalar(found.options(*missions.FULL))
    return db.session.get(Job, int(number)) if kind == "job" else None


def needs_of(pairs: Collection[tuple[int, int]]) -> tuple[Need, ...]:
    """Return the skills that were asked for, those that exist."""
    known = skills.by_ids([skill_id for skill_id, _level in pairs])
    return tuple(Need(known[one], level) for one, level in pairs if one in known)


def matching(actor: Actor, wanted: Wanted) -> Select[PoolMembership]:
    """Select the members whom the actor may read and who match, by name."""
    statement = (
        queries.memberships_visible_to(actor)
        .join(Person, Person.id == PoolMembership.person_id)
        .where(
            PoolMembership.status == MembershipStatus.MEMBER,
            # One reads one's own pools on one's own page.
            PoolMembership.person_id != (actor.person_id or 0),
        )
        .options(*queries.MEMBERSHIP, joinedload(PoolMembership.candidacy))
        .order_by(Person.search_key, PoolMembership.id)
    )
    if wanted.pool_id is not None:
        statement = statement.where(PoolMembership.pool_id == wanted.pool_id)
    for word in search_key(wanted.words).split():
        statement = statement.where(people.is_called(actor, word))
    if wanted.unit_id is not None:
        below = Assignment.unit_id.in_(people.units_below(wanted.unit_id))
        statement = statement.where(Person.id.in_(people.who_hold(below)))
    if wanted.site_id is not None:
        here = Assignment.site_id == wanted.site_id
        statement = statement.where(Person.id.in_(people.who_hold(here)))
    for skill_id, level in wanted.needs:
        statement = statement.where(Person.id.in_(_who_have(skill_id, level)))
    return statement


def _who_have(skill_id: int, level: int) -> Select[int]:
    ranked = skills.ranked_claims(SkillClaim.skill_id == skill_id)
    return select(ranked.c.person_id).where(ranked.c.place == 1, ranked.c.level >= level)


def _row(membership: PoolMembership, post: Assignment | None, titles: Mapping[int, Job]) -> Row:
    return Row(membership, titles.get(post.job_id) if post else None, post, membership.candidacy)
