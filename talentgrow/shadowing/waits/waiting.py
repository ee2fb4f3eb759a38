"""What waits for somebody around visits, and what they wait for, as the home page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from talentgrow.kernel.access import Actor
from talentgrow.missions.waits.wait import Wait
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.exchanges.mutual import Mutual, once_each
from talentgrow.shadowing.states import LEG_ASKED
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.time import rules
from talentgrow.shadowing.visits.models import Side, Visit, VisitWord
from talentgrow.shadowing.waits import found, words, words_for_others, words_for_teams
from talentgrow.shadowing.waits.found import Row
from talentgrow.shadowing.waits.sides import MOST_FOR_HR, What


@dataclass(frozen=True, slots=True)
class Around:
    """What waits around somebody, in no order, and with whom they could swap.

    When the others were reminded is read later, with everything else that waits.
    """

    waits: tuple[Wait, ...] = ()
    mutuals: tuple[Mutual, ...] = ()


def around(actor: Actor, *, now: datetime) -> Around:
    """Return what waits for the actor and what the actor waits for, and their mutual wishes."""
    if actor.person_id is None:
        return Around()
    today, rows = now.date(), found.around(actor, now=now)
    sides = [row for row in rows if row.what is What.SIDE]
    mutuals = [
        Mutual(row.other, row.job, row.site, row.count) for row in rows if row.other is not None
    ]
    waits = chain(
        _of_sides(actor.person_id, sides, today),
        _of_hr([row for row in rows if row.what is What.HR], today),
        chain.from_iterable(_of_one(row, today) for row in rows),
    )
    return Around(tuple(waits), once_each(mutuals))


def _of_sides(person_id: int, rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return what waits around the reader's own visits, one thing for each visit or swap."""
    visits: dict[int, list[Row]] = {}
    swaps: dict[int, list[Row]] = {}
    for row in rows:
        if row.visit is None:
            continue
        if row.exchange is not None and row.visit.status in LEG_ASKED:
            swaps.setdefault(row.exchange.id, []).append(row)
        else:
            visits.setdefault(row.visit.id, []).append(row)
    for group in swaps.values():
        yield from _of_swap(person_id, group, today)
    for group in visits.values():
        yield from _of_visit(person_id, group, today)


def _of_visit(person_id: int, rows: Sequence[Row], today: date) -> Iterator[Wait]:
    visit, side, other = _seen(person_id, rows[0])
    if visit.status is V.HOST_ACCEPTED:
        yield from _of_words(visit, other, rows, today)
    elif visit.status is V.TO_SIGN:
        yield from _of_signatures(visit, side, other, rows[0], today)
    elif visit.status is V.CONFIRMED:
        yield words.to_tell(visit, other, today=today)
    elif visit.status is V.REQUESTED:
        due = deadlines.of_visit(
            visit.status, visit.since, starts_on=visit.starts_on, ends_on=visit.ends_on
        )
        if due is not None:
            say = words.to_answer if side is Side.HOST else words_for_others.answer
            yield say(visit, other, due, today=today)
    else:
        yield from _of_debriefs(visit, side, other, rows[0], today)


def _seen(person_id: int, row: Row) -> tuple[Visit, Side, Person]:
    """Return a visit as the reader sees it: on which side they are, and who the other one is."""
    if row.visit is None or row.visitor is None or row.host is None:
        raise LookupError(row.what)
    if row.visit.visitor_id == person_id:
        return row.visit, Side.VISITOR, row.host
    return row.visit, Side.HOST, row.visitor


def _of_words(visit: Visit, other: Person, rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return who has the word about a longer visit, else the later day which the two choose."""
    known = [(row.word, row.manager) for row in rows if row.word is not None]
    asked = [(word, manager) for word, manager in known if word.answer is None]
    for word, manager in asked:
        by = rules.word_by(word, visit)
        yield words_for_others.word(visit, other, word, manager, by, today=today)
    later = [word.from_on for word, _manager in known if word.from_on is not None]
    if later and not asked:
        yield words.to_choose(visit, other, max(later), today=today)


def _of_signatures(
    visit: Visit, side: Side, other: Person, row: Row, today: date
) -> Iterator[Wait]:
    if not row.has_signed(side):
        yield words.to_sign(visit, other, today=today)
        return
    other_side = Side.HOST if side is Side.VISITOR else Side.VISITOR
    missing = None if row.has_signed(other_side) else other
    yield words_for_others.signature(visit, missing, today=today)


def _of_debriefs(visit: Visit, side: Side, other: Person, row: Row, today: date) -> Iterator[Wait]:
    has_written = row.wrote(Side.HOST if side is Side.VISITOR else Side.VISITOR)
    if not row.wrote(side):
        yield words.to_write(visit, other, has_written=has_written, today=today)
    elif not has_written:
        yield words_for_others.debrief(visit, other, today=today)


def _of_swap(person_id: int, rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return the reader's own answers in a swap, else those for which they wait."""
    exchange = rows[0].exchange
    if exchange is None:
        return
    seen = [_seen(person_id, row) for row in rows]
    owed = [
        (visit, other, side is Side.VISITOR)
        for visit, side, other in seen
        if _says(visit, side) is None
    ]
    if owed:
        by = min(_answer_by(exchange, visit) for visit, *_rest in owed)
        yield words.legs(exchange, owed, by, today=today)
        return
    visit, *_rest = seen[0]
    silent = {
        other.id: other
        for visit, side, other in seen
        if _says(visit, Side.HOST if side is Side.VISITOR else Side.VISITOR) is None
    }
    only = next(iter(silent.values())) if len(silent) == 1 else None
    by = min(_answer_by(exchange, visit) for visit, *_rest in seen)
    yield words_for_others.legs(exchange, visit, only, by, today=today)


def _says(visit: Visit, side: Side) -> object:
    return visit.visitor_says if side is Side.VISITOR else visit.host_says


def _answer_by(exchange: Exchange, visit: Visit) -> date:
    if visit.status is V.PROPOSED:
        return exchange.answer_by
    due = deadlines.of_visit(
        visit.status, visit.since, starts_on=visit.starts_on, ends_on=visit.ends_on
    )
    return due.by if due is not None else exchange.answer_by


def _of_hr(rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return what climbed to HR: one by one, or in one where it is too much to be listed."""
    asked = [(row, row.visit, row.word) for row in rows]
    if not rows or rows[0].count <= MOST_FOR_HR:
        for row, visit, word in asked:
            if visit is not None and word is not None:
                yield from _of_word(row, visit, word, today)
        return
    known = [(visit, word) for _row, visit, word in asked if visit is not None and word is not None]
    since = min(word.climbed_at or word.asked_at for _visit, word in known)
    by = min(rules.word_by(word, visit) for visit, word in known)
    yield words_for_teams.many_words(rows[0].count, since, by, today=today)


def _of_word(row: Row, visit: Visit, word: VisitWord, today: date) -> Iterator[Wait]:
    if row.visitor is not None and row.host is not None:
        by = rules.word_by(word, visit)
        yield words_for_teams.word(visit, row.visitor, row.host, word, by, today=today)


def _of_one(row: Row, today: date) -> Iterator[Wait]:
    """Return what is said about a row that stands for itself."""
    if row.what is What.MANAGER and row.visit is not None and row.word is not None:
        yield from _of_word(row, row.visit, row.word, today)
    elif row.what is What.SIGNER and row.visit and row.visitor and row.host:
        yield words.manager_signs(row.visit, row.visitor, row.host, today=today)
    elif row.what is What.ROUND and row.round is not None:
        yield words_for_teams.to_send(row.round, today=today)
    elif row.what is What.WISHLESS and row.round is not None:
        yield words.to_wish(row.round, today=today)
    elif row.what is What.OFFER and row.offer is not None:
        yield words.to_open(row.offer)
