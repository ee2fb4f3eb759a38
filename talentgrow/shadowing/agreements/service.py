"""Write the agreement of a visit, and sign it. Functions flush; the caller commits."""

from dataclasses import asdict, dataclass
from datetime import datetime

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language, localized
from talentgrow.infra.once import insert_once
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing import queries, steps
from talentgrow.shadowing.agreements import notices
from talentgrow.shadowing.agreements.wording import aim_in_words, programme_of
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.changing import What, changed
from talentgrow.shadowing.visits.models import Agreement, Signature, Signer, Travel, Visit
from talentgrow.shadowing.visits.policy import signers_needed, signs_as


class AgreementChanged(DomainError):
    """Somebody has changed it since the page was opened."""


class NothingToSign(DomainError):
    """The visit waits for no signature."""


@dataclass(frozen=True, slots=True)
class AgreementValues:
    """What two people agree on before a visit."""

    aims: str = ""
    programme: str = ""
    safety: str = ""
    confidentiality: str = ""
    travel: Travel = Travel.NOBODY


def values_of(visit: Visit) -> AgreementValues:
    """Return what is agreed; before anybody has written, what the offer says.

    The first words are in the language of the visitor, who signs them first.
    """
    known = visit.agreement
    if known is not None:
        return AgreementValues(
            known.aims, known.programme, known.safety, known.confidentiality, known.travel
        )
    with in_language(visit.visitor.locale):
        offer = visit.offer
        return AgreementValues(
            aims=aim_in_words(visit),
            programme=programme_of(visit),
            safety=localized(offer.safety) if offer is not None else "",
            confidentiality=localized(offer.confidentiality) if offer is not None else "",
        )


def save(visit: Visit, values: AgreementValues, *, seen: int, by: Actor, now: datetime) -> bool:
    """Write a visit's agreement, which is held; tell whether it says anything new.

    :raises AgreementChanged: it is not what the page showed any more
    :raises NotBooked: nobody agrees on this visit any more
    """
    _check(visit, seen)
    if values == values_of(visit):
        return False
    _store(visit, values, by=by, now=now)
    changed(visit, by=by, now=now, what=What.AGREEMENT)
    return True


def sign(visit: Visit, *, seen: int, by: Actor, now: datetime) -> None:
    """Sign what a held visit says; with the last signature it is confirmed.

    :raises NothingToSign: it is not to be signed, or not by the actor
    :raises AgreementChanged: it is not what the page showed any more
    """
    signers = signs_as(by, visit)
    if visit.status is not VisitStatus.TO_SIGN or not signers or by.person_id is None:
        raise NothingToSign(_("There is nothing to sign any more."))
    _check(visit, seen)
    if visit.agreement is None:
        _store(visit, values_of(visit), by=by, now=now)
    for signer in signers:
        _add(visit, signer, by.person_id, now)
    db.session.expire(visit, ["signatures"])
    if not missing(queries.visit_in_full(visit.id)):
        steps.take(visit, "confirm", by=by, now=now)
        notices.tell_confirmed(visit, by=by, now=now)


def _add(visit: Visit, signer: Signer, person_id: int, now: datetime) -> None:
    """Note a signature, once: a second click adds nothing."""
    values = {
        "visit_id": visit.id,
        "signer": signer,
        "person_id": person_id,
        "version": visit.version,
        "at": now,
    }
    insert_once(Signature, values)


def signed(visit: Visit) -> dict[Signer, Signature]:
    """Return who has signed what a visit says now; the visit is loaded with its signatures."""
    return {one.signer: one for one in visit.signatures if one.version == visit.version}


def missing(visit: Visit) -> tuple[Signer, ...]:
    """Return whose signature is missing, in the order in which they stand on the page."""
    known = signed(visit)
    return tuple(signer for signer in signers_needed(visit) if signer not in known)


def _check(visit: Visit, seen: int) -> None:
    if visit.version != seen:
        raise AgreementChanged(
            _("The visit has been changed since you opened this page. Read it again, then sign.")
        )


def _store(visit: Visit, values: AgreementValues, *, by: Actor, now: datetime) -> None:
    agreement = visit.agreement or Agreement(visit_id=visit.id)
    for name, value in asdict(values).items():
        setattr(agreement, name, value)
    agreement.changed_at = now
    agreement.changed_by_id = by.person_id
    db.session.add(agreement)
    db.session.flush()
