"""What everybody is about to read, in numbers: who reads what stays between them and HR."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.calibration.queries import has_part
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.states import CandidacyStatus


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people are answered, and what; where the reader has a part is not counted in it."""

    people: int
    approved: int
    not_now: int
    rejected: int
    pools: Sequence[tuple[str, int]]
    left_out: int


def preview(campaign: Campaign, actor: Actor) -> Preview:
    """Return what is staged about the nominees of a campaign."""
    found = (
        select(Decision, Nominee.id, has_part(actor).label("has_part"))
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .where(Nominee.campaign_id == campaign.id, Candidacy.status == CandidacyStatus.UNDER_REVIEW)
        .options(joinedload(Decision.pool))
    )
    rows = db.session.execute(found).all()
    staged = [decision for decision, _nominee_id, has_part in rows if not has_part]
    outcomes = Counter(one.outcome for one in staged)
    pools = Counter(localized(one.pool.name) for one in staged if one.pool is not None)
    return Preview(
        people=len({nominee_id for _decision, nominee_id, _has_part in rows}),
        approved=outcomes[Outcome.APPROVED],
        not_now=outcomes[Outcome.NOT_NOW],
        rejected=outcomes[Outcome.REJECTED],
        pools=sorted(pools.items(), key=lambda one: search_key(one[0])),
        left_out=len(rows) - len(staged),
    )
