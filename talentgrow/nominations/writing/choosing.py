"""Whom one nominates, and in which campaign; nothing here changes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from talentgrow.claims.queries import manager_of, peers_found
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.nominations import queries
from talentgrow.nominations.models import Campaign, Nomination
from talentgrow.nominations.states import CampaignStatus, NominationStatus
from talentgrow.nominations.writing import eligibility
from talentgrow.people import queries as people
from talentgrow.people.models import Person

N = NominationStatus


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who can be nominated, and what the reader wrote about them already."""

    person: Person
    nomination_id: int | None
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The page on which one chooses whom to nominate in a campaign."""

    campaign: Campaign
    # The last day, in words.
    until: str
    # Oneself, where the campaign is for one and the address does not name one.
    me: Choice | None
    team: Sequence[Choice]
    # Who was named in the address, or found by words; nobody where one may not nominate others.
    asked: Choice | None
    found: Sequence[Choice]
    may_nominate_others: bool


@dataclass(frozen=True, slots=True)
class ForAnother:
    """The page on which HR writes for a nominator: about whom, then in whose name."""

    campaign: Campaign
    is_late: bool
    person: Person | None
    # The manager of the person and the person, then whom the words find.
    suggested: Sequence[Person]
    found: Sequence[Person]


def choices(
    actor: Actor, campaign: Campaign, words: str, person_id: int | None, *, today: date
) -> Choices:
    """Return whom the actor may nominate in an open campaign, colleagues in order of name."""
    mine = actor.person_id or 0
    others = eligibility.may_nominate_others(actor, campaign)
    asked = [person_id] if person_id and (others or person_id == mine) else []
    found = [one.id for one in peers_found(actor, words)] if others and words else []
    wanted = {mine, *actor.report_ids, *asked, *found}
    within = queries.people_in(campaign).where(Person.id.in_(wanted)).order_by(Person.search_key)
    known = {one.id: one for one in db.session.scalars(within)}
    written = _written(mine, campaign.id)

    def choice(one: int) -> Choice | None:
        if one not in known:
            return None
        nomination = written.get(one)
        is_sent = nomination is not None and nomination.status is N.SUBMITTED
        return Choice(known[one], nomination.id if nomination else None, is_sent)

    team = [choice(one) for one in known if one in actor.report_ids]
    return Choices(
        campaign=campaign,
        until=days.near(campaign.closes_on, today),
        me=choice(mine) if mine not in asked else None,
        team=[one for one in team if one is not None],
        asked=next((choice(one) for one in asked), None),
        found=[one for one in map(choice, found) if one is not None],
        may_nominate_others=others,
    )


def for_another(
    actor: Actor, campaign: Campaign, words: str, person_id: int | None, *, today: date
) -> ForAnother:
    """Return about whom HR writes, or in whose name once that is known."""
    person = people.get_visible(actor, person_id) if person_id else None
    found = peers_found(actor, words) if words else []
    if person is None:
        mine = {one.id for one in found if actor.is_hr_for(one.id)}
        within = queries.people_in(campaign).where(Person.id.in_(mine)).order_by(Person.search_key)
        found = list(db.session.scalars(within)) if mine else []
    manager = manager_of(person.id) if person else None
    suggested = [one for one in (manager, person) if one is not None and one.id != actor.person_id]
    return ForAnother(
        campaign=campaign,
        is_late=campaign.status is CampaignStatus.CLOSED,
        person=person,
        suggested=suggested,
        found=[one for one in found if one not in suggested],
    )


def _written(nominator_id: int, campaign_id: int) -> Mapping[int, Nomination]:
    """Return what somebody wrote in a campaign, by person; what was sent before a draft."""
    rows = db.session.scalars(
        select(Nomination)
        .where(
            Nomination.campaign_id == campaign_id,
            Nomination.nominator_id == nominator_id,
            Nomination.status.in_((N.DRAFT, N.SUBMITTED)),
        )
        .order_by(Nomination.sent_at.is_not(None), Nomination.id)
    )
    return {one.person_id: one for one in rows}
