"""What the pages about somebody's skills show, to themselves, their manager or HR."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from talentgrow.claims import deadlines, queries, sentences
from talentgrow.claims.chart import Chart, chart
from talentgrow.claims.story import Story
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.localized import Localized
from talentgrow.missions.debriefs import record
from talentgrow.missions.debriefs.record import Gained
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person
from talentgrow.shadowing.debriefs import seen
from talentgrow.shadowing.debriefs.seen import Seen
from talentgrow.skills import policy
from talentgrow.skills.models import (
    ClaimSource,
    Endorsement,
    Skill,
    SkillClaim,
    SkillKind,
    WishKind,
)

KINDS = (SkillKind.KNOW_HOW, SkillKind.KNOWLEDGE, SkillKind.BEHAVIOUR)


@dataclass(frozen=True)
class Whose:
    """Whose skills are shown, who reads them, and who may confirm them."""

    person: Person
    manager: Person | None
    reader_id: int
    today: date
    # The missions from which levels come, by claim.
    gained: Mapping[int, Gained]

    @property
    def is_you(self) -> bool:
        """Tell whether the reader looks at their own skills."""
        return self.reader_id == self.person.id

    def is_manager(self, person: Person | None) -> bool:
        """Tell whether somebody is the present manager."""
        return person is not None and self.manager is not None and person.id == self.manager.id

    def awaited(self, story: Story) -> SkillClaim | None:
        """Return the level on which the manager's view is awaited, while there is a manager."""
        return story.awaited(self.today) if self.manager else None

    def deadline(self, asked_at: datetime) -> date:
        """Return the last day for an answer."""
        return deadlines.deadline(asked_at)


@dataclass(frozen=True)
class Opened:
    """The history of one skill, unfolded."""

    story: Story
    chart: Chart
    sentences: Sequence[Localized]


@dataclass(frozen=True)
class Skills:
    """Everything somebody can do, by kind, with one history unfolded if asked for."""

    whose: Whose
    post: Assignment | None
    job: Job | None
    stories: Sequence[Story]
    opened: Opened | None
    requests: Sequence[tuple[Endorsement, Person, Skill]]

    @property
    def groups(self) -> Sequence[tuple[SkillKind, Sequence[Story]]]:
        """Return the skills by kind; kinds without any are left out."""
        found = [
            (kind, [story for story in self.stories if story.skill.kind is kind]) for kind in KINDS
        ]
        return [(kind, stories) for kind, stories in found if stories]

    @cached_property
    def confirmed(self) -> int:
        """Return how many levels are confirmed."""
        return sum(story.is_confirmed for story in self.stories)

    @cached_property
    def waiting(self) -> Sequence[tuple[Story, SkillClaim]]:
        """Return the levels on which the manager's view is awaited, oldest first."""
        found = [
            (story, claim)
            for story in self.stories
            if (claim := self.whose.awaited(story)) is not None
        ]
        return sorted(found, key=lambda pair: (pair[1].at, pair[1].id))

    @property
    def wishes(self) -> Mapping[WishKind, Sequence[Skill]]:
        """Return the skills by what is wanted of them."""
        return {
            wish: found
            for wish in WishKind
            if (found := [story.skill for story in self.stories if story.wish is wish])
        }


@dataclass(frozen=True)
class History:
    """Everything said about one skill, and what the reader can do about it."""

    whose: Whose
    skill: Skill
    opened: Opened | None
    wish: WishKind | None
    may_answer: bool
    # The visits in which it was seen at work: exposure, never a level.
    seen: Sequence[Seen]


def skills_of(actor: Actor, person_id: int, *, open_id: int | None, now: datetime) -> Skills:
    """Return what somebody can do.

    :raises NotFound: the actor may not read the levels of this person, or there is none
    """
    person, post = _readable(actor, person_id)
    stories = queries.stories(person_id)
    whose = _whose(actor, person, post, now, stories)
    opened = next((story for story in stories if story.skill.id == open_id), None)
    return Skills(
        whose=whose,
        post=post,
        job=jobs.get(post.job_id) if post else None,
        stories=stories,
        opened=_opened(opened, now) if opened else None,
        requests=queries.requests_to(person_id) if whose.is_you else (),
    )


def history(actor: Actor, person_id: int, skill_id: int, *, now: datetime) -> History:
    """Return everything said about one skill of somebody.

    :raises NotFound: no such skill, or the actor may not read the levels of this person
    """
    person, post = _readable(actor, person_id)
    skill = queries.skill_at(skill_id)
    story = queries.story(person_id, skill.id)
    wish = queries.wish_of(person_id, skill.id)
    return History(
        whose=_whose(actor, person, post, now, [story] if story else []),
        skill=skill,
        opened=_opened(story, now) if story else None,
        wish=wish.wish if wish else None,
        may_answer=bool(story and story.answerable) and actor.manages(person_id),
        seen=seen.seen_at_work(actor, person_id, skill.id),
    )


def _readable(actor: Actor, person_id: int) -> tuple[Person, Assignment | None]:
    """Return a person whose levels the actor may read, with what they do today."""
    person = people.get_visible(actor, person_id)
    if not policy.may_read_levels(actor, person_id):
        raise NotFound(_("This person does not exist."))
    return person, people.current_assignment(person_id)


def _whose(
    actor: Actor,
    person: Person,
    post: Assignment | None,
    now: datetime,
    stories: Sequence[Story],
) -> Whose:
    manager = post.manager if post else None
    works_here = manager if manager is not None and manager.left_on is None else None
    from_missions = {
        claim.id
        for story in stories
        for claim in story.claims
        if claim.source is ClaimSource.MISSION
    }
    gained = record.gained(actor, from_missions)
    return Whose(person, works_here, actor.person_id or 0, now.date(), gained)


def _opened(story: Story, now: datetime) -> Opened:
    return Opened(story, chart(story.claims, now), sentences.of(story.skill.id))
