"""Write a nomination step by step, send it, take it back. Functions flush; the caller commits."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.once import insert_once
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.nominations import intents, policy, queries, steps
from talentgrow.nominations.models import (
    Campaign,
    Intent,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.states import CampaignStatus, NominationStatus
from talentgrow.nominations.writing import behind, eligibility, evidence, held, lapsed, notices
from talentgrow.nominations.writing.eligibility import AlreadySent, CannotNominate
from talentgrow.nominations.writing.evidence import Picks
from talentgrow.people.models import Person

# Each time the person is asked anew: nobody is asked again and again.
MOST_TAKEN_BACK = 2
# A job may be named for these; a programme has a name of its own.
WITH_TARGET = (Intent.ADVANCEMENT, Intent.LATERAL)
LONGEST_TEXT = 2000
SENT_LATE = audit.Kind("nominations.sent_late", "person", "nominator", "reason")


class Incomplete(DomainError):
    """Something is missing before a nomination can be sent."""


class WrongIntent(DomainError):
    """What somebody is nominated for is not in play in this campaign."""


def start(
    campaign: Campaign, person_id: int, *, by: Actor, now: datetime, nominator_id: int | None = None
) -> Nomination:
    """Begin a draft, or go on with the one that is there; HR may write for another nominator.

    :raises NotOpen: the campaign takes no nominations
    :raises CannotNominate: it is not for this person, or not by this nominator
    :raises AlreadySent: the nominator has sent one about this person
    """
    nominator_id = nominator_id or by.person_id or 0
    is_late = _is_for_another(campaign, person_id, nominator_id, by) and not eligibility.is_open(
        campaign, now.date()
    )
    eligibility.check_time(campaign, is_late=is_late, today=now.date())
    relation = eligibility.check(campaign, person_id, nominator_id)
    _check_first(campaign.id, person_id, nominator_id)
    key = (by, nominator_id, campaign.id, person_id)
    draft_id = eligibility.draft_of(*key)
    if draft_id is not None:
        return held.hold(draft_id)
    values = {
        "campaign_id": campaign.id,
        "person_id": person_id,
        "nominator_id": nominator_id,
        "submitter_id": by.person_id,
        "relation": relation,
        "is_late": is_late,
        "since": now,
        "created_at": now,
    }
    # Whoever presses twice at once goes on with the first.
    is_first = insert_once(Nomination, values)
    draft = held.hold(eligibility.draft_of(*key) or 0)
    if is_first:
        lapsed.carry_over(draft, by=by)
    return draft


def save_purpose(
    nomination: Nomination, wishes: Mapping[Intent, int | None], *, seen: int, late_reason: str = ""
) -> None:
    """Keep for what somebody is nominated, each with the job it leads to if that is known.

    :raises WrongIntent: the campaign does not have it
    """
    held.check_draft(nomination, seen)
    if not set(wishes) <= set(intents.in_play(nomination.campaign)):
        raise WrongIntent(_("This is not in play in this campaign."))
    wishes = _with_jobs(nomination, wishes)
    for row in list(nomination.intents):
        if row.intent in wishes:
            row.target_id = wishes[row.intent]
        else:
            nomination.intents.remove(row)
            db.session.delete(row)
    known = {row.intent for row in nomination.intents}
    for intent in (one for one in Intent if one in wishes and one not in known):
        nomination.intents.append(NominationIntent(intent=intent, target_id=wishes[intent]))
    if nomination.is_late:
        nomination.late_reason = late_reason
    _note_change(nomination)


def save_why(nomination: Nomination, rationale: str, *, seen: int) -> None:
    """Keep why; it may be short until it is sent."""
    held.check_draft(nomination, seen)
    nomination.rationale = rationale
    _note_change(nomination)


def save_evidence(
    nomination: Nomination,
    picks: Picks,
    *,
    seen: int,
    by: Actor,
) -> None:
    """Keep which levels, missions and visits are shown, each with a note or none.

    :raises TooMuch: nobody reads so much
    """
    held.check_draft(nomination, seen)
    evidence.write(nomination, evidence.for_draft(by, nomination), picks)
    _note_change(nomination)


def save_offer(
    nomination: Nomination, commitment: str, reference: Person | None, *, seen: int
) -> None:
    """Keep what the nominator offers, and who can say more.

    :raises CannotNominate: who can say more is the nominee or the nominator, or has left
    """
    held.check_draft(nomination, seen)
    if reference is not None and reference.id in {nomination.person_id, nomination.nominator_id}:
        raise CannotNominate(_("Choose somebody else than the two of you."))
    nomination.commitment = commitment
    nomination.reference_id = reference.id if reference else None
    _note_change(nomination)


def submit(nomination: Nomination, *, seen: int, by: Actor, now: datetime) -> Nominee:
    """Send a nomination: the person is told at once and has the word.

    :raises NotOpen: the campaign takes no nominations any more
    :raises Incomplete: something is missing
    :raises CannotNominate: it is not for this person, or they have said no to it
    :raises AlreadySent: the nominator has sent one about this person
    """
    campaign = queries.hold_campaign(nomination.campaign_id)
    eligibility.check_time(campaign, is_late=nomination.is_late, today=now.date())
    nominee = _nominee(campaign, nomination.person_id, now)
    nomination = held.hold(nomination.id)
    held.check_draft(nomination, seen)
    if not by.is_person(nomination.nominator_id):
        # Whoever began to write it in HR may look after other people by now, or nobody.
        _is_for_another(campaign, nomination.person_id, nomination.nominator_id, by)
    _check_first(campaign.id, nomination.person_id, nomination.nominator_id)
    nomination.relation = eligibility.check(campaign, nomination.person_id, nomination.nominator_id)
    evidence.leave_out(nomination, evidence.for_draft(by, nomination))
    missing = what_is_missing(nomination)
    if missing:
        raise Incomplete(next(iter(missing.values())))
    fresh = behind.stand_behind(nominee, nomination, by=by, now=now)
    nomination.is_late = not eligibility.is_open(campaign, now.date())
    nomination.nominee_id, nomination.sent_at = nominee.id, now
    nomination.version += 1
    steps.take(nomination, "submit", by=by, now=now)
    if nomination.is_late:
        _note_late(nomination, by=by, now=now)
    notices.tell_sent(nomination, campaign, nominee, fresh, by=by, now=now)
    return nominee


def withdraw(nomination: Nomination, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Take a nomination back; what nobody stands behind any more is over.

    :raises TooLate: everything is decided by now
    """
    campaign = queries.hold_campaign(nomination.campaign_id)
    nominees = queries.hold_nominees([nomination.nominee_id] if nomination.nominee_id else [])
    nomination = held.hold(nomination.id)
    was_sent = nomination.status is NominationStatus.SUBMITTED
    if was_sent and campaign.status not in {CampaignStatus.OPEN, CampaignStatus.CLOSED}:
        raise held.TooLate(_("Everything is decided in this campaign: what was said stays."))
    steps.take(nomination, "withdraw", by=by, now=now, reason=reason)
    for nominee in nominees if was_sent else ():
        over = behind.let_go(nominee, nomination, by=by, now=now)
        notices.tell_withdrawal(nomination, campaign, nominee, over, by=by, now=now)


def what_is_missing(nomination: Nomination) -> Mapping[str, str]:
    """Return what a loaded nomination lacks before it can be sent, by the step it is missing in."""
    missing = {}
    if not nomination.intents:
        missing["purpose"] = _("Say for what you nominate.")
    elif nomination.is_late and not nomination.late_reason:
        missing["purpose"] = _("Say why it comes after the end.")
    if len(nomination.rationale) < SHORTEST_REASON:
        missing["why"] = _("Say why, in twenty characters at least.")
    return missing


def _with_jobs(
    nomination: Nomination, wishes: Mapping[Intent, int | None]
) -> Mapping[Intent, int | None]:
    """Return wishes with jobs to which they can lead; a programme leads to none.

    A job that was retired since it was chosen stays.

    :raises WrongIntent: nobody comes to that job any more
    """
    chosen = {row.intent: row.target_id for row in nomination.intents}
    kept = {one: job_id if one in WITH_TARGET else None for one, job_id in wishes.items()}
    for intent, job_id in kept.items():
        if job_id is None or chosen.get(intent) == job_id:
            continue
        if jobs.get(job_id).retired_at is not None:
            raise WrongIntent(_("This job is retired: choose another one."))
    return kept


def _is_for_another(campaign: Campaign, person_id: int, nominator_id: int, by: Actor) -> bool:
    """Tell whether HR writes for somebody else, or after the end.

    :raises CannotNominate: somebody else than HR tries to
    """
    may = policy.may_write_for_others(by, (campaign, person_id))
    if by.is_person(nominator_id):
        return may and campaign.status is CampaignStatus.CLOSED
    if not may:
        raise CannotNominate(_("Only HR of the person’s part writes for somebody else."))
    return True


def _check_first(campaign_id: int, person_id: int, nominator_id: int) -> None:
    if eligibility.sent_by(nominator_id, campaign_id, person_id) is not None:
        raise AlreadySent(_("A nomination by this colleague about this person is sent already."))
    taken_back = select(func.count()).where(
        Nomination.campaign_id == campaign_id,
        Nomination.person_id == person_id,
        Nomination.nominator_id == nominator_id,
        Nomination.status == NominationStatus.WITHDRAWN,
        Nomination.sent_at.is_not(None),
    )
    if (db.session.scalar(taken_back) or 0) >= MOST_TAKEN_BACK:
        raise CannotNominate(
            _("It was sent and taken back twice in this campaign: talk with each other first.")
        )


def _nominee(campaign: Campaign, person_id: int, now: datetime) -> Nominee:
    """Return the one row of somebody in a campaign, held."""
    insert_once(Nominee, {"campaign_id": campaign.id, "person_id": person_id, "created_at": now})
    found = select(Nominee.id).where(
        Nominee.campaign_id == campaign.id, Nominee.person_id == person_id
    )
    (nominee,) = queries.hold_nominees(db.session.scalars(found).all())
    return nominee


def _note_late(nomination: Nomination, *, by: Actor, now: datetime) -> None:
    audit.record(
        SENT_LATE,
        nomination,
        by=by,
        now=now,
        person=nomination.person_id,
        nominator=nomination.nominator_id,
        reason=nomination.late_reason,
    )


def _note_change(nomination: Nomination) -> None:
    """Store what was written, and let pages that were opened before be old ones."""
    nomination.version += 1
    db.session.flush()
