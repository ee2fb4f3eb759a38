"""What the pages about levels show; nothing here changes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from talentgrow.claims import deadlines, queries, sentences
from talentgrow.claims.waiting import Waiting, waiting_for
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Endorsement, Skill, SkillClaim


@dataclass(frozen=True, slots=True)
class Declaring:
    """The page on which one declares a level, with what was said last."""

    skill: Skill
    sentences: Sequence[Localized]
    manager: Person | None
    last: SkillClaim | None
    before: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asking:
    """The page on which one asks a colleague: about which level, and whom."""

    declared: Sequence[tuple[Skill, SkillClaim]]
    skill: Skill | None
    claim: SkillClaim | None
    manager: Person | None
    found: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Endorsing:
    """What a colleague reads before answering: one level of one skill, and why."""

    request: Endorsement
    person: Person
    skill: Skill
    sentences: Sequence[Localized]
    until: date
    is_manager: bool


@dataclass(frozen=True, slots=True)
class Disputing:
    """The level which the manager sees, before the person answers it."""

    confirmed: SkillClaim
    skill: Skill
    manager: Person | None
    declared: SkillClaim | None
    sentences: Sequence[Localized]


@dataclass(frozen=True, slots=True)
class Report:
    """One person of the team and their levels to answer, oldest first."""

    person: Person
    job_id: int | None
    waiting: Sequence[Waiting]


@dataclass(frozen=True, slots=True)
class Team:
    """The levels to answer, by person in the order of names."""

    reports: Sequence[Report]
    count: int
    sentences: Mapping[int, Sequence[Localized]]

    @property
    def shown(self) -> str:
        """Return the ids of the levels on the page, as a hidden field holds them."""
        return ",".join(str(one.claim.id) for report in self.reports for one in report.waiting)


def declaring(actor: Actor, skill: Skill) -> Declaring:
    """Return the page on which one declares a level of a skill."""
    mine = actor.person_id or 0
    last = queries.newest_declared(mine, skill.id)
    wish = queries.wish_of(mine, skill.id)
    before: dict[str, object] = {"wish": wish.wish.value if wish else "none"}
    if last is not None:
        before["level"] = last.level
    return Declaring(skill, sentences.of(skill.id), queries.manager_of(mine), last, before)


def what_was_said(said: SkillClaim | None, manager: Person | None) -> str:
    """Say what a declaration led to."""
    if said is None:
        return _("You said this before: nothing was added.")
    if said.wants_answer and manager is not None:
        return _("Your level is added. %(name)s is asked and has 30 days.", name=manager.given_name)
    return _("Your level is added. What was said before stays.")


def asking(actor: Actor, *, skill_id: int | None, words: str) -> Asking:
    """Return the page on which one asks a colleague about a level one declared."""
    mine = actor.person_id or 0
    declared = [
        (story.skill, story.declared)
        for story in queries.stories(mine)
        if story.declared is not None
    ]
    skill, claim = next(
        ((skill, claim) for skill, claim in declared if skill.id == skill_id), (None, None)
    )
    return Asking(
        declared,
        skill,
        claim,
        queries.manager_of(mine),
        queries.peers_found(actor, words) if claim else (),
    )


def endorsing(request: Endorsement) -> Endorsing:
    """Return what the colleague who was asked may read: this level alone."""
    claim = request.claim
    manager = queries.manager_of(claim.person_id)
    return Endorsing(
        request,
        db.session.get_one(Person, claim.person_id),
        skills.get(claim.skill_id),
        sentences.of(claim.skill_id),
        deadlines.deadline(request.asked_at),
        is_manager=manager is not None and manager.id == request.peer_id,
    )


def disputing(confirmed: SkillClaim) -> Disputing:
    """Return the level the manager sees and what it answers."""
    return Disputing(
        confirmed,
        skills.get(confirmed.skill_id),
        db.session.get(Person, confirmed.author_id) if confirmed.author_id else None,
        db.session.get(SkillClaim, confirmed.answers_id) if confirmed.answers_id else None,
        sentences.of(confirmed.skill_id),
    )


def team(actor: Actor, *, now: datetime) -> Team:
    """Return the levels which the actor's team would like answered."""
    waiting = waiting_for(actor, now=now)
    posts = people.shown_posts({one.person.id for one in waiting}) if waiting else {}
    reports = [
        Report(
            person,
            posts[person.id].job_id if person.id in posts else None,
            tuple(rows),
        )
        for person, rows in groupby(waiting, key=lambda one: one.person)
    ]
    known = {one.skill.id for one in waiting}
    return Team(reports, len(waiting), sentences.of_many(known))
