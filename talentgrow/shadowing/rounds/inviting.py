"""Ask people outside of a round to host, and those left out for more: each is told once."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, or_, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.notifications.models import Notice
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import LeftOver, Round, RoundMember
from talentgrow.shadowing.rounds import members, notices
from talentgrow.shadowing.rounds.joining import hold
from talentgrow.shadowing.rounds.matching.teams import Team
from talentgrow.shadowing.states import RoundStatus

# More teams are not written to at once.
MOST_TEAMS = 20
# Nobody is invited before people may join, nor after the rings were sent.
INVITING = frozenset({RoundStatus.OPEN, RoundStatus.CLOSED})
ASKED = audit.Kind("shadowing.round_member_asked", "person", "missing")
INVITED = audit.Kind("shadowing.round_hosts_invited", "jobs", "count")


def invite(one: Round, teams: Collection[Team], *, by: Actor, now: datetime) -> int:
    """Invite those who do a job to host, who take no part; return how many are told now."""
    one = hold(one.id)
    if one.status not in INVITING:
        return 0
    chosen = list(teams)[:MOST_TEAMS]
    found = holders(one, chosen, by)
    told = _told(one)
    new = {person_id: job for person_id, job in found.items() if person_id not in told}
    for person_id, job in sorted(new.items()):
        notices.tell_invited(one, person_id, job, now=now)
    jobs = sorted({job_id for job_id, _site in chosen})
    audit.record(INVITED, one, by=by, now=now, jobs=jobs, count=len(new))
    return len(new)


def holders(one: Round, teams: Collection[Team], actor: Actor) -> dict[int, Job]:
    """Return by person which job of some teams they do, of those who take no part.

    While people join only those who may; after that whoever HR looks after may show their job.
    """
    places = [
        and_(Assignment.job_id == job_id, Assignment.site_id == site_id)
        if site_id
        else Assignment.job_id == job_id
        for job_id, site_id in teams
    ]
    if not places:
        return {}
    here = queries.people_in(one) if one.status is RoundStatus.OPEN else people.visible_to(actor)
    taking_part = select(RoundMember.person_id).where(
        RoundMember.round_id == one.id, RoundMember.left_at.is_(None)
    )
    rows = db.session.execute(
        here.where(Person.left_on.is_(None), Person.id.not_in(taking_part))
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Job, Job.id == Assignment.job_id)
        .where(people.is_current(), or_(*places))
        .with_only_columns(Person.id, Job)
        .order_by(Person.id, Job.id)
    )
    found: dict[int, Job] = {}
    for person_id, job in rows:
        if not actor.is_person(person_id):
            found.setdefault(person_id, job)
    return found


def ask_for_more(one: Round, person_id: int, *, by: Actor, now: datetime) -> bool:
    """Ask somebody left out for a wish, a week or a place; tell whether they hear of it now."""
    one = hold(one.id)
    run = members.newest_run(one.id, is_computed=True)
    if run is None or one.status not in INVITING or person_id not in members.ids_in(one.id):
        return False
    found = db.session.get(LeftOver, (run.id, person_id))
    if found is None or found.missing not in notices.ASKED_FOR_MORE:
        return False
    kind = notices.ASKED_FOR_MORE[found.missing]
    if person_id in _told(one, kind.name):
        return False
    notices.tell_asked_for_more(one, person_id, kind, now=now)
    audit.record(ASKED, one, by=by, now=now, person=person_id, missing=found.missing.value)
    return True


def _told(one: Round, kind: str = "") -> frozenset[int]:
    """Return who was invited to host in a round already, or was asked for more."""
    key = notices.key_of_asking(one, kind) if kind else notices.key_of_invitation(one)
    return frozenset(db.session.scalars(select(Notice.person_id).where(Notice.key == key)))
