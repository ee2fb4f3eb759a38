"""Ask colleagues for a word about a declared level, and give it. Functions flush."""

from datetime import datetime

from sqlalchemy import func, select

from talentgrow.audit import service as audit
from talentgrow.claims import notices, queries
from talentgrow.claims.service import check_level, hold, skill_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person
from talentgrow.skills.models import ClaimSource, Endorsement, Skill, SkillClaim
from talentgrow.skills.states import ENDORSEMENT_FLOW, EndorsementStatus

ASKED = audit.Kind("claims.peer_asked", "skill", "peer")
# Who asks everybody asks nobody: a handful of colleagues have seen one at work.
MOST_AT_ONCE = 5


class WrongPeer(DomainError):
    """Somebody who cannot be asked as a colleague."""


class TooManyAsked(DomainError):
    """Enough colleagues are asked about one level."""


class PeerAnswered(DomainError):
    """The colleague has answered already."""


def ask(
    claim: SkillClaim, peer: Person, *, message: str = "", by: Actor, now: datetime
) -> Endorsement:
    """Ask a colleague about a level one declared; asking twice asks once.

    :raises WrongPeer: oneself, somebody who left, or one's manager, who confirms instead
    :raises PeerAnswered: this colleague gave or refused a word about this level
    :raises TooManyAsked: five colleagues are asked already
    """
    _check_peer(claim, peer)
    hold(claim.person_id)
    known = db.session.scalar(
        select(Endorsement).where(Endorsement.claim_id == claim.id, Endorsement.peer_id == peer.id)
    )
    if known is not None and known.status is EndorsementStatus.ASKED:
        return known
    if known is not None and known.status not in {
        EndorsementStatus.WITHDRAWN,
        EndorsementStatus.EXPIRED,
    }:
        raise PeerAnswered(_("%(name)s has answered already.", name=peer.given_name))
    _check_number(claim)
    skill = db.session.get_one(Skill, claim.skill_id)
    request = known or Endorsement(claim_id=claim.id, peer_id=peer.id)
    request.message, request.asked_at = message, now
    if known is None:
        db.session.add(request)
        db.session.flush()
        audit.record(ASKED, request, by=by, now=now, skill=skill.code, peer=peer.id)
    else:
        audit.move(request, ENDORSEMENT_FLOW, "ask_again", by=by, now=now)
        db.session.flush()
    who = db.session.get_one(Person, claim.person_id)
    notices.ask_peer(request, skill, who, now=now)
    return request


def endorse(
    request: Endorsement, level: int, *, note: str = "", by: Actor, now: datetime
) -> SkillClaim:
    """Say at which level one has seen a colleague; it stands beside and confirms nothing.

    :raises IllegalTransition: the request was taken back, answered or is over
    :raises WrongPeer: one has become their manager, who confirms instead
    """
    check_level(level)
    _look_again(request)
    skill = skill_of(request.claim)
    _check_peer(request.claim, request.peer)
    audit.move(request, ENDORSEMENT_FLOW, "endorse", by=by, now=now)
    claim = SkillClaim(
        person_id=request.claim.person_id,
        skill_id=skill.id,
        level=level,
        source=ClaimSource.PEER,
        author_id=request.peer_id,
        at=now,
        answers_id=request.claim_id,
        note=note,
    )
    db.session.add(claim)
    db.session.flush()
    notices.tell_peer_answer(request, skill, request.peer, level=level, now=now)
    return claim


def decline(request: Endorsement, *, by: Actor, now: datetime) -> None:
    """Say that one would rather say nothing.

    :raises IllegalTransition: the request was taken back, answered or is over
    """
    _look_again(request)
    audit.move(request, ENDORSEMENT_FLOW, "decline_endorsement", by=by, now=now)
    db.session.flush()
    skill = db.session.get_one(Skill, request.claim.skill_id)
    notices.tell_peer_declined(request, skill, request.peer, now=now)


def withdraw(request: Endorsement, *, by: Actor, now: datetime) -> None:
    """Take a request back.

    :raises IllegalTransition: the colleague has answered, or it is over
    """
    _look_again(request)
    audit.move(request, ENDORSEMENT_FLOW, "withdraw_endorsement", by=by, now=now)
    db.session.flush()


def expire(request: Endorsement, *, by: Actor, now: datetime) -> None:
    """End a request which nobody answered in time.

    :raises IllegalTransition: it was answered in between
    """
    _look_again(request)
    audit.move(request, ENDORSEMENT_FLOW, "expire_endorsement", by=by, now=now)
    db.session.flush()


def _look_again(request: Endorsement) -> None:
    """Read a request anew once nobody else can change it."""
    hold(request.claim.person_id)
    db.session.refresh(request, ["status"])


def _check_peer(claim: SkillClaim, peer: Person) -> None:
    if peer.id == claim.person_id:
        raise WrongPeer(_("Ask a colleague, not yourself."))
    if peer.left_on is not None:
        raise WrongPeer(_("%(name)s no longer works here.", name=peer.given_name))
    manager = queries.manager_of(claim.person_id)
    if manager is not None and manager.id == peer.id:
        raise WrongPeer(
            _(
                "%(name)s is the manager: a manager confirms a level instead of being asked as a "
                "colleague.",
                name=peer.given_name,
            )
        )


def _check_number(claim: SkillClaim) -> None:
    asked = db.session.scalar(
        select(func.count(Endorsement.id)).where(
            Endorsement.claim_id == claim.id, Endorsement.status == EndorsementStatus.ASKED
        )
    )
    if (asked or 0) >= MOST_AT_ONCE:
        raise TooManyAsked(
            _("Five colleagues are asked already: wait for their word, or take a request back.")
        )
