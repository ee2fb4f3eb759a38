"""What was written, as its writer reads it again; nothing here changes anything."""

from dataclasses import dataclass, replace
from datetime import datetime

from talentgrow.kernel.access import Actor
from talentgrow.missions.debriefs import record
from talentgrow.nominations import policy
from talentgrow.nominations.consent.pages import Whose
from talentgrow.nominations.consent.proofs import Proof, proofs_of
from talentgrow.nominations.models import Nomination
from talentgrow.nominations.states import RUNNING, NominationStatus
from talentgrow.nominations.writing import evidence, pages
from talentgrow.nominations.writing.pages import Line


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown, and for whom the sentences about it are."""

    proofs: tuple[Proof, ...]
    whose: Whose


@dataclass(frozen=True, slots=True)
class Reading:
    """One nomination that is sent, or over, with what became of it."""

    line: Line
    shown: Shown
    may_withdraw: bool

    @property
    def nomination(self) -> Nomination:
        """Return what was written."""
        return self.line.nomination


def reading(actor: Actor, nomination: Nomination, *, now: datetime) -> Reading:
    """Return a wholly loaded nomination that is no draft any more, for who wrote it."""
    is_sent = nomination.status is NominationStatus.SUBMITTED
    alive = is_sent and nomination.campaign.status in RUNNING
    return Reading(
        line=pages.line(actor, nomination, now=now),
        shown=shown(actor, nomination),
        may_withdraw=alive and policy.may_withdraw(actor, nomination),
    )


def shown(actor: Actor, nomination: Nomination) -> Shown:
    """Return what a nomination shows; in a draft only what its writer may still read."""
    is_own = actor.is_person(nomination.person_id)
    proofs = proofs_of(None, [nomination], is_own=is_own)
    if nomination.status is NominationStatus.DRAFT:
        known = evidence.for_draft(actor, nomination)
        proofs = tuple(
            one
            for one in proofs
            if (one.claim and known.has_claim(one.claim.id))
            or (one.credit and known.has_credit(one.credit.id))
            or (one.certificate and known.has_visit(one.certificate.id))
        )
    gained = record.gained(actor, [one.claim.id for one in proofs if one.claim])
    # The reader shows it all: nobody needs to be named.
    proofs = tuple(replace(one, shown_by=()) for one in proofs)
    return Shown(proofs, Whose(nomination.person, None, actor.person_id or 0, gained))
