"""What became of a round that was sent: facts, days and states, never what people write."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.paging import PAGE_SIZE, paginate, within
from talentgrow.jobs.models import Job
from talentgrow.kernel.page import Page
from talentgrow.missions import days
from talentgrow.people.models import Person
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round
from talentgrow.shadowing.exchanges.shown import drawing
from talentgrow.shadowing.rounds import wording
from talentgrow.shadowing.rounds.shown.lists import RINGS, Asked
from talentgrow.shadowing.states import BOOKED, FELL_THROUGH, LEG_ASKED, TOLD, VisitStatus
from talentgrow.shadowing.visits.models import Says, Visit

HAPPENED = frozenset({VisitStatus.TOOK_PLACE, VisitStatus.PARTIAL, VisitStatus.CLOSED})
WAITING = LEG_ASKED | {VisitStatus.REQUESTED}


@dataclass(frozen=True, slots=True)
class Line:
    """One visit, and how it stands."""

    visit: Visit
    text: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class RingLines:
    """One ring with its visits."""

    exchange: Exchange
    ring: drawing.Ring
    text: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class FollowingPage:
    """Everything on the page of a round that was sent."""

    round: Round
    standing: str
    span: str
    title: str
    lead: str
    counts: Sequence[tuple[str, int]]
    rings: Page[RingLines]
    alone: Page[Line]
    template: str = "following"

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the round stands where it does."""
        return wording.LOOKS[self.round.status]


def page(one: Round, *, now: datetime, asked: Asked) -> FollowingPage:
    """Return what became of a round."""
    today = now.date()
    statuses, alone = _statuses(one)
    found = (
        select(Exchange)
        .where(Exchange.round_id == one.id)
        .options(selectinload(Exchange.members).joinedload(ExchangeMember.person))
        .order_by(Exchange.id)
    )
    exchanges = paginate(found, asked.rings, size=RINGS)
    number = within(asked.alone, alone)
    visits = _visits(one, exchanges, number)
    jobs = drawing.jobs_of([member.person_id for one_ in exchanges for member in one_.members])
    rings = [_ring(one_, visits.get(one_.id, []), jobs, today) for one_ in exchanges]
    lines = [_line(visit, today) for visit in visits.get(None, [])]
    return FollowingPage(
        round=one,
        standing=wording.standing(one, today),
        span=wording.span(one.visits_from, one.visits_to, today),
        title=_title(statuses),
        lead=_lead(one, statuses, today),
        counts=_counts(statuses),
        rings=Page(rings, exchanges.number, exchanges.size, exchanges.total),
        alone=Page(lines, number, PAGE_SIZE, alone),
    )


def _statuses(one: Round) -> tuple[Counter[VisitStatus], int]:
    """Return how many visits of a round stand where, and how many of all are in no ring."""
    is_alone = Visit.exchange_id.is_(None)
    rows = db.session.execute(
        select(Visit.status, is_alone, func.count())
        .where(Visit.round_id == one.id)
        .group_by(Visit.status, is_alone)
    )
    statuses, alone = Counter[VisitStatus](), 0
    for status, is_one_way, count in rows:
        statuses[status] += count
        alone += count if is_one_way else 0
    return statuses, alone


def _visits(
    one: Round, exchanges: Page[Exchange], number: int
) -> Mapping[int | None, Sequence[Visit]]:
    """Return the visits of some rings by ring, and under None a page of the others, by name."""
    alone = (
        select(Visit.id)
        .join(Visit.visitor)
        .where(Visit.round_id == one.id, Visit.exchange_id.is_(None))
        .order_by(Person.search_key, Visit.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = db.session.scalars(
        select(Visit)
        .join(Visit.visitor)
        .where(
            Visit.round_id == one.id,
            or_(Visit.exchange_id.in_([one_.id for one_ in exchanges]), Visit.id.in_(alone)),
        )
        .options(contains_eager(Visit.visitor), joinedload(Visit.host))
        .order_by(Visit.place_in_ring, Person.search_key, Visit.id)
    )
    found: dict[int | None, list[Visit]] = {}
    for visit in rows:
        found.setdefault(visit.exchange_id, []).append(visit)
    return found


def _of(statuses: Counter[VisitStatus], group: frozenset[VisitStatus]) -> int:
    return sum(statuses[one] for one in group)


def _title(statuses: Counter[VisitStatus]) -> str:
    """Return the news: what has taken place, else what is agreed, else who waits."""
    happened = _of(statuses, HAPPENED)
    if happened:
        return ngettext(
            "One visit of %(all)s has taken place",
            "%(num)s visits of %(all)s have taken place",
            happened,
            all=statuses.total(),
        )
    agreed = _of(statuses, BOOKED | TOLD)
    if agreed:
        return ngettext(
            "One visit of %(all)s is agreed",
            "%(num)s visits of %(all)s are agreed",
            agreed,
            all=statuses.total(),
        )
    if _of(statuses, WAITING):
        return _("The rings are sent, and no visit is agreed yet")
    return _("No visit of this round takes place")


def _lead(one: Round, statuses: Counter[VisitStatus], today: date) -> str:
    waits = _of(statuses, WAITING)
    span = wording.span(one.visits_from, one.visits_to, today)
    if not waits:
        return _("Visits are %(span)s. Everybody has answered.", span=span)
    return ngettext(
        "Visits are %(span)s. One of them waits for an answer.",
        "Visits are %(span)s. %(num)s of them wait for an answer.",
        waits,
        span=span,
    )


def _counts(statuses: Counter[VisitStatus]) -> list[tuple[str, int]]:
    return [
        (_("Wait for an answer"), _of(statuses, WAITING)),
        (_("Agreed, still to come"), _of(statuses, BOOKED)),
        (_("Took place"), _of(statuses, HAPPENED)),
        (_("Not kept"), _of(statuses, FELL_THROUGH | {VisitStatus.NO_SHOW})),
    ]


def _ring(
    exchange: Exchange, legs: Sequence[Visit], jobs: Mapping[int, Job], today: date
) -> RingLines:
    people: list[Person] = [member.person for member in exchange.members]
    lost = sum(leg.status in FELL_THROUGH for leg in legs)
    if lost:
        text = ngettext("One visit was lost", "%(num)s visits were lost", lost)
    elif any(leg.status in LEG_ASKED for leg in legs):
        by = days.near(exchange.answer_by, today)
        text = _("Everybody answers until %(day)s", day=by)
    else:
        text = _("Everybody has said yes")
    return RingLines(
        exchange, drawing.ring(people, jobs), text, [_line(leg, today) for leg in legs]
    )


def _line(visit: Visit, today: date) -> Line:
    """Say how one visit stands: who has the word, or what happened on which day."""
    day = days.in_words(visit.starts_on, today)
    if visit.status in LEG_ASKED:
        return Line(visit, _waits_for(visit), icon="hourglass", tone="")
    if visit.status is VisitStatus.REQUESTED:
        text = _("%(name)s has not answered yet", name=visit.host.name)
        return Line(visit, text, icon="hourglass", tone="")
    if visit.status in BOOKED:
        return Line(visit, _("Agreed for %(day)s", day=day), icon="calendar", tone="info")
    if visit.status in HAPPENED:
        return Line(visit, _("Took place on %(day)s", day=day), icon="circle-check", tone="grow")
    if visit.status is VisitStatus.NO_SHOW:
        return Line(visit, _("One of them did not come on %(day)s", day=day), icon="ban", tone="")
    return Line(visit, _why_not(visit), icon="ban", tone="")


def _waits_for(visit: Visit) -> str:
    silent = [
        person.name
        for person, says in (
            (visit.visitor, visit.visitor_says),
            (visit.host, visit.host_says),
        )
        if says is None
    ]
    if len(silent) == 1:
        return _("%(name)s has not answered yet", name=silent[0])
    return _("Both have not answered yet") if silent else _("Both have said yes")


def _why_not(visit: Visit) -> str:
    for person, says in ((visit.visitor, visit.visitor_says), (visit.host, visit.host_says)):
        if says is Says.NO:
            return _("%(name)s has said no", name=person.name)
    return {
        VisitStatus.HOST_DECLINED: _("%(name)s has said no", name=visit.host.name),
        VisitStatus.MANAGER_REFUSED: _("A manager has refused it"),
        VisitStatus.CANCELLED: _("Called off"),
        VisitStatus.EXPIRED: _("Lapsed without an answer"),
    }.get(visit.status, _("Lapsed without an answer"))
