"""What waits around one person in visits, read in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, union_all
from sqlalchemy.orm import aliased, joinedload

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.people.models import Person, Site
from talentgrow.shadowing.exchanges.models import Exchange, Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.visits.models import (
    Side,
    Signature,
    Signer,
    Visit,
    VisitDebrief,
    VisitWord,
)
from talentgrow.shadowing.waits.sides import What, branches


@dataclass(frozen=True, slots=True)
class Row:
    """One thing around the reader.

    `count` is how many words wait for HR in all, where that is who has to act, and of `other`,
    with whom they could swap, which of the reader's wishes that grants; else 0.
    """

    what: What
    count: int
    visit: Visit | None
    visitor: Person | None
    host: Person | None
    exchange: Exchange | None
    word: VisitWord | None
    manager: Person | None
    round: Round | None
    offer: Offer | None
    other: Person | None
    job: Job | None
    site: Site | None
    visitor_signed: bool
    host_signed: bool
    visitor_wrote: bool
    host_wrote: bool

    def has_signed(self, side: Side) -> bool:
        """Tell whether one of the two has signed what the visit says now."""
        return self.visitor_signed if side is Side.VISITOR else self.host_signed

    def wrote(self, side: Side) -> bool:
        """Tell whether one of the two has written about the visit."""
        return self.visitor_wrote if side is Side.VISITOR else self.host_wrote


def around(actor: Actor, *, now: datetime) -> Sequence[Row]:
    """Return everything in which the actor, or somebody for the actor, has to act, oldest first.

    In one statement, as it is on everybody's first page.
    """
    waiting = union_all(*branches(actor, now=now)).subquery("waiting")
    visitor, host, manager, other = (aliased(Person) for _name in range(4))
    found = db.session.execute(
        select(
            waiting.c.what,
            waiting.c.count,
            Visit,
            visitor,
            host,
            Exchange,
            VisitWord,
            manager,
            Round,
            Offer,
            other,
            Job,
            Site,
            *(_signed(signer) for signer in (Signer.VISITOR, Signer.HOST)),
            *(_wrote(side) for side in (Side.VISITOR, Side.HOST)),
        )
        .select_from(waiting)
        .outerjoin(Visit, Visit.id == waiting.c.visit_id)
        .outerjoin(visitor, visitor.id == Visit.visitor_id)
        .outerjoin(host, host.id == Visit.host_id)
        .outerjoin(Exchange, Exchange.id == Visit.exchange_id)
        .outerjoin(VisitWord, VisitWord.id == waiting.c.word_id)
        .outerjoin(manager, manager.id == VisitWord.manager_id)
        .outerjoin(Round, Round.id == waiting.c.round_id)
        .outerjoin(Offer, Offer.id == waiting.c.offer_id)
        .outerjoin(other, other.id == waiting.c.person_id)
        .outerjoin(Job, Job.id == waiting.c.job_id)
        .outerjoin(Site, Site.id == waiting.c.site_id)
        .options(joinedload(Job.family))
        .order_by(Visit.since, Visit.id, VisitWord.id, Round.id, Offer.id)
        .order_by(waiting.c.count, other.last_name, other.first_name, other.id, Job.id)
    )
    return [Row(What(what), *rest) for what, *rest in found]


def _signed(signer: Signer) -> ColumnElement[bool]:
    return exists().where(
        Signature.visit_id == Visit.id,
        Signature.version == Visit.version,
        Signature.signer == signer,
    )


def _wrote(side: Side) -> ColumnElement[bool]:
    return exists().where(VisitDebrief.visit_id == Visit.id, VisitDebrief.side == side)
