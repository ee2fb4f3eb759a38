"""The word of a nominee, wish by wish. Functions flush; the caller commits.

Whoever changes anything here holds the campaign first and the nominee second.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talentgrow.audit import service as audit
from talentgrow.claims.queries import manager_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError, Forbidden
from talentgrow.missions import days
from talentgrow.nominations import deadlines, policy, queries, steps
from talentgrow.nominations.consent import notices
from talentgrow.nominations.consent.leaving import leave_session
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.states import CONSENTED, RUNNING, CampaignStatus
from talentgrow.nominations.states import CandidacyStatus as K

LONGEST_WORDS = 4000
LONGEST_COMMITMENT = 1000
# How far ahead somebody may ask to be asked again.
LONGEST_DELAY = timedelta(days=366)
WROTE = audit.Kind("nominations.words_written", "campaign")
OPENED = audit.Kind("nominations.opened_to_manager", "campaign", "manager")


class CampaignOver(DomainError):
    """Everything is decided: no answer changes anything any more."""


class NotThisDay(DomainError):
    """Somebody asks to be asked again on a day that is past, or too far away."""


class WordsChanged(DomainError):
    """The nominee saved other words since the page was read."""


class ManagerChanged(DomainError):
    """Somebody opens their file to a person who does not manage them, or no longer."""


class HasTheWord(DomainError):
    """The nominee asked for time, or has answered: nobody asks again."""


@dataclass(frozen=True, slots=True)
class Held:
    """A candidacy which nobody else changes until we are done, with its nominee and campaign."""

    campaign: Campaign
    nominee: Nominee
    candidacy: Candidacy


def hold(candidacy: Candidacy) -> Held:
    """Hold the campaign and the nominee of a candidacy, read anew."""
    campaign, nominee = hold_nominee(candidacy.nominee)
    (found,) = (one for one in nominee.candidacies if one.id == candidacy.id)
    return Held(campaign, nominee, found)


def hold_nominee(nominee: Nominee) -> tuple[Campaign, Nominee]:
    """Hold a campaign and one of its nominees, read anew."""
    campaign = queries.hold_campaign(nominee.campaign_id)
    (found,) = queries.hold_nominees([nominee.id])
    return campaign, found


def accept(candidacy: Candidacy, *, by: Actor, now: datetime) -> None:
    """Agree to be considered: HR reads the file from now on.

    After the end of the campaign the wish goes on to HR at once.

    :raises CampaignOver: everything is decided
    """
    held = hold(candidacy)
    check_running(held.campaign)
    steps.take(held.candidacy, "accept", by=by, now=now)
    held.candidacy.postponed_until = None
    if held.campaign.status is CampaignStatus.CLOSED:
        steps.take(held.candidacy, "review", by=SYSTEM, now=now)
    db.session.flush()
    notices.tell_nominators(notices.ACCEPTED, held.candidacy, held.campaign, now=now)
    notices.tell_manager(held.nominee, held.campaign, now=now)


def postpone(candidacy: Candidacy, until: date, *, by: Actor, now: datetime) -> None:
    """Ask to be asked again on a later day; HR reads nothing about the wish until then.

    :raises NotThisDay: the day is not to come, or too far away
    :raises CampaignOver: everything is decided
    """
    check_day(until, today=now.date())
    held = hold(candidacy)
    check_running(held.campaign)
    # The day is kept with the step too: the history says which one was asked for.
    steps.take(held.candidacy, "postpone", by=by, now=now, reason=until.isoformat())
    held.candidacy.postponed_until = until
    db.session.flush()
    _leave_session(held, by=by, now=now)
    notices.tell_nominators(notices.POSTPONED, held.candidacy, held.campaign, now=now, day=until)


def decline(candidacy: Candidacy, *, by: Actor, now: datetime) -> None:
    """Say no, without a reason."""
    held = hold(candidacy)
    steps.take(held.candidacy, "decline", by=by, now=now)
    held.candidacy.postponed_until = None
    db.session.flush()
    notices.tell_nominators(notices.DECLINED, held.candidacy, held.campaign, now=now)


def withdraw_consent(candidacy: Candidacy, *, by: Actor, now: datetime) -> None:
    """Take consent back, until the decisions are published: what HR prepared is deleted at once."""
    held = hold(candidacy)
    steps.take(held.candidacy, "withdraw_consent", by=by, now=now)
    _leave_session(held, by=by, now=now)
    notices.tell_nominators(notices.WITHDRAWN, held.candidacy, held.campaign, now=now)


def ask_again(candidacy: Candidacy, *, by: Actor, now: datetime) -> None:
    """Ask a nominee again who was silent, once the nominator has talked with them.

    :raises Forbidden: the actor took their nomination back meanwhile
    :raises HasTheWord: the nominee was not silent
    :raises CampaignOver: everything is decided
    """
    held = hold(candidacy)
    if not policy.may_ask_again(by, held.candidacy):
        raise Forbidden(_("Only who nominated asks a nominee again who was silent."))
    check_running(held.campaign)
    if held.candidacy.status is not K.RETURNED:
        raise HasTheWord(_("They have answered meanwhile, or have the word already."))
    steps.take(held.candidacy, "ask_again", by=by, now=now)
    due = deadlines.of_candidacy(K.INFORMED, now, closes_on=held.campaign.closes_on)
    if due is not None:
        notices.ask_again(held.candidacy, held.campaign, until=due.by, by=by, now=now)


def save_words(
    nominee: Nominee, words: str, commitment: str, *, seen: int, by: Actor, now: datetime
) -> bool:
    """Keep the nominee's own words and what they commit to; tell whether something is new.

    :raises WordsChanged: other words were saved since version `seen` was read
    :raises CampaignOver: everything is decided
    """
    campaign, held = hold_nominee(nominee)
    if (words, commitment) == (held.words, held.commitment):
        return False
    check_running(campaign)
    check_seen(held, seen)
    if words != held.words:
        held.words, held.words_at = words, now
    held.commitment = commitment
    note_words(held, by=by, now=now)
    return True


def open_to_manager(nominee: Nominee, manager_id: int | None, *, by: Actor, now: datetime) -> None:
    """Let one's manager read the file, or with None nobody any longer; at any time.

    The manager is named, so that nobody reads it whom the person did not mean.

    :raises ManagerChanged: the one who is named is not their manager today
    """
    campaign, held = hold_nominee(nominee)
    if manager_id is not None:
        _check_manages(manager_id, held.person_id)
    if held.opened_to_id == manager_id:
        return
    held.opened_to_id = manager_id
    db.session.flush()
    audit.record(OPENED, held, by=by, now=now, campaign=campaign.id, manager=manager_id)
    notices.tell_manager(held, campaign, now=now)


def _check_manages(manager_id: int, person_id: int) -> None:
    manager = manager_of(person_id)
    if manager is None or manager.id != manager_id:
        raise ManagerChanged(
            _("You have another manager since you read this page. Nothing was opened.")
        )


def check_day(until: date, *, today: date) -> None:
    """Make sure that somebody can be asked again on a day.

    :raises NotThisDay: the day is not to come, or too far away
    """
    if until <= today:
        raise NotThisDay(_("Choose a day that is still to come."))
    if until > today + LONGEST_DELAY:
        latest = days.in_words(today + LONGEST_DELAY, today)
        raise NotThisDay(_("Choose a day within a year, at the latest %(day)s.", day=latest))


def check_running(campaign: Campaign) -> None:
    """Make sure that an answer still changes something.

    :raises CampaignOver: everything is decided
    """
    if campaign.status not in RUNNING:
        raise CampaignOver(
            _("Everything is decided in this campaign: your answer would change nothing any more.")
        )


def check_seen(nominee: Nominee, seen: int) -> None:
    """Make sure that a nominee who is held says what the writer has read.

    :raises WordsChanged: something else was saved since version `seen` was read
    """
    if nominee.version != seen:
        raise WordsChanged(_("Other words were saved since you read this page."))


def note_words(nominee: Nominee, *, by: Actor, now: datetime) -> None:
    """Note that a nominee who is held says or shows something new."""
    nominee.version += 1
    db.session.flush()
    audit.record(WROTE, nominee, by=by, now=now, campaign=nominee.campaign_id)


def _leave_session(held: Held, *, by: Actor, now: datetime) -> None:
    """Delete what was prepared about a wish nobody may weigh any more, and tell who prepared it."""
    if held.candidacy.status in CONSENTED:
        return
    staged = leave_session(held.nominee, held.candidacy, by=by, now=now)
    if staged is not None:
        notices.tell_stager(staged.staged_by_id, held.candidacy, held.campaign, now)
