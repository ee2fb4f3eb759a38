"""What time does to the words of managers: they follow who manages now, then climb to HR."""

from datetime import datetime

from sqlalchemy import Select, case, exists, or_, select

from talentgrow.auth.queries import hr_of
from talentgrow.claims.queries import manager_of
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions.time.of_applications import is_here
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import is_current
from talentgrow.shadowing import queries
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.time import notices, rules, told
from talentgrow.shadowing.visits.models import Side, Visit, VisitWord
from talentgrow.shadowing.visits.notices import ask_word
from talentgrow.shadowing.visits.words import person_of


def follow(tally: Tally) -> None:
    """Let a word that is asked follow whoever manages the person now."""
    each(found(_elsewhere()), _pass_on, tally)


def _elsewhere() -> Select[int, int | None, int]:
    """Select the words asked of somebody who manages the person no more, or is not here."""
    person_id = case((VisitWord.side == Side.VISITOR, Visit.visitor_id), else_=Visit.host_id)
    manages = exists().where(
        Assignment.person_id == person_id,
        Assignment.manager_id == VisitWord.manager_id,
        is_current(),
    )
    here = exists().where(Person.id == VisitWord.manager_id, is_here())
    return (
        select(Visit.id, Visit.exchange_id, VisitWord.id)
        .join(VisitWord, VisitWord.visit_id == Visit.id)
        .where(
            Visit.status == VisitStatus.HOST_ACCEPTED,
            VisitWord.answer.is_(None),
            VisitWord.climbed_at.is_(None),
            or_(~manages, ~here),
        )
        .order_by(Visit.id, VisitWord.id)
    )


def _pass_on(ids: tuple[int, int | None, int]) -> bool:
    """Give a word to the present manager, or to HR where there is none.

    The two have waited long enough: the days go on counting from when the first was asked.
    """
    now, (visit_id, exchange_id, word_id) = clock.now(), ids
    visit = queries.hold_known(visit_id, exchange_id)
    word = next((one for one in visit.words if one.id == word_id), None)
    is_asked = word is not None and word.answer is None and word.climbed_at is None
    if word is None or visit.status is not VisitStatus.HOST_ACCEPTED or not is_asked:
        return False
    manager = manager_of(person_of(visit, word.side))
    if manager is not None and manager.id == word.manager_id:
        return False
    if manager is None or manager.id in {visit.visitor_id, visit.host_id}:
        word.manager = None
        _climb(visit, word, now=now)
    else:
        word.manager = manager
        db.session.flush()
        ask_word(visit, word, now=now)
    return True


def climb(visit: Visit, *, now: datetime) -> None:
    """Give HR the word where managers were silent; these may still answer."""
    for word in visit.words:
        if rules.is_late(word, visit, today=now.date()):
            _climb(visit, word, now=now)


def _climb(visit: Visit, word: VisitWord, *, now: datetime) -> None:
    word.climbed_at = now
    db.session.flush()
    manager = word.manager
    name = manager.name if manager is not None else ""
    kind = notices.CLIMBED if manager is not None else notices.NOBODY_MANAGES
    asked = hr_of(person_of(visit, word.side), besides=[visit.visitor_id, visit.host_id])
    by = rules.word_by(word, visit)
    told.others(visit, asked, kind, now=now, part=word.side, manager=name, by=by)
    if manager is not None:
        told.others(visit, [manager.id], notices.CLIMBED_FOR_MANAGER, now=now)
