"""Prepare sessions, and say otherwise what was prepared. Functions flush; the caller commits."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations.calibration import queries
from talentgrow.nominations.calibration.models import CalibrationSession, Grouping
from talentgrow.nominations.calibration.service import TooEarly
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.queries import hold_campaign
from talentgrow.nominations.states import CampaignStatus, SessionStatus
from talentgrow.people.parts import looks_after

PREPARED = audit.Kind("nominations.session_prepared", "campaign", "unit", "site")
CHANGED = audit.Kind("nominations.session_changed", "changed", "unit", "site")
# A session is prepared before or while nominations come in, and until everything is decided.
PREPARABLE = frozenset({CampaignStatus.PLANNED, CampaignStatus.OPEN, CampaignStatus.CLOSED})


class NotYours(DomainError):
    """HR prepares sessions about their own part of the house."""


class Begun(DomainError):
    """A session that has begun stays as it is: people were looked at side by side in it."""


class SessionOvertaken(DomainError):
    """Somebody else has changed the session since the form was filled."""


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
    _check_undecided(campaign)
    values = _placed(values, campaign, by)
    session = CalibrationSession(
        campaign_id=campaign.id,
        **asdict(values),
        since=now,
        author_id=by.person_id or 0,
        created_at=now,
    )
    db.session.add(session)
    db.session.flush()
    place = {"unit": session.unit_id, "site": session.site_id}
    audit.record(PREPARED, session, by=by, now=now, campaign=campaign.id, **place)
    return session


def check_changeable(session: CalibrationSession) -> None:
    """Check that a session with its campaign has not begun.

    :raises Begun: it has, or is over
    :raises TooEarly: the campaign is decided already
    """
    if session.status is not SessionStatus.PREPARED:
        raise Begun(_("This session has begun: what it is about stays as it is."))
    _check_undecided(session.campaign)


def change(
    session: CalibrationSession, values: SessionValues, *, seen: int, by: Actor, now: datetime
) -> bool:
    """Say otherwise what was prepared; tell whether anything differs.

    :raises Begun: it has begun meanwhile
    :raises TooEarly: the campaign is decided already
    :raises SessionOvertaken: somebody else changed it since `seen`
    :raises NotYours: the part is another one than the actor’s
    """
    campaign = hold_campaign(session.campaign_id)
    session = queries.hold_session(session.id)
    check_changeable(session)
    values = _placed(values, campaign, by)
    said = asdict(values)
    changed = [name for name, value in said.items() if getattr(session, name) != value]
    if not changed:
        return False
    if session.version != seen:
        raise SessionOvertaken(_("Somebody else changed this session meanwhile."))
    for name in changed:
        setattr(session, name, said[name])
    session.version += 1
    db.session.flush()
    place = {"unit": session.unit_id, "site": session.site_id}
    audit.record(CHANGED, session, by=by, now=now, changed=changed, **place)
    return True


def _check_undecided(campaign: Campaign) -> None:
    if campaign.status not in PREPARABLE:
        raise TooEarly(_("Everything is decided in this campaign: it needs no session any more."))


def _placed(values: SessionValues, campaign: Campaign, by: Actor) -> SessionValues:
    """Return the values with the place of the campaign where no other was chosen."""
    if values.unit_id is None and values.site_id is None:
        values = replace(values, unit_id=campaign.unit_id, site_id=campaign.site_id)
    if not looks_after(by, values.unit_id, values.site_id):
        raise NotYours(_("Choose a unit or a site of your part of the house."))
    return values
