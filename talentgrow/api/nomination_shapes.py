"""Campaigns, nominations and pools as the shapes which the API gives."""

from collections.abc import Mapping

from talentgrow.api import nomination_schemas as schemas
from talentgrow.api import shapes
from talentgrow.api.mission_shapes import person
from talentgrow.api.schemas import Reference
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.nominations import deadlines
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.consent.pages import heard
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.queries import open_to
from talentgrow.nominations.states import CONSENTED
from talentgrow.people.models import Person

Decisions = Mapping[int, Decision]


def campaign(record: Campaign) -> schemas.Campaign:
    """Return a campaign with its intents and place."""
    return schemas.Campaign(
        id=record.id,
        name=shapes.text(record.name),
        purpose=shapes.text(record.purpose),
        criteria=shapes.text(record.criteria),
        status=record.status,
        opens_on=record.opens_on,
        closes_on=record.closes_on,
        unit=shapes.optional(record.unit),
        site=shapes.place(record.site),
        intents=[
            schemas.CampaignIntent(intent=one.intent, programme=shapes.text(one.programme))
            for one in record.intents
        ],
        peers_nominate=record.peers_nominate,
    )


def nomination(record: Nomination) -> schemas.Nomination:
    """Return a nomination loaded in full."""
    return schemas.Nomination(
        id=record.id,
        campaign_id=record.campaign_id,
        person=person(record.person),
        nominator=person(record.nominator),
        submitter=person(record.submitter),
        relation=record.relation,
        status=record.status,
        sent_at=record.sent_at,
        intents=[
            schemas.NominationIntent(intent=one.intent, target=_job(one.target))
            for one in record.intents
        ],
        rationale=record.rationale,
        commitment=record.commitment,
        reference=person(record.reference) if record.reference else None,
        is_late=record.is_late,
    )


def nominee_line(record: Nominee, decisions: Decisions, reader: Actor) -> schemas.NomineeLine:
    """Return a nominee for a list, with what was published about each wish they may read of."""
    return schemas.NomineeLine(
        id=record.id,
        campaign_id=record.campaign_id,
        person=person(record.person),
        candidacies=[
            _candidacy(one, record.campaign, decisions.get(one.id))
            for one in record.candidacies
            if _reads(reader, record, one)
        ],
    )


def nominee(record: Nominee, decisions: Decisions, reader: Actor) -> schemas.Nominee:
    """Return a nominee loaded in full: what the reader may know of it, and their own words."""
    manager = open_to(record)
    return schemas.Nominee(
        **dict(nominee_line(record, decisions, reader)),
        words=record.words,
        commitment=record.commitment,
        open_to=person(manager) if manager else None,
        nominations=[_heard(one, record, reader) for one in heard(record, reader)],
    )


def staged(record: Decision, by: Person) -> schemas.StagedDecision:
    """Return a decision which is not published, and who prepared it."""
    return schemas.StagedDecision(
        candidacy_id=record.candidacy_id,
        outcome=record.outcome,
        version=record.version,
        staged_by=person(by),
        staged_at=record.staged_at,
    )


def membership(record: PoolMembership) -> schemas.Membership:
    """Return a membership with its pool."""
    return schemas.Membership(
        id=record.id,
        pool=schemas.Pool(
            id=record.pool.id,
            name=shapes.text(record.pool.name),
            purpose=shapes.text(record.pool.purpose),
        ),
        person=person(record.person),
        status=record.status,
        joined_on=record.joined_on,
        until=record.until,
    )


def _heard(record: Nomination, of: Nominee, reader: Actor) -> schemas.Nomination:
    """Return what was said, for the wishes of which the reader may know."""
    known = {one.intent for one in of.candidacies if _reads(reader, of, one)}
    said = nomination(record)
    return said.model_copy(update={"intents": [one for one in said.intents if one.intent in known]})


def _reads(reader: Actor, record: Nominee, wish: Candidacy) -> bool:
    """Tell whether the reader may know of a wish: others only once the nominee stands behind it."""
    return reader.is_person(record.person_id) or wish.status in CONSENTED


def _candidacy(
    record: Candidacy, campaign: Campaign, decision: Decision | None
) -> schemas.Candidacy:
    due = deadlines.of_candidacy(
        record.status,
        record.since,
        closes_on=campaign.closes_on,
        postponed_until=record.postponed_until,
    )
    return schemas.Candidacy(
        id=record.id,
        intent=record.intent,
        target=_job(record.target),
        status=record.status,
        since=record.since,
        postponed_until=record.postponed_until,
        waits=schemas.Waits(who=due.who, by=due.by, then=due.then) if due else None,
        decision=_decision(decision) if decision is not None else None,
    )


def _decision(record: Decision) -> schemas.Decision | None:
    if record.published_at is None:
        return None
    return schemas.Decision(
        outcome=record.outcome,
        reason=record.reason,
        review_on=record.review_on,
        action=record.action,
        next_step=record.next_step,
        next_note=record.next_note,
        pool_id=record.pool_id,
        pool_until=record.pool_until,
        published_at=record.published_at,
    )


def _job(record: Job | None) -> Reference | None:
    return shapes.job_reference(record) if record is not None else None
