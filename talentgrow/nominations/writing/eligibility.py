"""Who may nominate whom, and until when: one set of answers for the pages and for the service."""

from datetime import date

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import policy, queries
from talentgrow.nominations.models import Campaign, Nomination, Relation
from talentgrow.nominations.states import CampaignStatus, NominationStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Person


class NotOpen(DomainError):
    """The campaign takes no nominations today."""


class CannotNominate(DomainError):
    """Somebody cannot be nominated, or not by this nominator."""


class AlreadySent(DomainError):
    """The nominator has sent a nomination about this person already."""


def is_open(campaign: Campaign, today: date) -> bool:
    """Tell whether nominations are sent today."""
    in_time = campaign.opens_on <= today <= campaign.closes_on
    return campaign.status is CampaignStatus.OPEN and in_time


def open_campaigns(actor: Actor, today: date) -> list[Campaign]:
    """Return the campaigns which take nominations today, the one that ends first before others."""
    found = (
        queries.campaigns_visible_to(actor)
        .where(
            Campaign.status == CampaignStatus.OPEN,
            Campaign.opens_on <= today,
            Campaign.closes_on >= today,
        )
        .options(*queries.CAMPAIGN)
        .order_by(Campaign.closes_on, Campaign.id)
    )
    return list(db.session.scalars(found))


def check_time(campaign: Campaign, *, is_late: bool, today: date) -> None:
    """Let a nomination in while the campaign is open; a late one until everything is decided.

    :raises NotOpen: it is too early or too late
    """
    if is_open(campaign, today) or (is_late and campaign.status is CampaignStatus.CLOSED):
        return
    if today < campaign.opens_on:
        raise NotOpen(_("This campaign has not begun yet."))
    if campaign.status in {CampaignStatus.OPEN, CampaignStatus.CLOSED}:
        raise NotOpen(
            _("This campaign has ended. HR of the person’s part may let in what comes late.")
        )
    raise NotOpen(_("This campaign is over: it takes no nominations any more."))


def check(campaign: Campaign, person_id: int, nominator_id: int) -> Relation:
    """Return who a nominator is to the person, if the one may nominate the other.

    :raises CannotNominate: the campaign is not for this person, or not for this nominator
    """
    nominator = db.session.get(Person, nominator_id)
    if nominator is None or nominator.left_on is not None:
        raise CannotNominate(_("Who nominates works here."))
    if not queries.is_for(campaign, person_id):
        if nominator_id == person_id:
            raise CannotNominate(_("This campaign is held for another part of the house."))
        raise CannotNominate(_("This campaign is not held for this person’s part of the house."))
    relation = relation_of(nominator_id, person_id)
    if relation is Relation.COLLEAGUE and not campaign.peers_nominate:
        raise CannotNominate(_("In this campaign managers nominate, and everybody themselves."))
    return relation


def relation_of(nominator_id: int, person_id: int) -> Relation:
    """Return who a nominator is to somebody today."""
    if nominator_id == person_id:
        return Relation.SELF
    reports = people.report_ids(nominator_id)
    if person_id in reports:
        return Relation.MANAGER
    return Relation.OTHER_MANAGER if reports else Relation.COLLEAGUE


def may_nominate_others(actor: Actor, campaign: Campaign) -> bool:
    """Tell whether somebody nominates other people than themselves in an open campaign."""
    return policy.may_write(actor, (campaign, 0))


def sent_by(nominator_id: int, campaign_id: int, person_id: int) -> Nomination | None:
    """Return what a nominator has sent about somebody and not taken back."""
    return db.session.scalar(
        select(Nomination).where(
            Nomination.campaign_id == campaign_id,
            Nomination.person_id == person_id,
            Nomination.nominator_id == nominator_id,
            Nomination.status == NominationStatus.SUBMITTED,
        )
    )


def draft_of(actor: Actor, nominator_id: int, campaign_id: int, person_id: int) -> int | None:
    """Return the draft which the actor writes in, their own before one that HR wrote for them."""
    mine = actor.person_id or 0
    found = (
        select(Nomination.id)
        .where(
            Nomination.campaign_id == campaign_id,
            Nomination.person_id == person_id,
            Nomination.nominator_id == nominator_id,
            Nomination.status == NominationStatus.DRAFT,
            or_(Nomination.submitter_id == mine, Nomination.nominator_id == mine),
        )
        .order_by((Nomination.submitter_id != mine), Nomination.id)
    )
    return db.session.scalar(found.limit(1))
