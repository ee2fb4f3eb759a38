"""What time does to swaps and rounds: silence loses legs, joining ends, and all comes to an end."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from talentgrow.infra import clock
from talentgrow.infra.db import db, reading
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.shadowing.exchanges import ending, silence
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds import life
from talentgrow.shadowing.states import RoundStatus


def close(tally: Tally) -> None:
    """End joining where its last day is over."""
    ended = Round.join_by < clock.today()
    each(found(_ids(Round.status == RoundStatus.OPEN, ended)), _close, tally)


def lose_silent(tally: Tally) -> None:
    """Lose the legs of swaps and rings to which an answer is late."""
    with reading():
        late = silence.due(clock.today())
        db.session.rollback()
    each(late, lambda one: silence.lose_silent(one, now=clock.now()) > 0, tally)


def finish(tally: Tally) -> None:
    """Put away the swaps, then the rounds, of which nothing is still to come."""
    with reading():
        over = ending.over()
        db.session.rollback()
    each(over, lambda one: ending.finish(one, now=clock.now()), tally)
    past = Round.visits_to < clock.today()
    each(found(_ids(Round.status == RoundStatus.PUBLISHED, past)), _finish, tally)


def _ids(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(Round.id).where(*conditions).order_by(Round.id)


def _close(ids: tuple[int]) -> bool:
    return life.close_due(db.session.get_one(Round, ids[0]), by=SYSTEM, now=clock.now())


def _finish(ids: tuple[int]) -> bool:
    return life.finish(db.session.get_one(Round, ids[0]), by=SYSTEM, now=clock.now())
