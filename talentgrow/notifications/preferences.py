"""How people wish to be told."""

from collections.abc import Collection

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.once import insert_once
from talentgrow.notifications.deadlines import Wish
from talentgrow.notifications.models import NoticePreference


def wish_of(person_id: int) -> Wish:
    """Return how somebody wishes to be told; the usual where they never said."""
    return wishes_of([person_id]).get(person_id, Wish())


def wishes_of(person_ids: Collection[int]) -> dict[int, Wish]:
    """Return the wishes of those among some people who have said so."""
    found = db.session.scalars(
        select(NoticePreference).where(NoticePreference.person_id.in_(person_ids))
    )
    return {row.person_id: Wish(row.timing, row.quiet_from, row.quiet_until) for row in found}


def prefer(person_id: int, wish: Wish) -> None:
    """Remember how somebody wishes to be told; what waits for a mail follows it too."""
    values = {
        "timing": wish.timing,
        "quiet_from": wish.quiet_from,
        "quiet_until": wish.quiet_until,
    }
    if insert_once(NoticePreference, {"person_id": person_id, **values}):
        return
    kept = db.session.scalars(
        select(NoticePreference).where(NoticePreference.person_id == person_id)
    ).one()
    for name, value in values.items():
        setattr(kept, name, value)
    db.session.flush()
