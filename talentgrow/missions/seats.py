"""The seats of a mission: given away and freed by the database itself, so that none is twice."""

from typing import Any

from sqlalchemy import select, update

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.models import Mission


class NoSeatLeft(DomainError):
    """Every seat is taken, or kept for somebody."""


def hold(mission_id: int) -> Mission:
    """Return a mission as it is now, and let nobody else act on it until this transaction ends.

    Whoever takes a step that depends on seats, dates or the mission's status comes through here
    first, so that what was read is still true when it is written.
    """
    return db.session.scalars(
        select(Mission)
        .where(Mission.id == mission_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def take(mission: Mission) -> None:
    """Give one seat away.

    :raises NoSeatLeft: somebody else had the last one
    """
    done: Any = db.session.execute(
        update(Mission)
        .where(Mission.id == mission.id, Mission.taken < Mission.seats)
        .values(taken=Mission.taken + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(mission, ["taken"])
    if not done.rowcount:
        raise NoSeatLeft(_("The last seat has just been taken. Nothing was changed."))


def free(mission: Mission) -> None:
    """Give one seat back."""
    db.session.execute(
        update(Mission)
        .where(Mission.id == mission.id, Mission.taken > 0)
        .values(taken=Mission.taken - 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(mission, ["taken"])
