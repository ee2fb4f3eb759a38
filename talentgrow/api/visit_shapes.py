"""Offers, visits, swaps and rounds as the shapes which the API gives, each reader their own."""

from collections.abc import Collection, Sequence

from talentgrow.api import shapes
from talentgrow.api import visit_schemas as schemas
from talentgrow.api.mission_shapes import person
from talentgrow.api.schemas import Reference
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.exchanges.models import Exchange, Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers.room import Day
from talentgrow.shadowing.visits.models import Visit
from talentgrow.shadowing.visits.policy import may_read_messages


def offer_line(record: Offer) -> schemas.OfferLine:
    """Return an offer for a list."""
    return schemas.OfferLine(
        id=record.id,
        status=record.status,
        host=person(record.host),
        job=_job(record.job),
        unit=shapes.optional(record.unit),
        site=shapes.place(record.site),
        is_remote=record.is_remote,
        format=record.format,
        half_days=record.half_days,
        reciprocal=record.reciprocal,
    )


def offer(record: Offer, free: Sequence[Day]) -> schemas.Offer:
    """Return an offer loaded in full, with the next days that have room."""
    return schemas.Offer(
        **dict(offer_line(record)),
        sights=shapes.text(record.sights),
        safety=shapes.text(record.safety),
        confidentiality=shapes.text(record.confidentiality),
        accessibility=shapes.text(record.accessibility),
        skills=[shapes.reference(one.skill) for one in record.skills],
        free_days=[schemas.FreeDay.model_validate(day) for day in free],
    )


def visit(record: Visit, reader: Actor) -> schemas.Visit:
    """Return a visit loaded with its sides, job, site and words of managers."""
    is_theirs = may_read_messages(reader, record)
    return schemas.Visit(
        id=record.id,
        status=record.status,
        visitor=person(record.visitor),
        host=person(record.host),
        job=_job(record.job),
        offer_id=record.offer_id,
        exchange_id=record.exchange_id,
        round_id=record.round_id,
        aim=record.aim,
        message=record.message if is_theirs else None,
        host_word=record.host_word if is_theirs else None,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        half_days=record.half_days,
        begins_at=record.begins_at,
        ends_at=record.ends_at,
        site=shapes.place(record.site),
        is_remote=record.is_remote,
        meeting_point=record.meeting_point,
        requested_at=record.requested_at,
        version=record.version,
        waits=_waits(record),
    )


def swap(
    record: Exchange, legs: Sequence[Visit], reader: Actor, *, is_agreed: bool
) -> schemas.Swap:
    """Return a swap loaded with its members; who is in it is said once all have agreed."""
    return schemas.Swap(
        id=record.id,
        status=record.status,
        round_id=record.round_id,
        answer_by=record.answer_by,
        size=len(record.members),
        members=[person(one.person) for one in record.members] if is_agreed else None,
        visits=[visit(leg, reader) for leg in legs],
    )


def round_(record: Round, joined: Collection[int]) -> schemas.Round:
    """Return a round; `joined` are the ids of those in which the reader takes part."""
    return schemas.Round(
        id=record.id,
        name=shapes.text(record.name),
        word=shapes.text(record.word),
        status=record.status,
        join_by=record.join_by,
        visits_from=record.visits_from,
        visits_to=record.visits_to,
        longest=record.longest,
        half_days=record.half_days,
        unit=shapes.optional(record.unit),
        site=shapes.place(record.site),
        crosses_sites=record.crosses_sites,
        is_joined=record.id in joined,
    )


def _job(record: Job | None) -> Reference | None:
    return shapes.job_reference(record) if record is not None else None


def _waits(record: Visit) -> schemas.Waits | None:
    climbed = [word.climbed_at for word in record.words if word.answer is None]
    found = deadlines.of_visit(
        record.status,
        record.since,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        climbed_at=next(filter(None, climbed), None),
    )
    return schemas.Waits.model_validate(found) if found is not None else None
