"""What waits around one person in nominations, read in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, union_all
from sqlalchemy.orm import aliased

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.missions.models import Mission
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.models import Campaign, Candidacy, Nomination
from talentgrow.nominations.pools.models import Approach
from talentgrow.nominations.waits.sides import What, branches
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Row:
    """One thing around the reader.

    `person` is the other one: who nominates, is nominated, owes, is owed, asks or is thought of.
    `count` is how many nominate, or how many wishes HR has before it, of which `left` wait.
    """

    what: What
    count: int
    left: int
    person: Person | None
    campaign: Campaign | None
    candidacy: Candidacy | None
    nomination: Nomination | None
    decision: Decision | None
    approach: Approach | None
    job: Job | None
    mission: Mission | None
    manager: Person | None


def around(actor: Actor) -> Sequence[Row]:
    """Return everything in which the actor, or somebody for the actor, has to act, oldest first.

    In one statement, as it is on everybody's first page.
    """
    waiting = union_all(*branches(actor)).subquery("waiting")
    manager = aliased(Person)
    found = db.session.execute(
        select(
            waiting.c.what,
            waiting.c.count,
            waiting.c.remaining,
            Person,
            Campaign,
            Candidacy,
            Nomination,
            Decision,
            Approach,
            Job,
            Mission,
            manager,
        )
        .select_from(waiting)
        .outerjoin(Person, Person.id == waiting.c.person_id)
        .outerjoin(Campaign, Campaign.id == waiting.c.campaign_id)
        .outerjoin(Candidacy, Candidacy.id == waiting.c.candidacy_id)
        .outerjoin(Nomination, Nomination.id == waiting.c.nomination_id)
        .outerjoin(Decision, Decision.id == waiting.c.decision_id)
        .outerjoin(Approach, Approach.id == waiting.c.approach_id)
        .outerjoin(Job, Job.id == Approach.job_id)
        .outerjoin(Mission, Mission.id == Approach.mission_id)
        .outerjoin(manager, manager.id == Approach.manager_id)
        .order_by(Candidacy.since, Approach.since, Decision.review_on, Candidacy.id, Campaign.id)
    )
    return [Row(What(what), *rest) for what, *rest in found]
