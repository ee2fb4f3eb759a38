"""A draft that lapsed with the end of a campaign is not lost when it is opened again."""

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.nominations import intents, queries
from talentgrow.nominations.models import Evidence, Nomination, NominationIntent
from talentgrow.nominations.states import NominationStatus


def carry_over(draft: Nomination, *, by: Actor) -> None:
    """Begin a fresh draft with what its writer had written before the campaign ended."""
    before = _before(draft, by)
    if before is None:
        return
    draft.rationale, draft.commitment = before.rationale, before.commitment
    draft.reference_id = before.reference_id
    in_play = intents.in_play(draft.campaign)
    draft.intents.extend(
        NominationIntent(intent=row.intent, target_id=row.target_id)
        for row in before.intents
        if row.intent in in_play
    )
    draft.evidence.extend(
        Evidence(
            claim_id=row.claim_id,
            credit_id=row.credit_id,
            visit_certificate_id=row.visit_certificate_id,
            note=row.note,
        )
        for row in before.evidence
    )
    db.session.flush()


def _before(draft: Nomination, by: Actor) -> Nomination | None:
    mine = by.person_id or 0
    found = (
        select(Nomination)
        .where(
            Nomination.campaign_id == draft.campaign_id,
            Nomination.person_id == draft.person_id,
            Nomination.nominator_id == draft.nominator_id,
            Nomination.status == NominationStatus.LAPSED,
            or_(Nomination.submitter_id == mine, Nomination.nominator_id == mine),
        )
        .options(*queries.NOMINATION)
        .order_by(Nomination.id.desc())
        .limit(1)
    )
    return db.session.scalar(found)
