"""What the page of an agreement shows."""

from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.agreements import service
from talentgrow.shadowing.agreements.service import AgreementValues
from talentgrow.shadowing.agreements.wording import SIGNERS
from talentgrow.shadowing.states import BOOKED, VisitStatus
from talentgrow.shadowing.visits.models import Side, Signer, Visit
from talentgrow.shadowing.visits.policy import may_change, signers_needed, signs_as


@dataclass(frozen=True, slots=True)
class Line:
    """One signature: who, as what, and when; `at` is empty while it is missing."""

    label: object
    person: Person | None
    at: datetime | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """An agreement with its signatures, as one reader sees it."""

    visit: Visit
    values: AgreementValues
    lines: tuple[Line, ...]
    # Signatures of what it said before, the newest first.
    former: int
    can_sign: bool
    can_change: bool
    has_signed: bool
    sign_by: date
    is_late: bool

    @property
    def count(self) -> int:
        """Return how many have signed."""
        return sum(line.at is not None for line in self.lines)

    @property
    def awaited(self) -> tuple[Line, ...]:
        """Return whose signature is missing."""
        return tuple(line for line in self.lines if line.at is None)


def page(actor: Actor, visit: Visit) -> AgreementPage:
    """Return an agreement as the actor sees it; the visit is loaded in full."""
    mine, known = signs_as(actor, visit), service.signed(visit)
    lines = tuple(_line(signer, visit, signer in mine) for signer in signers_needed(visit))
    sign_by = deadlines.sign_by(visit.starts_on)
    has_signed = bool(mine) and all(signer in known for signer in mine)
    return AgreementPage(
        visit=visit,
        values=service.values_of(visit),
        lines=lines,
        former=len({one.version for one in visit.signatures} - {visit.version}),
        can_sign=visit.status is VisitStatus.TO_SIGN and bool(mine) and not has_signed,
        can_change=visit.status in BOOKED and may_change(actor, visit),
        has_signed=has_signed,
        sign_by=sign_by,
        is_late=visit.status is VisitStatus.TO_SIGN and sign_by < clock.today(),
    )


def _line(signer: Signer, visit: Visit, is_mine: bool) -> Line:
    found = service.signed(visit).get(signer)
    if found is not None:
        return Line(SIGNERS[signer], found.person, found.at, is_mine)
    return Line(SIGNERS[signer], _expected(signer, visit), None, is_mine)


def _expected(signer: Signer, visit: Visit) -> Person | None:
    """Return who is to sign: a side, or the manager who was asked."""
    if signer is Signer.VISITOR:
        return visit.visitor
    if signer is Signer.HOST:
        return visit.host
    side = Side.VISITOR if signer is Signer.VISITOR_MANAGER else Side.HOST
    return next((word.manager for word in visit.words if word.side is side), None)
