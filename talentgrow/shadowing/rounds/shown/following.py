"""What became of a round that was sent: facts, days and states, never what people write."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.jobs.models import Job
from talentgrow.missions import days
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round
from talentgrow.shadowing.exchanges.shown import drawing
from talentgrow.shadowing.rounds import wording
from talentgrow.shadowing.states import BOOKED, FELL_THROUGH, LEG_ASKED, TOLD, VisitStatus
from talentgrow.shadowing.visits.models import Says, Visit

HAPPENED = frozenset({VisitStatus.TOOK_PLACE, VisitStatus.PARTIAL, VisitStatus.CLOSED})


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
    rings: Sequence[RingLines]
    alone: Sequence[Line]
    template: str = "following"

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the round stands where it does."""
        return wording.LOOKS[self.round.status]


def page(one: Round, *, now: datetime) -> FollowingPage:
    """Return what became of a round."""
    today = now.date()
    visits = _visits(one)
    by_ring: dict[int, list[Visit]] = {}
    for visit in visits:
        if visit.exchange_id is not None:
            by_ring.setdefault(visit.exchange_id, []).append(visit)
    exchanges = _exchanges(one)
    jobs = drawing.jobs_of([member.person_id for one_ in exchanges for member in one_.members])
    agreed = sum(visit.status in BOOKED | TOLD | HAPPENED for visit in visits)
    return FollowingPage(
        round=one,
        standing=wording.standing(one, today),
        span=wording.span(one.visits_from, one.visits_to, today),
        title=_title(visits, agreed),
        lead=_lead(one, visits, today),
        counts=_counts(visits),
        rings=[_ring(one_, by_ring.get(one_.id, []), jobs, today) for one_ in exchanges],
        alone=[_line(visit, today) for visit in visits if visit.exchange_id is None],
    )


def _visits(one: Round) -> list[Visit]:
    rows = db.session.scalars(
        select(Visit)
        .where(Visit.round_id == one.id)
        .options(*queries.LINE)
        .order_by(Visit.exchange_id, Visit.place_in_ring, Visit.id)
    )
    return list(rows.unique())


def _exchanges(one: Round) -> list[Exchange]:
    rows = db.session.scalars(
        select(Exchange)
        .where(Exchange.round_id == one.id)
        .options(selectinload(Exchange.members).joinedload(ExchangeMember.person))
        .order_by(Exchange.id)
    )
    return list(rows)


def _title(visits: Sequence[Visit], agreed: int) -> str:
    """Return the news: what has taken place, else what is agreed, else who waits."""
    happened = sum(visit.status in HAPPENED for visit in visits)
    if happened:
        return ngettext(
            "One visit of %(all)s has taken place",
            "%(num)s visits of %(all)s have taken place",
            happened,
            all=len(visits),
        )
    if agreed:
        return ngettext(
            "One visit of %(all)s is agreed",
            "%(num)s visits of %(all)s are agreed",
            agreed,
            all=len(visits),
        )
    if _waiting(visits):
        return _("The rings are sent, and no visit is agreed yet")
    return _("No visit of this round takes place")


def _waiting(visits: Sequence[Visit]) -> int:
    return sum(
        visit.status in LEG_ASKED or visit.status is VisitStatus.REQUESTED for visit in visits
    )


def _lead(one: Round, visits: Sequence[Visit], today: date) -> str:
    waits = _waiting(visits)
    span = wording.span(one.visits_from, one.visits_to, today)
    if not waits:
        return _("Visits are %(span)s. Everybody has answered.", span=span)
    return ngettext(
        "Visits are %(span)s. One of them waits for an answer.",
        "Visits are %(span)s. %(num)s of them wait for an answer.",
        waits,
        span=span,
    )


def _counts(visits: Sequence[Visit]) -> list[tuple[str, int]]:
    statuses = Counter(visit.status for visit in visits)

    def of(group: frozenset[VisitStatus]) -> int:
        return sum(statuses[one] for one in group)

    return [
        (_("Wait for an answer"), of(LEG_ASKED | {VisitStatus.REQUESTED})),
        (_("Agreed, still to come"), of(BOOKED)),
        (_("Took place"), of(HAPPENED)),
        (_("Not kept"), of(FELL_THROUGH | {VisitStatus.NO_SHOW})),
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
