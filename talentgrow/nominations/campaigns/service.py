"""Prepare campaigns and change what they say. Functions flush; the caller commits."""

from datetime import date, datetime

from sqlalchemy import exists, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import intents, queries
from talentgrow.nominations.campaigns import life, notices
from talentgrow.nominations.campaigns.values import (
    PLAIN,
    CampaignValues,
    WrongValues,
    settled,
    wrong,
)
from talentgrow.nominations.models import (
    Campaign,
    CampaignIntent,
    Candidacy,
    Intent,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.states import CampaignStatus, NominationStatus
from talentgrow.people.models import Site, Unit
from talentgrow.people.parts import looks_after

LAST_YEAR = 2099
WRITTEN = frozenset({NominationStatus.DRAFT, NominationStatus.SUBMITTED})
CREATED = audit.Kind("nominations.campaign_created", "name_fr", "name_en")
EDITED = audit.Kind("nominations.campaign_edited", "fields")
# From the moment at which everything is decided, what it was decided by stays.
CHANGEABLE = frozenset({CampaignStatus.PLANNED, CampaignStatus.OPEN, CampaignStatus.CLOSED})


class CampaignChanged(DomainError):
    """Somebody else changed the campaign since the page was read."""


class TooLate(DomainError):
    """Everything is decided: what the campaign says stays."""


def create(values: CampaignValues, *, by: Actor, now: datetime) -> Campaign:
    """Prepare a campaign; one whose first day is today is open at once.

    :raises WrongValues: something of it does not fit
    """
    errors = wrong(values) | _wrong_place(values, by) | _wrong_start(values, now.date())
    if errors:
        raise WrongValues(errors)
    campaign = Campaign(
        author_id=by.person_id,
        since=now,
        created_at=now,
        **{name: getattr(values, name) for name in PLAIN},
    )
    db.session.add(campaign)
    db.session.flush()
    _write_intents(campaign, [], values)
    names = {"name_fr": campaign.name_fr, "name_en": campaign.name_en}
    audit.record(CREATED, campaign, by=by, now=now, **names)
    life.open(campaign, by=SYSTEM, now=now)
    return campaign


def edit(
    campaign: Campaign, values: CampaignValues, *, seen: int, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Change what a campaign says; return which fields. Its days and place stay once it is open.

    Who takes part already hears of other criteria.

    :raises CampaignChanged: somebody else changed it since `seen`
    :raises TooLate: everything is decided
    :raises WrongValues: something of it does not fit
    """
    campaign = queries.hold_campaign(campaign.id)
    check_changeable(campaign)
    if campaign.version != seen:
        raise CampaignChanged(_("Somebody else changed this campaign while you were writing."))
    before, is_planned = CampaignValues.of(campaign), campaign.status is CampaignStatus.PLANNED
    values = values if is_planned else settled(values, before)
    errors = wrong(values) | _dropped(campaign, before.intents - values.intents)
    if is_planned:
        errors |= _wrong_place(values, by) | _wrong_start(values, now.date(), before.opens_on)
    if errors:
        raise WrongValues(errors)
    changed = changes(before, values)
    if changed:
        _write(campaign, values, changed, by=by, now=now)
    return changed


def check_changeable(campaign: Campaign) -> None:
    """Refuse to change what was decided by.

    :raises TooLate: everything is decided
    """
    if campaign.status not in CHANGEABLE:
        raise TooLate(_("Everything is decided in this campaign: what it says stays."))


def changes(before: CampaignValues, values: CampaignValues) -> tuple[str, ...]:
    """Return the names of what differs."""
    fields = CampaignValues.__dataclass_fields__
    return tuple(name for name in fields if getattr(before, name) != getattr(values, name))


def _write(
    campaign: Campaign,
    values: CampaignValues,
    changed: tuple[str, ...],
    *,
    by: Actor,
    now: datetime,
) -> None:
    for name in PLAIN:
        setattr(campaign, name, getattr(values, name))
    campaign.version += 1
    db.session.flush()
    _write_intents(campaign, list(campaign.intents), values)
    audit.record(EDITED, campaign, by=by, now=now, fields=list(changed))
    if campaign.status is CampaignStatus.PLANNED:
        life.open(campaign, by=SYSTEM, now=now)
    elif {"criteria_fr", "criteria_en"} & set(changed):
        notices.tell_criteria(campaign, _who_takes_part(campaign), by=by, now=now)


def _write_intents(campaign: Campaign, rows: list[CampaignIntent], values: CampaignValues) -> None:
    for row in rows:
        if row.intent not in values.intents:
            db.session.delete(row)
    known = {row.intent: row for row in rows}
    for intent in (one for one in Intent if one in values.intents):
        row = known.get(intent) or CampaignIntent(campaign_id=campaign.id, intent=intent)
        if intent is Intent.PROGRAMME:
            row.programme_fr, row.programme_en = values.programme_fr, values.programme_en
        db.session.add(row)
    db.session.flush()
    db.session.expire(campaign, ["intents"])
    queries.hold_campaign(campaign.id)


def _wrong_place(values: CampaignValues, by: Actor) -> dict[str, str]:
    """Return what is wrong with the part of the house for which HR wants to hold it."""
    unit = db.session.get(Unit, values.unit_id) if values.unit_id is not None else None
    site = db.session.get(Site, values.site_id) if values.site_id is not None else None
    is_known = (unit is None) == (values.unit_id is None) and (site is None) == (
        values.site_id is None
    )
    if is_known and looks_after(by, values.unit_id, values.site_id):
        return {}
    return {"unit_id": _("Choose the unit or the site which you look after.")}


def _wrong_start(values: CampaignValues, today: date, before: date | None = None) -> dict[str, str]:
    """Return what is wrong with days that have passed; one that stood there is nobody's mistake."""
    if values.opens_on < today and values.opens_on != before:
        return {"opens_on": _("It begins today at the earliest.")}
    if values.closes_on < today:
        return {"closes_on": _("Choose a day that is still to come.")}
    return {"closes_on": _("Choose an earlier day.")} if values.closes_on.year > LAST_YEAR else {}


def _dropped(campaign: Campaign, gone: frozenset[Intent]) -> dict[str, str]:
    """Refuse to take out of play what somebody is nominated for, or writes about."""
    used = exists().where(
        NominationIntent.nomination_id == Nomination.id, NominationIntent.intent.in_(gone)
    )
    found = select(Nomination.id).where(
        Nomination.campaign_id == campaign.id, Nomination.status.in_(WRITTEN), used
    )
    # Somebody may stand behind it alone, after who nominated them took it back.
    wished = (
        select(Candidacy.id)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .where(Nominee.campaign_id == campaign.id, Candidacy.intent.in_(gone))
    )
    if not gone or not any(db.session.scalar(one.limit(1)) for one in (found, wished)):
        return {}
    names = ", ".join(intents.name_of(one, campaign) for one in Intent if one in gone)
    said = _("Somebody is nominated for it already, so it stays in play: %(names)s.", names=names)
    return {"intents": said}


def _who_takes_part(campaign: Campaign) -> frozenset[int]:
    """Return who nominates, or is nominated, in a campaign."""
    found = select(Nomination.person_id, Nomination.submitter_id, Nomination.sent_at).where(
        Nomination.campaign_id == campaign.id, Nomination.status.in_(WRITTEN)
    )
    rows = db.session.execute(found).all()
    nominated = {row.person_id for row in rows if row.sent_at is not None}
    return frozenset(nominated | {row.submitter_id for row in rows})
