"""One visit as its page shows it: to its two sides everything, to others the facts."""

from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.people.models import Person
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.states import BOOKED, FELL_THROUGH, LEG_ASKED, TOLD
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import calling_off, other_hosts, policy, words
from talentgrow.shadowing.visits.models import Answer, Side, Visit, VisitWord
from talentgrow.shadowing.visits.pages import history, titles, turns, wording
from talentgrow.shadowing.visits.pages.history import Step
from talentgrow.shadowing.visits.pages.turns import Turn


@dataclass(frozen=True, slots=True)
class Word:
    """What a manager says of one side; `may_answer` where the reader has the word."""

    id: int
    side: Side
    person: Person
    words: str
    reason: str
    may_answer: bool
    is_given: bool
    latest: date


@dataclass(frozen=True, slots=True)
class Record:
    """One visit for one reader; messages are empty for whoever is none of its two sides."""

    visit: Visit
    side: Side | None
    title: str
    when: str
    where: str
    length: str
    turn: Turn | None
    steps: tuple[Step, ...]
    words: tuple[Word, ...]
    can: frozenset[str]
    message: str
    host_word: str
    reason: str
    offers: tuple[Offer, ...]
    others_job: str
    # Whether the reader has written their debrief, before the visit is closed.
    has_written: bool

    @property
    def id(self) -> int:
        """Return the id of the visit."""
        return self.visit.id

    @property
    def other(self) -> Person:
        """Return whom the reader visits, or who visits them; the visitor for others."""
        return self.visit.host if self.side is Side.VISITOR else self.visit.visitor

    @property
    def is_asked_to_answer(self) -> bool:
        """Tell whether the reader is a host who has not answered yet."""
        return "accept" in self.can

    @property
    def is_closed_door(self) -> bool:
        """Tell whether the reader wished to visit somebody, and nothing came of it."""
        return self.side is Side.VISITOR and self.visit.status in FELL_THROUGH

    @property
    def has_agreement(self) -> bool:
        """Tell whether there is an agreement to read and sign."""
        return self.visit.status in BOOKED | TOLD | {V.CLOSED}


def record(actor: Actor, visit: Visit, *, now: datetime) -> Record:
    """Return a visit which is loaded in full, for one reader."""
    side, today = policy.side_of(actor, visit), now.date()
    is_side, has_written = side is not None, visit.id in turns.written(actor, [visit])
    return Record(
        visit=visit,
        side=side,
        title=titles.title(visit, side, today=today),
        when=wording.when(visit, today),
        where=wording.where(visit),
        length=wording.length(visit.half_days),
        turn=turns.turn(actor, visit, today=today, has_written=has_written),
        steps=history.steps(visit, actor.person_id, reads_words=is_side),
        words=words_of(actor, visit, today=today),
        can=can(actor, visit, today=today),
        message=visit.message if is_side else "",
        host_word=visit.host_word if is_side else "",
        reason=_reason(visit) if is_side else "",
        offers=_others(visit, side, today),
        others_job=localized(visit.job.title) if visit.job is not None else "",
        has_written=has_written,
    )


def can(actor: Actor, visit: Visit, *, today: date) -> frozenset[str]:
    """Return what a reader may do with a visit now."""
    side, status = policy.side_of(actor, visit), visit.status
    if side is None:
        return frozenset()
    is_host, has_come = side is Side.HOST, visit.starts_on <= today
    is_to_sign = status is V.TO_SIGN and bool(
        set(policy.signs_as(actor, visit)) & set(turns.missing_signers(visit))
    )
    doings = {
        "accept": status is V.REQUESTED and is_host,
        "decline": status is V.REQUESTED and is_host,
        "answer_leg": status in LEG_ASKED and visit.exchange_id is not None,
        "change": status in BOOKED and not has_come,
        "sign": is_to_sign,
        "cancel": calling_off.may_still(visit, today=today)
        and not (status is V.REQUESTED and is_host),
        "tell": status in {V.CONFIRMED} | TOLD and has_come,
        "debrief": status in {V.TOOK_PLACE, V.PARTIAL, V.CLOSED},
    }
    return frozenset(doing for doing, is_open in doings.items() if is_open)


def words_of(actor: Actor, visit: Visit, *, today: date) -> tuple[Word, ...]:
    """Return what the managers of both sides say, where they are asked."""
    if not visit.words or not needs_word(visit.half_days):
        return ()
    return tuple(_word(actor, visit, word, today) for word in visit.words)


def _word(actor: Actor, visit: Visit, word: VisitWord, today: date) -> Word:
    person = visit.visitor if word.side is Side.VISITOR else visit.host
    given = words.is_given(word, visit)
    has_the_word = visit.status is V.HOST_ACCEPTED and not given
    return Word(
        id=word.id,
        side=word.side,
        person=person,
        words=turns.said_of(word, visit, today=today),
        reason=word.reason if word.answer in {Answer.REFUSED, Answer.DEFERRED} else "",
        may_answer=has_the_word and policy.may_clear(actor, (visit, word)),
        is_given=given,
        latest=words.latest(visit),
    )


def _reason(visit: Visit) -> str:
    """Return why it came to nothing, in words."""
    if visit.status is V.CANCELLED and visit.cancelled_reason is not None:
        return str(wording.CANCELS.get(visit.cancelled_reason, wording.LEFT))
    if visit.declined_reason is not None:
        return str(wording.DECLINES[visit.declined_reason])
    return ""


def _others(visit: Visit, side: Side | None, today: date) -> tuple[Offer, ...]:
    """Return who else shows such a job, for a visitor to whom one door has closed."""
    if side is not Side.VISITOR or visit.status not in FELL_THROUGH:
        return ()
    return other_hosts.instead_of(visit, today=today)
