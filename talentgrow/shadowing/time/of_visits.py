"""What time does to visits: silence ends them, HR is asked, and what is over is put away."""

from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, exists, func, or_, select

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions.time.of_applications import before
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.shadowing import booking, deadlines, queries
from talentgrow.shadowing.debriefs import closing
from talentgrow.shadowing.debriefs.queries import debriefs_of
from talentgrow.shadowing.offers import pausing
from talentgrow.shadowing.states import TOLD
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.time import notices, rules, told, words
from talentgrow.shadowing.time.rules import Due
from talentgrow.shadowing.visits import ending
from talentgrow.shadowing.visits.models import Side, Visit, VisitWord
from talentgrow.shadowing.visits.notices import managers_told

# A last day lies at most so many days before the visit: the working day before, over a weekend.
LEAD = timedelta(days=4)


def follow(tally: Tally) -> None:
    """Take each step that is due."""
    each(found(_due(clock.today())), _step, tally)


def _due(today: date) -> Select[int, int | None]:
    """Select what may be due; `rules` decide about each under its lock."""
    begins = Visit.starts_on <= today + LEAD
    word_is_old = exists().where(
        VisitWord.visit_id == Visit.id,
        VisitWord.answer.is_(None),
        func.coalesce(VisitWord.climbed_at, VisitWord.asked_at)
        < before(today, min(deadlines.HR_DAYS, deadlines.SILENCE_DAYS)),
    )
    old = Visit.since < before(today, deadlines.SILENCE_DAYS)
    over = Visit.ends_on < today - timedelta(days=deadlines.DEBRIEF_DAYS)
    return (
        select(Visit.id, Visit.exchange_id)
        .where(
            or_(
                and_(Visit.status == V.REQUESTED, or_(old, begins)),
                and_(Visit.status == V.HOST_ACCEPTED, or_(word_is_old, begins)),
                and_(Visit.status == V.TO_SIGN, begins),
                and_(Visit.status.in_(TOLD | {V.CONFIRMED}), over),
            )
        )
        .order_by(Visit.id)
    )


def _step(ids: tuple[int, int | None]) -> bool:
    """Take the step that is due for one visit, if it still is."""
    now, visit = clock.now(), queries.hold_known(*ids)
    due = rules.of_visit(visit, today=now.date())
    if due is None:
        return False
    if due is Due.EXPIRE:
        _expire(visit, now=now)
    elif due is Due.CLIMB:
        words.climb(visit, now=now)
    elif due is Due.END:
        _end(visit, "words_missing", now=now)
    elif due is Due.CALL_OFF:
        _end(visit, "not_signed", now=now)
    elif due is Due.PUT_AWAY:
        _put_away(visit, now=now)
    else:
        _close(visit, now=now)
    return True


def _expire(visit: Visit, *, now: datetime) -> None:
    """End a request that its host has left unanswered; two in a row pause the offer."""
    ending.fall_through(visit, "expire", by=SYSTEM, now=now, reason="unanswered")
    told.visitor(visit, notices.UNANSWERED, now=now)
    told.host(visit, notices.NOT_ANSWERED_BY_YOU, now=now)
    if visit.offer_id is not None:
        pausing.unanswered(booking.hold(visit.offer_id), now=now)


def _end(visit: Visit, reason: str, *, now: datetime) -> None:
    """Call a visit off that was not agreed or signed in time; a ring goes on without it."""
    kind = notices.NOT_SIGNED if visit.status is V.TO_SIGN else notices.WITHOUT_WORD
    managers = managers_told(visit)
    ending.end(visit, "expire", by=SYSTEM, now=now, reason=reason)
    told.both(visit, kind, now=now)
    told.others(visit, managers, notices.CALLED_OFF_FOR_MANAGER, now=now)


def _put_away(visit: Visit, *, now: datetime) -> None:
    """Put away a visit about which nobody said a word: its day is long over for its ring too."""
    ending.fall_through(visit, "expire", by=SYSTEM, now=now, reason="untold")
    told.both(visit, notices.PUT_AWAY, now=now)


def _close(visit: Visit, *, now: datetime) -> None:
    """Close a visit with what was written; who wrote nothing may now read the other."""
    written = debriefs_of(visit.id)
    closing.close(visit, by=SYSTEM, now=now)
    if Side.VISITOR in written and Side.HOST not in written:
        told.host(visit, notices.READABLE, now=now)
    elif Side.HOST in written and Side.VISITOR not in written:
        told.visitor(visit, notices.READABLE, now=now)
