"""What became of a nomination, wish by wish, as its nominator may know it."""

from dataclasses import dataclass
from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.missions import days
from talentgrow.nominations import deadlines, intents
from talentgrow.nominations.deadlines import Who
from talentgrow.nominations.models import Campaign, Candidacy, Intent
from talentgrow.nominations.states import CandidacyStatus
from talentgrow.people.models import Person

K = CandidacyStatus


@dataclass(frozen=True, slots=True)
class Became:
    """Where one wish stands, in a sentence that says who acts by when."""

    candidacy_id: int
    intent: Intent
    name: str
    text: str
    # An icon, and its tone: green for what goes on.
    icon: str
    tone: str
    # The nominator has the word: they talk with the person, then ask again.
    can_ask_again: bool


def became(candidacy: Candidacy, campaign: Campaign, person: Person, *, today: date) -> Became:
    """Return what became of one candidacy, said to who nominated somebody else."""
    icon, tone = _LOOKS.get(candidacy.status, ("circle-dashed", ""))
    return Became(
        candidacy_id=candidacy.id,
        intent=candidacy.intent,
        name=intents.name_of(candidacy.intent, campaign),
        text=_text(candidacy, campaign, person.given_name, today),
        icon=icon,
        tone=tone,
        can_ask_again=candidacy.status is K.RETURNED,
    )


_LOOKS = {
    K.INFORMED: ("hourglass", ""),
    K.RETURNED: ("alert-circle", "warn"),
    K.ACCEPTED: ("circle-check", "grow"),
    K.UNDER_REVIEW: ("hourglass", ""),
    K.POSTPONED: ("calendar", ""),
    K.DECIDED: ("circle-check", ""),
    K.IN_POOL: ("circle-check", ""),
}


def _text(candidacy: Candidacy, campaign: Campaign, name: str, today: date) -> str:
    status = candidacy.status
    if status in {K.DECLINED, K.WITHDRAWN}:
        return _("%(name)s does not want it, and owes nobody a reason.", name=name)
    if status in {K.DECIDED, K.IN_POOL}:
        return _("HR has decided. The answer is for %(name)s, who may tell you.", name=name)
    if status is K.LAPSED:
        return _("It is over: nobody decides on it.")
    if status is K.ACCEPTED:
        day = days.in_words(campaign.closes_on, today)
        return _(
            "%(name)s agrees. HR decides once the campaign has ended, on %(day)s.",
            name=name,
            day=day,
        )
    return _waits(candidacy, campaign, name, today)


def _waits(candidacy: Candidacy, campaign: Campaign, name: str, today: date) -> str:
    """Return the sentence where somebody has a day by which they act."""
    due = deadlines.of_candidacy(
        candidacy.status,
        candidacy.since,
        closes_on=campaign.closes_on,
        postponed_until=candidacy.postponed_until,
    )
    day = days.near(due.by, today) if due else ""
    if candidacy.status is K.POSTPONED:
        return _("%(name)s wants to be asked again on %(day)s.", name=name, day=day)
    if due is not None and due.who is Who.NOMINEE:
        return _(
            "%(name)s has until %(day)s to answer. Without an answer it comes back to you.",
            name=name,
            day=day,
        )
    if due is not None and due.who is Who.NOMINATOR:
        return _(
            "%(name)s has not answered. Talk with them, then ask again: you have until %(day)s.",
            name=name,
            day=day,
        )
    return _("%(name)s agrees. HR decides until %(day)s.", name=name, day=day)
