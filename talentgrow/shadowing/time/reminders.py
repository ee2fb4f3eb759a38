"""Which people are reminded before a visit: hosts, managers, HR, and those in swaps."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from talentgrow.auth.queries import hr_of
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.calendar import reminder_due
from talentgrow.missions.time.asked import since
from talentgrow.missions.time.of_applications import is_here
from talentgrow.missions.time.reminders import Reminder
from talentgrow.missions.waits.reminding import after
from talentgrow.notifications.service import NoticeKind
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines, queries
from talentgrow.shadowing.states import LEG_ASKED
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.time import reminder_notices as kinds
from talentgrow.shadowing.time import rules
from talentgrow.shadowing.visits.models import Answer, Side, Visit, VisitWord
from talentgrow.shadowing.visits.words import person_of
from talentgrow.shadowing.waits import places, reminding


def due() -> Iterator[Reminder]:
    """Return the reminders that are due today before visits take place."""
    yield from _requests()
    yield from _words()
    yield from _hr_words()
    yield from _later_days()
    yield from _legs()


def _requests() -> Iterator[Reminder]:
    """Remind hosts of who waits for their answer."""
    asked = (Visit.status == V.REQUESTED, *since(Visit.since))
    for visit in visits(*asked, works_here(Visit.host_id)):
        days, by = reminder_due(visit.since, clock.today()), _by(visit)
        if days is not None and by is not None:
            yield Reminder(
                visit.host_id,
                kinds.REQUEST_STILL,
                after(reminding.request(visit), days),
                places.visit(visit.id),
                partial(queries.hold_known, visit.id, visit.exchange_id),
                as_it_was(visit),
                {
                    "who": visit.visitor.name,
                    "since": visit.since.date(),
                    "day": visit.starts_on,
                    "by": by,
                },
            )


def _words() -> Iterator[Reminder]:
    """Remind managers of the word that is asked of them."""
    conditions = (VisitWord.answer.is_(None), VisitWord.climbed_at.is_(None))
    here = works_here(VisitWord.manager_id)
    for visit, word in _asked(*conditions, here, *since(VisitWord.asked_at)):
        days = reminder_due(word.asked_at, clock.today())
        if days is not None and word.manager_id is not None:
            key = after(reminding.word(word), days)
            yield _word(visit, word, word.manager_id, kinds.WORD_STILL, key, word.asked_at.date())


def _hr_words() -> Iterator[Reminder]:
    """Remind HR of the words that climbed to them."""
    for visit, word in _asked(VisitWord.answer.is_(None), *since(VisitWord.climbed_at)):
        if word.climbed_at is None:
            continue
        days = reminder_due(word.climbed_at, clock.today())
        if days is None:
            continue
        key = after(reminding.hr_word(word, word.climbed_at), days)
        first, besides = word.climbed_at.date(), [visit.visitor_id, visit.host_id]
        for person_id in sorted(hr_of(person_of(visit, word.side), besides=besides)):
            yield _word(visit, word, person_id, kinds.HR_WORD_STILL, key, first)


def _later_days() -> Iterator[Reminder]:
    """Remind the two of a visit that managers agreed to a later day only."""
    deferred = (VisitWord.answer == Answer.DEFERRED, VisitWord.from_on > Visit.starts_on)
    for visit, word in _asked(*deferred, *since(VisitWord.answered_at)):
        if word.answered_at is None or word.from_on is None:
            continue
        days = reminder_due(word.answered_at, clock.today())
        if days is None:
            continue
        key = after(reminding.later_day(visit, word.answered_at), days)
        for side in Side:
            said = {
                "other": other_side(visit, side).name,
                "from_on": word.from_on,
                "day": visit.starts_on,
            }
            yield Reminder(
                person_of(visit, side),
                kinds.LATER_STILL,
                key,
                places.change(visit.id),
                partial(queries.hold_known, visit.id, visit.exchange_id),
                _is_still_asked(visit, word),
                said,
            )


def _legs() -> Iterator[Reminder]:
    """Remind those in swaps and rings of their answers, once for all they owe in one of them."""
    for visit in visits(Visit.status.in_(LEG_ASKED), *since(Visit.since)):
        days, by = reminder_due(visit.since, clock.today()), _by(visit)
        if visit.exchange is None or visit.exchange_id is None or days is None or by is None:
            continue
        if visit.status is V.PROPOSED:
            by = visit.exchange.answer_by
        key = after(reminding.swap(visit.exchange_id, visit.since), days)
        for side, said in ((Side.VISITOR, visit.visitor_says), (Side.HOST, visit.host_says)):
            if said is None:
                yield Reminder(
                    person_of(visit, side),
                    kinds.SWAP_STILL,
                    key,
                    places.exchange(visit.exchange_id),
                    partial(queries.hold_known, visit.id, visit.exchange_id),
                    _owes_a_word(person_of(visit, side), visit),
                    {"since": visit.since.date(), "by": by},
                )


def _owes_a_word(person_id: int, visit: Visit) -> Select[Any]:
    """Select the legs of a swap to which somebody has not answered, as long as it is asked."""
    return select(Visit.id).where(
        Visit.exchange_id == visit.exchange_id,
        Visit.status == visit.status,
        or_(
            and_(Visit.visitor_id == person_id, Visit.visitor_says.is_(None)),
            and_(Visit.host_id == person_id, Visit.host_says.is_(None)),
        ),
    )


def _asked(*conditions: ColumnElement[bool]) -> Sequence[tuple[Visit, VisitWord]]:
    rows = db.session.execute(
        select(Visit, VisitWord)
        .join(VisitWord, VisitWord.visit_id == Visit.id)
        .where(Visit.status == V.HOST_ACCEPTED, *conditions)
        .options(*queries.LINE)
        .order_by(Visit.id, VisitWord.id)
    )
    return [(visit, word) for visit, word in rows.unique()]


def _word(
    visit: Visit, word: VisitWord, person_id: int, kind: NoticeKind, key: str, first: date
) -> Reminder:
    return Reminder(
        person_id,
        kind,
        key,
        places.words(),
        partial(queries.hold_known, visit.id, visit.exchange_id),
        _is_still_asked(visit, word),
        {
            "visitor": visit.visitor.name,
            "host": visit.host.name,
            "day": visit.starts_on,
            "since": first,
            "by": rules.word_by(word, visit),
        },
    )


def _is_still_asked(visit: Visit, word: VisitWord) -> Select[Any]:
    """Select a word for as long as the same people wait for it, about the same day."""
    answer = VisitWord.answer.is_(None) if word.answer is None else VisitWord.answer == word.answer
    climbed = VisitWord.climbed_at
    return (
        select(VisitWord.id)
        .join(Visit, Visit.id == VisitWord.visit_id)
        .where(
            VisitWord.id == word.id,
            answer,
            climbed.is_(None) if word.climbed_at is None else climbed == word.climbed_at,
            Visit.status == visit.status,
            Visit.starts_on == visit.starts_on,
        )
    )


def as_it_was(visit: Visit) -> Select[Any]:
    """Select a visit for as long as it stands where it stood, on the same day."""
    return select(Visit.id).where(
        Visit.id == visit.id,
        Visit.status == visit.status,
        Visit.since == visit.since,
        Visit.starts_on == visit.starts_on,
    )


def visits(*conditions: ColumnElement[bool]) -> Sequence[Visit]:
    """Return visits in full, by id."""
    found = select(Visit).where(*conditions).options(*queries.VISIT).order_by(Visit.id)
    return db.session.scalars(found).unique().all()


def other_side(visit: Visit, side: Side) -> Person:
    """Return the other one of the two."""
    return visit.host if side is Side.VISITOR else visit.visitor


def works_here(person_id: Any) -> ColumnElement[bool]:
    """Tell whether somebody works here today."""
    here: ColumnElement[bool] = person_id.in_(select(Person.id).where(is_here()))
    return here


def _by(visit: Visit) -> date | None:
    found = deadlines.of_visit(
        visit.status, visit.since, starts_on=visit.starts_on, ends_on=visit.ends_on
    )
    return found.by if found is not None else None
