"""What is due on a day for one candidacy, as time alone decides it."""

from datetime import date
from enum import StrEnum

from talentgrow.nominations import deadlines
from talentgrow.nominations.deadlines import Then
from talentgrow.nominations.models import Campaign, Candidacy
from talentgrow.nominations.states import RUNNING
from talentgrow.nominations.states import CandidacyStatus as K


class Due(StrEnum):
    """A step which time takes with a candidacy."""

    GIVE_BACK = "give_back"
    LAPSE = "lapse"
    ASK_AGAIN = "ask_again"
    # The day on which the nominee wanted to be asked again has come, but the campaign is over.
    MISS = "miss"


_AFTER = {Then.GOES_BACK: Due.GIVE_BACK, Then.LAPSES: Due.LAPSE}


def of_candidacy(candidacy: Candidacy, campaign: Campaign, *, today: date) -> Due | None:
    """Return what is due for a candidacy.

    Once a campaign is decided, what was never answered has ended with it.
    """
    due = deadlines.of_candidacy(
        candidacy.status,
        candidacy.since,
        closes_on=campaign.closes_on,
        postponed_until=candidacy.postponed_until,
    )
    if due is None:
        return None
    if candidacy.status is K.POSTPONED:
        if today < due.by:
            return None
        return Due.ASK_AGAIN if campaign.status in RUNNING else Due.MISS
    is_over = today > due.by and campaign.status in RUNNING
    return _AFTER.get(due.then) if is_over else None
