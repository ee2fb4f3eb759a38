"""Which people are reminded around nominations: of drafts, of answers, of talks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import reminder_due
from talentgrow.missions.time.asked import since
from talentgrow.missions.time.of_applications import is_here
from talentgrow.missions.time.reminders import Reminder, day_of
from talentgrow.missions.waits.reminding import after
from talentgrow.nominations import deadlines, queries
from talentgrow.nominations.models import (
    Campaign,
    Candidacy,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.states import RUNNING, CampaignStatus, NominationStatus
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.time import reminder_notices as kinds
from talentgrow.nominations.waits import places, reminding
from talentgrow.people.models import Person


def due() -> Iterator[Reminder]:
    """Return the reminders of campaigns that are due today."""
    yield from _drafts()
    yield from _answers()
    yield from _talks()


def _drafts() -> Iterator[Reminder]:
    """Remind who writes of what is not sent, a week and two days before the end."""
    today, first = clock.today(), deadlines.DRAFT_REMINDERS[0]
    ends_soon = Campaign.closes_on.between(today, today + timedelta(days=first))
    rows = db.session.execute(
        select(Nomination, Campaign, Person)
        .join(Campaign, Campaign.id == Nomination.campaign_id)
        .join(Person, Person.id == Nomination.person_id)
        .where(
            Nomination.status == NominationStatus.DRAFT,
            Campaign.status == CampaignStatus.OPEN,
            ends_soon,
        )
        .order_by(Nomination.id)
    )
    for draft, campaign, person in rows.all():
        days = draft_reminder(draft.created_at, campaign.closes_on, today)
        if days is None:
            continue
        is_own = draft.submitter_id == person.id
        yield Reminder(
            draft.submitter_id,
            kinds.OWN_DRAFT_STILL if is_own else kinds.DRAFT_STILL,
            reminding.draft(draft.id, campaign.closes_on, days),
            places.nomination(draft.id),
            partial(queries.hold_campaign, campaign.id),
            _is_still_open(draft, campaign),
            _details(campaign, by=campaign.closes_on, who="" if is_own else person.name),
        )


def draft_reminder(begun_at: datetime, closes_on: date, today: date) -> int | None:
    """Return how many days before the end the reminder of today is; after a pause only the last.

    Who began within that time knows of it.
    """
    left = (closes_on - today).days
    due = [
        days
        for days in deadlines.DRAFT_REMINDERS
        if left <= days and begun_at.date() < closes_on - timedelta(days=days)
    ]
    return min(due, default=None)


def _is_still_open(draft: Nomination, campaign: Campaign) -> Select[Any]:
    return (
        select(Nomination.id)
        .join(Campaign, Campaign.id == Nomination.campaign_id)
        .where(
            Nomination.id == draft.id,
            Nomination.status == NominationStatus.DRAFT,
            Campaign.status == CampaignStatus.OPEN,
            Campaign.closes_on == campaign.closes_on,
        )
    )


def _answers() -> Iterator[Reminder]:
    """Remind nominees, once for all that they were asked on the same day."""
    for candidacy, nominee, campaign, person in _waiting(K.INFORMED):
        found = _deadline(candidacy, campaign)
        days = reminder_due(candidacy.since, clock.today())
        if found is None or days is None:
            continue
        yield Reminder(
            person.id,
            kinds.ANSWER_STILL,
            after(reminding.answer(nominee.id, candidacy.since), days),
            places.nominee(nominee.id),
            partial(queries.hold_nominees, [nominee.id]),
            _unanswered(candidacy),
            _details(campaign, since=candidacy.since, by=found.by),
        )


def _talks() -> Iterator[Reminder]:
    """Remind nominators of nominees who were silent."""
    rows = _waiting(K.RETURNED)
    nominators = _nominators([candidacy.id for candidacy, *_rest in rows])
    for candidacy, nominee, campaign, person in rows:
        found = _deadline(candidacy, campaign)
        days = reminder_due(candidacy.since, clock.today())
        if found is None or days is None:
            continue
        for nomination_id, person_id in nominators.get(candidacy.id, ()):
            yield Reminder(
                person_id,
                kinds.TALK_STILL,
                after(reminding.ask_again(nominee.id, candidacy.since), days),
                places.nomination(nomination_id),
                partial(queries.hold_nominees, [nominee.id]),
                _unanswered(candidacy),
                _details(campaign, since=candidacy.since, by=found.by, who=person.name),
            )


def _waiting(status: K) -> Sequence[Any]:
    """Return candidacies in one state with those concerned, of people who work here."""
    return db.session.execute(
        select(Candidacy, Nominee, Campaign, Person)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .join(Campaign, Campaign.id == Nominee.campaign_id)
        .join(Person, Person.id == Nominee.person_id)
        .where(
            Candidacy.status == status,
            Campaign.status.in_(RUNNING),
            is_here(),
            *since(Candidacy.since),
        )
        .order_by(Candidacy.id)
    ).all()


def _deadline(candidacy: Candidacy, campaign: Campaign) -> deadlines.Deadline | None:
    return deadlines.of_candidacy(candidacy.status, candidacy.since, closes_on=campaign.closes_on)


def _unanswered(candidacy: Candidacy) -> Select[Any]:
    """Select what a nominee was asked on one day, for as long as one of it waits alike."""
    start, end = day_of(candidacy.since)
    return select(Candidacy.id).where(
        Candidacy.nominee_id == candidacy.nominee_id,
        Candidacy.status == candidacy.status,
        Candidacy.since >= start,
        Candidacy.since < end,
    )


def _nominators(candidacy_ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Return who stands behind candidacies and works here, with what they wrote."""
    rows = db.session.execute(
        select(Candidacy.id, Nomination.id, Nomination.nominator_id)
        .join(Nomination, Nomination.nominee_id == Candidacy.nominee_id)
        .join(NominationIntent, NominationIntent.nomination_id == Nomination.id)
        .join(Person, Person.id == Nomination.nominator_id)
        .where(
            Candidacy.id.in_(candidacy_ids),
            NominationIntent.intent == Candidacy.intent,
            Nomination.status == NominationStatus.SUBMITTED,
            Nomination.nominator_id != Nomination.person_id,
            is_here(),
        )
        .order_by(Nomination.id)
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for candidacy_id, nomination_id, person_id in rows:
        found.setdefault(candidacy_id, []).append((nomination_id, person_id))
    return found


def _details(
    campaign: Campaign, *, since: datetime | None = None, by: date | None = None, who: str = ""
) -> dict[str, object]:
    """Return what a reminder says: of which campaign, since when, until when, about whom."""
    known = {"since": since.date() if since else None, "by": by, "who": who}
    return {"campaign": campaign.name} | {name: one for name, one in known.items() if one}
