"""Who stands behind a candidacy: it comes with the first nomination and goes with the last."""

from datetime import datetime

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.nominations import intents, steps
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import (
    Candidacy,
    Intent,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.states import (
    CANDIDACY_FLOW,
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
)
from talentgrow.nominations.writing.eligibility import CannotNominate

K = CandidacyStatus
# The nominee has not agreed: without anybody behind it nothing is left to answer.
UNANSWERED = frozenset({K.INFORMED, K.RETURNED, K.POSTPONED})
AGREED = frozenset({K.ACCEPTED, K.UNDER_REVIEW})


def stand_behind(
    nominee: Nominee, nomination: Nomination, *, by: Actor, now: datetime
) -> frozenset[Intent]:
    """Let a nominee who is held be a candidate for what is sent; return what they are asked anew.

    What they were asked before keeps its answer. Whoever nominates themselves agrees by it.

    :raises CannotNominate: they said no to one of these in this campaign
    """
    known = {one.intent: one for one in nominee.candidacies}
    is_own = nomination.nominator_id == nominee.person_id and by.is_person(nominee.person_id)
    if not is_own:
        _respect_a_no(nominee, nomination, known)
    asked = set()
    for wish in nomination.intents:
        candidacy = known.get(wish.intent)
        if candidacy is None:
            candidacy = _new(nominee, wish, now)
            asked.add(wish.intent)
        elif candidacy.status is K.LAPSED:
            steps.take(candidacy, "nominate_again", by=by, now=now)
            asked.add(wish.intent)
        if candidacy.target_id is None:
            candidacy.target_id = wish.target_id
        if is_own and "accept" in CANDIDACY_FLOW.moves_from(candidacy.status):
            candidacy.postponed_until = None
            steps.take(candidacy, "accept", by=by, now=now)
            # What was let in after the end goes on to HR at once, as every late yes does.
            if nomination.campaign.status is CampaignStatus.CLOSED:
                steps.take(candidacy, "review", by=SYSTEM, now=now)
    return frozenset(asked)


def let_go(
    nominee: Nominee, nomination: Nomination, *, by: Actor, now: datetime
) -> frozenset[Intent]:
    """End what nobody stands behind once a nomination was taken back; return what that is.

    A nominee who agreed goes on; whoever takes their own nomination back takes their consent too.
    """
    others = _others(nominee, nomination)
    is_own = by.is_person(nominee.person_id) and nomination.nominator_id == nominee.person_id
    mine = {wish.intent for wish in nomination.intents} - others
    over = set()
    for candidacy in nominee.candidacies:
        if candidacy.intent not in mine:
            continue
        if candidacy.status in UNANSWERED:
            steps.take(candidacy, "lapse", by=SYSTEM, now=now)
            over.add(candidacy.intent)
        elif is_own and candidacy.status in AGREED:
            consent.withdraw_consent(candidacy, by=by, now=now)
            over.add(candidacy.intent)
    return frozenset(over)


def _new(nominee: Nominee, wish: NominationIntent, now: datetime) -> Candidacy:
    candidacy = Candidacy(nominee_id=nominee.id, intent=wish.intent, status=K.INFORMED, since=now)
    nominee.candidacies.append(candidacy)
    db.session.flush()
    return candidacy


def _respect_a_no(nominee: Nominee, nomination: Nomination, known: dict[Intent, Candidacy]) -> None:
    refused = [
        wish.intent
        for wish in nomination.intents
        if wish.intent in known and known[wish.intent].status is K.DECLINED
    ]
    if refused:
        names = (intents.name_of(one, nomination.campaign) for one in refused)
        raise CannotNominate(
            _(
                "%(name)s has said no to this in this campaign: %(intents)s. Leave it out, or talk "
                "with %(name)s, who may still change their mind.",
                name=nomination.person.given_name,
                intents=", ".join(names),
            )
        )


def _others(nominee: Nominee, nomination: Nomination) -> set[Intent]:
    """Return for what somebody else nominates the same person."""
    found = (
        select(NominationIntent.intent)
        .join(Nomination, Nomination.id == NominationIntent.nomination_id)
        .where(
            Nomination.nominee_id == nominee.id,
            Nomination.id != nomination.id,
            Nomination.status == NominationStatus.SUBMITTED,
        )
    )
    return set(db.session.scalars(found))
