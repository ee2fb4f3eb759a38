"""Lead campaigns through their lives. Functions flush; the caller commits.

Each of them holds the campaign first, so that what was judged is still true when it is written,
and then the nominees by id: whoever locks both does it in this order.
"""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import queries, steps
from talentgrow.nominations.calibration import queries as calibration
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.campaigns import notices, publishing
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.states import (
    CAMPAIGN_FLOW,
    WITH_NOMINEE,
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
)

LONGEST_DAYS = 365
EXTENDED = audit.Kind("nominations.campaign_extended", "before", "after")


class WrongEnd(DomainError):
    """The end of a campaign is only ever put later, to a day which is still to come."""


class SessionRunning(DomainError):
    """A session about the campaign has begun and is not closed."""


def open(campaign: Campaign, *, by: Actor, now: datetime) -> bool:  # noqa: A001
    """Open a campaign whose first day has come; tell whether that was due."""
    campaign = queries.hold_campaign(campaign.id)
    if campaign.status is not CampaignStatus.PLANNED or now.date() < campaign.opens_on:
        return False
    steps.take(campaign, "open", by=by, now=now)
    if now.date() <= campaign.closes_on:
        notices.tell_opened(campaign, now=now)
    return True


def close(campaign: Campaign, *, by: Actor, now: datetime) -> bool:
    """Close a campaign whose last day is over; tell whether that was due.

    Whoever agreed is looked at from now on; what was not sent lapses.
    """
    campaign = queries.hold_campaign(campaign.id)
    if campaign.status is not CampaignStatus.OPEN or now.date() <= campaign.closes_on:
        return False
    nominees = _hold(campaign, {CandidacyStatus.ACCEPTED})
    steps.take(campaign, "close", by=by, now=now)
    for nominee in nominees:
        _move(nominee, {CandidacyStatus.ACCEPTED}, "review", by=by, now=now)
    _lapse_drafts(campaign, by=by, now=now)
    notices.tell_ended(campaign, nominees, now=now)
    return True


def extend(campaign: Campaign, closes_on: date, *, by: Actor, now: datetime) -> None:
    """Put the end of a campaign later; one that was closed opens again.

    :raises WrongEnd: the day is not later, lies behind us or too far ahead
    :raises IllegalTransition: everything is decided already
    """
    campaign = queries.hold_campaign(campaign.id)
    check_end(campaign, closes_on, today=now.date())
    is_over = campaign.status not in {CampaignStatus.PLANNED, CampaignStatus.OPEN}
    nominees = _hold(campaign, {CandidacyStatus.UNDER_REVIEW}) if is_over else []
    if is_over:
        steps.take(campaign, "reopen", by=by, now=now)
    before, campaign.closes_on = campaign.closes_on, closes_on
    campaign.version += 1
    days = {"before": before.isoformat(), "after": closes_on.isoformat()}
    audit.record(EXTENDED, campaign, by=by, now=now, **days)
    for nominee in nominees:
        _move(nominee, {CandidacyStatus.UNDER_REVIEW}, "take_back", by=by, now=now)
    db.session.flush()
    if is_over:
        lapsed = _writers(campaign, NominationStatus.LAPSED)
        notices.tell_open_again(campaign, nominees, lapsed, now=now)
    else:
        writers = _writers(campaign, NominationStatus.DRAFT)
        notices.tell_more_time(campaign, writers, now=now)


def calibrate(campaign: Campaign, *, by: Actor, now: datetime) -> None:
    """Say that everything is decided; who has not answered until now is asked no more.

    :raises IllegalTransition: the campaign is not closed
    :raises SessionRunning: a session is not closed yet
    :raises NotAllDecided: somebody who agreed has no answer
    :raises CannotJoin: an approved person cannot join the pool chosen for them any more
    :raises DayPassed: the day of a "not now" has come before it was told
    """
    campaign = queries.hold_campaign(campaign.id)
    CAMPAIGN_FLOW.next(campaign.status, "calibrate")
    if any(_holds_up(campaign, one) for one in calibration.running_sessions(campaign.id)):
        raise SessionRunning(_("A session has begun and is not closed: close it first."))
    nominees = queries.hold_nominees(_ids(campaign))
    publishing.check(nominees, now=now)
    steps.take(campaign, "calibrate", by=by, now=now)
    for nominee in nominees:
        if _move(nominee, WITH_NOMINEE, "lapse", by=by, now=now):
            notices.tell_unanswered(campaign, nominee, now=now)
    _lapse_drafts(campaign, by=by, now=now)


def review_again(campaign: Campaign, *, by: Actor, now: datetime) -> None:
    """Let decisions be changed once more, before anybody has read them.

    :raises IllegalTransition: it is not calibrated, or published already
    """
    steps.take(queries.hold_campaign(campaign.id), "review_again", by=by, now=now)


def publish(campaign: Campaign, *, by: Actor, now: datetime) -> int:
    """Publish every decision of a campaign together; return to how many people.

    :raises IllegalTransition: it is not calibrated, or somebody has just published it
    :raises NotAllDecided: somebody who agreed has no answer
    :raises CannotJoin: an approved person cannot join the pool chosen for them any more
    :raises DayPassed: the day of a "not now" has come before it was told
    """
    campaign = queries.hold_campaign(campaign.id)
    CAMPAIGN_FLOW.next(campaign.status, "publish")
    nominees = queries.hold_nominees(_ids(campaign))
    staged = publishing.check(nominees, now=now)
    steps.take(campaign, "publish", by=by, now=now)
    return publishing.publish_all(nominees, staged, by=by, now=now)


def archive(campaign: Campaign, *, by: Actor, now: datetime) -> None:
    """Put a published campaign away; what people read in it stays with them.

    :raises IllegalTransition: it is not published
    """
    steps.take(queries.hold_campaign(campaign.id), "archive", by=by, now=now)


def check_end(campaign: Campaign, closes_on: date, *, today: date) -> None:
    """Refuse an end which is no answer.

    :raises WrongEnd: the day is not later, lies behind us or too far ahead
    """
    if closes_on <= campaign.closes_on:
        raise WrongEnd(_("The end is only ever put later: choose a day after the present one."))
    if closes_on < today:
        raise WrongEnd(_("Choose a day that is still to come."))
    if (closes_on - max(campaign.opens_on, today)).days > LONGEST_DAYS:
        raise WrongEnd(_("Choose a day within a year."))


def _holds_up(campaign: Campaign, session: CalibrationSession) -> bool:
    """Tell whether a session has to end first: one about nobody here is another part's mistake."""
    is_about_all = (session.unit_id, session.site_id) == (campaign.unit_id, campaign.site_id)
    return is_about_all or calibration.has_anybody(session)


def _ids(campaign: Campaign, statuses: Collection[CandidacyStatus] = ()) -> list[int]:
    """Return the nominees of a campaign, or those with a wish in one of some states."""
    found = select(Nominee.id).where(Nominee.campaign_id == campaign.id)
    if statuses:
        in_them = select(Candidacy.nominee_id).where(Candidacy.status.in_(statuses))
        found = found.where(Nominee.id.in_(in_them))
    return list(db.session.scalars(found.order_by(Nominee.id)))


def _hold(campaign: Campaign, statuses: Collection[CandidacyStatus]) -> list[Nominee]:
    """Return the nominees with a wish in one of some states, held, as they are by then."""
    held = queries.hold_nominees(_ids(campaign, statuses))
    return [one for one in held if any(wish.status in statuses for wish in one.candidacies)]


def _move(
    nominee: Nominee,
    statuses: Collection[CandidacyStatus],
    step: str,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Take one step with each wish of a held nominee that is in one of some states."""
    due = [one for one in nominee.candidacies if one.status in statuses]
    for candidacy in due:
        steps.take(candidacy, step, by=by, now=now)
    return len(due)


def _lapse_drafts(campaign: Campaign, *, by: Actor, now: datetime) -> None:
    """End what is not sent: with the campaign, or what HR lets in late once all is decided."""
    drafts = _hold_drafts(campaign)
    for draft in drafts:
        steps.take(draft, "lapse", by=by, now=now)
    notices.tell_lapsed(campaign, drafts, now=now)


def _hold_drafts(campaign: Campaign) -> list[Nomination]:
    found = (
        select(Nomination)
        .where(Nomination.campaign_id == campaign.id, Nomination.status == NominationStatus.DRAFT)
        .options(joinedload(Nomination.person))
        .order_by(Nomination.id)
        .with_for_update(key_share=True, of=Nomination)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(found))


def _writers(campaign: Campaign, status: NominationStatus) -> frozenset[int]:
    """Return who wrote the nominations of a campaign that are in one state."""
    found = select(Nomination.submitter_id).where(
        Nomination.campaign_id == campaign.id, Nomination.status == status
    )
    return frozenset(db.session.scalars(found))
