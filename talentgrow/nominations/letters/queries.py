"""Published decisions; nothing here changes anything."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.queries import nominees_visible_to
from talentgrow.nominations.states import ANSWERED

_SHOWN = (
    joinedload(Decision.pool),
    joinedload(Decision.action_owner),
    joinedload(Decision.talk_with),
)
_ABOUT = (
    joinedload(Decision.candidacy)
    .joinedload(Candidacy.nominee)
    .options(
        joinedload(Nominee.person),
        joinedload(Nominee.campaign).selectinload(Campaign.intents),
    )
)
_PARTIES = joinedload(Decision.candidacy).joinedload(Candidacy.nominee)


def published() -> Select[Decision]:
    """Select the decisions which stand and which the person reads."""
    return (
        select(Decision)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .where(Decision.published_at.is_not(None), Candidacy.status.in_(ANSWERED))
    )


def decisions_of(nominee: Nominee) -> Sequence[Decision]:
    """Return what was published about one nominee, in the order of the wishes."""
    found = published().where(Candidacy.nominee_id == nominee.id).options(*_SHOWN)
    return db.session.scalars(found.order_by(Candidacy.id)).all()


def not_now() -> Select[Decision]:
    """Select the decisions that wait for a day, with the nominee and who owes a step until then."""
    return (
        published()
        .where(Decision.outcome == Outcome.NOT_NOW)
        .options(_ABOUT, joinedload(Decision.action_owner))
        .order_by(Decision.review_on, Decision.id)
    )


def get_owed(actor: Actor, decision_id: int) -> Decision:
    """Return one "not now" for who owes its step, and for HR of the nominee's part.

    :raises NotFound: no such decision, or it is nobody's of theirs
    """
    decision = db.session.scalar(not_now().where(Decision.id == decision_id))
    if decision is None or not _concerns(actor, decision):
        raise NotFound(_("Nothing is owed here."))
    return decision


def _concerns(actor: Actor, decision: Decision) -> bool:
    if decision.action_owner_id is not None and actor.is_person(decision.action_owner_id):
        return True
    visible = nominees_visible_to(actor).where(Nominee.id == decision.candidacy.nominee_id)
    return db.session.scalar(visible) is not None


def hold_decision(decision_id: int) -> Decision:
    """Return a decision whose nominee is held, which nobody else changes until we are done."""
    found = (
        select(Decision)
        .where(Decision.id == decision_id)
        .options(_PARTIES)
        .with_for_update(key_share=True, of=Decision)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).one()
