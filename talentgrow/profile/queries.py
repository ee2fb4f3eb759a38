"""What the page of a person shows to a reader; nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from talentgrow.infra import clock
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.missions.debriefs import record
from talentgrow.mobility import queries as mobility
from talentgrow.mobility.models import SavedPath
from talentgrow.people import policy as people_policy
from talentgrow.people import queries as people
from talentgrow.people import records
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.shadowing.debriefs import seen
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
    """What the reader may know about a person; what they may not is None, not hidden.

    `number` and `last_day` are for HR and the person; a manager whom the reader may not find
    has a name and no page.
    """

    person: Person
    number: str | None
    post: Post | None
    last_day: date | None
    manager: Person | None
    has_manager_page: bool
    career: tuple[Post, ...] | None
    skills: tuple[HeldSkill, ...] | None
    paths: tuple[SavedPath, ...]
    missions: tuple[record.Part, ...]
    seen: tuple[seen.Seen, ...]


def profile(actor: Actor, person_id: int) -> Profile:
    """Return the page of a person as the actor may read it.

    :raises NotFound: no such person, or not one whom the actor may find
    """
    person = people.get_visible(actor, person_id)
    may_read_career = people_policy.may_read_career(actor, person_id)
    assignments = people.career(person_id) if may_read_career else []
    current = _present(assignments) if assignments else people.current_assignment(person_id)
    is_close = actor.is_person(person_id) or actor.is_hr_for(person_id)
    manager = current.manager if current else None
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
        number=person.employee_number if is_close else None,
        post=posts[current.id] if current else None,
        last_day=records.last_day(person_id) if is_close else None,
        manager=manager,
        has_manager_page=manager is not None and people.can_find(actor, manager),
        career=tuple(posts[a.id] for a in assignments) if may_read_career else None,
        skills=tuple(skills.held_by(person_id))
        if skills_policy.may_read_levels(actor, person_id)
        else None,
        paths=tuple(mobility.saved_by(actor, person_id)),
        missions=record.of(actor, person_id),
        seen=seen.seen_by(actor, person_id),
    )


def _present(career: Sequence[Assignment]) -> Assignment | None:
    """Return what somebody does today, of a career with the newest first."""
    today = clock.today()
    return next(
        (
            one
            for one in career
            if one.started_on <= today and (one.ended_on is None or one.ended_on >= today)
        ),
        None,
    )
