"""Send the rings of a proposal to those in them. Functions flush; the caller commits.

Whoever publishes holds the round, then offers and people by id, before anything is made.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.shadowing import queries, steps
from talentgrow.shadowing.exchanges.models import ExchangeMember, Round, RoundLeg
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.rounds import members, notices
from talentgrow.shadowing.rounds.joining import hold
from talentgrow.shadowing.rounds.matching.edges import Problem
from talentgrow.shadowing.rounds.matching.gathering import read
from talentgrow.shadowing.rounds.sending import Outdated, Sending
from talentgrow.shadowing.states import OFFERS_SHOWN, ROUND_FLOW

PUBLISHED = audit.Kind("shadowing.round_published", "run", "rings", "one_way", "served")


@dataclass(frozen=True, slots=True)
class Sent:
    """What publishing came to."""

    rings: int
    one_way: int
    served: int


def publish(one: Round, *, by: Actor, now: datetime, run_id: int | None = None) -> Sent:
    """Ask everybody in the newest proposal about their ring, or their host about a visit.

    `run_id` is the proposal that was read.

    :raises IllegalTransition: the round is not closed, or somebody else published it
    :raises Outdated: another proposal is there by now, or something it depends on has changed
    """
    one = hold(one.id)
    ROUND_FLOW.next(one.status, "publish")
    run = members.newest_run(one.id)
    if run is None or run.computed_at is None or run.failed or run_id not in (None, run.id):
        raise Outdated(_("This proposal is not the newest one. Read it again before you send it."))
    legs = _legs_of(run.id)
    _hold_all(legs)
    problem = Problem(read(one, now=now))
    if problem.digest != run.digest or _anybody_asked(legs):
        raise Outdated(
            _(
                "Somebody joined, left or changed a wish, a week or an offer since this was "
                "computed. Compute it anew, then send it."
            )
        )
    steps.take(one, "publish", by=by, now=now)
    sending = Sending(one, problem, now=now)
    rings = [leg for leg in legs if leg.ring is not None]
    alone = [leg for leg in legs if leg.ring is None]
    found = [list(ring) for _number, ring in groupby(rings, key=lambda leg: leg.ring)]
    sending.rings(found)
    sending.one_way(alone)
    _tell_the_rest(one, legs, now=now)
    sent = Sent(len(found), len(alone), len(legs))
    audit.record(
        PUBLISHED,
        one,
        by=by,
        now=now,
        run=run.id,
        rings=sent.rings,
        one_way=sent.one_way,
        served=sent.served,
    )
    return sent


def _legs_of(run_id: int) -> list[RoundLeg]:
    """Return what was proposed: rings in their order, then visits one way."""
    rows = db.session.scalars(
        select(RoundLeg).where(RoundLeg.run_id == run_id).order_by(RoundLeg.visitor_id)
    ).all()
    return sorted(rows, key=lambda leg: (leg.ring is None, leg.ring or 0, leg.place or 0))


def _hold_all(legs: Collection[RoundLeg]) -> None:
    """Hold all offers of hosts, then all people, by id: others take their places the same way."""
    hosts = {leg.host_id for leg in legs}
    db.session.execute(
        select(Offer.id)
        .where(Offer.host_id.in_(hosts), Offer.status.in_(OFFERS_SHOWN))
        .order_by(Offer.id)
        .with_for_update(key_share=True)
    )
    queries.hold_people({person for leg in legs for person in (leg.visitor_id, leg.host_id)})


def _anybody_asked(legs: Collection[RoundLeg]) -> bool:
    """Tell whether somebody who would be in a ring answers for another swap by now."""
    ringed = {leg.visitor_id for leg in legs if leg.ring is not None}
    found = select(ExchangeMember.id).where(
        ExchangeMember.person_id.in_(ringed), ExchangeMember.is_asked
    )
    return db.session.scalar(found.limit(1)) is not None


def _tell_the_rest(one: Round, legs: Collection[RoundLeg], *, now: datetime) -> None:
    """Note who is served, and tell everybody else that nothing was found this time."""
    visitors = {leg.visitor_id for leg in legs}
    hosts = {leg.host_id for leg in legs}
    rows = db.session.scalars(
        members.in_round(one.id).execution_options(populate_existing=True)
    ).all()
    for member in rows:
        # Who only hosts waits for nothing, so that no credit grows.
        member.is_served = member.person_id in visitors if member.visits else None
    left = [member for member in rows if member.person_id not in visitors]
    waiting = [member.person_id for member in left if member.visits]
    alone = [one_.person_id for one_ in left if not one_.visits and one_.person_id not in hosts]
    notices.tell_left_over(one, waiting, now=now)
    notices.tell_only_hosts(one, alone, now=now)
    db.session.flush()
