"""How a round compares with the one before it."""

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.shadowing.exchanges.models import Round, RoundRun
from talentgrow.shadowing.states import RoundStatus

SENT = frozenset({RoundStatus.PUBLISHED, RoundStatus.FINISHED})


def sentence(one: Round) -> str:
    """Say how many the round before served, for the same part of the house; "" where none was."""
    row = db.session.execute(
        select(Round, RoundRun.figures)
        .join(RoundRun, RoundRun.round_id == Round.id)
        .where(
            Round.status.in_(SENT),
            Round.id != one.id,
            Round.join_by < one.join_by,
            Round.unit_id.is_(None) if one.unit_id is None else Round.unit_id == one.unit_id,
            Round.site_id.is_(None) if one.site_id is None else Round.site_id == one.site_id,
            RoundRun.computed_at.is_not(None),
            RoundRun.failed == "",
        )
        .order_by(Round.join_by.desc(), RoundRun.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return ""
    before, figures = row
    return _(
        "The round “%(name)s” served %(served)s of %(all)s, at best %(bound)s.",
        name=localized(before.name),
        served=figures["served"],
        all=figures["members"],
        bound=figures["bound"],
    )
