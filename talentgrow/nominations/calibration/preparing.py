"""Prepare sessions, and say otherwise what was prepared. Functions flush; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations.calibration.models import CalibrationSession, Grouping
from talentgrow.nominations.calibration.service import TooEarly
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.policy import looks_after
from talentgrow.nominations.queries import hold_campaign
from talentgrow.nominations.states import CampaignStatus

PREPARED = audit.Kind("nominations.session_prepared", "campaign", "unit", "site")
# A session is prepared before or while nominations come in, and until everything is decided.
PREPARABLE = frozenset({CampaignStatus.PLANNED, CampaignStatus.OPEN, CampaignStatus.CLOSED})


class NotYours(DomainError):
    """HR prepares sessions about their own part of the house."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionValues:
    """What a session is called, when it is held and about whom; neither place: the campaign’s."""

    name_fr: str = ""
    name_en: str = ""
    held_on: date
    unit_id: int | None = None
    site_id: int | None = None
    grouped_by: Grouping = Grouping.UNIT


def prepare(
    campaign: Campaign, values: SessionValues, *, by: Actor, now: datetime
) -> CalibrationSession:
    """Make a session about the nominees of a campaign, or of a part of it.

    :raises NotYours: the part is another one than the actor’s
    :raises TooEarly: the campaign is decided already
    """
    campaign = hold_campaign(campaign.id)
    if campaign.status not in PREPARABLE:
        raise TooEarly(_("Everything is decided in this campaign: it needs no session any more."))
    unit_id, site_id = values.unit_id, values.site_id
    if unit_id is None and site_id is None:
        unit_id, site_id = campaign.unit_id, campaign.site_id
    if not looks_after(by, unit_id, site_id):
        raise NotYours(_("Choose a unit or a site of your part of the house."))
    session = CalibrationSession(
        campaign_id=campaign.id,
        name_fr=values.name_fr,
        name_en=values.name_en,
        held_on=values.held_on,
        unit_id=unit_id,
        site_id=site_id,
        grouped_by=values.grouped_by,
        since=now,
        author_id=by.person_id or 0,
        created_at=now,
    )
    db.session.add(session)
    db.session.flush()
    audit.record(
        PREPARED, session, by=by, now=now, campaign=campaign.id, unit=unit_id, site=site_id
    )
    return session
