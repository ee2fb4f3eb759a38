"""How a campaign stands, and for whom it is, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.calendar import workday
from talentgrow.missions import days
from talentgrow.nominations import deadlines, intents
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus

C = CampaignStatus


@dataclass(frozen=True, slots=True)
class Look:
    """How it looks that a campaign stands where it does: the words stand beside."""

    icon: str
    tone: str = ""


LOOKS = {
    C.PLANNED: Look("pencil"),
    C.OPEN: Look("clock", "warn"),
    C.CLOSED: Look("hourglass", "info"),
    C.CALIBRATED: Look("circle-check", "info"),
    C.PUBLISHED: Look("circle-check", "grow"),
    C.ARCHIVED: Look("archive"),
}


def is_open(campaign: Campaign, today: date) -> bool:
    """Tell whether nominations are sent today."""
    return campaign.status is C.OPEN and campaign.opens_on <= today <= campaign.closes_on


def answered_by(campaign: Campaign) -> date:
    """Return the day until which HR answers everybody who agreed."""
    due = deadlines.of_candidacy(
        CandidacyStatus.UNDER_REVIEW, campaign.since, closes_on=campaign.closes_on
    )
    return due.by if due else workday(campaign.closes_on)


def standing(campaign: Campaign, today: date) -> str:
    """Say how a campaign stands, to everybody who reads of it."""
    if campaign.status is C.PLANNED:
        return _("It opens by itself on %(day)s.", day=days.near(campaign.opens_on, today))
    if is_open(campaign, today):
        return _("You may nominate until %(day)s.", day=days.near(campaign.closes_on, today))
    if campaign.status in {C.OPEN, C.CLOSED}:
        by = answered_by(campaign)
        if by < today:
            day = days.in_words(by, today)
            return _("HR owed everybody an answer on %(day)s, and is late.", day=day)
        return _("HR answers everybody until %(day)s.", day=days.near(by, today))
    if campaign.status is C.CALIBRATED:
        return _("HR has decided, and tells everybody at the same moment.")
    day = days.in_words(campaign.since.date(), today)
    if campaign.status is C.PUBLISHED:
        return _("HR has answered everybody, on %(day)s.", day=day)
    return _("HR put it away on %(day)s.", day=day)


def for_whom(campaign: Campaign) -> str:
    """Return for which part of the house a campaign with its place is held."""
    if campaign.unit is not None:
        return localized(campaign.unit.name)
    return campaign.site.name if campaign.site is not None else _("The whole house")


def who_proposes(campaign: Campaign) -> str:
    """Return who nominates in a campaign."""
    if campaign.peers_nominate:
        return _("Managers, colleagues, and yourself")
    return _("Managers, and yourself")


def wishes(campaign: Campaign) -> Sequence[tuple[str, str]]:
    """Return for what people are nominated, each with what it means."""
    return [
        (intents.name_of(one, campaign), intents.meaning_of(one))
        for one in intents.in_play(campaign)
    ]
