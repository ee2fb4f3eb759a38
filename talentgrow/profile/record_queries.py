"""What the pages on which HR keeps records show; nothing here changes anything."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.people import queries as people
from talentgrow.people import records
from talentgrow.people.models import Assignment, Person
from talentgrow.people.records import RecordRefused


@dataclass(frozen=True, slots=True)
class Record:
    """A person as HR keeps them: what they do or did last, and the last day if there is one."""

    person: Person
    post: Assignment | None
    job: Job | None
    manager: Person | None
    last_day: date | None
    mark: str


def record(person: Person) -> Record:
    """Return the record of a person, with the mark that tells one state from the next."""
    mark = records.mark_of(person.id)
    post = db.session.scalar(
        select(Assignment)
        .where(Assignment.person_id == person.id)
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.site),
            joinedload(Assignment.manager),
        )
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        .limit(1)
    )
    titles = jobs.by_ids({post.job_id}) if post else {}
    return Record(
        person=person,
        post=post,
        job=titles.get(post.job_id) if post else None,
        manager=post.manager if post else None,
        last_day=records.last_day(person.id),
        mark=mark,
    )


def job_choices() -> list[tuple[int, str]]:
    """Return every job by id with its title in the reader’s language, in order."""
    rows = db.session.execute(
        select(Job.id, Job.title_fr, Job.title_en).order_by(jobs.by_title(), Job.id)
    )
    return [(job_id, Localized(fr, en).in_(language())) for job_id, fr, en in rows]


def manager_called(actor: Actor, words: str, present: Person | None = None) -> int | None:
    """Return the id of the manager with a number or an address; nothing typed means none.

    :raises RecordRefused: the actor can find nobody of that name who works here
    """
    if not words:
        return None
    if present is not None and words in {present.employee_number, present.email}:
        return present.id
    found = db.session.scalars(
        people.visible_to(actor).where(
            Person.left_on.is_(None),
            or_(Person.employee_number == words, Person.email == words.lower()),
        )
    ).first()
    if found is None:
        raise RecordRefused(_("Nobody you can find has this number or address."))
    return found.id
