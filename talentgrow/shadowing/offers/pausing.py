"""An offer whose host leaves requests unanswered pauses itself, and one click opens it again."""

from datetime import datetime

from flask import url_for
from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import SYSTEM
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.shadowing import steps
from talentgrow.shadowing.deadlines import UNANSWERED_REQUESTS
from talentgrow.shadowing.models import Offer, Pause
from talentgrow.shadowing.offers import reliability
from talentgrow.shadowing.states import OfferStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit

PAUSED_ITSELF = NoticeKind(
    "shadowing.offer_paused_itself",
    _(
        "%(count)s requests in a row stayed without your answer: your offer is paused and nobody"
        " asks any more. Open it again with one click, whenever it suits you."
    ),
    needs_action=True,
)


def unanswered(offer: Offer, *, now: datetime) -> bool:
    """Pause an offer that is held if its last requests expired one after the other.

    What expired before the host opened it, or opened it again, counts no more.
    """
    if offer.status not in {OfferStatus.OPEN, OfferStatus.FULL}:
        return False
    if not _were_left(offer):
        return False
    steps.take(offer, "pause", by=SYSTEM, now=now)
    offer.pause_reason, offer.paused_until = Pause.UNANSWERED, None
    db.session.flush()
    notify(
        offer.host_id,
        PAUSED_ITSELF,
        key=f"offer:{offer.id}:paused:{now.isoformat()}",
        url=url_for("offers.show", offer_id=offer.id),
        now=now,
        count=UNANSWERED_REQUESTS,
    )
    return True


def _were_left(offer: Offer) -> bool:
    was_answered = or_(Visit.answered_at.is_not(None), Visit.status.in_(reliability.SAID))
    latest = db.session.execute(
        select(Visit.status, Visit.answered_at)
        .where(
            Visit.offer_id == offer.id,
            Visit.exchange_id.is_(None),
            or_(was_answered, Visit.status == VisitStatus.EXPIRED),
            Visit.since >= (offer.opened_at or offer.created_at),
        )
        .order_by(Visit.requested_at.desc(), Visit.id.desc())
        .limit(UNANSWERED_REQUESTS)
    ).all()
    left = [one for one in latest if one.status is VisitStatus.EXPIRED and not one.answered_at]
    return len(left) == UNANSWERED_REQUESTS
