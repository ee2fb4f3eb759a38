"""How a wish stands, as sentences: for the nominee, and for HR or a manager who reads the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.lists import format_list
from flask_babel import get_locale

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.calendar import workday
from talentgrow.missions import days
from talentgrow.nominations import deadlines, intents
from talentgrow.nominations.models import Campaign, Candidacy, Intent
from talentgrow.nominations.states import RUNNING, CampaignStatus
from talentgrow.nominations.states import CandidacyStatus as K


@dataclass(frozen=True, slots=True)
class Said:
    """Where a wish stands, and what follows."""

    words: str
    then: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One wish, who stands behind it besides the nominee, and the day on which it is read."""

    candidacy: Candidacy
    campaign: Campaign
    nominators: Sequence[str]
    today: date

    @property
    def names(self) -> str:
        """Return who nominated, as they stand in a sentence; HR where nobody does any more."""
        return listed(self.nominators) if self.nominators else _("HR")

    @property
    def since(self) -> str:
        """Return the day on which it came to stand where it does."""
        return days.in_words(self.candidacy.since.date(), self.today)

    @property
    def by(self) -> date | None:
        """Return the last day for whoever has the word."""
        one = self.candidacy
        due = deadlines.of_candidacy(
            one.status,
            one.since,
            closes_on=self.campaign.closes_on,
            postponed_until=one.postponed_until,
        )
        return due.by if due else None

    @property
    def until(self) -> str:
        """Return the last day in words."""
        return days.in_words(self.by or self.today, self.today)

    @property
    def is_late(self) -> bool:
        """Tell whether the last day is over, and the night has not been yet."""
        return self.by is not None and self.by < self.today

    @property
    def answer_by(self) -> str:
        """Return the day on which HR answers at the latest."""
        by = workday(self.campaign.closes_on + timedelta(days=deadlines.REVIEW_DAYS))
        return days.in_words(by, self.today)

    @property
    def end(self) -> str:
        """Return the last day of the campaign."""
        return days.in_words(self.campaign.closes_on, self.today)


def listed(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence: "Karim et Maud"."""
    return format_list(list(names), locale=str(get_locale() or "en"))


def wish_name(candidacy: Candidacy, campaign: Campaign) -> str:
    """Return what a wish is called: "Advance, towards Team lead"."""
    intent = intents.name_of(candidacy.intent, campaign)
    if candidacy.target is None:
        return intent
    return _("%(wish)s, towards %(job)s", wish=intent, job=localized(candidacy.target.title))


def meaning_for_nominee(intent: Intent) -> str:
    """Return what an intent means, said to the one who is nominated for it."""
    if intent is Intent.ADVANCEMENT:
        return _("More responsibility, or a larger role, in what you do today.")
    return intents.meaning_of(intent)


def for_nominee(case: Case) -> Said:
    """Return how a wish stands for the one whose wish it is."""
    return FOR_NOMINEE[case.candidacy.status](case)


def for_reader(case: Case, name: str) -> Said:
    """Return how a wish to which somebody agreed stands for HR or for their manager."""
    status = case.candidacy.status
    if status is K.ACCEPTED:
        then = _("The campaign goes on until %(day)s; HR decides after that.", day=case.end)
        return Said(_("%(name)s agreed on %(day)s", name=name, day=case.since), then)
    if status is K.UNDER_REVIEW:
        return Said(_("HR decides until %(day)s", day=case.until), is_late=case.is_late)
    return Said(_("HR decided on %(day)s", day=case.since))


def _informed(case: Case) -> Said:
    if case.is_late:
        return Said(_("The ten days are over, and you may still answer"), is_late=True)
    return Said(
        _("You have until %(day)s to answer", day=case.until),
        _(
            "Without an answer it goes back to %(names)s, who will talk with you about it.",
            names=case.names,
        ),
    )


def _returned(case: Case) -> Said:
    then = _(
        "Ten days went by without an answer. Talk about it together, and answer until %(day)s; "
        "after that this wish ends.",
        day=case.until,
    )
    return Said(
        _("It went back to %(names)s on %(day)s", names=case.names, day=case.since),
        "" if case.is_late else then,
    )


def _accepted(case: Case) -> Said:
    then = _(
        "HR reads your file from now on. The campaign ends on %(end)s, and you have an answer by "
        "%(day)s at the latest.",
        end=case.end,
        day=case.answer_by,
    )
    return Said(_("You agreed on %(day)s", day=case.since), then)


def _under_review(case: Case) -> Said:
    if case.is_late:
        return Said(_("HR owed you an answer by %(day)s, and is late", day=case.until))
    return Said(
        _("HR has until %(day)s to answer you", day=case.until),
        _("All answers of the campaign come on the same day. Nothing is told before."),
    )


def _postponed(case: Case) -> Said:
    then = _("Until then nobody in HR reads about this wish. You may answer sooner.")
    if case.campaign.status not in RUNNING:
        then = _("This campaign is decided by now; the wish waits for another one.")
    elif (case.candidacy.postponed_until or case.today) > case.campaign.closes_on:
        then = _(
            "The campaign ends before, on %(end)s: by then it may be decided without you. "
            "You may answer sooner.",
            end=case.end,
        )
    return Said(_("You are asked again on %(day)s", day=case.until), then)


def _declined(case: Case) -> Said:
    then = _("You owe nobody a reason, and nobody in HR reads about it.")
    if case.campaign.status in RUNNING:
        then = f"{then} {_('You may still change your mind.')}"
    return Said(_("You said no on %(day)s", day=case.since), then)


def _withdrawn(case: Case) -> Said:
    then = _("HR no longer reads about this wish.")
    if case.campaign.status in RUNNING:
        then = f"{then} {_('You may still change your mind.')}"
    return Said(_("You took your consent back on %(day)s", day=case.since), then)


def _lapsed(case: Case) -> Said:
    over = case.campaign.status not in {CampaignStatus.OPEN, CampaignStatus.CLOSED}
    then = (
        _("The campaign was decided without an answer to it.")
        if over
        else _("Nobody stands behind it any more. You may nominate yourself.")
    )
    return Said(_("This wish ended on %(day)s", day=case.since), then)


def _decided(case: Case) -> Said:
    return Said(_("HR answered you on %(day)s", day=case.since))


def _in_pool(_case: Case) -> Said:
    return Said(_("HR said yes, and you are in a talent pool"))


FOR_NOMINEE: Mapping[K, Callable[[Case], Said]] = {
    K.INFORMED: _informed,
    K.RETURNED: _returned,
    K.ACCEPTED: _accepted,
    K.UNDER_REVIEW: _under_review,
    K.POSTPONED: _postponed,
    K.DECLINED: _declined,
    K.WITHDRAWN: _withdrawn,
    K.LAPSED: _lapsed,
    K.DECIDED: _decided,
    K.IN_POOL: _in_pool,
}
