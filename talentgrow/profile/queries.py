"""What the page of a person shows to a reader; nothing here changes anything."""

from dataclasses import dataclass
from datetime import date

from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries as mobility
from talentgrow.mobility.models import SavedPath
from talentgrow.people import policy as people_policy
from talentgrow.people import queries as people
from talentgrow.people.models import Person, Site, Unit
from talentgrow.skills import policy as skills_policy
from talentgrow.skills import queries as skills
from talentgrow.skills.queries import HeldSkill


@dataclass(frozen=True, slots=True)
class Post:
    """A job somebody held, or holds, from one day to another."""

    job: Job
    unit: Unit | None
    site: Site | None
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the reader may know about a person; what they may not is None, not hidden."""

    person: Person
    post: Post | None
    manager: Person | None
    career: tuple[Post, ...] | None
    skills: tuple[HeldSkill, ...] | None
    paths: tuple[SavedPath, ...]


def profile(actor: Actor, person_id: int) -> Profile:
    """Return the page of a person as the actor may read it.

    :raises NotFound: no such person, or not one whom the actor may find
    """
    person = people.get_visible(actor, person_id)
    current = people.current_assignment(person_id)
    may_read_career = people_policy.may_read_career(actor, person_id)
    assignments = people.career(person_id) if may_read_career else []
    shown = assignments or ([current] if current else [])
    titles = jobs.by_ids({assignment.job_id for assignment in shown})
    posts = {
        assignment.id: Post(
            titles[assignment.job_id],
            assignment.unit,
            assignment.site,
            assignment.started_on,
            assignment.ended_on,
        )
        for assignment in shown
    }
    return Profile(
        person=person,
        post=posts[current.id] if current else None,
        manager=current.manager if current else None,
        career=tuple(posts[a.id] for a in assignments) if may_read_career else None,
        skills=tuple(skills.held_by(person_id))
        if skills_policy.may_read_levels(actor, person_id)
        else None,
        paths=tuple(mobility.saved_by(actor, person_id)),
    )
